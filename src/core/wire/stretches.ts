import type { Sliced } from './sliced.js'

/** Bytes processed at once, which takes some tenths of a millisecond. */
const STRETCH = 512 * 1024

/** Splits bytes into pieces of bounded size. */
export function* stretchesOf(bytes: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const piece of bytes) {
    for (let at = 0; at < piece.length; at += STRETCH) yield piece.subarray(at, at + STRETCH)
  }
}

/** Updates a hash or HMAC with bytes, in slices. */
export function* hashed<H extends { update(bytes: Uint8Array): unknown }>(
  hash: H,
  bytes: Iterable<Uint8Array>,
): Sliced<H> {
  for (const stretch of stretchesOf(bytes)) {
    hash.update(stretch)
    yield
  }
  return hash
}
