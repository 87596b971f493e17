import { nodeV8 } from '../node.js'

/*
 * V8 serializes an int as its memory, in half a millisecond for each megabyte; by way of hexadecimal text it takes ten
 * times as long, and four times the memory. The format: a version of two bytes, a tag, a varint of twice the length with
 * the sign in its lowest bit, and the bytes, little-endian.
 */

const VERSION_BYTES = 2
const TAG = 0x5a
/** More bytes than a head takes: version, tag and varint. */
const MAX_HEAD_BYTES = VERSION_BYTES + 1 + 5

/** A known int, and its bytes. */
const PROBE = 0x8877665544332211_00ffeeddccbbaa99n
const PROBE_BYTES = Buffer.from('99aabbccddeeff001122334455667788', 'hex')

/** The version; `null` on engines with another format. */
let version: Buffer | null | undefined

/** Whether ints can be copied. */
export function isCopied(): boolean {
  if (version === undefined) version = probed()
  return version !== null
}

function probed(): Buffer | null {
  try {
    const bytes = nodeV8().serialize(PROBE)
    const begin = bytes.subarray(0, VERSION_BYTES)
    const isKnown =
      bytes.equals(Buffer.concat([begin, headOf(PROBE_BYTES.length), PROBE_BYTES])) &&
      nodeV8().deserialize(bytes) === PROBE
    return isKnown ? Buffer.from(begin) : null
  } catch {
    return null
  }
}

/** A non-negative int from its bytes. */
export function copiedInt(bytes: Uint8Array): bigint {
  const serialized = Buffer.concat([version!, headOf(bytes.length), bytes])
  return nodeV8().deserialize(serialized) as bigint
}

/** The bytes of a non-negative int, without zeros at the end. */
export function copiedMagnitude(int: bigint): Buffer {
  const serialized = nodeV8().serialize(int)
  let start = VERSION_BYTES + 1
  while (serialized[start++]! >= 0x80);
  let end = serialized.length
  while (end > start && serialized[end - 1] === 0) end--
  return serialized.subarray(start, end)
}

function headOf(length: number): Buffer {
  const head = Buffer.alloc(MAX_HEAD_BYTES)
  let at = 0
  head[at++] = TAG
  let rest = length * 2
  for (; rest >= 0x80; rest >>>= 7) head[at++] = (rest & 0x7f) | 0x80
  head[at++] = rest
  return head.subarray(0, at)
}
