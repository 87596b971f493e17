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
 * How a paused run is loaded: its proof, and what it was given besides what travels with it. Limits,
 * the seed, a fixed clock and files in memory travel.
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
    /** The clock of a run that was started with a function for one. */
    clock?: () => Date
  }

/** What a run has for good, or needs no more when it is paused. */
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

/** The execution in the snapshot of a paused run, and the pause at which it stands. */
export function openPaused(
  bytes: Uint8Array,
  options: PausedLoadOptions = {},
): { rest: PausedContext; event: PauseEvent } {
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
  return { rest: { execution, host, scriptName, ...(feed === undefined ? {} : { feed }) }, event }
}

/** The pause at which an execution stands. */
export function pauseOf(execution: LocalExecution, host: ResolvedHost): PauseEvent {
  const message = takesJson(host.decode) ? describe : describePlain
  return execution.step(message, host.decode, true) as PauseEvent
}

/** Tells the options of a snapshot's proof from all others. */
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

/** Options completed by what travelled with a state. */
export function withExtras<O extends Pick<RunOptions, 'files' | 'clock' | 'timeZone' | 'limits'>>(
  options: O,
  { files, clockMs, timeZone, maxConcurrentCalls }: HostState,
): O {
  const completed = { ...options }
  const given = fileSystemsOf(options.files)
  // Directories of the host's cannot travel: given anew, they do not replace files in memory.
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
