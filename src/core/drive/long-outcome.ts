import { isOfMember, type RetainedObjects, retainIn } from '../contract/host-object.js'
import { SlicedEncoder } from '../wire/encode-slices.js'
import { PieceWriter } from '../wire/piece-writer.js'
import type { Sliced } from '../wire/sliced.js'
import type { Outcome } from './answers.js'

/** Longer texts are encoded in slices. */
const LONG_TEXT = 1024 * 1024
/** Larger ints are. */
const LONG_INT = 1n << 32_000_000n
/** Values of more parts are; fewer take some milliseconds. */
const MANY_PARTS = 40_000
/** All parts of smaller containers are looked into. */
const FEW_MEMBERS = 16
/** How deep a value is looked into. */
const DEPTH = 4

/**
 * Whether it may take long to encode a result. This is asked for each result, so containers are measured by a few of
 * their parts: the answer is a guess.
 */
export function isLong(value: unknown): boolean {
  try {
    return partsOf(value, DEPTH) > MANY_PARTS
  } catch {
    // A getter or a proxy of the host's threw, and does so once more when the value is encoded.
    return false
  }
}

function partsOf(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      return value.length > LONG_TEXT ? Infinity : 1
    case 'bigint':
      return value > LONG_INT || value < -LONG_INT ? Infinity : 1
    case 'object':
      return value === null || depth === 0 ? 1 : containerParts(value, depth - 1)
    default:
      return 1
  }
}

function containerParts(value: object, depth: number): number {
  if (Array.isArray(value)) return arrayParts(value, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    return value instanceof Map || value instanceof Set ? 2 * value.size : 1
  }
  let parts = 1
  let left = FEW_MEMBERS
  for (const name in value) {
    // A record of many members is probably one of scalars.
    if (--left < 0) return Object.keys(value).length
    parts += partsOf((value as Record<string, unknown>)[name], depth)
  }
  return parts
}

function arrayParts(items: readonly unknown[], depth: number): number {
  const { length } = items
  if (length > MANY_PARTS) return length
  if (length < FEW_MEMBERS) {
    let parts = 1
    for (let at = 0; at < length; at++) parts += partsOf(items[at], depth)
    return parts
  }
  const ends = Math.max(partsOf(items[0], depth), partsOf(items[length - 1], depth))
  return length * Math.max(ends, partsOf(items[length >> 1], depth))
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
