import { unhandledOsCall } from '../core/drive/answers.js'
import { isUnasked } from '../core/drive/answers.js'
import { answer, type Outcome } from '../core/drive/answers.js'
import { HostAsks } from '../core/drive/host-asks.js'
import { localOnly } from '../core/drive/local-backend.js'
import { NOT_HANDLED } from '../core/contract/os.js'
import { serveOs } from '../core/drive/serve-os.js'
import { hostSleepSync, sleepOf } from '../core/drive/sleep.js'
import { advance } from '../core/drive/sync-drive.js'
import { NO_CROSSING } from '../core/engine/crossing.js'
import type { CallEvent } from '../core/engine/event.js'
import {
  FunctionSnapshot,
  FutureSnapshot,
  MontyComplete as CoreComplete,
  type MontyProgress,
  NameLookupSnapshot,
  OsSnapshot,
  PausedRun,
  progressOf,
} from '../monty/paused/index.js'
import { isException } from '../host/reserved-names.js'
import { debug, debugKeywords, debugList } from './debug.js'
import { translated } from './failures.js'
import { type Mounts, NO_MOUNTS } from './mount.js'
import type {
  ExceptionInput,
  JsMontyObject,
  NameLookupLoadOptions,
  NameLookupResumeOptions,
  ResumeOptions,
  SnapshotLoadOptions,
} from './options.js'
import { loadKind, UNSIGNED } from './unsigned.js'
import { fromPython } from './values/from-python.js'
import { toPython } from './values/to-python.js'

/** A run that waits for the result of a host function. It can be resumed once. */
export class MontySnapshot {
  readonly #paused: FunctionSnapshot
  readonly #mounts: Mounts
  #isOver = false

  /** Internal: use {@link MontySnapshot.load}. */
  constructor(paused: FunctionSnapshot, mounts: Mounts = NO_MOUNTS) {
    this.#paused = paused
    this.#mounts = mounts
  }

  /** The program's name. */
  get scriptName(): string {
    return this.#paused.scriptName
  }

  /** The name of the called function. */
  get functionName(): string {
    return this.#paused.functionName
  }

  /** The positional arguments. */
  get args(): JsMontyObject[] {
    return this.#paused.args.map(fromPython)
  }

  /** The keyword arguments. */
  get kwargs(): Record<string, JsMontyObject> {
    return fromPython(this.#paused.kwargs) as Record<string, JsMontyObject>
  }

  /**
   * Resumes with a value or an exception.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(options: ResumeOptions): MontySnapshot | MontyNameLookup | MontyComplete {
    if (this.#isOver) throw new Error('Snapshot has already been resumed')
    const given = answerOf(options)
    this.#isOver = true
    return translated(() => pausedOf(this.#paused.resume(given), this.#mounts))
  }

  /** Serializes the run. The bytes are not signed: load only dumps from a trusted source. */
  dump(): Buffer {
    if (this.#isOver) throw new Error('Cannot dump snapshot that has already been resumed')
    return translated(() => this.#paused.dump(UNSIGNED))
  }

  /** Loads a run that {@link MontySnapshot.dump} wrote. */
  static load(data: Buffer, options?: SnapshotLoadOptions | null): MontySnapshot {
    return new MontySnapshot(loadKind(data, options, FunctionSnapshot))
  }

  repr(): string {
    const { scriptName, functionName, args, kwargs } = this.#paused
    const name = `scriptName='${scriptName}', functionName='${functionName}'`
    return `MontySnapshot(${name}, args=${debugList(args)}, kwargs=${debugKeywords(kwargs)})`
  }
}

function answerOf(
  options: ResumeOptions,
): { returnValue: unknown } | { exception: ExceptionInput } {
  if (options === undefined || options === null) {
    throw new TypeError('Cannot convert undefined or null to object')
  }
  const { returnValue, exception } = options
  if (exception === undefined) {
    if (returnValue !== undefined) return { returnValue: toPython(returnValue) }
    throw new Error('resume() requires either returnValue or exception')
  }
  if (returnValue !== undefined) {
    throw new Error('resume() accepts either returnValue or exception, not both')
  }
  for (const name of ['type', 'message'] as const) {
    if (typeof exception?.[name] !== 'string') {
      throw new Error(`Missing field \`${name}\` on ResumeOptions.exception`)
    }
  }
  if (!isException(exception.type)) {
    throw new Error(`Invalid exception type: '${exception.type}'`)
  }
  return { exception: { type: exception.type, message: exception.message } }
}

/** A run that waits for the value of a name. It can be resumed once. */
export class MontyNameLookup {
  readonly #paused: NameLookupSnapshot
  readonly #mounts: Mounts
  #isOver = false

  /** Internal: use {@link MontyNameLookup.load}. */
  constructor(paused: NameLookupSnapshot, mounts: Mounts = NO_MOUNTS) {
    this.#paused = paused
    this.#mounts = mounts
  }

  /** The program's name. */
  get scriptName(): string {
    return this.#paused.scriptName
  }

  /** The unknown name. */
  get variableName(): string {
    return this.#paused.variableName
  }

  /**
   * Resumes with the name's value; without a value Python raises a `NameError`.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(
    options?: NameLookupResumeOptions | null,
  ): MontySnapshot | MontyNameLookup | MontyComplete {
    if (this.#isOver) throw new Error('Name lookup has already been resumed')
    const given = options?.value === undefined ? undefined : { value: toPython(options.value) }
    this.#isOver = true
    return translated(() => pausedOf(this.#paused.resume(given), this.#mounts))
  }

  /** Serializes the run. The bytes are not signed: load only dumps from a trusted source. */
  dump(): Buffer {
    if (this.#isOver) throw new Error('Cannot dump name lookup that has already been resumed')
    return translated(() => this.#paused.dump(UNSIGNED))
  }

  /** Loads a run that {@link MontyNameLookup.dump} wrote. */
  static load(data: Buffer, options?: NameLookupLoadOptions | null): MontyNameLookup {
    return new MontyNameLookup(loadKind(data, options, NameLookupSnapshot))
  }

  repr(): string {
    const { scriptName, variableName } = this.#paused
    return `MontyNameLookup(scriptName='${scriptName}', variableName='${variableName}')`
  }
}

/** A run that has ended. */
export class MontyComplete {
  readonly #value: unknown

  /** Internal: `start()` and `resume()` return instances. */
  constructor(complete: CoreComplete) {
    this.#value = complete.output
  }

  /** The value of the last expression. */
  get output(): JsMontyObject {
    return fromPython(this.#value)
  }

  repr(): string {
    return `MontyComplete(output=${debug(this.#value)})`
  }
}

/** Wraps the progress of a run in the classes of this API, answering operating system calls. */
export function pausedOf(
  progress: MontyProgress,
  mounts: Mounts,
): MontySnapshot | MontyNameLookup | MontyComplete {
  let current = progress
  while (current instanceof OsSnapshot) current = pastOsCall(current, mounts)
  if (current instanceof FunctionSnapshot) return new MontySnapshot(current, mounts)
  if (current instanceof NameLookupSnapshot) return new MontyNameLookup(current, mounts)
  if (current instanceof FutureSnapshot)
    throw new Error('unexpected wait for futures: no call of this API returns one')
  return new MontyComplete(current)
}

/** Answers an operating system call, or resumes with the error for an unsupported one. */
function pastOsCall(paused: OsSnapshot, mounts: Mounts): MontyProgress {
  const { context, event } = PausedRun.take(paused)
  const call = event as CallEvent
  const execution = localOnly(context.execution, 'runMontyAsync')
  const outcome =
    outcomeOf(call, mounts) ?? serveOs(call, context.host, new HostAsks(execution, context.host))
  const message =
    outcome === undefined
      ? unhandledOsCall(call)
      : answer(call.name, outcome, call.eager, () => NO_CROSSING, isUnasked(call))
  return progressOf(context, advance(execution, message, context.host))
}

function outcomeOf(call: CallEvent, mounts: Mounts): Outcome | undefined {
  const sleepMs = sleepOf(call)
  if (sleepMs !== undefined) {
    hostSleepSync(sleepMs, 'real')
    return { value: null }
  }
  try {
    const value = mounts.answer(call.name, call.args, call.kwargs ?? {})
    return value === NOT_HANDLED ? undefined : { value }
  } catch (error) {
    return { error }
  }
}
