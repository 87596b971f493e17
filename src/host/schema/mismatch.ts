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

/** The way to a part of a value. */
export type SchemaPath = ReadonlyArray<string | number>

/** Why a value does not satisfy a schema. */
export class Mismatch {
  constructor(
    readonly path: SchemaPath,
    /** Follows the name of the part: `must be a string, not int`. */
    readonly message: string,
  ) {}
}

/** What Python calls the type of a value that came from it. */
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

// By what they are: bundles shorten the names of classes.
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

/** A value in an error message, cut to a readable length. */
export function shown(value: unknown): string {
  let text: string
  try {
    text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value))
  } catch {
    text = pythonTypeName(value)
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
