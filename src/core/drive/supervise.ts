import type { Account } from '../engine/account.js'
import type { CallEvent } from '../engine/event.js'
import type { Usage } from '../errors.js'
import type { Settled } from './answers.js'
import { returnsAwaitable } from './calls.js'
import type { ToolGate } from '../contract/host-call.js'
import type { Callee } from '../contract/host-call.js'

/**
 * Supervises a drive. A supervisor may hold a call before it starts. From then on calls start only if the
 * supervisor allows it, the drive waits for running calls, and the run ends up suspended.
 */
export interface Supervisor extends ToolGate {
  /** Whether other calls start while some are held, so that Python runs on for as long as possible. */
  readonly runsOn: boolean
  /** Whether the call has to wait for a decision. `callee` is `undefined` where it does not exist here. */
  holds(call: CallEvent, callee: Callee | undefined): boolean
  /**
   * Whether an external party makes the call, whenever it does: the run may be suspended with the call, but
   * other calls need not wait.
   */
  parks?(call: CallEvent): boolean
  /** Makes a call, with `next()` unless the outcome is already available. */
  perform(call: CallEvent, callee: Callee | undefined, next: () => unknown): unknown
  /** Receives the run's usage and account at every event. */
  onUsage(usage: Usage, account: Account): void
  /** Called when Python is blocked while calls still run, with what would be lost with this process. */
  onSuspended(suspension: SuspendedRun): void
  /**
   * Called when Python waits for running calls. Until it goes on, `suspension` returns its position, which
   * belongs to its state, and `leave` suspends the run there while the calls run on without it. `leave`
   * returns `false` when Python has gone on since.
   */
  onWaiting?(suspension: () => SuspendedRun, leave: () => boolean): void
}

/** Running calls that go on without their run. */
export interface CallsUnderWay {
  /** Resolves when all of the calls have ended, whatever their outcomes. */
  readonly ended: Promise<void>
  /** Aborts the calls' signals: their outcomes are not used. */
  abandon(): void
}

/** Thrown by a call whose nested run waits for a decision: the call is held from then on. */
export class CallSuspended extends Error {}

/** A run that waits for decisions. */
export interface SuspendedRun {
  readonly kind: 'held'
  readonly usage: Usage
  /** Calls that wait for a decision. */
  readonly held: readonly CallEvent[]
  /** Later calls that wait behind the held ones. */
  readonly queued: readonly CallEvent[]
  /** Running calls; none in the end, unless the run left them. */
  readonly running: readonly CallEvent[]
  /** Handle of the running calls that the run left. */
  readonly underWay?: CallsUnderWay
  /** Outcomes that Python has not asked for yet. */
  readonly settled: readonly Settled[]
}

/**
 * Sorts calls by the order in which Python made them. The time at which each was held depends on how long its
 * arguments took to check, and the order after all decisions must not.
 */
export const inOrder = (calls: Iterable<CallEvent>): CallEvent[] =>
  [...calls].toSorted((one, other) => one.callId - other.callId)

/** Decisions about a suspended run. */
export interface Resumption {
  /** Calls to start now. */
  readonly start: readonly CallEvent[]
  /** Calls that still wait. */
  readonly held: readonly CallEvent[]
  readonly settled: readonly Settled[]
}

/** The calls that a supervisor holds, and those that wait behind them. */
export class HeldCalls {
  readonly #supervisor: Supervisor
  readonly #held = new Map<number, CallEvent>()
  /** Held calls behind which others need not wait. */
  readonly #parked = new Set<number>()
  readonly #queued: CallEvent[] = []
  readonly #running = new Map<number, CallEvent>()
  // By identity, not by number: decisions are about the kept call objects only.
  readonly #released = new Set<CallEvent>()
  /** The call at which Python is paused, when it cannot be given an awaitable. */
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

  /** Whether no further call starts. */
  get #hasOthersWait(): boolean {
    return this.#held.size > this.#parked.size
  }

  /** Whether Python is paused at a call, rather than waiting for outcomes. */
  get isAtCall(): boolean {
    return this.#at !== undefined
  }

  /** Holds or queues a call that may not start now. Returns whether it did. */
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

  /** Whether the call was decided about when the run was resumed. */
  isReleased(call: CallEvent): boolean {
    return this.#released.has(call)
  }

  /** Whether Python is blocked at a call that was taken: it accepts only the value, and no awaitable. */
  stopsAt(call: CallEvent, callee: Callee | undefined): boolean {
    const stops =
      call.kind === 'os'
        ? call.name === 'time.sleep'
        : callee === undefined || !returnsAwaitable(callee)
    if (stops) this.#at = call
    return stops
  }

  /** Holds a call that was started. */
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

  /** Whether a queued call has to wait on. */
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

  announce(suspension: SuspendedRun): void {
    this.#supervisor.onSuspended(suspension)
  }
}
