import type { Account } from '../engine/account.js'
import type { CallEvent } from '../engine/event.js'
import type { Usage } from '../errors.js'
import type { Settled } from './answers.js'
import { returnsAwaitable } from './calls.js'
import type { ToolGate } from '../contract/host-call.js'
import type { Callee } from '../contract/host-call.js'

/**
 * Watches over a drive. It may hold a call before it starts; from then on no call starts unless it says so, those
 * under way are waited for, and the drive ends with the run at rest.
 */
export interface Supervisor extends ToolGate {
  /** Whether other calls start while some are held, so that Python runs on for as long as it can. */
  readonly runsOn: boolean
  /** Whether the call has to wait for a decision. `callee` is `undefined` where it is not known. */
  holds(call: CallEvent, callee: Callee | undefined): boolean
  /**
   * Whether the call is somebody else's to make, in his own time: the run may come to rest with it, but other
   * calls need not wait.
   */
  parks?(call: CallEvent): boolean
  /** Makes a call, with `next()` unless it has the outcome already. */
  perform(call: CallEvent, callee: Callee | undefined, next: () => unknown): unknown
  /** Hears what the run has used, and what is held because of it, at every event. */
  onUsage(usage: Usage, account: Account): void
  /** Python can go no further, but calls are under way: what would be lost with this process. */
  onSuspended(standing: SuspendedRun): void
  /**
   * Python waits for calls under way. While it does, `standing` tells where it stands, which goes with its
   * state. `leave` has the run come to rest there, with the calls under way, which go on without it; `false`
   * when Python has gone on since.
   */
  onWaiting?(standing: () => SuspendedRun, leave: () => boolean): void
}

/** Calls under way that go on without their run. */
export interface CallsUnderWay {
  /** Resolves when all of them have ended, whatever came of them. */
  readonly ended: Promise<void>
  /** Nobody waits for them any more: their signals fire. */
  abandon(): void
}

/** What a call ends with whose Python inside waits for a decision: it is held from then on. */
export class CallSuspended extends Error {}

/** A run that waits for decisions. */
export interface SuspendedRun {
  readonly kind: 'held'
  readonly usage: Usage
  /** Calls that wait for a decision. */
  readonly held: readonly CallEvent[]
  /** Calls that were made later and wait with them. */
  readonly queued: readonly CallEvent[]
  /** Calls under way; in the end none, but where the run left them. */
  readonly running: readonly CallEvent[]
  /** The same calls, of a run that left them. */
  readonly underWay?: CallsUnderWay
  /** Outcomes that Python has not asked for yet. */
  readonly settled: readonly Settled[]
}

/**
 * Calls in the order in which Python made them. When each came to be held depends on how long its
 * arguments took to check, and what goes on when all are decided should not.
 */
export const inOrder = (calls: Iterable<CallEvent>): CallEvent[] =>
  [...calls].toSorted((one, other) => one.callId - other.callId)

/** A run that was at rest, and what has been decided. */
export interface Resumption {
  /** Calls to start now. */
  readonly start: readonly CallEvent[]
  /** Calls that still wait. */
  readonly held: readonly CallEvent[]
  readonly settled: readonly Settled[]
}

/** The calls that a supervisor holds, and those that wait with them. */
export class HeldCalls {
  readonly #supervisor: Supervisor
  readonly #held = new Map<number, CallEvent>()
  /** Those among them that others need not wait for. */
  readonly #parked = new Set<number>()
  readonly #queued: CallEvent[] = []
  readonly #running = new Map<number, CallEvent>()
  // By what was kept of each, and not by its number: that is all a decision was about.
  readonly #released = new Set<CallEvent>()
  /** The call at which Python stands, when it cannot be given an awaitable. */
  #at: CallEvent | undefined

  constructor(supervisor: Supervisor, resumption: Resumption | undefined) {
    this.#supervisor = supervisor
    for (const call of resumption?.held ?? []) {
      this.#held.set(call.callId, call)
      if (supervisor.parks?.(call) === true) this.#parked.add(call.callId)
    }
    for (const call of resumption?.start ?? []) this.#released.add(call)
  }

  get isActive(): boolean {
    return this.#held.size > 0
  }

  /** Whether no call starts any more. */
  get #hasOthersWait(): boolean {
    return this.#held.size > this.#parked.size
  }

  /** Whether Python stands at a call, rather than waiting for outcomes. */
  get isAtCall(): boolean {
    return this.#at !== undefined
  }

  /** Takes a call that may not start now. */
  takes(call: CallEvent, callee?: Callee): boolean {
    if (this.#released.has(call)) return false
    if (this.#held.has(call.callId)) return true
    if (call.kind === 'function' && this.#supervisor.parks?.(call) === true) {
      this.#held.set(call.callId, call)
      this.#parked.add(call.callId)
      return true
    }
    if (call.kind === 'function' && this.#supervisor.holds(call, callee)) {
      this.#held.set(call.callId, call)
      return true
    }
    if (!this.#hasOthersWait || this.#supervisor.runsOn) return false
    this.#queued.push(call)
    return true
  }

  /** Whether something was decided about the call when the run went on. */
  isReleased(call: CallEvent): boolean {
    return this.#released.has(call)
  }

  /** Whether Python stands still at a call that was taken: it takes its value only, and no awaitable. */
  stopsAt(call: CallEvent, callee: Callee | undefined): boolean {
    const stops =
      call.kind === 'os'
        ? call.name === 'time.sleep'
        : callee === undefined || !returnsAwaitable(callee)
    if (stops) this.#at = call
    return stops
  }

  /** Holds a call that was begun. */
  suspend(call: CallEvent): void {
    this.#released.delete(call)
    this.#held.set(call.callId, call)
  }

  started(call: CallEvent): void {
    this.#running.set(call.callId, call)
  }

  ended(call: CallEvent): void {
    this.#running.delete(call.callId)
  }

  /** Whether a call that was put off has to wait on. */
  delays(call: CallEvent): boolean {
    return this.#hasOthersWait && !this.#supervisor.runsOn && !this.#released.has(call)
  }

  suspension(
    usage: Usage,
    waiting: readonly CallEvent[],
    settled: readonly Settled[],
  ): SuspendedRun {
    return {
      kind: 'held',
      usage,
      held: inOrder(this.#held.values()),
      queued: inOrder([...waiting, ...this.#queued]),
      running: inOrder(this.#running.values()),
      settled: [...settled],
    }
  }

  announce(standing: SuspendedRun): void {
    this.#supervisor.onSuspended(standing)
  }
}
