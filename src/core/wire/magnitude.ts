import type { Sliced } from './sliced.js'

/** Longer ints are composed of pieces of this size. */
const PIECE_BYTES = 128 * 1024

/** A non-negative int from its bytes, little-endian. */
export function largeInt(bytes: Buffer): bigint {
  // In place: copying a typed array by items is slow.
  // oxlint-disable-next-line unicorn/no-array-reverse
  const reversed = Buffer.from(bytes).reverse()
  return BigInt(`0x${reversed.toString('hex')}`)
}

/** Like {@link largeInt}, in slices: combines the pieces pairwise. */
export function* largeIntInSlices(bytes: Buffer): Sliced<bigint> {
  let parts: bigint[] = []
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    parts.push(largeInt(bytes.subarray(at, at + PIECE_BYTES)))
    yield
  }
  for (let bits = BigInt(PIECE_BYTES * 8); parts.length > 1; bits *= 2n) {
    const wider: bigint[] = []
    for (let index = 0; index < parts.length; index += 2) {
      const high = parts[index + 1]
      wider.push(high === undefined ? parts[index]! : (high << bits) | parts[index]!)
      yield
    }
    parts = wider
  }
  return parts[0] ?? 0n
}
