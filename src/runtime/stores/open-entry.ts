import { MontySnapshotError } from '../../core/errors.js'
import type { KeyLike } from '../../monty/snapshot/key.js'
import { atOnce, type Sliced } from '../../core/wire/sliced.js'
import { openInSlices } from '../../monty/snapshot/envelope.js'

/**
 * Opens an entry that was sealed under its id. The id is checked, as a writer to the store may exchange entries.
 *
 * @throws MontySnapshotError when it is not authentic, expired, or another entry
 */
export const openEntry = (
  id: string,
  data: Uint8Array,
  keys: readonly KeyLike[] | undefined,
): Buffer => atOnce(openEntryInSlices(id, data, keys))

/** Like {@link openEntry}, in slices, for large entries. */
export function* openEntryInSlices(
  id: string,
  data: Uint8Array,
  keys: readonly KeyLike[] | undefined,
): Sliced<Buffer> {
  const { scriptName, payload } = yield* openInSlices(data, keys === undefined ? {} : { keys })
  if (scriptName === id) return payload
  throw new MontySnapshotError('signature', `what is kept as ${id} is another entry`)
}
