/** Identifies the bytes of a module without keeping them. */
export interface Print {
  readonly length: number
  readonly sum: number
}

/** The fingerprint of bytes, by FNV-1a over words: takes some milliseconds for a whole module. */
export function printOf(bytes: Uint8Array): Print {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - (bytes.length % 4)
  let sum = 0x811c9dc5
  for (let at = 0; at < end; at += 4) {
    sum = Math.imul(sum ^ words.getUint32(at, true), 0x01000193)
    // Multiplication propagates bits upwards only.
    sum ^= sum >>> 15
  }
  for (const byte of bytes.subarray(end)) sum = Math.imul(sum ^ byte, 0x01000193)
  return { length: bytes.length, sum }
}

export const isSameBytes = (one: Print, other: Print): boolean =>
  one.length === other.length && one.sum === other.sum
