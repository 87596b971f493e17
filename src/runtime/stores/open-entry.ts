import { MontySnapshotError } from '../../core/errors.js'
import type { KeyLike } from '../../monty/snapshot/key.js'
import { atOnce, type Sliced } from '../../core/wire/sliced.js'
import { openInSlices } from '../../monty/snapshot/envelope.js'

/**
 * What is in an entry that was sealed under its id. Whoever can write into a store may put one entry in the place
 * of another.
 *
 * @throws MontySnapshotError when it is not authentic, expired, or another entry
 */
export const openEntry = (
  id: string,
  data: Uint8Array,
  keys: readonly KeyLike[] | undefined,
): Buffer => atOnce(openEntryInSlices(id, data, keys))

/** The same for one that may be large. */
export function* openEntryInSlices(
  id: string,
  data: Uint8Array,
  keys: readonly KeyLike[] | undefined,
): Sliced<Buffer> {
  const { scriptName, payload } = yield* openInSlices(data, keys === undefined ? {} : { keys })
  if (scriptName === id) return payload
  throw new MontySnapshotError('signature', `what is kept as ${id} is another entry`)
}
