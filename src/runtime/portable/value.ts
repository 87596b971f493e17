import { isError } from '../../core/realm.js'
import { isBytes, isMap, isSet } from '../../core/realm.js'
import { HostObject } from '../../core/contract/host-object.js'
import type { JsonValue } from '../../core/values/json.js'
import { types } from '../../core/node.js'
import { setOwn } from '../../core/wire/own.js'
import { errorFrom, type PortableError, portableError } from './error.js'
import { portablePython, pythonFrom } from './python-value.js'

/**
 * Key that marks an object as an encoded value. The format converts any value of JavaScript or Python to JSON
 * and back: values that JSON can express stay as they are, all others become objects with their kind under this key.
 */
export const KIND = '$'

/** The encoding of a value that JSON cannot express. */
interface Marked {
  readonly [KIND]: string
  readonly [field: string]: JsonValue
}

/** Deeper values would overflow the stack. */
const MAX_DEPTH = 1_000
/** Bounds repeated parts: a shared part is written at each of its places. */
const MAX_PARTS = 2_000_000

/** Portable names for ids of objects and classes, which differ from run to run. */
export interface ObjectNames {
  /** The name of an object or class, by id. */
  nameOf(id: string): string
  /** The id of an object or class, by name. */
  idOf(name: string): string
  /** A stand-in for a host object, by name. */
  hostObject(name: string, className: string): object
  /** A stand-in for a host class, by name. */
  hostClass(name: string, className: string): object
}

/** Approximate size of a number, a word or an empty container as JSON, in bytes. */
const PART_BYTES = 16
/** Longer ints are written in hexadecimal: decimal conversion would take more than linear time. */
const LONG_INT = 1n << 100_000n

/** Thrown when a value's JSON exceeds its limit. */
export class TooLong extends Error {}

/** Like {@link portableValue}; `undefined` for a value whose JSON would exceed about `maxBytes`. */
export function portableWithin(value: unknown, maxBytes: number): JsonValue | undefined {
  try {
    return new ToPortable(undefined, maxBytes).convert(value)
  } catch (error) {
    if (error instanceof TooLong) return undefined
    throw error
  }
}

/** Serializes a value for {@link valueFrom}. Never throws. */
export function portableValue(value: unknown, names?: ObjectNames): JsonValue {
  return new ToPortable(names).convert(value)
}

/** Restores a value serialized by {@link portableValue}. */
export function valueFrom(
  json: JsonValue | Readonly<Record<string, JsonValue>>,
  names?: ObjectNames,
): unknown {
  return new FromPortable(names).convert(json)
}

/** Converts one value. */
export class ToPortable {
  readonly #names: ObjectNames | undefined
  /** The containers around the current value. */
  readonly #around = new Set<object>()
  #parts = 0
  #bytesLeft: number

  constructor(names: ObjectNames | undefined, maxBytes = Infinity) {
    this.#names = names
    this.#bytesLeft = maxBytes
  }

  /** Counts a part, and the bytes of its own text. */
  protected count(bytes: number): void {
    this.#bytesLeft -= PART_BYTES + bytes
    if (this.#bytesLeft < 0) throw new TooLong()
  }

  readonly convert = (value: unknown): JsonValue => {
    this.count(typeof value === 'string' ? value.length : 0)
    switch (typeof value) {
      case 'string':
        return value.isWellFormed() ? value : { [KIND]: 'text', units: codeUnits(value) }
      case 'boolean':
        return value
      case 'number':
        return isPlainNumber(value) ? value : { [KIND]: 'number', value: numberText(value) }
      case 'bigint':
        return this.#bigint(value)
      case 'undefined':
        return { [KIND]: 'undefined' }
      case 'object':
        return value === null ? null : this.#object(value)
      case 'function': {
        const type = HostObject.of(value)
        return type === undefined ? opaque(value) : this.#hostObject(type)
      }
      case 'symbol':
        return opaque(value)
    }
  }

  #bigint(value: bigint): JsonValue {
    const size = value < 0n ? -value : value
    if (size < LONG_INT) {
      const text = String(value)
      this.count(text.length)
      return { [KIND]: 'bigint', value: text }
    }
    const text = `0x${size.toString(16)}`
    this.count(text.length)
    return { [KIND]: 'bigint', value: text, negative: value < 0n }
  }

  /** Begins an object. Returns what stands for it where its parts are not converted. */
  protected begin(value: object): JsonValue | undefined {
    if (this.#around.has(value)) return { [KIND]: 'opaque', text: '[Circular]' }
    if (this.#around.size >= MAX_DEPTH || ++this.#parts > MAX_PARTS) return opaque(value)
    this.#around.add(value)
    return undefined
  }

  protected end(value: object): void {
    this.#around.delete(value)
  }

  #object(value: object): JsonValue {
    const instead = this.begin(value)
    if (instead !== undefined) return instead
    try {
      return this.#members(value)
    } catch (error) {
      return unreadable(error)
    } finally {
      this.end(value)
    }
  }

  #hostObject(object: HostObject): JsonValue {
    const name = this.#idToName(HostObject.identify(object).id)
    const kind = HostObject.isClass(object) ? 'host class' : 'host object'
    return { [KIND]: kind, name, className: object.className }
  }

  readonly #idToName = (id: string): string => this.#names?.nameOf(id) ?? id

  #members(value: object): JsonValue {
    const python = portablePython(value, this.convert, this.#idToName)
    if (python !== undefined) return python
    const object = value instanceof HostObject ? value : HostObject.of(value)
    if (object !== undefined) return this.#hostObject(object)
    if (Array.isArray(value)) return Array.from(value, this.convert)
    if (isBytes(value)) {
      this.count((value.length * 4) / 3)
      return { [KIND]: 'bytes', base64: Buffer.from(value).toString('base64') }
    }
    if (isSet(value)) return { [KIND]: 'set', items: Array.from(value, this.convert) }
    if (isMap(value)) {
      const entries = Array.from(value, ([key, item]) => [this.convert(key), this.convert(item)])
      return { [KIND]: 'map', entries }
    }
    if (types.isDate(value)) return { [KIND]: 'date', ms: this.convert(value.getTime()) }
    if (isError(value)) return { [KIND]: 'error', ...portableError(value, this.convert) }
    const members: Record<string, JsonValue> = {}
    // Listing the members with their names takes three times as long where there are many.
    const record = value as Readonly<Record<string, unknown>>
    for (const name of Object.keys(value)) setOwn(members, name, this.convert(record[name]))
    // An own `$` key would look like a mark.
    return Object.hasOwn(members, KIND)
      ? { [KIND]: 'object', entries: Object.entries(members) }
      : members
  }
}

class FromPortable {
  readonly #names: ObjectNames | undefined

  constructor(names: ObjectNames | undefined) {
    this.#names = names
  }

  readonly convert = (json: JsonValue): unknown => {
    if (typeof json !== 'object' || json === null) return json
    if (Array.isArray(json)) return json.map(this.convert)
    if (Object.hasOwn(json, KIND)) return this.#marked(json as Marked)
    const members: Record<string, unknown> = {}
    for (const name of Object.keys(json)) setOwn(members, name, this.convert(json[name]!))
    return members
  }

  #marked(marked: Marked): unknown {
    switch (marked[KIND]) {
      case 'text':
        return String.fromCharCode(...(marked['units'] as number[]))
      case 'number':
        return marked['value'] === '-0' ? -0 : Number(marked['value'])
      case 'bigint':
        return marked['negative'] === true
          ? -BigInt(marked['value'] as string)
          : BigInt(marked['value'] as string)
      case 'undefined':
        return undefined
      case 'bytes':
        return Buffer.from(marked['base64'] as string, 'base64')
      case 'set':
        return new Set((marked['items'] as JsonValue[]).map(this.convert))
      case 'map':
        return new Map(
          (marked['entries'] as Array<[JsonValue, JsonValue]>).map(([key, item]) => [
            this.convert(key),
            this.convert(item),
          ]),
        )
      case 'date':
        return new Date(this.convert(marked['ms']!) as number)
      case 'error':
        return errorFrom(marked as unknown as PortableError, this.convert)
      case 'object': {
        const members: Record<string, unknown> = {}
        for (const [name, item] of marked['entries'] as Array<[string, JsonValue]>) {
          setOwn(members, name, this.convert(item))
        }
        return members
      }
      case 'host object': {
        const { name, className } = marked as unknown as { name: string; className: string }
        return this.#names?.hostObject(name, className) ?? { className }
      }
      case 'host class': {
        const { name, className } = marked as unknown as { name: string; className: string }
        return this.#names?.hostClass(name, className) ?? { className }
      }
      case 'opaque':
        return marked['text']
      default:
        return pythonFrom(marked, this.convert, (name) => this.#names?.idOf(name) ?? name)
    }
  }
}

const isPlainNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0)

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const codeUnits = (text: string): number[] =>
  Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))

/** Stands for an object of which a getter or a proxy of the host's threw. */
export function unreadable(error: unknown): JsonValue {
  if (error instanceof TooLong) throw error
  return { [KIND]: 'opaque', text: '[object]' }
}

/** A label for a value that cannot be serialized. */
function opaque(value: unknown): Marked {
  const text = typeof value === 'function' ? `[function ${value.name}]` : `[${typeof value}]`
  return { [KIND]: 'opaque', text }
}
