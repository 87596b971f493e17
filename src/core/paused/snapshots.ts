import type { CallEvent, FuturesEvent, NameEvent } from '../engine/event.js'
import {
  type CallAnswer,
  callMessage,
  type FutureAnswer,
  type NameAnswer,
  nameMessage,
  settleMessage,
} from './answers.js'
import { expectKind, loadPaused, type PausedLoadOptions } from './loading.js'
import { PausedRun, type ResumeOptions } from './paused-run.js'
import type { MontyProgress } from './progress.js'

/** Names a host object in Python's hands. */
export interface HostObjectRef {
  readonly id: string
}

abstract class PausedCall<E extends CallEvent> extends PausedRun<E> {
  /** What Python calls. */
  get functionName(): string {
    return this.event.name
  }

  get args(): unknown[] {
    return this.event.args
  }

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

/** Python calls a function of the host. */
export class FunctionSnapshot extends PausedCall<CallEvent & { kind: 'function' }> {
  /** The host object whose method is called. */
  get receiver(): HostObjectRef | undefined {
    const { receiver } = this.event
    return receiver === undefined ? undefined : { id: receiver }
  }

  static override load(bytes: Uint8Array, options?: PausedLoadOptions): FunctionSnapshot {
    return expectKind(loadPaused(bytes, options), FunctionSnapshot, 'function call')
  }
}

/** Python calls the operating system: a file, the environment, a sleep, an import. */
export class OsSnapshot extends PausedCall<CallEvent & { kind: 'os' }> {
  static override load(bytes: Uint8Array, options?: PausedLoadOptions): OsSnapshot {
    return expectKind(loadPaused(bytes, options), OsSnapshot, 'operating system call')
  }
}

/** Python uses a name it does not know. */
export class NameLookupSnapshot extends PausedRun<NameEvent> {
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

  /** Goes on with a value or an exception; without an answer Python gets a `NameError`. */
  resume(given?: NameAnswer): MontyProgress {
    return this.go(nameMessage(this.event, given, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(given?: NameAnswer, options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(nameMessage(this.event, given, this.remember), options)
  }

  static override load(bytes: Uint8Array, options?: PausedLoadOptions): NameLookupSnapshot {
    return expectKind(loadPaused(bytes, options), NameLookupSnapshot, 'name look-up')
  }
}

/** All of Python's tasks wait for calls that were answered with futures. */
export class FutureSnapshot extends PausedRun<FuturesEvent> {
  get pendingCallIds(): number[] {
    return [...this.event.callIds]
  }

  protected override get shown(): object {
    return { pendingCallIds: this.pendingCallIds }
  }

  /** Goes on with the outcomes of some or all pending calls. */
  resume(answers: readonly FutureAnswer[]): MontyProgress {
    return this.go(settleMessage(this.event, answers, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(answers: readonly FutureAnswer[], options?: ResumeOptions): Promise<MontyProgress> {
    return this.goAsync(settleMessage(this.event, answers, this.remember), options)
  }

  static override load(bytes: Uint8Array, options?: PausedLoadOptions): FutureSnapshot {
    return expectKind(loadPaused(bytes, options), FutureSnapshot, 'wait for futures')
  }
}
