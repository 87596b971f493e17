import { MontyError } from '../../core/errors.js'
import { delay, monotonicNow } from '../../core/timers.js'
import type { SnapshotStore } from '../stores/store.js'

/** Time for which a store may be out of reach, in ms. */
const PATIENCE_MS = 20_000
const FIRST_WAIT_MS = 50
const LAST_WAIT_MS = 2_000

/** What a run does while its store is out of reach. */
export interface Waiting {
  /** Whether the run is over, so that nothing is to be written any more. */
  readonly isGivenUp: () => boolean
  /** Throws when another process may own the run by now, whose entries a late write would replace. */
  readonly assertOwned: () => void
  /** Ends the run, as nothing can be written. */
  readonly fail: (error: unknown) => void
}

/**
 * A store whose writes are repeated while it is out of reach, as a database is that restarts. A failure of the store is none of
 * Python's: when it lasts, the run ends.
 */
export function patientStore(
  store: SnapshotStore,
  { isGivenUp, assertOwned, fail }: Waiting,
): SnapshotStore {
  const put = async (
    ...entry: [id: string, data: Uint8Array, options: { expiresAt: number }]
  ): Promise<void> => {
    const began = monotonicNow()
    for (let tries = 0; ; tries++) {
      assertOwned()
      try {
        return await store.put(...entry)
      } catch (error) {
        const mayReturn = !(error instanceof MontyError) && monotonicNow() - began < PATIENCE_MS
        if (!mayReturn) fail(error)
        if (!mayReturn || isGivenUp()) throw error
        await delay(Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries))
        if (isGivenUp()) throw error
      }
    }
  }
  return {
    put,
    claim: (...given) => store.claim(...given),
    consume: (...given) => store.consume(...given),
    release: (...given) => store.release(...given),
    list: (...given) => store.list(...given),
    ...(store.read === undefined ? {} : { read: (id) => store.read!(id) }),
    ...(store.remove === undefined ? {} : { remove: (ids) => store.remove!(ids) }),
  }
}
