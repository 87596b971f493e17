import { HostObject } from '../contract/host-object.js'
import { types } from '../node.js'
import { isHighSurrogate } from '../text.js'
import { PyTuple } from '../values/index.js'
import { Encoder, isHashable, kindOf } from './encode.js'
import { magnitudeInSlices } from './magnitude.js'
import { type Sliced, Stretch } from './sliced.js'
import { Tag } from './tag.js'

/** Number of parts encoded before a slice may end. */
const STRETCH = 512
/** Larger values, and values with nested parts, are encoded part by part. */
const FEW = 16
/** Larger ints are encoded in pieces. */
const LONG_INT = 1n << 1_000_000n
const PIECE_BYTES = 128 * 1024
/** Longer texts are encoded in pieces. */
const LONG_TEXT = 512 * 1024

/** Encodes like an {@link Encoder}, in slices. */
export class SlicedEncoder extends Encoder {
  readonly #stretch = new Stretch(STRETCH)

  #isOver(): boolean {
    if (!this.#stretch.isOver()) return false
    this.writer.flush()
    return true
  }

  /** Like `value`, in slices. */
  *valueInSlices(value: unknown): Sliced<void> {
    if (this.#isOver()) yield
    if (typeof value === 'string' && value.length > LONG_TEXT) return yield* this.#longText(value)
    if (typeof value === 'bigint') return yield* this.#int(value)
    if (typeof value !== 'object' || value === null || types.isProxy(value))
      return this.value(value)
    if (Array.isArray(value)) {
      const isPlain = !(value instanceof PyTuple) || value.fieldNames === undefined
      return isPlain && !isShort(value) ? yield* this.#items(value) : this.value(value)
    }
    if (types.isMap(value) && value.size > FEW && HostObject.of(value) === undefined)
      return yield* this.#map(value)
    if (types.isSet(value) && value.size > FEW && HostObject.of(value) === undefined)
      return yield* this.#set(value)
    const prototype: unknown = Object.getPrototypeOf(value)
    const isPlain = prototype === Object.prototype || prototype === null
    if (!isPlain || HostObject.of(value) !== undefined) return this.value(value)
    const names = Object.keys(value)
    const members = value as Record<string, unknown>
    if (names.length <= FEW && names.every((name) => isSmall(members[name])))
      return this.value(value)
    yield* this.#members(members, names)
  }

  *#items(array: readonly unknown[]): Sliced<void> {
    if (!this.open(array)) return
    const { length } = array
    this.writer.expect(length)
    this.writer.u8(array instanceof PyTuple ? Tag.TUPLE : Tag.LIST)
    this.writer.varint(length)
    yield* this.#parts(array, length)
    this.close()
  }

  /** Encodes the parts that were counted: an array may grow meanwhile. */
  *#parts(items: readonly unknown[], count: number): Sliced<void> {
    for (let index = 0; index < count; index++) {
      const item = items[index]
      this.down(index)
      if (isSmall(item)) {
        if (this.#isOver()) yield
        this.value(item)
      } else yield* this.valueInSlices(item)
      this.up()
    }
  }

  *#members(record: Readonly<Record<string, unknown>>, names: readonly string[]): Sliced<void> {
    if (!this.open(record)) return
    this.writer.expect(names.length)
    this.writer.u8(Tag.RECORD)
    this.writer.varint(names.length)
    for (const name of names) {
      this.name(name)
      this.down(name)
      yield* this.valueInSlices(record[name])
      this.up()
    }
    this.close()
  }

  *#set(set: Set<unknown>): Sliced<void> {
    // Listing takes a tenth of the time of encoding.
    const items = [...Set.prototype.values.call(set)]
    if (!items.every(isHashable)) throw this.error('has an item that Python cannot hash')
    if (!this.open(set)) return
    this.writer.expect(items.length)
    this.writer.u8(Tag.SET)
    this.writer.varint(items.length)
    yield* this.#parts(items, items.length)
    this.close()
  }

  *#map(map: Map<unknown, unknown>): Sliced<void> {
    if (!this.open(map)) return
    const entries = [...Map.prototype.entries.call(map)]
    this.writer.u8(Tag.DICT)
    this.writer.varint(entries.length)
    for (const [key, value] of entries) {
      if (!isHashable(key)) throw this.error('has a key that Python cannot hash')
      this.down(typeof key === 'string' || typeof key === 'number' ? key : kindOf(key))
      yield* this.valueInSlices(key)
      yield* this.valueInSlices(value)
      this.up()
    }
    this.close()
  }

  *#longText(text: string): Sliced<void> {
    const pieces: Buffer[] = []
    let bytes = 0
    for (let at = 0; at < text.length;) {
      const next = Math.min(at + PIECE_BYTES, text.length)
      // A surrogate pair stays together.
      const end = next < text.length && isHighSurrogate(text.charCodeAt(next - 1)) ? next + 1 : next
      const part = text.slice(at, end)
      if (!part.isWellFormed()) return this.value(text)
      const piece = Buffer.from(part)
      pieces.push(piece)
      bytes += piece.length
      at = end
      yield
    }
    this.writer.u8(Tag.STR)
    this.writer.varint(bytes * 2 + (bytes === text.length ? 1 : 0))
    for (const piece of pieces) {
      this.writer.raw(piece)
      yield
    }
  }

  *#int(value: bigint): Sliced<void> {
    const isNegative = value < 0n
    const magnitude = isNegative ? -value : value
    if (magnitude < LONG_INT) return this.bigint(value)
    const pieces = yield* magnitudeInSlices(magnitude)
    this.writer.u8(Tag.BIGINT)
    this.writer.u8(isNegative ? 1 : 0)
    this.writer.varint(pieces.reduce((sum, piece) => sum + piece.length, 0))
    for (const piece of pieces) {
      this.writer.raw(piece)
      yield
    }
  }
}

/** Whether a value is encoded in negligible time. */
function isSmall(value: unknown): boolean {
  if (typeof value === 'bigint') return value < LONG_INT && value > -LONG_INT
  if (typeof value === 'string') return value.length <= LONG_TEXT
  return typeof value !== 'object' || value === null
}

const isShort = (array: readonly unknown[]): boolean => array.length <= FEW && array.every(isSmall)
