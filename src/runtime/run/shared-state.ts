import { MontyUsageError } from '../../core/errors.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import { fileSystemsOf } from '../../host/files/of-session.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import { hostStateOf } from '../../monty/paused/host-state.js'
import { wrongKind } from '../../monty/paused/index.js'
import { type DumpOptions, type LoadOptions, open, seal } from '../../monty/snapshot/envelope.js'
import { packState, unpackState } from '../../monty/snapshot/state-payload.js'
import type { CompleteSnapshots } from '../paused/snapshot-options.js'
import type { SharedSession } from './shared-session.js'

const SCRIPT_NAME = 'main.py'

/** Serializes the shared state, with files in memory. */
export function dumpShared(
  shared: SharedSession,
  host: ResolvedHost,
  options: DumpOptions,
  { key }: CompleteSnapshots,
): Buffer {
  const { state, earlier } = shared.takeState(host)
  const payload = packState(state, {
    ...hostStateOf(host),
    ...(earlier === undefined ? {} : { earlier }),
  })
  const given = { ...(key === undefined ? {} : { key }), ...options }
  return seal({ kind: 'session', scriptName: SCRIPT_NAME, payload }, given)
}

/**
 * Replaces the shared state by a serialized one.
 *
 * @throws MontySnapshotError for bytes that are not a session's state, or not authentic
 */
export function loadShared(
  shared: SharedSession,
  host: ResolvedHost,
  bytes: Uint8Array,
  options: LoadOptions,
  { keys }: CompleteSnapshots,
): void {
  const isKeyed = options.key !== undefined || options.keys !== undefined
  const given = isKeyed || keys === undefined ? options : { ...options, keys }
  const { kind, payload } = open(bytes, given)
  if (kind !== 'session') throw wrongKind(kind, 'session')
  const { state, extras } = unpackState(payload)
  const memories = fileSystemsOf(host.given.files).filter((one) => one instanceof MemoryFileSystem)
  if (memories.length !== extras.files.length) {
    throw new MontyUsageError(
      `the state came with ${extras.files.length} file systems in memory, and the runtime has ${memories.length}`,
    )
  }
  shared.putState(state, extras.earlier)
  for (const [index, files] of memories.entries()) files.restore(extras.files[index]!)
}
