import { MemoryFileSystem } from '../../host/files/memory.js'
import { fileSystemsOf } from '../../host/files/of-session.js'
import { takesJson } from '../../core/drive/host.js'
import { KNOWN, type ResolvedHost, resolveHost } from '../host/resolve.js'
import { checkNames, namesOf, without } from '../../core/option-checks.js'
import type { PauseEvent } from '../../core/engine/event.js'
import type { LocalExecution } from '../../core/engine/local-execution.js'
import { localBackend, localOnly } from '../../core/drive/local-backend.js'
import { describe, describePlain } from '../../core/engine/message.js'
import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import type { RunOptions } from '../options.js'
import { KNOWN_LOAD, type LoadOptions, open } from '../snapshot/envelope.js'
import { type HostState, unpackState } from '../snapshot/state-payload.js'
import type { PausedContext } from './paused-context.js'

/**
 * Options for loading a paused run: its keys, and the host options that do not travel. Limits, the
 * seed, a fixed clock and files in memory travel.
 */
export type PausedLoadOptions = LoadOptions &
  Pick<
    RunOptions,
    | 'modules'
    | 'files'
    | 'env'
    | 'os'
    | 'printCallback'
    | 'printBuffering'
    | 'dicts'
    | 'cycles'
    | 'floats'
  > & {
    /** The clock, for a run that was started with a clock function. */
    clock?: () => Date
  }

/** Options that are fixed for a run, or no longer needed once it is paused. */
const TRAVELLING = namesOf<Omit<RunOptions, keyof PausedLoadOptions>>({
  inputs: true,
  lazyInputs: true,
  externalFunctions: true,
  limits: true,
  timeZone: true,
  random: true,
  sleep: true,
  cwd: true,
})
const KNOWN_PAUSED = new Set([...KNOWN_LOAD, ...without(KNOWN.run, TRAVELLING)])

/** Loads the execution and its pause from the snapshot of a paused run. */
export function openPaused(
  bytes: Uint8Array,
  options: PausedLoadOptions = {},
): { context: PausedContext; event: PauseEvent } {
  checkNames(options, KNOWN_PAUSED, 'load')
  const { proof, given } = splitLoading(options)
  if (given.clock !== undefined && typeof given.clock !== 'function') {
    throw new MontyUsageError('clock was set when the run began and cannot change')
  }
  const { kind, scriptName, payload } = open(bytes, proof)
  if (kind === 'session' || kind === 'runtime') throw wrongKind(kind, 'paused run')
  const { state, extras } = unpackState(payload)
  const host = resolveHost(withExtras<RunOptions>(given, extras), KNOWN.run, 'load')
  const execution = localBackend.load(state, { scriptName, isSession: false, isKept: false })
  const event = pauseOf(localOnly(execution, 'load'), host)
  if (event.kind !== kind) throw wrongKind(event.kind, kind)
  const { feed } = extras
  return {
    context: { execution, host, scriptName, ...(feed === undefined ? {} : { feed }) },
    event,
  }
}

/** The pause of an execution. */
export function pauseOf(execution: LocalExecution, host: ResolvedHost): PauseEvent {
  const message = takesJson(host.decode) ? describe : describePlain
  return execution.step(message, host.decode, true) as PauseEvent
}

/** Separates the options that authenticate a snapshot from all others. */
export function splitLoading<O extends LoadOptions>(
  options: O,
): { proof: LoadOptions; given: Omit<O, keyof LoadOptions> } {
  const { key, keys, trusted, ...given } = options
  const proof = {
    ...(key === undefined ? {} : { key }),
    ...(keys === undefined ? {} : { keys }),
    ...(trusted === undefined ? {} : { trusted }),
  }
  return { proof, given }
}

/** Completes options with the host state that travelled. */
export function withExtras<O extends Pick<RunOptions, 'files' | 'clock' | 'timeZone' | 'limits'>>(
  options: O,
  { files, clockMs, timeZone, maxConcurrentCalls }: HostState,
): O {
  const completed = { ...options }
  const given = fileSystemsOf(options.files)
  // Host directories do not travel: when given anew, they do not replace files in memory.
  if (files.length > 0 && !given.some((one) => one instanceof MemoryFileSystem)) {
    completed.files = [...given, ...files.map((file) => MemoryFileSystem.load(file))]
  }
  if (options.clock === undefined && clockMs !== undefined) completed.clock = new Date(clockMs)
  if (options.timeZone === undefined && timeZone !== undefined) completed.timeZone = timeZone
  if (maxConcurrentCalls !== undefined) {
    completed.limits = { maxConcurrentCalls: maxConcurrentCalls ?? Infinity, ...options.limits }
  }
  return completed
}

export function wrongKind(kind: string, wanted: string): MontySnapshotError {
  return new MontySnapshotError('format', `the snapshot is of kind ${kind}, not ${wanted}`)
}
