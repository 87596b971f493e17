import { Decoder } from '../../core/wire/decode.js'
import { encodeValue } from '../../core/wire/encode.js'
import { Reader } from '../../core/wire/reader.js'
import { Writer } from '../../core/wire/writer.js'

/** Floats are numbers for the host; on the way back into Python they must stay floats. */
export const FOR_HOST = { dicts: 'auto', cycles: 'error', floats: 'number' } as const
export const FOR_PYTHON = { ...FOR_HOST, floats: 'PyFloat' } as const

/** Bounds repeated parts: shared parts are written once for each place. */
export const MAX_REPEATS = 1_000_000

/** Bounds a tool's result that claims billions of parts. */
export const MAX_BYTES = 512 * 1024 * 1024

/**
 * Serializes a value as it would go to Python.
 *
 * @throws MontyValueError when it has no such form, or shares too much
 * @throws MontyLimitError when it is longer than `maxBytes`
 */
export function packValue(value: unknown, what: string, maxBytes = MAX_BYTES): Buffer {
  // A getter of the value may call `packValue` itself, so the spare writer is taken meanwhile.
  const writer = spare ?? new Writer()
  spare = undefined
  try {
    writer.reset()
    writer.maxBytes = maxBytes
    encodeValue(writer, value, what, MAX_REPEATS)
    return Buffer.from(writer.buffer.subarray(0, writer.length))
  } finally {
    spare = writer
  }
}

/** A reusable writer: most packed values are small, and a writer's buffer is not. */
let spare: Writer | undefined = undefined

/** Deserializes a value written by {@link packValue}. */
export function unpackValue(
  bytes: Uint8Array,
  what: string,
  options: typeof FOR_HOST | typeof FOR_PYTHON = FOR_HOST,
): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Decoder(new Reader(buffer), options).value(what)
}
