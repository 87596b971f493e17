import { completeIsolation } from '../isolation.js'
import { openDump, openSession } from '../../isolation/open.js'
import type { AnyExecution } from '../../core/drive/execution.js'
import { type Host, setupOf } from '../../core/drive/host.js'
import { LocalExecution, refusedSetup } from '../../core/engine/local.js'
import type { KeptObjects } from '../../core/contract/host-object.js'
import { loadExecution, splitLoading, withExtras, wrongKind } from '../paused/index.js'
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
  readonly execution: AnyExecution
  readonly scriptName: string
  readonly earlier?: Earlier
  /** Objects of the host that are in it. */
  readonly kept?: KeptObjects
}

/** A session in which nothing was defined yet. */
export function openExecution(isolation: unknown, source: SessionSource, host: Host): AnyExecution {
  const pool = completeIsolation(isolation)
  const settled = { ...source, maxBytes: host.limits.maxCodeBytes }
  try {
    if (pool !== undefined) return openSession(pool, settled, host)
    const execution = LocalExecution.session(settled, setupOf(host))
    execution.maxBytes = host.limits.maxMemoryBytes
    return execution
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
  const pool = completeIsolation(given.isolation)
  const execution =
    pool === undefined
      ? loadExecution(state)
      : openDump(pool, state, { scriptName, isSession: true, isKept: true })
  return {
    restored: { execution, scriptName, ...(earlier === undefined ? {} : { earlier }) },
    options: withExtras<SessionOptions>(given, extras),
  }
}
