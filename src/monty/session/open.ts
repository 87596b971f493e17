import { backendOf } from '../isolation.js'
import type { Execution } from '../../core/drive/backend.js'
import type { ResolvedHost } from '../host/resolve.js'
import { refusedSetup } from '../../core/engine/local-execution.js'
import type { RetainedObjects } from '../../core/contract/host-object.js'
import { splitLoading, withExtras, wrongKind } from '../paused/index.js'
import { open } from '../snapshot/envelope.js'
import { unpackState, type Earlier } from '../snapshot/state-payload.js'
import {
  checkLoading,
  type SessionLoadOptions,
  type SessionOptions,
  type SessionSource,
} from './options.js'

/** A session's state from elsewhere. */
export interface Restored {
  readonly execution: Execution
  readonly scriptName: string
  readonly earlier?: Earlier
  /** Objects of the host that are in it. */
  readonly kept?: RetainedObjects
}

/** A session in which nothing was defined yet. */
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

/** What a session's dump holds, and its options completed by what travelled. */
export function loadState(
  bytes: Uint8Array,
  options: SessionLoadOptions,
): { restored: Restored; options: SessionOptions } {
  checkLoading(options)
  const { proof, given } = splitLoading(options)
  const { kind, scriptName, payload } = open(bytes, proof)
  if (kind !== 'session') throw wrongKind(kind, 'session')
  const { state, extras } = unpackState(payload)
  const { earlier } = extras
  const loading = { scriptName, isSession: true, isKept: true }
  const execution = backendOf(given.isolation).load(state, loading)
  return {
    restored: { execution, scriptName, ...(earlier === undefined ? {} : { earlier }) },
    options: withExtras<SessionOptions>(given, extras),
  }
}
