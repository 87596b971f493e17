import type { Sliced } from './sliced.js'

/** So many bytes are looked at at once, which takes some tenths of a millisecond. */
const STRETCH = 512 * 1024

/** Bytes in pieces that are looked at at once. */
export function* stretchesOf(bytes: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const piece of bytes) {
    for (let at = 0; at < piece.length; at += STRETCH) yield piece.subarray(at, at + STRETCH)
  }
}

/** Has a digest, or a code of authenticity, take bytes in slices. */
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
