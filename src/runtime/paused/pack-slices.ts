import { MontyValueError } from '../../core/errors.js'
import { SlicedEncoder } from '../../core/wire/encode-slices.js'
import { SlicedDecoder } from '../../core/wire/decode-slices.js'
import { Reader } from '../../core/wire/reader.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { Writer } from '../../core/wire/writer.js'
import { FOR_HOST, MAX_BYTES, MAX_REPEATS } from './pack.js'

/** Longer byte strings are referenced instead of copied. */
const LONG_BYTES = 64 * 1024

/** Writes a message as a list of pieces. */
class PieceWriter extends Writer {
  readonly #long: Array<{ readonly at: number; readonly bytes: Uint8Array }> = []

  override raw(bytes: Uint8Array): void {
    if (bytes.length < LONG_BYTES) super.raw(bytes)
    else this.#long.push({ at: this.length, bytes })
  }

  get pieces(): Uint8Array[] {
    const pieces: Uint8Array[] = []
    let from = 0
    for (const { at, bytes } of this.#long) {
      pieces.push(this.buffer.subarray(from, at), bytes)
      from = at
    }
    return [...pieces, this.buffer.subarray(from, this.length)]
  }
}

/** Like {@link packValue}, in slices. Returns pieces, of which the long ones share memory with the value. */
export function* packInSlices(value: unknown, what: string): Sliced<Uint8Array[]> {
  const writer = new PieceWriter()
  writer.maxBytes = MAX_BYTES
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

/** Like {@link unpackValue}, in slices. */
export function* unpackInSlices(bytes: Uint8Array, what: string): Sliced<unknown> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return yield* new SlicedDecoder(new Reader(buffer), FOR_HOST).valueInSlices(what)
}
