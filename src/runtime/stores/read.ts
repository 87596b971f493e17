import { delay, wallClockNow } from '../../core/timers.js'
import type { Claim, SnapshotStore } from './store.js'

/** Lease for reading an entry from a store without `read`, in ms. */
const LOOK_MS = 1_000
const TRY_AGAIN_MS = 20

/** The data of an entry; `undefined` when it does not exist, or is claimed in a store without `read`. */
export async function readEntry(store: SnapshotStore, id: string): Promise<Uint8Array | undefined> {
  if (store.read !== undefined) return store.read(id)
  const claim = await store.claim(id, { leaseMs: LOOK_MS })
  if (claim === undefined) return undefined
  await store.release(id, claim.lease)
  return claim.data
}

/** Claims an entry; waits for a claim that only reads. */
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
