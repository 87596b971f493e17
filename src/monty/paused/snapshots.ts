import {
  type CallAnswer,
  callMessage,
  type FutureAnswer,
  type NameAnswer,
  type OsAnswer,
  nameMessage,
  settleMessage,
} from './answers.js'
import { type PausedLoadOptions, wrongKind } from './loading.js'
import { PausedRun, type ResumeOptions } from './paused-run.js'
import type { MontyProgress } from './progress.js'

/** A reference to a host object that Python holds. */
export interface HostObjectRef {
  /** Unique to the object. */
  readonly id: string
}

/** A run that waits for a call: {@link FunctionSnapshot} or {@link OsSnapshot}. */
export abstract class PausedCall<
  K extends 'function' | 'os' = 'function' | 'os',
> extends PausedRun<K> {
  /** The name of the called function. */
  get functionName(): string {
    return this.event.name
  }

  /** The positional arguments. */
  get args(): unknown[] {
    return this.event.args
  }

  /** The keyword arguments. */
  get kwargs(): Record<string, unknown> {
    return this.event.kwargs ?? {}
  }

  /** The call's id, unique in the run; futures are settled by it. */
  get callId(): number {
    return this.event.callId
  }

  protected override get shown(): object {
    const { functionName, args, kwargs, callId } = this
    return { functionName, args, kwargs, callId }
  }

  /**
   * Resumes with a value, an exception, or a future to be settled later.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(given: CallAnswer): MontyProgress {
    return this.go(callMessage(this.event, given, this.remember))
  }

  /** Resumes without blocking the event loop. */
  resumeAsync(given: CallAnswer, options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(callMessage(this.event, given, this.remember), options)
  }
}

/**
 * Python calls a function of the host.
 *
 * @example
 * ```ts
 * const paused = new Monty('f(1, by=2)').start()
 * if (paused instanceof FunctionSnapshot) {
 *   paused.functionName // 'f'
 *   paused.args // [1]
 *   paused.kwargs // { by: 2 }
 *   paused.resume({ returnValue: 3 })
 * }
 * ```
 */
export class FunctionSnapshot extends PausedCall<'function'> {
  /** The host object whose method is called. */
  get receiver(): HostObjectRef | undefined {
    const { receiver } = this.event
    return receiver === undefined ? undefined : { id: receiver }
  }

  /**
   * Loads a run that `dump` wrote at a function call.
   *
   * @throws MontySnapshotError when the bytes are not a snapshot, are of another kind of pause, are
   * not authentic or have expired
   */
  static override load(bytes: Uint8Array, options?: PausedLoadOptions): FunctionSnapshot {
    return expectKind(PausedRun.load(bytes, options), FunctionSnapshot, 'function call')
  }
}

/**
 * Python calls the operating system: a file, the environment, a sleep, an import. Paths are `PyPath`.
 *
 * @example
 * ```ts
 * const paused = new Monty('open("/notes.txt").read()').start()
 * if (paused instanceof OsSnapshot) paused.functionName // 'open'
 * ```
 */
export class OsSnapshot extends PausedCall<'os'> {
  /**
   * Resumes with a value, an exception, or a future to be settled later; or as unhandled, with `{
   * notHandled: true }`. A text or bytes for `open` are the content of the file.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  override resume(given: OsAnswer): MontyProgress {
    return this.go(callMessage(this.event, given, this.remember))
  }

  /** Resumes without blocking the event loop. */
  override resumeAsync(given: OsAnswer, options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(callMessage(this.event, given, this.remember), options)
  }

  /**
   * Loads a run that `dump` wrote at an operating system call.
   *
   * @throws MontySnapshotError when the bytes are not a snapshot, are of another kind of pause, are
   * not authentic or have expired
   */
  static override load(bytes: Uint8Array, options?: PausedLoadOptions): OsSnapshot {
    return expectKind(PausedRun.load(bytes, options), OsSnapshot, 'operating system call')
  }
}

/**
 * Python uses an unknown name, or an attribute of a host object.
 *
 * @example
 * ```ts
 * const paused = new Monty('x + 1').start()
 * if (paused instanceof NameLookupSnapshot) {
 *   paused.variableName // 'x'
 *   paused.resume({ value: 41 }) // MontyComplete, with 42
 * }
 * ```
 */
export class NameLookupSnapshot extends PausedRun<'name'> {
  /** The name. */
  get variableName(): string {
    return this.event.name
  }

  /** The host object whose attribute is read. */
  get receiver(): HostObjectRef | undefined {
    const { receiver } = this.event
    return receiver === undefined ? undefined : { id: receiver }
  }

  protected override get shown(): object {
    return { variableName: this.variableName }
  }

  /**
   * Resumes with a value or an exception; without an answer Python raises a `NameError`.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(given?: NameAnswer): MontyProgress {
    return this.go(nameMessage(this.event, given, this.remember))
  }

  /** Resumes without blocking the event loop. */
  resumeAsync(given?: NameAnswer, options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(nameMessage(this.event, given, this.remember), options)
  }

  /**
   * Loads a run that `dump` wrote at a name look-up.
   *
   * @throws MontySnapshotError when the bytes are not a snapshot, are of another kind of pause, are
   * not authentic or have expired
   */
  static override load(bytes: Uint8Array, options?: PausedLoadOptions): NameLookupSnapshot {
    return expectKind(PausedRun.load(bytes, options), NameLookupSnapshot, 'name look-up')
  }
}

/**
 * All of Python's tasks wait for calls that were answered with futures.
 *
 * @example
 * ```ts
 * const call = new Monty('await f()').start() as FunctionSnapshot
 * const paused = call.resume({ future: true })
 * if (paused instanceof FutureSnapshot) {
 *   const answers = paused.pendingCallIds.map((callId) => ({ callId, returnValue: 1 }))
 *   paused.resume(answers) // MontyComplete, with 1
 * }
 * ```
 */
export class FutureSnapshot extends PausedRun<'futures'> {
  /** The `callId` of each pending call, in the order in which they were made. */
  get pendingCallIds(): number[] {
    return [...this.event.callIds]
  }

  protected override get shown(): object {
    return { pendingCallIds: this.pendingCallIds }
  }

  /**
   * Resumes with the outcomes of some or all pending calls.
   *
   * @throws MontyUsageError for a call that is not pending
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(answers: readonly FutureAnswer[]): MontyProgress {
    return this.go(settleMessage(this.event, answers, this.remember))
  }

  /** Resumes without blocking the event loop. */
  resumeAsync(answers: readonly FutureAnswer[], options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(settleMessage(this.event, answers, this.remember), options)
  }

  /**
   * Loads a run that `dump` wrote at a wait for futures.
   *
   * @throws MontySnapshotError when the bytes are not a snapshot, are of another kind of pause, are
   * not authentic or have expired
   */
  static override load(bytes: Uint8Array, options?: PausedLoadOptions): FutureSnapshot {
    return expectKind(PausedRun.load(bytes, options), FutureSnapshot, 'wait for futures')
  }
}

function expectKind<T extends PausedRun>(
  paused: PausedRun,
  type: abstract new (...args: never[]) => T,
  wanted: string,
): T {
  if (paused instanceof type) return paused
  throw wrongKind(paused.kind, wanted)
}
