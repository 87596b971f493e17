import { delay, wallClockNow } from '../../core/timers.js'
import type { Claim, SnapshotStore } from './store.js'

/** For how long a store that cannot be read has an entry taken from it to look into it. */
const LOOK_MS = 1_000
const TRY_AGAIN_MS = 20

/** What an entry holds; `undefined` when it is not there, or when a store that cannot be read has given it away. */
export async function readEntry(store: SnapshotStore, id: string): Promise<Uint8Array | undefined> {
  if (store.read !== undefined) return store.read(id)
  const claim = await store.claim(id, { leaseMs: LOOK_MS })
  if (claim === undefined) return undefined
  await store.release(id, claim.lease)
  return claim.data
}

/** Takes an entry; one that somebody only looks into is waited for. */
export async function claimEntry(
  store: SnapshotStore,
  id: string,
  leaseMs: number,
): Promise<Claim | undefined> {
  const until = wallClockNow() + LOOK_MS
  for (;;) {
    const claim = await store.claim(id, { leaseMs })
    if (claim !== undefined || store.read !== undefined) return claim
    const entry = (await store.list({ prefix: id })).find((one) => one.id === id)
    if (entry === undefined || (entry.leasedUntil ?? 0) > until || wallClockNow() > until) {
      return undefined
    }
    await delay(TRY_AGAIN_MS)
  }
}
