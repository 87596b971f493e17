import type { Sliced } from './sliced.js'

/** A longer int is made of pieces of this. */
const PIECE_BYTES = 128 * 1024

/** An int that is not negative from its bytes, the lowest first. */
export function largeInt(bytes: Buffer): bigint {
  // In its place: a copy of a typed array is made item by item.
  // oxlint-disable-next-line unicorn/no-array-reverse
  const reversed = Buffer.from(bytes).reverse()
  return BigInt(`0x${reversed.toString('hex')}`)
}

/** As {@link largeInt}, by halves of halves where it is long. */
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
