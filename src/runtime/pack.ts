import { MontyValueError } from '../core/errors.js'
import { PyTuple } from '../core/values/index.js'
import { nameFields } from '../core/values/tuple.js'
import { Decoder } from '../core/wire/decode.js'
import { encodeValue } from '../core/wire/encode.js'
import { Reader } from '../core/wire/reader.js'
import { Writer } from '../core/wire/writer.js'
import { isMap, isSet } from '../core/realm.js'

/** For the host, floats are numbers; on their way back into Python they have to stay floats. */
export const FOR_HOST = { dicts: 'auto', cycles: 'error', floats: 'number' } as const
export const FOR_PYTHON = { ...FOR_HOST, floats: 'PyFloat' } as const

/** Shared parts are kept once for each place, so there has to be an end to them. */
const MAX_PARTS = 1_000_000

/**
 * A value as bytes, in the form in which it would go to Python.
 *
 * @throws MontyValueError when it has no such form, or shares too much
 */
export function packValue(value: unknown, what: string): Buffer {
  const writer = new Writer()
  encodeValue(writer, isShared(value) ? new Unsharing(what).copy(value) : value, what)
  return Buffer.from(writer.buffer.subarray(0, writer.length))
}

/** The value that {@link packValue} wrote. */
export function unpackValue(
  bytes: Uint8Array,
  what: string,
  options: typeof FOR_HOST | typeof FOR_PYTHON = FOR_HOST,
): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Decoder(new Reader(buffer), options).value(what)
}

function partsOf(value: object): Iterable<unknown> {
  if (isMap(value)) return [...value].flat()
  if (Array.isArray(value) || isSet(value)) return value
  return isPlain(value) ? Object.values(value) : []
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Whether an object is in more than one place. */
function isShared(value: unknown): boolean {
  const seen = new Set<object>()
  const open: unknown[] = [value]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null) continue
    if (seen.has(part)) return true
    seen.add(part)
    for (const inner of partsOf(part)) open.push(inner)
  }
  return false
}

/** Copies a value so that nothing in it is shared. */
class Unsharing {
  readonly #what: string
  readonly #around = new Set<object>()
  #parts = 0

  constructor(what: string) {
    this.#what = what
  }

  copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (++this.#parts > MAX_PARTS) {
      throw new MontyValueError(`${this.#what} shares too many parts to be kept`, this.#what)
    }
    // The encoder has the words for a cycle.
    if (this.#around.has(value)) return value
    this.#around.add(value)
    const copied = this.#container(value)
    this.#around.delete(value)
    return copied
  }

  #container(value: object): unknown {
    const copy = (part: unknown): unknown => this.copy(part)
    if (value instanceof PyTuple) return copyTuple(value, copy)
    if (Array.isArray(value)) return value.map(copy)
    if (isSet(value)) return new Set([...value].map(copy))
    if (isMap(value)) {
      return new Map([...value].map(([key, item]) => [copy(key), copy(item)] as const))
    }
    if (!isPlain(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]))
  }
}

function copyTuple(tuple: PyTuple, copy: (part: unknown) => unknown): PyTuple {
  const items = new PyTuple()
  for (const item of tuple) items.push(copy(item))
  const { typeName, fieldNames } = tuple
  return fieldNames === undefined
    ? items
    : nameFields(items, typeName ?? 'namedtuple', [...fieldNames])
}
