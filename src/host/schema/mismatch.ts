import {
  PyClass,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyException,
  PyFile,
  PyFloat,
  PyFunction,
  PyModule,
  PyObject,
  PyPath,
  PyRepr,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyTuple,
  PyType,
} from '../../core/values/index.js'
import { intText } from '../../core/values/int-text.js'
import { setOwn } from '../../core/wire/own.js'

/** The path to a part of a value. */
export type SchemaPath = ReadonlyArray<string | number>

/** Linked path from a value to a part of it, starting with the first step. */
interface Way {
  readonly step: string | number
  readonly rest: Way | undefined
}

/** Reason why a value does not satisfy a schema. */
export class Mismatch {
  /** Follows the name of the part: `must be a string, not int`. */
  readonly message: string
  /** The length of the path. */
  readonly depth: number
  readonly #way: Way | undefined

  constructor(message: string, way?: Way, depth = 0) {
    this.message = message
    this.#way = way
    this.depth = depth
  }

  /** The same mismatch, seen from the value that contains this one. */
  inside(step: string | number): Mismatch {
    return new Mismatch(this.message, { step, rest: this.#way }, this.depth + 1)
  }

  /** The path to the part. It is built on demand only, as most values are valid. */
  get path(): SchemaPath {
    const path: Array<string | number> = []
    for (let way = this.#way; way !== undefined; way = way.rest) path.push(way.step)
    return path
  }
}

/** Python's name of the type of a value. */
export function pythonTypeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float'
    case 'undefined':
      return 'None'
    case 'object':
      return objectTypeName(value)
    default:
      return typeof value
  }
}

function objectTypeName(value: object | null): string {
  if (value === null) return 'None'
  // `range(0, 3)`, `dict_keys([1])`, `<list_iterator object>`
  if (value instanceof PyRepr) return /[\w.]+/.exec(value.text)?.[0] ?? 'object'
  if (value instanceof PyObject) return value.className
  const known = NAMES.find(([type]) => value instanceof type)
  if (known !== undefined) return known[1]
  const { name } = (value.constructor ?? Object) as { name?: string }
  return name === undefined || name === '' || name === 'Object' ? 'dict' : name
}

// Compared by class, as bundlers shorten the names of classes.
const NAMES: ReadonlyArray<readonly [new (...args: never[]) => object, string]> = [
  [PyTuple, 'tuple'],
  [Array, 'list'],
  [Map, 'dict'],
  [Set, 'set'],
  [Uint8Array, 'bytes'],
  [PyDecimal, 'Decimal'],
  [PyPath, 'Path'],
  [PyFloat, 'float'],
  [PyComplex, 'complex'],
  [PyDateTime, 'datetime'],
  [PyDate, 'date'],
  [PyTime, 'time'],
  [PyTimeDelta, 'timedelta'],
  [PyTimeZone, 'timezone'],
  [PyClass, 'type'],
  [PyType, 'type'],
  [PyFunction, 'function'],
  [PyModule, 'module'],
  [PyException, 'exception'],
  [PyFile, 'file'],
]

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
  object: 'a dict',
  array: 'a list',
  null: 'None',
}

/** `a string or None` */
export function describeTypes(types: readonly string[]): string {
  return types.map((type) => ARTICLES[type] ?? type).join(' or ')
}

const MAX_SHOWN = 60

/**
 * Formats a value for an error message, cut to a readable length. Reads only the beginning of long
 * values.
 */
export function shown(value: unknown): string {
  const text = shortText(value)
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 3)}...` : text
}

function shortText(value: unknown): string {
  if (typeof value === 'bigint') return intText(value, MAX_SHOWN)
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN + 1))
  if (typeof value !== 'object' || value === null) return String(value)
  try {
    return JSON.stringify(beginningOf(value, 0))
  } catch {
    return pythonTypeName(value)
  }
}

/** Limits of a preview: parts per level, and levels. */
const MAX_PARTS = 10
const MAX_LEVELS = 3

/** Copies the first parts of a value. */
function beginningOf(value: unknown, level: number): unknown {
  if (typeof value === 'bigint') return intText(value, MAX_SHOWN)
  if (typeof value === 'string') return value.slice(0, MAX_SHOWN + 1)
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value
  if (level > MAX_LEVELS || ArrayBuffer.isView(value)) return pythonTypeName(value)
  if (Array.isArray(value)) {
    return value.slice(0, MAX_PARTS).map((item: unknown) => beginningOf(item, level + 1))
  }
  const first: Record<string, unknown> = {}
  let left = MAX_PARTS
  for (const name in value) {
    if (left-- === 0) break
    setOwn(first, name, beginningOf((value as Record<string, unknown>)[name], level + 1))
  }
  return first
}
