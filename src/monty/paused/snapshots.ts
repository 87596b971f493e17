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

/** Names a host object in Python's hands. */
export interface HostObjectRef {
  /** Unique to the object. */
  readonly id: string
}

/** A run that waits for a call: {@link FunctionSnapshot} or {@link OsSnapshot}. */
export abstract class PausedCall<
  K extends 'function' | 'os' = 'function' | 'os',
> extends PausedRun<K> {
  /** What Python calls. */
  get functionName(): string {
    return this.event.name
  }

  /** Its positional arguments. */
  get args(): unknown[] {
    return this.event.args
  }

  /** Its keyword arguments. */
  get kwargs(): Record<string, unknown> {
    return this.event.kwargs ?? {}
  }

  /** Unique in its run; futures are settled by it. */
  get callId(): number {
    return this.event.callId
  }

  protected override get shown(): object {
    const { functionName, args, kwargs, callId } = this
    return { functionName, args, kwargs, callId }
  }

  /**
   * Goes on with a value, an exception, or a future that is settled later.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(given: CallAnswer): MontyProgress {
    return this.go(callMessage(this.event, given, this.remember))
  }

  /** The same without holding the event loop. */
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
   * The run that `dump` wrote, which waits for a call.
   *
   * @throws MontySnapshotError when the bytes are not one, wait for something else, are not authentic
   * or have expired
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
   * Goes on with a value, an exception, or a future that is settled later; or as if nobody had answered, with
   * `{ notHandled: true }`. A text or bytes for `open` make a file to read, for whose content Python asks next.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  override resume(given: OsAnswer): MontyProgress {
    return this.go(callMessage(this.event, given, this.remember))
  }

  /** The same without holding the event loop. */
  override resumeAsync(given: OsAnswer, options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(callMessage(this.event, given, this.remember), options)
  }

  /**
   * The run that `dump` wrote, which waits for an operating system call.
   *
   * @throws MontySnapshotError when the bytes are not one, wait for something else, are not authentic
   * or have expired
   */
  static override load(bytes: Uint8Array, options?: PausedLoadOptions): OsSnapshot {
    return expectKind(PausedRun.load(bytes, options), OsSnapshot, 'operating system call')
  }
}

/**
 * Python uses a name it does not know, or an attribute of a host object.
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
   * Goes on with a value or an exception; without an answer Python gets a `NameError`.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(given?: NameAnswer): MontyProgress {
    return this.go(nameMessage(this.event, given, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(given?: NameAnswer, options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(nameMessage(this.event, given, this.remember), options)
  }

  /**
   * The run that `dump` wrote, which waits for a name.
   *
   * @throws MontySnapshotError when the bytes are not one, wait for something else, are not authentic
   * or have expired
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
  /** The `callId` of each of these calls, in the order in which they were made. */
  get pendingCallIds(): number[] {
    return [...this.event.callIds]
  }

  protected override get shown(): object {
    return { pendingCallIds: this.pendingCallIds }
  }

  /**
   * Goes on with the outcomes of some or all pending calls.
   *
   * @throws MontyUsageError for a call that is not pending
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(answers: readonly FutureAnswer[]): MontyProgress {
    return this.go(settleMessage(this.event, answers, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(answers: readonly FutureAnswer[], options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(settleMessage(this.event, answers, this.remember), options)
  }

  /**
   * The run that `dump` wrote, which waits for futures.
   *
   * @throws MontySnapshotError when the bytes are not one, wait for something else, are not authentic
   * or have expired
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
