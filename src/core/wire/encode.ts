import { MontyValueError } from '../errors.js'
import { HostObject, takeOfMember } from '../contract/host-object.js'
import { types } from '../node.js'
import { PyException, PyFloat, PyTuple } from '../values/index.js'
import { Containers, CYCLE, NEW } from './containers.js'
import { encodePyValue } from './encode-py.js'
import { formatPath } from '../values/path.js'
import { magnitudeOf } from './magnitude.js'
import { Tag } from './tag.js'
import type { Writer } from './writer.js'

/** Maximum nesting of a value. */
const MAX_DEPTH = 1_000
const HALF = 'holds half of a surrogate pair, which is not a valid text in Python'

/** Encodes one value, each object once, and reads every property once. */
export class Encoder {
  readonly writer: Writer
  readonly #path: Array<string | number>
  #depth = 0
  #containers: Containers | undefined
  #names: Map<string, number> | undefined

  /**
   * Whether instances of classes are refused. This applies to members of host objects, of which only listed
   * members are passed.
   */
  isListed = false

  /** Number of times that a container may yet be repeated where it is referenced. */
  #repeatsLeft: number | undefined

  /**
   * `root` is the value's name in errors. With `maxRepeats`, shared values are encoded at each of their
   * places, for readers without references.
   */
  constructor(writer: Writer, root: string, maxRepeats?: number) {
    this.writer = writer
    this.#path = [root]
    this.#repeatsLeft = maxRepeats
  }

  /** Continues with another value that shares containers with the former. `root` is its name in errors. */
  next(root: string): void {
    this.#path[0] = root
  }

  /** An error for the current value. */
  error(problem: string, cause?: unknown): MontyValueError {
    const path = formatPath(this.#path.slice(0, this.#depth + 1))
    return new MontyValueError(`${path} ${problem}`, path, cause)
  }

  value(value: unknown): void {
    if (writeScalar(this.writer, value)) return
    switch (typeof value) {
      case 'string':
        throw this.error(HALF)
      case 'bigint':
        return this.bigint(value)
      case 'object':
        return this.#object(value!)
      case 'function':
        // A class of the host that was registered.
        if (HostObject.of(value) !== undefined) return void encodePyValue(this, value)
        throw this.error(
          'is a function, which cannot be a value in Python: list it in externalFunctions instead, or as a tool of a runtime',
        )
      case 'symbol':
        throw this.error('is a symbol, which has no counterpart in Python')
    }
  }

  text(text: string): void {
    if (!this.writer.text(text)) throw this.error(HALF)
  }

  optionalText(text: string | null): void {
    if (!this.writer.optionalText(text)) throw this.error('holds half of a surrogate pair')
  }

  bigint(value: bigint): void {
    const negative = value < 0n
    const { writer } = this
    writer.u8(Tag.BIGINT)
    writer.u8(negative ? 1 : 0)
    writer.blob(magnitudeOf(negative ? -value : value))
  }

  /** Encodes the name of a field: as text the first time, then by number. */
  name(name: string): void {
    this.#names ??= new Map()
    const index = this.#names.get(name)
    if (index === undefined) {
      this.#names.set(name, this.#names.size)
      this.writer.u8(0)
      this.text(name)
    } else {
      this.writer.varint(index + 1)
    }
  }

  /** Begins a container. Returns `false` if it was encoded before. */
  open(object: object): boolean {
    this.#containers ??= new Containers()
    const number = this.#containers.begin(object)
    const isTooDeep =
      this.#depth >= MAX_DEPTH && (number === NEW || this.#repeatsLeft !== undefined)
    if (isTooDeep) throw this.error(`is nested more than ${MAX_DEPTH} deep`)
    if (number === NEW) return true
    if (number === CYCLE) throw this.error('contains itself: a cycle cannot enter Python')
    if (this.#repeatsLeft !== undefined) {
      if (--this.#repeatsLeft < 0) throw this.error('shares too many parts to be kept')
      this.#containers.repeat(number)
      return true
    }
    this.writer.u8(Tag.REFERENCE)
    this.writer.varint(number)
    return false
  }

  close(): void {
    this.#containers!.end()
  }

  /** Counts a container that is never referenced. */
  skip(): void {
    this.#containers!.skip()
  }

  child(step: string | number, value: unknown): void {
    this.down(step)
    this.value(value)
    this.up()
  }

  /** Descends into a part of the current value. */
  down(step: string | number): void {
    this.#depth++
    this.#path[this.#depth] = step
  }

  /** Ascends from a part. */
  up(): void {
    this.#depth--
  }

  /** Encodes `count` children from `items`, under a tag. */
  sequence(object: object, tag: number, items: ArrayLike<unknown>): void {
    if (!this.open(object)) return
    // Read once: a getter or a proxy may return another length next time.
    const count = items.length
    this.writer.expect(count)
    this.writer.u8(tag)
    this.writer.varint(count)
    this.#depth++
    for (let index = 0; index < count; index++) {
      // Set before the item is read, which may run a getter that throws.
      this.#path[this.#depth] = index
      this.value(items[index])
    }
    this.#depth--
    this.close()
  }

  #namedTuple(tuple: PyTuple, fieldNames: readonly string[]): void {
    if (!this.open(tuple)) return
    if (fieldNames.length !== tuple.length) {
      throw this.error(`has ${tuple.length} items for ${fieldNames.length} names of fields`)
    }
    this.writer.u8(Tag.NAMEDTUPLE)
    this.text(tuple.typeName ?? 'namedtuple')
    this.writer.varint(tuple.length)
    for (const name of fieldNames) this.text(name)
    tuple.forEach((item, index) => this.child(index, item))
    this.close()
  }

  fields(names: readonly string[], read: (name: string) => unknown): void {
    this.writer.varint(names.length)
    for (const name of names) {
      this.name(name)
      this.child(name, read(name))
    }
  }

  float(value: number): void {
    writeFloat(this.writer, value)
  }

  #object(object: object): void {
    if (Array.isArray(object) && !types.isProxy(object)) return this.#array(object)
    const prototype: unknown = types.isProxy(object) ? undefined : Object.getPrototypeOf(object)
    if (prototype === Object.prototype || prototype === null) return this.#plainOrHost(object)
    this.#exotic(object)
  }

  #array(array: unknown[]): void {
    if (!(array instanceof PyTuple)) return this.sequence(array, Tag.LIST, array)
    const { fieldNames } = array
    if (fieldNames) return this.#namedTuple(array, fieldNames)
    this.sequence(array, Tag.TUPLE, array)
  }

  /** Encodes a plain object, unless it was wrapped as a host object. */
  #plainOrHost(object: object): void {
    if (HostObject.of(object) === undefined) return this.#plain(object)
    this.#exotic(object)
  }

  #plain(object: object): void {
    if (!this.open(object)) return
    const names = Object.keys(object)
    this.writer.expect(names.length)
    this.writer.u8(Tag.RECORD)
    this.writer.varint(names.length)
    for (const name of names) {
      this.name(name)
      this.#depth++
      this.#path[this.#depth] = name
      this.value((object as Record<string, unknown>)[name])
      this.#depth--
    }
    this.close()
  }

  #exotic(object: object): void {
    if (object instanceof PyFloat) return this.float(object.value)
    if (encodePyValue(this, object)) return
    if (types.isMap(object)) return this.#map(object)
    if (types.isSet(object)) return this.#set(object)
    if (ArrayBuffer.isView(object)) return this.#view(object)
    if (types.isAnyArrayBuffer(object)) return this.#bytes(new Uint8Array(object))
    if (types.isNativeError(object)) {
      return this.value(new PyException(object.name, object.message))
    }
    if (types.isBoxedPrimitive(object)) return this.value(object.valueOf())
    if (types.isPromise(object)) {
      throw this.error('is a promise: await it before it becomes a value in Python')
    }
    if (
      types.isRegExp(object) ||
      types.isWeakMap(object) ||
      types.isWeakSet(object) ||
      types.isGeneratorObject(object)
    ) {
      throw this.error(`is a ${kindOf(object)}, which has no counterpart in Python`)
    }
    if (Array.isArray(object)) return this.sequence(object, Tag.LIST, object)
    if (this.isListed && isOfClass(object)) {
      throw this.error(
        `is an instance of ${className(object)}, of which nothing is listed for Python: wrap it with hostObject(), name its class with hostClass(), or give convertValue`,
      )
    }
    if (isClosed(object)) {
      throw this.error(
        `is an instance of ${className(object)} without properties of its own, of which nothing would arrive: pass what Python needs of it, or use hostObject()`,
      )
    }
    this.#plain(object)
  }

  #set(set: Set<unknown>): void {
    // With the native iterator: that of a subclass may never end.
    const items = [...Set.prototype.values.call(set)]
    if (!items.every(isHashable)) throw this.error('has an item that Python cannot hash')
    this.sequence(set, Tag.SET, items)
  }

  #map(map: Map<unknown, unknown>): void {
    if (!this.open(map)) return
    // Copied: a getter in a value may change the map.
    const entries = [...Map.prototype.entries.call(map)]
    this.writer.u8(Tag.DICT)
    this.writer.varint(entries.length)
    for (const [key, value] of entries) {
      if (!isHashable(key)) throw this.error('has a key that Python cannot hash')
      const step = typeof key === 'string' || typeof key === 'number' ? key : kindOf(key)
      this.child(step, key)
      this.child(step, value)
    }
    this.close()
  }

  #view(view: ArrayBufferView): void {
    if (view instanceof Uint8Array || view instanceof DataView || types.isUint8Array(view)) {
      return this.#bytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    }
    if (types.isBigInt64Array(view) || types.isBigUint64Array(view)) {
      return this.sequence(view, Tag.LIST, view)
    }
    if (!this.open(view)) return
    const isFloat = types.isFloat64Array(view) || types.isFloat32Array(view)
    const items = view as unknown as ArrayLike<number> & Iterable<number>
    this.writer.u8(isFloat ? Tag.FLOATS : Tag.INTS)
    this.writer.varint(items.length)
    const floats = types.isFloat64Array(view) ? view : Float64Array.from(items)
    this.writer.raw(new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength))
    this.close()
  }

  #bytes(bytes: Uint8Array): void {
    this.writer.u8(Tag.BYTES)
    this.writer.blob(bytes)
  }
}

/** Encodes a scalar; `false`, with nothing written, for other values and invalid text. */
function writeScalar(writer: Writer, value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return writeText(writer, value)
    case 'number':
      writeNumber(writer, value)
      return true
    case 'boolean':
      writer.u8(value ? Tag.TRUE : Tag.FALSE)
      return true
    case 'undefined':
      writer.u8(Tag.NONE)
      return true
    default:
      if (value !== null) return false
      writer.u8(Tag.NONE)
      return true
  }
}

function writeText(writer: Writer, text: string): boolean {
  const start = writer.length
  writer.u8(Tag.STR)
  const isValid = writer.text(text)
  if (!isValid) writer.length = start
  return isValid
}

function writeNumber(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return writeFloat(writer, value)
  if ((value | 0) === value) {
    writer.u8(Tag.INT32)
    writer.i32(value)
  } else {
    writer.u8(Tag.SAFE_INT)
    writer.f64(value)
  }
}

function writeFloat(writer: Writer, value: number): void {
  writer.u8(Tag.FLOAT)
  writer.f64(value)
}

/** Whether a value can be a key of a dict or an item of a set. */
export function isHashable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (value instanceof PyTuple) return value.every(isHashable)
  if (Array.isArray(value) || types.isMap(value) || types.isSet(value)) return false
  if (types.isTypedArray(value)) return types.isUint8Array(value)
  const prototype: unknown = types.isProxy(value) ? null : Object.getPrototypeOf(value)
  return prototype !== Object.prototype && prototype !== null
}

/** Whether the object is an instance of a class without own properties, such as a `URL`. */
function isClosed(object: object): boolean {
  return isOfClass(object) && Object.keys(object).length === 0
}

/** Whether the object is an instance of a class. */
function isOfClass(object: object): boolean {
  if (types.isProxy(object)) return false
  // Plain objects of other realms have another prototype.
  const prototype = Object.getPrototypeOf(object) as object
  return Object.getPrototypeOf(prototype) !== null
}

function className(object: object): string {
  const { constructor } = object as { constructor?: { name?: unknown } }
  const name = constructor?.name
  return typeof name === 'string' && !['', 'Object'].includes(name) ? name : kindOf(object)
}

/** The name of a value's kind in errors. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}

/** Like {@link encodeValue}, for the result of a host call. A scalar costs nothing but its bytes. */
export function encodeResult(writer: Writer, value: unknown, callee: string): void {
  if (writeScalar(writer, value)) return
  const encoder = new Encoder(writer, `result of ${callee}()`)
  encoder.isListed = takeOfMember(value)
  encodeBy(encoder, writer, value)
}

/**
 * Encodes `value` for Python.
 *
 * @throws MontyValueError naming the part that has no counterpart, such as `inputs.rows[3].when`
 * @throws MontyLimitError when the value does not fit the run's memory
 */
export function encodeValue(
  writer: Writer,
  value: unknown,
  root: string,
  maxRepeats?: number,
): void {
  const encoder = new Encoder(writer, root, maxRepeats)
  encodeBy(encoder, writer, value)
}

/**
 * Like {@link encodeValue}, for inputs by name: an object shared by several inputs is one object in Python.
 * `before` writes the prefix of a value.
 */
export function encodeTogether(
  writer: Writer,
  inputs: ReadonlyArray<readonly [string, unknown]>,
  before: (name: string) => void,
): void {
  const encoder = new Encoder(writer, 'inputs')
  for (const [name, value] of inputs) {
    before(name)
    encoder.next(`inputs.${name}`)
    encodeBy(encoder, writer, value)
  }
}

function encodeBy(encoder: Encoder, writer: Writer, value: unknown): void {
  try {
    encoder.value(value)
  } catch (error) {
    if (error instanceof MontyValueError || writer.hasRefused(error)) throw error
    // A getter, a proxy or an iterator of the caller threw.
    throw encoder.error('could not be read', error)
  }
}
