import { Decoder } from '../../core/wire/decode.js'
import { encodeValue } from '../../core/wire/encode.js'
import { Reader } from '../../core/wire/reader.js'
import { Writer } from '../../core/wire/writer.js'

/** For the host, floats are numbers; on their way back into Python they have to stay floats. */
export const FOR_HOST = { dicts: 'auto', cycles: 'error', floats: 'number' } as const
export const FOR_PYTHON = { ...FOR_HOST, floats: 'PyFloat' } as const

/** Shared parts are kept once for each place, so there has to be an end to them. */
export const MAX_REPEATS = 1_000_000

/** A result of a tool may say that it has billions of parts. */
export const MAX_BYTES = 512 * 1024 * 1024

/**
 * A value as bytes, in the form in which it would go to Python.
 *
 * @throws MontyValueError when it has no such form, or shares too much
 * @throws MontyLimitError when it is longer than `maxBytes`
 */
export function packValue(value: unknown, what: string, maxBytes = MAX_BYTES): Buffer {
  // A getter of the value may have something packed itself.
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

/** Most of what is packed is small, and a writer's memory is not. */
let spare: Writer | undefined = undefined

/** The value that {@link packValue} wrote. */
export function unpackValue(
  bytes: Uint8Array,
  what: string,
  options: typeof FOR_HOST | typeof FOR_PYTHON = FOR_HOST,
): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Decoder(new Reader(buffer), options).value(what)
}
