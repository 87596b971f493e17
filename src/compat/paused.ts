import { nobodyTook } from '../core/drive/answers.js'
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

/** A run that waits for the value of a host function. It goes on once. */
export class MontySnapshot {
  readonly #paused: FunctionSnapshot
  readonly #mounts: Mounts
  #isOver = false

  /** Not for callers: see {@link MontySnapshot.load}. */
  constructor(paused: FunctionSnapshot, mounts: Mounts = NO_MOUNTS) {
    this.#paused = paused
    this.#mounts = mounts
  }

  /** The program's name. */
  get scriptName(): string {
    return this.#paused.scriptName
  }

  /** What Python calls. */
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
   * Goes on with a value or with an exception.
   *
   * @throws MontyRuntimeError when Python ends with an exception
   */
  resume(options: ResumeOptions): MontySnapshot | MontyNameLookup | MontyComplete {
    if (this.#isOver) throw new Error('Snapshot has already been resumed')
    const given = answerOf(options)
    this.#isOver = true
    return translated(() => pausedOf(this.#paused.resume(given), this.#mounts))
  }

  /** The run as bytes. They are not signed: load only what you trust. */
  dump(): Buffer {
    if (this.#isOver) throw new Error('Cannot dump snapshot that has already been resumed')
    return translated(() => this.#paused.dump(UNSIGNED))
  }

  /** The run that {@link MontySnapshot.dump} wrote. */
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

/** A run that waits for the value of a name. It goes on once. */
export class MontyNameLookup {
  readonly #paused: NameLookupSnapshot
  readonly #mounts: Mounts
  #isOver = false

  /** Not for callers: see {@link MontyNameLookup.load}. */
  constructor(paused: NameLookupSnapshot, mounts: Mounts = NO_MOUNTS) {
    this.#paused = paused
    this.#mounts = mounts
  }

  /** The program's name. */
  get scriptName(): string {
    return this.#paused.scriptName
  }

  /** The name that Python does not know. */
  get variableName(): string {
    return this.#paused.variableName
  }

  /**
   * Goes on with the name's value; without one Python gets a `NameError`.
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

  /** The run as bytes. They are not signed: load only what you trust. */
  dump(): Buffer {
    if (this.#isOver) throw new Error('Cannot dump name lookup that has already been resumed')
    return translated(() => this.#paused.dump(UNSIGNED))
  }

  /** The run that {@link MontyNameLookup.dump} wrote. */
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

  /** Not for callers: `start()` and `resume()` give it. */
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

/** What a run came to, in the classes of this API. Calls of the operating system are answered. */
export function pausedOf(
  progress: MontyProgress,
  mounts: Mounts,
): MontySnapshot | MontyNameLookup | MontyComplete {
  let current = progress
  while (current instanceof OsSnapshot) current = pastOsCall(current, mounts)
  if (current instanceof FunctionSnapshot) return new MontySnapshot(current, mounts)
  if (current instanceof NameLookupSnapshot) return new MontyNameLookup(current, mounts)
  if (current instanceof FutureSnapshot) throw new Error('the run waits for nothing')
  return new MontyComplete(current)
}

/** Does what Python asks for, or lets it hear that it is not to be had. */
function pastOsCall(paused: OsSnapshot, mounts: Mounts): MontyProgress {
  const { rest, event } = PausedRun.take(paused)
  const call = event as CallEvent
  const execution = localOnly(rest.execution, 'runMontyAsync')
  const outcome =
    outcomeOf(call, mounts) ?? serveOs(call, rest.host, new HostAsks(execution, rest.host))
  const message =
    outcome === undefined
      ? nobodyTook(call)
      : answer(call.name, outcome, call.eager, () => NO_CROSSING, isUnasked(call))
  return progressOf(rest, advance(execution, message, rest.host))
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
