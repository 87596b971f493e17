import { MontyValueError } from '../../core/errors.js'
import { SlicedEncoder } from '../../core/wire/encode-slices.js'
import { SlicedDecoder } from '../../core/wire/decode-slices.js'
import { PieceWriter } from '../../core/wire/piece-writer.js'
import { Reader } from '../../core/wire/reader.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { stretchesOf } from '../../core/wire/stretches.js'
import { FOR_HOST, MAX_BYTES, MAX_REPEATS } from './pack.js'

/** Like {@link packValue}, in slices. Returns pieces, of which the long ones share memory with the value. */
export function* packInSlices(
  value: unknown,
  what: string,
  maxBytes = MAX_BYTES,
): Sliced<Uint8Array[]> {
  const writer = new PieceWriter()
  writer.maxBytes = maxBytes
  const encoder = new SlicedEncoder(writer, what, MAX_REPEATS)
  try {
    yield* encoder.valueInSlices(value)
  } catch (error) {
    if (error instanceof MontyValueError || writer.hasRefused(error)) throw error
    // A getter, a proxy or an iterator of the caller's threw.
    throw encoder.error('could not be read', error)
  }
  return writer.pieces
}

/** Joins pieces in slices, into memory of their own. */
export function* joined(pieces: readonly Uint8Array[]): Sliced<Buffer> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const bytes = Buffer.allocUnsafeSlow(length)
  let at = 0
  for (const stretch of stretchesOf(pieces)) {
    bytes.set(stretch, at)
    at += stretch.length
    yield
  }
  return bytes
}

/** Like {@link unpackValue}, in slices. */
export function* unpackInSlices(bytes: Uint8Array, what: string): Sliced<unknown> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return yield* new SlicedDecoder(new Reader(buffer), FOR_HOST).valueInSlices(what)
}
