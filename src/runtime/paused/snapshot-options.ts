import { checkFlag, checkNames, namesOf } from '../../core/option-checks.js'
import { MontyUsageError } from '../../core/errors.js'
import { type KeyLike, readingKeys } from '../../monty/snapshot/key.js'
import type { SnapshotStore } from '../stores/store.js'
import type { SnapshotOptions } from '../options.js'

/** Validated {@link SnapshotOptions} with defaults. */
export interface CompleteSnapshots {
  readonly store: SnapshotStore | undefined
  readonly key: KeyLike | undefined
  readonly keys: readonly KeyLike[] | undefined
  readonly scope: string
  readonly expiresInMs: number
  readonly leaseMs: number
  readonly journal: boolean
  readonly events: boolean
}

const KNOWN_SNAPSHOTS = namesOf<SnapshotOptions>({
  store: true,
  key: true,
  oldKeys: true,
  scope: true,
  expiresInMs: true,
  leaseMs: true,
  journal: true,
  events: true,
})
const HOUR_MS = 60 * 60 * 1_000
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000

/** Validates snapshot options and fills in the defaults. */
export function resolveSnapshots(
  options: SnapshotOptions = {},
  timeoutMs: number,
): CompleteSnapshots {
  if (typeof (options as Partial<SnapshotStore> | null)?.claim === 'function') {
    throw new MontyUsageError('snapshots must be an object, such as { store, key }')
  }
  checkNames(options, KNOWN_SNAPSHOTS, 'snapshots')
  const { store, key, oldKeys = [], scope = 'monty-node', expiresInMs = WEEK_MS } = options
  if (typeof scope !== 'string') throw new MontyUsageError('snapshots.scope must be a string')
  if (typeof expiresInMs !== 'number' || !(expiresInMs > 0 && expiresInMs < Infinity)) {
    throw new MontyUsageError('snapshots.expiresInMs must be a number above 0')
  }
  if (store !== undefined) checkStore(store)
  if (!Array.isArray(oldKeys)) throw new MontyUsageError('snapshots.oldKeys must be an array')
  if (store !== undefined && key === undefined && !process.env['MONTY_SNAPSHOT_KEY']) {
    throw new MontyUsageError('snapshots.key is needed with a store, or nobody else could resume')
  }
  const keys = key === undefined ? undefined : [key, ...oldKeys]
  // Check the keys now: a key that is too short would surface only when a run pauses, and lose its work.
  if (keys !== undefined) readingKeys({ keys })
  const { leaseMs = Math.min(timeoutMs + 30_000, HOUR_MS) } = options
  if (typeof leaseMs !== 'number' || !(leaseMs > 0 && leaseMs < Infinity)) {
    throw new MontyUsageError('snapshots.leaseMs must be a number above 0')
  }
  checkFlag(options.journal, 'snapshots.journal')
  const events = checkFlag(options.events, 'snapshots.events')
  if (events && store === undefined) {
    throw new MontyUsageError('snapshots.events needs a store to keep them in')
  }
  const journal = options.journal ?? true
  return { store, key, keys, scope, expiresInMs, leaseMs, journal, events }
}

const STORE_METHODS = ['put', 'claim', 'consume', 'release', 'list'] as const

function checkStore(store: Partial<SnapshotStore> | null): void {
  const missing = STORE_METHODS.find((method) => typeof store?.[method] !== 'function')
  if (missing === undefined) return
  throw new MontyUsageError(`snapshots.store must be a store: it has no ${missing}()`)
}
