import {
  PyClass,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEllipsis,
  PyException,
  PyFile,
  PyFloat,
  PyFunction,
  PyModule,
  PyNotImplemented,
  PyObject,
  PyPath,
  PyRepr,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyTuple,
  PyType,
} from '../values/index.js'
import { PyEnumeration } from '../values/objects.js'
import { nameFields } from '../values/tuple.js'
import { MontyValueError } from '../errors.js'
import { HostObject, IDENTITY, withoutIds } from '../contract/host-object.js'
import { formatPath } from '../values/path.js'
import { Hashing, isWatched } from './hashed.js'
import { Refused, findRefused } from './refused.js'
import { setOwn } from './own.js'
import type { Reader } from './reader.js'
import { Tag } from './tag.js'

/** Options for converting values to JavaScript. */
export interface DecodeOptions {
  /**
   * Whether a dict becomes a plain object, a `Map`, or a plain object where all keys are strings and else a
   * `Map`.
   */
  readonly dicts: 'auto' | 'map' | 'object'
  /**
   * Whether a reference back to an enclosing container is an error, or becomes the container's placeholder.
   */
  readonly cycles: 'error' | 'placeholder'
  /** Whether a float becomes a `number`, or a `PyFloat` that is distinct from an int. */
  readonly floats: 'number' | 'PyFloat'
}

/** Received identities of host classes, by the host's class. */
const hostClasses = new WeakMap<object, PyClass>()
/**
 * The class name of the object that represents an enumeration on the wire, whose own class can be neither
 * called nor iterated.
 */
const ENUMERATION = 'EnumType'

/** Whether an object represents an enumeration: a class of the program may have the same name. */
function isEnumeration({ className, fields }: PyObject): boolean {
  const { __name__: name, __members__: members } = fields
  return className === ENUMERATION && typeof name === 'string' && typeof members === 'object'
}

/** Problem of a set or dict whose ints collide. */
export const COLLIDING = 'holds ints that take too long to tell apart: they were chosen to collide'

/** Maximum nesting; the engine refuses to send more, but a worker might. */
export const MAX_DEPTH = 1_002

/**
 * Decodes the values of one message part, which share names and references. One is created for each host
 * call, so its methods are private by type only: with `#` methods V8 marks each created object.
 */
export class Decoder {
  protected readonly reader: Reader
  protected readonly options: DecodeOptions
  #names: string[] | undefined
  protected defined: unknown[] | undefined
  protected depth = 0
  protected isRefused = false
  #hashing: Hashing | undefined

  constructor(reader: Reader, options: DecodeOptions) {
    this.reader = reader
    this.options = options
  }

  /** Decodes a value; `root` is its name in errors. */
  value(root: string): unknown {
    const value = this.read()
    if (this.isRefused) throw refusal(value, root)
    return value
  }

  /** Decodes an argument of a call, given by number or name. */
  argument(callee: string, which: number | string): unknown {
    const value = this.read()
    if (this.isRefused) throw refusal(value, `${callee}() argument ${which}`)
    return value
  }

  /** Decodes the name of a keyword argument or of a field. */
  name(): string {
    const index = this.reader.varint()
    this.#names ??= []
    if (index === 0) {
      const name = withoutIds(this.reader.name())
      this.#names.push(name)
      return name
    }
    return known(this.#names[index - 1])
  }

  protected read(): unknown {
    const reader = this.reader
    const tag = reader.u8()
    switch (tag) {
      case Tag.NONE:
        return null
      case Tag.FALSE:
        return false
      case Tag.TRUE:
        return true
      case Tag.INT32:
        return reader.i32()
      case Tag.SAFE_INT:
        return reader.f64()
      case Tag.FLOAT:
        return this.options.floats === 'number' ? reader.f64() : new PyFloat(reader.f64())
      case Tag.STR:
        return withoutIds(reader.text())
      case Tag.JSON:
        return this.json()
      case Tag.DEFINE:
        return this.define()
      case Tag.REFERENCE:
        return known(this.defined?.[reader.varint()])
      default:
        return this.uncommon(tag)
    }
  }

  private uncommon(tag: number): unknown {
    if (++this.depth > MAX_DEPTH) throw new RangeError('a message of the engine nests too deeply')
    const value = readContainer(this, tag)
    this.depth--
    return value
  }

  /** Decodes a container, or an uncommon leaf. */
  container(tag: number): unknown {
    const reader = this.reader
    switch (tag) {
      case Tag.LIST:
        return this.items([], reader.count())
      case Tag.TUPLE:
        return this.items(new PyTuple(), reader.count())
      case Tag.RECORD:
        return this.record(reader.count())
      case Tag.DICT:
        return this.dict(reader.count())
      case Tag.SET:
      case Tag.FROZENSET:
        return this.set(reader.count())
      case Tag.NAMEDTUPLE:
        return this.namedTuple()
      case Tag.CLASS:
        return this.class()
      case Tag.INSTANCE:
        return this.instance()
      case Tag.MODULE:
        return new PyModule(reader.text(), reader.view(16).toString('hex'), this.attributes())
      case Tag.CYCLE:
        if (this.options.cycles === 'placeholder') return reader.text()
        reader.text()
        return this.refuse('refers back to a value around it: a cycle cannot leave Python')
      default:
        return readLeaf(tag, reader)
    }
  }

  private items<T extends unknown[]>(items: T, count: number): T {
    for (let index = 0; index < count; index++) items.push(this.read())
    return items
  }

  private json(): unknown {
    const value: unknown = JSON.parse(withoutIds(this.reader.text()))
    return value
  }

  private define(): unknown {
    this.defined ??= []
    const index = this.defined.push(undefined) - 1
    const value = this.read()
    this.defined[index] = value
    return value
  }

  private record(count: number): unknown {
    return this.options.dicts === 'map' ? this.recordMap(count) : this.recordObject(count)
  }

  private recordObject(count: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (let index = 0; index < count; index++) {
      const name = this.name()
      setOwn(object, name, this.read())
    }
    return object
  }

  private recordMap(count: number): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>()
    for (let index = 0; index < count; index++) map.set(this.name(), this.read())
    return map
  }

  private set(count: number): unknown {
    const items = this.items([], count)
    return this.hashing.set(items) ?? this.refuse(COLLIDING)
  }

  protected get hashing(): Hashing {
    return (this.#hashing ??= new Hashing())
  }

  private map(count: number): Map<unknown, unknown> {
    if (isWatched(count)) return this.largeMap(count)
    const map = new Map<unknown, unknown>()
    for (let index = 0; index < count; index++) {
      const key = this.read()
      map.set(key, this.read())
    }
    return map
  }

  /** Decodes a large dict; the result is a placeholder when the dict was refused. */
  private largeMap(count: number): Map<unknown, unknown> {
    const keys: unknown[] = []
    const values: unknown[] = []
    for (let index = 0; index < count; index++) {
      keys.push(this.read())
      values.push(this.read())
    }
    const map = this.hashing.map(keys, values)
    if (map !== undefined) return map
    return new Map([['', this.refuse(COLLIDING)]])
  }

  private dict(count: number): unknown {
    return this.asDict(this.map(count))
  }

  /** Converts a dict according to the options. */
  protected asDict(map: Map<unknown, unknown>): unknown {
    if (this.options.dicts !== 'object') return map
    const object = objectFromMap(map)
    if (object !== undefined) return object
    return this.refuse(
      [...map.keys()].some((key) => keyName(key) === undefined)
        ? "has a dict key for which dicts: 'object' has no name"
        : "has two dict keys for which dicts: 'object' has one name, such as 1 and '1'",
    )
  }

  /** A placeholder for a refused value, until its path is known. */
  protected refuse(problem: string): Refused {
    this.isRefused = true
    return new Refused(problem)
  }

  private namedTuple(): PyTuple {
    const [typeName, names] = this.namedTupleHead()
    return nameFields(this.items(new PyTuple(), names.length), typeName, names)
  }

  /** Type name and field names of a named tuple. */
  protected namedTupleHead(): [typeName: string, names: string[]] {
    const typeName = this.reader.text()
    return [typeName, Array.from({ length: this.reader.count() }, () => this.reader.text())]
  }

  /** Decodes a class; a known class of the host becomes that class. */
  private class(): unknown {
    const type = this.classIdentity()
    const { isHostDefined, id } = type.identity
    const host = isHostDefined ? HostObject.find(id) : undefined
    if (host === undefined || !HostObject.isClass(host)) return type
    hostClasses.set(host.value, type)
    return host.value
  }

  private classIdentity(): PyClass {
    const name = this.reader.text()
    const id = this.reader.view(16).toString('hex')
    const flags = this.reader.u8()
    const attributes = new Map(Object.entries(this.attributes()))
    const isHostDefined = (flags & 1) !== 0
    return new PyClass({ name, id, isHostDefined, isDataclass: (flags & 2) !== 0, attributes })
  }

  /** Decodes an instance; a known object of the host becomes that object. */
  private instance(): unknown {
    const [id, type] = this.instanceHead()
    return asInstance(id, type, this.attributes())
  }

  /** Identifier and class of an instance. */
  protected instanceHead(): [id: string, type: PyClass] {
    const id = this.reader.view(16).toString('hex')
    const given = this.read()
    const type = given instanceof PyClass ? given : hostClasses.get(given as object)
    if (type === undefined) throw new RangeError('an instance without a class')
    return [id, type]
  }

  private attributes(): Record<string, unknown> {
    const tag = this.reader.u8()
    const count = this.reader.count()
    if (tag === Tag.RECORD) return this.recordObject(count)
    return attributesFrom(this.map(count))
  }
}

/** Attributes that were sent as a dict. */
export function attributesFrom(map: Map<unknown, unknown>): Record<string, unknown> {
  const attributes = objectFromMap(map)
  if (attributes === undefined) throw new RangeError('an attribute without a name')
  return attributes
}

/** A known object of the host, or a Python object. */
export function asInstance(
  id: string,
  type: PyClass,
  attributes: Record<string, unknown>,
): unknown {
  if (!type.identity.isHostDefined) {
    const object = new PyObject(type, id, attributes)
    return isEnumeration(object) ? new PyEnumeration(object) : object
  }
  const host = HostObject.find(id)
  if (host !== undefined) return host.value
  delete attributes[IDENTITY]
  return new PyObject(type, id, attributes)
}

// A separate function, so that the common tags stay in a small, inlinable switch.
function readContainer(decoder: Decoder, tag: number): unknown {
  return decoder.container(tag)
}

function refusal(value: unknown, root: string): MontyValueError {
  return refusalOf(findRefused(value, [root]), root)
}

/** The error for a refused value. */
export function refusalOf(found: ReturnType<typeof findRefused>, root: string): MontyValueError {
  const path = formatPath(found?.path ?? [root])
  return new MontyValueError(`${path} ${found?.refused.problem ?? 'cannot leave Python'}`, path)
}

function known<T>(value: T | undefined): T {
  if (value === undefined)
    throw new RangeError('a message of the engine holds an invalid reference')
  return value
}

const LONGEST_NAME = 10n ** 1_000n

/** Converts a map to an object; `undefined` when a key has no name, or two keys have the same. */
function objectFromMap(map: Map<unknown, unknown>): Record<string, unknown> | undefined {
  const object: Record<string, unknown> = {}
  for (const [key, value] of map) {
    const name = keyName(key)
    if (name === undefined || Object.hasOwn(object, name)) return undefined
    setOwn(object, name, value)
  }
  return object
}

function keyName(key: unknown): string | undefined {
  switch (typeof key) {
    case 'string':
      return key
    case 'number':
    case 'boolean':
      return String(key)
    case 'bigint':
      // An int with thousands of digits is no useful name, and takes long to format.
      return key < LONGEST_NAME && key > -LONGEST_NAME ? String(key) : undefined
    default:
      return key === null ? 'null' : undefined
  }
}

function readLeaf(tag: number, reader: Reader): unknown {
  switch (tag) {
    case Tag.BIGINT:
      return readBigInt(reader)
    case Tag.BYTES:
      return Buffer.from(reader.blob())
    case Tag.DATE:
      return new PyDate(reader.i32(), reader.u8(), reader.u8())
    case Tag.DATETIME:
      return readDateTime(reader)
    case Tag.TIME:
      return readTime(reader)
    case Tag.TIMEDELTA:
      return new PyTimeDelta({
        days: reader.i32(),
        seconds: reader.i32(),
        microseconds: reader.i32(),
      })
    case Tag.TIMEZONE:
      return new PyTimeZone(reader.i32(), reader.optionalText())
    case Tag.DECIMAL:
      return new PyDecimal(reader.text())
    case Tag.COMPLEX:
      return new PyComplex(reader.f64(), reader.f64())
    case Tag.PATH:
      return new PyPath(reader.text())
    case Tag.ELLIPSIS:
      return PyEllipsis
    case Tag.NOT_IMPLEMENTED:
      return PyNotImplemented
    case Tag.EXCEPTION:
      return new PyException(reader.text(), withoutIds(reader.optionalText()))
    case Tag.TYPE:
      return new PyType(reader.text())
    case Tag.BUILTIN:
      return new PyFunction(reader.text(), 'builtin')
    case Tag.FUNCTION:
      return new PyFunction(reader.text(), 'host', reader.optionalText())
    case Tag.REPR:
      return readRepr(withoutIds(reader.text()))
    case Tag.FILE:
      return new PyFile(reader.text(), reader.text(), reader.f64())
    default:
      throw new RangeError(`a message of the engine holds an unknown value (${tag})`)
  }
}

function readRepr(text: string): PyFunction | PyType | PyRepr {
  if (/^<(?:function|bound method|coroutine)/.test(text)) return new PyFunction(text, 'python')
  // The interpreter sends the text of a class of the program, when no instance was sent before.
  const name = /^<class '([^']+)'>$/.exec(text)?.[1]
  return name === undefined ? new PyRepr(text) : new PyType(name)
}

function readBigInt(reader: Reader): bigint {
  const negative = reader.u8() !== 0
  const value = reader.magnitude()
  return negative ? -value : value
}

function readOffset(reader: Reader): { offsetSeconds: number | null; timeZoneName: string | null } {
  if (reader.u8() === 0) return { offsetSeconds: null, timeZoneName: null }
  return { offsetSeconds: reader.i32(), timeZoneName: reader.optionalText() }
}

function readDateTime(reader: Reader): PyDateTime {
  return new PyDateTime({
    year: reader.i32(),
    month: reader.u8(),
    day: reader.u8(),
    hour: reader.u8(),
    minute: reader.u8(),
    second: reader.u8(),
    microsecond: reader.u32(),
    ...readOffset(reader),
  })
}

function readTime(reader: Reader): PyTime {
  const [hour, minute, second, fold] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()]
  const microsecond = reader.u32()
  const folded = fold === 0 ? 0 : 1
  return new PyTime({ hour, minute, second, microsecond, fold: folded, ...readOffset(reader) })
}
