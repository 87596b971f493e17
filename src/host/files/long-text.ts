import { isHighSurrogate } from '../../core/text.js'
import { type Sliced, Stretch } from '../../core/wire/sliced.js'

/** Longer texts, in UTF-16 units or in bytes, are encoded and decoded in slices. */
const LONG_TEXT = 512 * 1024
/** Units or bytes that are encoded, decoded or counted at once, in some tenths of a millisecond. */
const STRETCH = 128 * 1024
/** Pieces that are joined at once. */
const PIECES_AT_ONCE = 4

export const isLong = ({ length }: string | Buffer): boolean => length > LONG_TEXT

/** The number of characters of a text, as Python counts them: bytes but for those that continue a character. */
export function characters(text: string, utf8: Uint8Array): number {
  // In ASCII a unit is one byte.
  if (utf8.length === text.length) return text.length
  let count = 0
  for (let at = 0; at < utf8.length; at++) if ((utf8[at]! & 0xc0) !== 0x80) count++
  return count
}

/** A text in UTF-8, and the number of its characters. */
export interface EncodedText {
  readonly utf8: Buffer
  readonly count: number
}

/** Encodes a text in slices. */
export function* encodedInSlices(text: string): Sliced<EncodedText> {
  const pieces: Buffer[] = []
  let count = 0
  let length = 0
  for (let at = 0; at < text.length;) {
    const next = Math.min(at + STRETCH, text.length)
    // A surrogate pair stays together.
    const end = next < text.length && isHighSurrogate(text.charCodeAt(next - 1)) ? next + 1 : next
    const part = text.slice(at, end)
    const piece = Buffer.from(part)
    pieces.push(piece)
    count += characters(part, piece)
    length += piece.length
    at = end
    yield
  }
  const utf8 = Buffer.allocUnsafeSlow(length)
  const stretch = new Stretch(PIECES_AT_ONCE)
  let filled = 0
  for (const piece of pieces) {
    filled += piece.copy(utf8, filled)
    if (stretch.isOver()) yield
  }
  return { utf8, count }
}

/** Decodes a text that is known to be UTF-8, in slices. */
export function* decodedInSlices(utf8: Buffer): Sliced<string> {
  let text = ''
  for (let at = 0; at < utf8.length;) {
    let end = Math.min(at + STRETCH, utf8.length)
    while (end < utf8.length && (utf8[end]! & 0xc0) === 0x80) end--
    text += utf8.toString('utf8', at, end)
    at = end
    yield
  }
  return text
}
