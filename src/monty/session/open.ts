import { backendOf } from '../isolation.js'
import type { Execution } from '../../core/drive/backend.js'
import type { ResolvedHost } from '../host/resolve.js'
import { localBackend } from '../../core/drive/local-backend.js'
import { refusedSetup } from '../../core/engine/local-execution.js'
import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import type { RetainedObjects } from '../../core/contract/host-object.js'
import { splitLoading, withExtras, wrongKind } from '../paused/index.js'
import { type LoadOptions, open } from '../snapshot/envelope.js'
import {
  type Checking,
  type Earlier,
  type FeedState,
  type FeedTypes,
  type HostState,
  unpackState,
} from '../snapshot/state-payload.js'
import {
  checkLoading,
  type SessionLoadOptions,
  type SessionOptions,
  type SessionSource,
} from './options.js'

/** The state of a session that was loaded or forked. */
export interface Restored {
  readonly execution: Execution
  readonly scriptName: string
  readonly earlier?: Earlier
  readonly checking?: Checking
  /** Host objects referenced by the state. */
  readonly kept?: RetainedObjects
}

/** Opens an empty session. */
export function openExecution(
  isolation: unknown,
  source: SessionSource,
  host: ResolvedHost,
): Execution {
  const settled = { ...source, maxBytes: host.limits.maxCodeBytes }
  const backend = backendOf(isolation)
  try {
    return backend.session(settled, host)
  } catch (error) {
    throw refusedSetup(error)
  }
}

/** Loads a session's dump, and completes the options with the host state in it. */
export function loadState(
  bytes: Uint8Array,
  options: SessionLoadOptions,
): { restored: Restored; options: SessionOptions } {
  checkLoading(options)
  const { proof, given } = splitLoading(options)
  const { kind, scriptName, payload } = open(bytes, proof)
  if (kind !== 'session') throw wrongKind(kind, 'session')
  const { state, extras } = unpackState(payload)
  const loading = { scriptName, isSession: true, isKept: true }
  const execution = backendOf(given.isolation).load(state, loading)
  return {
    restored: { execution, scriptName, ...keptOf(extras) },
    options: completedBy(given, extras, extras),
  }
}

/** Loads the session and its paused feed from the dump of the feed. */
export function loadFeed(
  bytes: Uint8Array,
  options: SessionLoadOptions,
): { restored: Restored; options: SessionOptions; types: FeedTypes | undefined } {
  checkLoading(options)
  if (options.isolation !== undefined && options.isolation !== 'none') {
    throw new MontyUsageError(
      'loadPaused: a paused feed goes on in this process, without isolation',
    )
  }
  const { proof, given } = splitLoading(options)
  const { kind, scriptName, payload } = open(bytes, proof)
  if (kind === 'session' || kind === 'runtime') throw wrongKind(kind, 'paused feed')
  const { state, extras } = unpackState(payload)
  const { feed } = extras
  if (feed === undefined) {
    throw new MontySnapshotError(
      'format',
      'the snapshot is of a run that is no feed of a session: load it with PausedRun.load',
    )
  }
  const loading = { scriptName, isSession: true, isKept: true }
  const execution = localBackend.load(state, loading)
  return {
    restored: { execution, scriptName, ...keptOf(feed) },
    options: completedBy(given, extras, feed),
    types: feed.types,
  }
}

function keptOf({ earlier, checking }: FeedState): Pick<Restored, 'earlier' | 'checking'> {
  return {
    ...(earlier === undefined ? {} : { earlier }),
    ...(checking === undefined ? {} : { checking }),
  }
}

/** A session that was type-checked stays so, unless `typeCheck` is given. */
function completedBy(
  given: Omit<SessionLoadOptions, keyof LoadOptions>,
  extras: HostState,
  { checking }: FeedState,
): SessionOptions {
  const options = withExtras<SessionOptions>(given, extras)
  const typeCheck = given.typeCheck ?? checking !== undefined
  return typeCheck ? { ...options, typeCheck } : options
}
