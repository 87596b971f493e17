import { isOfMember, type RetainedObjects, retainIn } from '../contract/host-object.js'
import { types } from '../node.js'
import { SlicedEncoder } from '../wire/encode-slices.js'
import { PieceWriter } from '../wire/piece-writer.js'
import type { Sliced } from '../wire/sliced.js'
import type { Outcome } from './answers.js'

/** Longer texts are encoded in slices. */
const LONG_TEXT = 1024 * 1024
/** Larger ints are. */
const LONG_INT = 1n << 32_000_000n
/** Values of more parts are. */
const MANY_PARTS = 5_000
/** Records of more members are not looked into. */
const FEW_MEMBERS = 16
/** How deep a value is looked into. */
const DEPTH = 4

/**
 * Whether it may take long to encode a result. Containers are measured by a few of their parts, and nothing is read
 * that could be code of the host's: the answer is a guess.
 */
export const isLong = (value: unknown): boolean => partsOf(value, DEPTH) > MANY_PARTS

function partsOf(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      return value.length > LONG_TEXT ? Infinity : 1
    case 'bigint':
      return value > LONG_INT || value < -LONG_INT ? Infinity : 1
    case 'object':
      return value === null || depth === 0 ? 1 : containerParts(value, depth)
    default:
      return 1
  }
}

function containerParts(value: object, depth: number): number {
  if (types.isProxy(value) || ArrayBuffer.isView(value)) return 1
  if (types.isMap(value)) return 2 * value.size
  if (types.isSet(value)) return value.size
  const inner = (name: string | number): number =>
    partsOf(Object.getOwnPropertyDescriptor(value, name)?.value, depth - 1)
  if (Array.isArray(value)) {
    const { length } = value
    if (length === 0 || length > MANY_PARTS) return length
    return length * Math.max(inner(0), inner(length >> 1), inner(length - 1))
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return 1
  const names = Object.keys(value)
  if (names.length > FEW_MEMBERS) return names.length
  return names.reduce((sum, name) => sum + inner(name), 1)
}

/** Encodes a result in slices. One that has no counterpart in Python is refused when it is sent. */
export function* encodedOutcome(
  value: unknown,
  name: string,
  maxBytes: number,
  kept: RetainedObjects,
): Sliced<Outcome> {
  if (isOfMember(value)) return { value }
  const writer = new PieceWriter()
  writer.limitTo(maxBytes)
  const encoding = new SlicedEncoder(writer, `result of ${name}()`).valueInSlices(value)
  try {
    for (;;) {
      // Other runs send messages meanwhile.
      retainIn(kept)
      if (encoding.next().done === true) return { value, encoded: writer.pieces }
      yield
    }
  } catch (error) {
    if (writer.hasRefused(error)) throw error
    // Whatever is wrong with the value is found again, and told to Python.
    return { value }
  }
}
