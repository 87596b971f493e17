import { largeInt } from './magnitude.js'
import type { Sliced } from './sliced.js'

/** Decodes primitives from a message. Every read is bounds-checked: a message may come from a worker. */
export class Reader {
  #buffer: Buffer
  #view: DataView
  #at = 0
  #end: number

  constructor(buffer: Buffer, length = buffer.length) {
    this.#buffer = buffer
    this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    this.#end = length
  }

  /** Starts reading another message, in the same memory or other. */
  reset(buffer: Buffer, length: number): void {
    if (buffer !== this.#buffer) {
      this.#buffer = buffer
      this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    }
    this.#at = 0
    this.#end = length
  }

  get remaining(): number {
    return this.#end - this.#at
  }

  get position(): number {
    return this.#at
  }

  set position(at: number) {
    this.#at = at
  }

  #take(count: number): number {
    const at = this.#at
    if (count > this.#end - at) throw new RangeError('a message of the engine ends early')
    this.#at = at + count
    return at
  }

  /** The next byte, without consuming it. */
  peek(): number {
    const byte = this.u8()
    this.#at--
    return byte
  }

  u8(): number {
    return this.#buffer[this.#take(1)]!
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true)
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true)
  }

  varint(): number {
    let byte = this.u8()
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    for (let shift = 7; shift <= 28; shift += 7) {
      byte = this.u8()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
    throw new RangeError('a message of the engine holds a malformed length')
  }

  /** Number of items that follow, each of at least one byte. */
  count(): number {
    const count = this.varint()
    if (count > this.remaining) throw new RangeError('a message of the engine ends early')
    return count
  }

  /** A view of the next bytes, valid as long as the message. */
  view(count: number): Buffer {
    const at = this.#take(count)
    return this.#buffer.subarray(at, at + count)
  }

  blob(): Buffer {
    return this.view(this.varint())
  }

  /** A non-negative int, little-endian. */
  magnitude(): bigint {
    const length = this.varint()
    const at = this.#take(length)
    if (length > SHORT_INT_BYTES) return largeInt(this.#buffer.subarray(at, at + length))
    let end = at + length
    let top = 0
    for (const whole = at + (length & ~7); end > whole; end--)
      top = top * 256 + this.#buffer[end - 1]!
    // Seven bytes exceed the exact range of a number.
    let value = length % 8 === 7 ? this.#sevenBytes(end) : BigInt(top)
    for (; end > at; end -= 8) value = (value << 64n) | this.#view.getBigUint64(end - 8, true)
    return value
  }

  #sevenBytes(at: number): bigint {
    const high = this.#view.getUint16(at + 4, true) + this.#buffer[at + 6]! * 65_536
    return (BigInt(high) << 32n) | BigInt(this.#view.getUint32(at, true))
  }

  text(): string {
    const head = this.varint()
    const length = head >>> 1
    const at = this.#take(length)
    if ((head & 1) === 0) return this.#buffer.toString('utf8', at, at + length)
    if (length > 12) return this.#buffer.toString('latin1', at, at + length)
    let text = ''
    for (let index = at; index < at + length; index++) {
      text += ASCII[this.#buffer[index]!]!
    }
    return text
  }

  /** The bytes of a text, in UTF-8; valid as long as the message. */
  textBytes(): Buffer {
    return this.view(this.varint() >>> 1)
  }

  /** Like {@link text}, in slices. */
  *textInSlices(): Sliced<string> {
    const start = this.#at
    const head = this.varint()
    const length = head >>> 1
    if (length <= TEXT_PIECE_BYTES) {
      this.#at = start
      return this.text()
    }
    const end = this.#take(length) + length
    const encoding = (head & 1) === 0 ? 'utf8' : 'latin1'
    let text = ''
    for (let at = end - length; at < end;) {
      let to = Math.min(at + TEXT_PIECE_BYTES, end)
      // A character stays in one piece.
      while (to < end && to > at + 1 && (this.#buffer[to]! & 0xc0) === 0x80) to--
      text += this.#buffer.toString(encoding, at, to)
      at = to
      yield
    }
    return text
  }

  *optionalTextInSlices(): Sliced<string | null> {
    return this.u8() === 0 ? null : yield* this.textInSlices()
  }

  optionalText(): string | null {
    return this.u8() === 0 ? null : this.text()
  }

  /** Decodes a text that is likely to be a cached name. */
  name(): string {
    const start = this.#at
    const head = this.varint()
    const length = head >>> 1
    if ((head & 1) === 0 || length === 0 || length > 32) {
      this.#at = start
      return this.text()
    }
    const at = this.#take(length)
    const buffer = this.#buffer
    const middle = buffer[at + (length >>> 1)]!
    const slot = (buffer[at]! * 31 + middle * 17 + buffer[at + length - 1]! * 7 + length) & 511
    const first = names[slot]
    if (first !== undefined && isAt(buffer, at, length, first)) return first
    // Two names with the same slot would evict each other at every call.
    const second = names[slot ^ 1]
    if (second !== undefined && isAt(buffer, at, length, second)) return second
    names[slot ^ 1] = first
    return (names[slot] = buffer.toString('latin1', at, at + length))
  }
}

function isAt(buffer: Buffer, at: number, length: number, name: string): boolean {
  if (name.length !== length) return false
  for (let index = 0; index < length; index++) {
    if (name.charCodeAt(index) !== buffer[at + index]) return false
  }
  return true
}

/** Longer texts are decoded in pieces of this size, in slices. */
const TEXT_PIECE_BYTES = 256 * 1024
/** Longer ints are decoded by way of hexadecimal text. */
const SHORT_INT_BYTES = 64
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
/** Cache of recent names, by hash. */
const names: Array<string | undefined> = Array.from({ length: 512 })
