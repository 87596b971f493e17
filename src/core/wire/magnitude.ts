import { copiedInt, copiedMagnitude, isCopied } from './int-memory.js'
import type { Sliced } from './sliced.js'

/** Longer ints are composed of pieces of this size where V8 does not copy them. */
const PIECE_BYTES = 128 * 1024
/** Shorter ints are converted by their hexadecimal text. */
const COPIED_BYTES = 512
const COPIED_INT = 1n << BigInt(COPIED_BYTES * 8)

/** A non-negative int from its bytes, little-endian. */
export function largeInt(bytes: Buffer): bigint {
  if (bytes.length >= COPIED_BYTES && isCopied()) return copiedInt(bytes)
  // In place: copying a typed array by items is slow.
  // oxlint-disable-next-line unicorn/no-array-reverse
  const reversed = Buffer.from(bytes).reverse()
  return BigInt(`0x${reversed.toString('hex')}`)
}

/** Like {@link largeInt}, in slices: combines the pieces pairwise, unless V8 copies them. */
export function* largeIntInSlices(bytes: Buffer): Sliced<bigint> {
  if (bytes.length > PIECE_BYTES && isCopied()) return copiedInt(bytes)
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

/** The bytes of a non-negative int, little-endian, without zeros at the end. */
export function magnitudeOf(int: bigint): Buffer {
  if (int >= COPIED_INT && isCopied()) return copiedMagnitude(int)
  const hex = int.toString(16)
  // In place: copying a typed array by items is slow.
  // oxlint-disable-next-line unicorn/no-array-reverse
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').reverse()
}

/** Like {@link magnitudeOf}, in slices, as pieces. */
export function* magnitudeInSlices(int: bigint): Sliced<Buffer[]> {
  if (isCopied()) return [magnitudeOf(int)]
  const pieces: Buffer[] = []
  const bits = PIECE_BYTES * 8
  let rest = int
  for (; rest >> BigInt(bits) > 0n; rest >>= BigInt(bits)) {
    const piece = magnitudeOf(BigInt.asUintN(bits, rest))
    pieces.push(piece, Buffer.alloc(PIECE_BYTES - piece.length))
    yield
  }
  return [...pieces, magnitudeOf(rest)]
}
