import type { Message } from './engine/local.js'
import { describe, LocalExecution } from './engine/local.js'
import type { CallEvent, FuturesEvent, NameEvent, PauseEvent, SourceRange } from './engine/event.js'
import { failureOf } from './engine/failure.js'
import { Op } from './engine/kinds.js'
import {
  answer,
  future,
  type HostError,
  notFound,
  raise,
  type Remember,
  settle,
  type Settled,
} from './drive/answers.js'
import { advanceAsync } from './drive/advance.js'
import { abortNow, type AnyExecution, channelTo, localOnly } from './drive/execution.js'
import { Thrown } from './drive/calls.js'
import type { Host } from './drive/host.js'
import { completeHost, KNOWN } from './drive/host.js'
import { advance, type Stopped } from './drive/sync.js'
import { MontySnapshotError, MontyUsageError, type Usage } from './errors.js'
import { type DumpOptions, type LoadOptions, open, seal } from './snapshot/envelope.js'

export type { HostError }

/** What a run came to: a pause, or its end. */
export type MontyProgress =
  | FunctionSnapshot
  | OsSnapshot
  | NameLookupSnapshot
  | FutureSnapshot
  | MontyComplete

/** Names a host object in Python's hands. */
export interface HostObjectRef {
  readonly id: string
}

/** An execution at rest, and what it needs to go on. */
export interface Rest {
  readonly execution: AnyExecution
  readonly host: Host
  readonly scriptName: string
  /** For a session, which is told when its feed is over, and how it failed. */
  readonly session?: { readonly onEnd: (error?: unknown) => void }
  /** The host's errors that went into Python. */
  thrown?: Thrown
}

/** The run's result. */
export class MontyComplete {
  constructor(
    /** The value of the last expression. */
    readonly output: unknown,
    readonly usage: Usage,
  ) {}
}

/** A run that waits for the host. It goes on once; until then it can be kept as bytes. */
export abstract class PausedRun<E extends PauseEvent = PauseEvent> {
  readonly kind: E['kind']
  readonly scriptName: string
  /** What the run has used so far. */
  readonly usage: Usage
  readonly #rest: Rest
  readonly #event: E
  #isOver = false

  /** @internal */
  constructor(rest: Rest, event: E) {
    this.#rest = rest
    this.#event = event
    this.kind = event.kind
    this.scriptName = rest.scriptName
    this.usage = event.usage
    if (rest.execution instanceof LocalExecution) rest.execution.held()
  }

  /** Where in the source Python waits. */
  get position(): SourceRange {
    return this.#event.position
  }

  /** @internal */
  protected get event(): E {
    return this.#event
  }

  /**
   * Ends the run with an exception that Python cannot catch, for its traceback.
   *
   * @throws MontyRuntimeError always; its `cause` is the error given
   */
  abort(error: HostError = { type: 'RuntimeError', message: 'aborted by the host' }): never {
    const { execution, host } = this.claim()
    const event = abortNow(execution, raise(Op.ABORT, error), host)
    this.#rest.session?.onEnd()
    if (event.kind !== 'raised') throw new MontyUsageError(`the run could not be aborted`)
    throw failureOf(event, error instanceof Error ? error : undefined)
  }

  /**
   * The run as bytes, signed, from which {@link PausedRun.load} continues it: in another process,
   * on another machine, later. The run itself can still go on.
   */
  dump(options: DumpOptions = {}): Buffer {
    this.#assertWaiting()
    const { execution, scriptName } = this.#rest
    return seal({ kind: this.kind, scriptName, payload: execution.dump(scriptName) }, options)
  }

  /**
   * The run that {@link PausedRun.dump} wrote.
   *
   * @throws MontySnapshotError when the bytes are not one, are not authentic or have expired
   */
  static load(bytes: Uint8Array, options: LoadOptions = {}): PausedRun {
    return loadPaused(bytes, options)
  }

  /** Takes the right to go on, which there is once. */
  protected claim(): Rest {
    this.#assertWaiting()
    this.#isOver = true
    return this.#rest
  }

  /** Keeps errors that go into Python, to give them back as the cause when they come out. */
  protected get remember(): Remember {
    return (this.#rest.thrown ??= new Thrown()).remember
  }

  protected go(message: Message): MontyProgress {
    const execution = localOnly(this.#rest.execution, 'resumeAsync')
    const rest = this.claim()
    let event: Stopped
    try {
      event = advance(execution, message, rest.host)
    } catch (error) {
      rest.session?.onEnd(error)
      throw error
    }
    return this.#progress(rest, event)
  }

  protected async goAsync(message: Message): Promise<MontyProgress> {
    const rest = this.claim()
    const channel = channelTo(rest.execution, rest.host.decode, true)
    const event = await advanceAsync(channel, message, rest.host).catch((error: unknown) => {
      rest.session?.onEnd(error)
      throw error
    })
    return this.#progress(rest, event)
  }

  #progress(rest: Rest, event: Stopped): MontyProgress {
    // An answer that does not fit leaves the run where it waits.
    if (event.kind === 'rejected') {
      this.#isOver = false
      throw failureOf(event)
    }
    return progressOf(rest, event)
  }

  #assertWaiting(): void {
    if (this.#isOver) throw new MontyUsageError('Progress already resumed')
  }

  /** Hands the run to a driver. */
  static take(paused: PausedRun): { rest: Rest; event: PauseEvent } {
    return { rest: paused.claim(), event: paused.#event }
  }
}

/** The answer to a call. */
export type CallAnswer = { returnValue: unknown } | { exception: HostError } | { future: true }

function callMessage(event: CallEvent, given: CallAnswer, remember: Remember): Message {
  checkAnswer(given, ['returnValue', 'exception', 'future'])
  if ('future' in given) {
    if (given.future) return future
    throw new MontyUsageError('a call is answered with { future: true }, or with its outcome')
  }
  const outcome =
    'exception' in given ? { error: checkError(given.exception) } : { value: given.returnValue }
  return answer(event.name, outcome, false, remember)
}

function checkAnswer(given: unknown, names: readonly string[]): void {
  const keys = typeof given === 'object' && given !== null ? Object.keys(given) : []
  const [key] = keys
  if (keys.length !== 1 || key === undefined || !names.includes(key)) {
    throw new MontyUsageError(
      `an answer must have exactly one of ${names.map((name) => `'${name}'`).join(', ')}`,
    )
  }
}

function checkError(error: unknown): HostError {
  const { type, message } = (error ?? {}) as { type?: unknown; message?: unknown }
  const isData = typeof type === 'string' && typeof (message ?? '') === 'string'
  if (error instanceof Error || isData) return error as HostError
  throw new MontyUsageError("an exception must be an Error or { type: 'ValueError', message }")
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

  /**
   * Goes on with a value, an exception, or a future that is settled later.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(given: CallAnswer): MontyProgress {
    return this.go(callMessage(this.event, given, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(given: CallAnswer): Promise<MontyProgress> {
    return this.goAsync(callMessage(this.event, given, this.remember))
  }
}

/** Python calls a function of the host. */
export class FunctionSnapshot extends PausedCall<CallEvent & { kind: 'function' }> {
  /** The host object whose method is called. */
  get receiver(): HostObjectRef | undefined {
    const { receiver } = this.event
    return receiver === undefined ? undefined : { id: receiver }
  }

  static override load(bytes: Uint8Array, options?: LoadOptions): FunctionSnapshot {
    return expectKind(loadPaused(bytes, options), FunctionSnapshot, 'function call')
  }
}

/** Python calls the operating system: a file, the environment, a sleep, an import. */
export class OsSnapshot extends PausedCall<CallEvent & { kind: 'os' }> {
  static override load(bytes: Uint8Array, options?: LoadOptions): OsSnapshot {
    return expectKind(loadPaused(bytes, options), OsSnapshot, 'operating system call')
  }
}

/** The answer to a name look-up; nothing for a name that does not exist. */
export type NameAnswer = { value: unknown } | { exception: HostError }

function nameMessage(event: NameEvent, given: NameAnswer | undefined, remember: Remember): Message {
  if (given === undefined) return notFound
  checkAnswer(given, ['value', 'exception'])
  const outcome = 'value' in given ? given : { error: checkError(given.exception) }
  return answer(event.name, outcome, false, remember)
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

  /** Goes on with a value or an exception; without an answer Python gets a `NameError`. */
  resume(given?: NameAnswer): MontyProgress {
    return this.go(nameMessage(this.event, given, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(given?: NameAnswer): Promise<MontyProgress> {
    return this.goAsync(nameMessage(this.event, given, this.remember))
  }

  static override load(bytes: Uint8Array, options?: LoadOptions): NameLookupSnapshot {
    return expectKind(loadPaused(bytes, options), NameLookupSnapshot, 'name look-up')
  }
}

/** What came of a call that was answered with a future. */
export type FutureAnswer = { callId: number } & (
  | { returnValue: unknown }
  | { exception: HostError }
)

function settleMessage(
  event: FuturesEvent,
  answers: readonly FutureAnswer[],
  remember: Remember,
): Message {
  if (!Array.isArray(answers) || answers.length === 0) {
    throw new MontyUsageError('futures are answered with an array of at least one outcome')
  }
  const pending = new Set(event.callIds)
  const settled = answers.map((given: FutureAnswer | null): Settled => {
    const { callId, ...rest } = given ?? {}
    checkAnswer(rest, ['returnValue', 'exception'])
    if (given === null || callId === undefined || !pending.delete(callId)) {
      throw new MontyUsageError(
        `call ${callId} is not pending; pending: ${[...pending].join(', ')}`,
      )
    }
    const outcome =
      'exception' in given ? { error: checkError(given.exception) } : { value: given.returnValue }
    return { callId, name: `call ${callId}`, outcome }
  })
  return settle(settled, remember)
}

/** All of Python's tasks wait for calls that were answered with futures. */
export class FutureSnapshot extends PausedRun<FuturesEvent> {
  get pendingCallIds(): number[] {
    return [...this.event.callIds]
  }

  /** Goes on with the outcomes of some or all pending calls. */
  resume(answers: readonly FutureAnswer[]): MontyProgress {
    return this.go(settleMessage(this.event, answers, this.remember))
  }

  /** The same without holding the event loop. */
  resumeAsync(answers: readonly FutureAnswer[]): Promise<MontyProgress> {
    return this.goAsync(settleMessage(this.event, answers, this.remember))
  }

  static override load(bytes: Uint8Array, options?: LoadOptions): FutureSnapshot {
    return expectKind(loadPaused(bytes, options), FutureSnapshot, 'wait for futures')
  }
}

/** The public face of what a step led to. Throws how a run failed. */
export function progressOf(rest: Rest, event: Stopped): MontyProgress {
  switch (event.kind) {
    case 'function':
      return new FunctionSnapshot(rest, event as CallEvent & { kind: 'function' })
    case 'os':
      return new OsSnapshot(rest, event as CallEvent & { kind: 'os' })
    case 'name':
      return new NameLookupSnapshot(rest, event)
    case 'futures':
      return new FutureSnapshot(rest, event)
    case 'complete':
      rest.session?.onEnd()
      return new MontyComplete(event.value, event.usage)
    default: {
      const cause = event.kind === 'raised' ? rest.thrown?.find(event.exception) : undefined
      const failure = failureOf(event, cause)
      rest.session?.onEnd(failure)
      throw failure
    }
  }
}

/** The paused run in a snapshot, which goes on with `host`. */
export function loadPaused(
  bytes: Uint8Array,
  options: LoadOptions | undefined,
  host: Host = completeHost(undefined, KNOWN.start, 'load'),
): PausedRun {
  const { kind, scriptName, payload } = open(bytes, options)
  if (kind === 'session' || kind === 'runtime') throw wrongKind(kind, 'paused run')
  const execution = loadExecution(payload)
  const event = execution.step(describe, host.decode, true)
  if (event.kind !== kind) throw wrongKind(event.kind, kind)
  return progressOf({ execution, host, scriptName }, event) as PausedRun
}

/** The execution in an opened snapshot. */
export function loadExecution(payload: Buffer): LocalExecution {
  try {
    return LocalExecution.load(payload)
  } catch (error) {
    throw new MontySnapshotError('format', (error as Error).message, error)
  }
}

export function wrongKind(kind: string, wanted: string): MontySnapshotError {
  return new MontySnapshotError('format', `the snapshot is of a ${kind}, not of a ${wanted}`)
}

function expectKind<T extends PausedRun>(
  paused: PausedRun,
  type: abstract new (...args: never[]) => T,
  wanted: string,
): T {
  if (paused instanceof type) return paused
  throw wrongKind(paused.kind, wanted)
}
