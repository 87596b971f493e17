import { inspect } from '../core/node.js'
import {
  PyDate,
  PyDateTime,
  PyEllipsis,
  PyException,
  PyFloat,
  PyFunction,
  PyPath,
  PyRepr,
  PyTimeDelta,
  PyTimeZone,
  PyTuple,
  PyType,
} from '../core/values/index.js'
import { isBytes, isMap, isSet } from '../core/realm.js'

const SMALLEST_INT = -(2n ** 63n)
const LARGEST_INT = 2n ** 63n - 1n

/** Formats a value of the core like the interpreter's debug output, which `repr()` contains. */
export function debug(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return `Bool(${value})`
    case 'number':
      return `Int(${value})`
    case 'bigint':
      return `${value < SMALLEST_INT || value > LARGEST_INT ? 'BigInt' : 'Int'}(${value})`
    case 'string':
      return `String(${quote(value)})`
    default:
      return typeof value === 'object' && value !== null ? debugObject(value) : 'None'
  }
}

/** Formats a list of values. */
export function debugList(values: Iterable<unknown>): string {
  return `[${Array.from(values, debug).join(', ')}]`
}

/** Formats values by name. */
export function debugKeywords(kwargs: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(kwargs).map(([name, value]) => pair(name, value))
  return `[${pairs.join(', ')}]`
}

const pair = (key: unknown, value: unknown): string => `(${debug(key)}, ${debug(value)})`

function debugObject(value: object): string {
  if (value instanceof PyFloat) return `Float(${debugFloat(value.value)})`
  if (value instanceof PyTuple) return `Tuple(${debugList(value)})`
  if (Array.isArray(value)) return `List(${debugList(value)})`
  if (isMap(value)) {
    return `Dict(DictPairs([${Array.from(value, ([key, item]) => pair(key, item)).join(', ')}]))`
  }
  if (isSet(value)) return `Set(${debugList(value)})`
  if (isBytes(value)) return `Bytes([${Array.from(value).join(', ')}])`
  if (value instanceof PyRepr) return `Repr(${quote(value.text)})`
  if (value === PyEllipsis) return 'Ellipsis'
  if (value instanceof PyPath) return `Path(${quote(value.path)})`
  if (value instanceof PyException) {
    return `Exception { exc_type: ${value.typeName}, arg: ${optional(value.message)} }`
  }
  if (value instanceof PyFunction) return debugFunction(value)
  if (value instanceof PyType) return `Type(${typeName(value.name)})`
  return debugTime(value) ?? `Repr(${quote(inspect(value))})`
}

function debugFunction({ name, origin, docstring }: PyFunction): string {
  switch (origin) {
    case 'builtin':
      return `BuiltinFunction(${capitalised(name)})`
    case 'host':
      return `Function { name: ${quote(name)}, docstring: ${optional(docstring)} }`
    case 'python':
      return `Repr(${quote(name)})`
  }
}

function debugTime(value: object): string | undefined {
  if (value instanceof PyDate) {
    const { year, month, day } = value
    return `Date(${struct('MontyDate', { year, month, day })})`
  }
  if (value instanceof PyDateTime) {
    const { year, month, day, hour, minute, second, microsecond } = value
    const zone = {
      offset_seconds: optional(value.offsetSeconds),
      timezone_name: optional(value.timeZoneName),
    }
    const fields = { year, month, day, hour, minute, second, microsecond, ...zone }
    return `DateTime(${struct('MontyDateTime', fields)})`
  }
  if (value instanceof PyTimeDelta) {
    const { days, seconds, microseconds } = value
    return `TimeDelta(${struct('MontyTimeDelta', { days, seconds, microseconds })})`
  }
  if (value instanceof PyTimeZone) {
    const { offsetSeconds, name } = value
    const fields = { offset_seconds: offsetSeconds, name: optional(name) }
    return `TimeZone(${struct('MontyTimeZone', fields)})`
  }
  return undefined
}

function struct(name: string, fields: Record<string, number | string>): string {
  const parts = Object.entries(fields).map(([field, value]) => `${field}: ${value}`)
  return `${name} { ${parts.join(', ')} }`
}

function optional(value: string | number | null): string {
  if (value === null) return 'None'
  return `Some(${typeof value === 'string' ? quote(value) : value})`
}

/** Quotes a text as a Rust string literal. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /\\(?:u([0-9a-f]{4})|([bf]))|\u007f/g,
    (escape: string, hex: string | undefined, letter: string | undefined) => {
      const code = { b: '8', f: 'c' }[letter ?? ''] ?? (hex ? parseInt(hex, 16).toString(16) : '7f')
      return escape === '\\u0000' ? '\\0' : `\\u{${code}}`
    },
  )
}

function debugFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-5 || size >= 1e16)) {
    return value.toExponential().replace('e+', 'e')
  }
  const digits = Object.is(value, -0) ? '-0' : String(value)
  return Number.isInteger(value) ? `${digits}.0` : digits
}

function typeName(name: string): string {
  const isException = /^[A-Z].*(?:Error|Exception|Exit|Interrupt|Iteration|Warning)$/.test(name)
  return isException ? `Exception(${name})` : capitalised(name)
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
