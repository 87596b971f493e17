import {
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
} from '../../core/values/index.js'
import { markedInstance } from './marked.js'
import { isBytes, isMap, isSet } from '../../core/realm.js'

/**
 * Converts a value of the core to one of this API. The options of the core are {@link CORE_VALUES}.
 */
export function fromPython(value: unknown): unknown {
  if (typeof value === 'bigint') return fromInt(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof PyFloat) return value.value
  if (value instanceof PyTuple) return asTuple(Array.from(value, fromPython))
  if (Array.isArray(value)) return value.map(fromPython)
  if (isMap(value)) {
    return new Map(Array.from(value, ([key, item]) => [fromPython(key), fromPython(item)]))
  }
  if (isSet(value)) return new Set(Array.from(value, fromPython))
  if (isBytes(value)) return value
  return fromPythonObject(value)
}

/** Decoding options of the core that {@link fromPython} needs. */
export const CORE_VALUES = { dicts: 'map', cycles: 'placeholder', floats: 'PyFloat' } as const

/** In 0.0.18 the first unsafe integer is still a number. */
function fromInt(value: bigint): number | bigint {
  return value === 2n ** 53n || value === -(2n ** 53n) ? Number(value) : value
}

/** Marks an array as a tuple. */
function asTuple(items: unknown[]): unknown[] {
  return Object.assign(items, { __tuple__: true })
}

function fromPythonObject(value: object): unknown {
  if (value instanceof PyPath) return value.path
  if (value instanceof PyRepr || value instanceof PyModule || value instanceof PyFile) {
    return value.toJSON()
  }
  if (value instanceof PyFunction) return fromFunction(value)
  if (value instanceof PyType) return { __monty_type__: 'Type', value: value.name }
  if (value instanceof PyException) {
    return { __monty_type__: 'Exception', excType: value.typeName, message: value.message ?? '' }
  }
  if (value instanceof PyObject) return markedInstance(value, fromPython)
  return fromTime(value) ?? fromOther(value)
}

/** A host function is represented by its name, a Python function by its `repr()`. */
function fromFunction({ origin, name }: PyFunction): unknown {
  return origin === 'builtin' ? { __monty_type__: 'BuiltinFunction', value: name } : name
}

function fromTime(value: object): unknown {
  if (value instanceof PyDate) {
    const { year, month, day } = value
    return { __monty_type__: 'Date', year, month, day }
  }
  if (value instanceof PyDateTime) {
    const { year, month, day } = value
    return { __monty_type__: 'DateTime', year, month, day, ...clockOf(value), ...offsetOf(value) }
  }
  if (value instanceof PyTime) {
    return { __monty_type__: 'Time', ...clockOf(value), ...offsetOf(value) }
  }
  if (value instanceof PyTimeDelta) {
    const { days, seconds, microseconds } = value
    return { __monty_type__: 'TimeDelta', days, seconds, microseconds }
  }
  if (value instanceof PyTimeZone) {
    const { offsetSeconds, name } = value
    return { __monty_type__: 'TimeZone', offsetSeconds, ...(name === null ? {} : { name }) }
  }
  return undefined
}

function clockOf({ hour, minute, second, microsecond }: PyTime | PyDateTime): object {
  return { hour, minute, second, microsecond }
}

function offsetOf({ offsetSeconds, timeZoneName }: PyTime | PyDateTime): object {
  return {
    ...(offsetSeconds === null ? {} : { offsetSeconds }),
    ...(timeZoneName === null ? {} : { timezoneName: timeZoneName }),
  }
}

/**
 * Represents values that 0.0.18 does not have in the same style; also converts keyword arguments.
 */
function fromOther(value: object): unknown {
  if (value === PyEllipsis) return { __monty_type__: 'Ellipsis' }
  if (value === PyNotImplemented) return { __monty_type__: 'NotImplemented' }
  if (value instanceof PyDecimal) return { __monty_type__: 'Decimal', value: value.value }
  if (value instanceof PyComplex) {
    return { __monty_type__: 'Complex', real: value.real, imag: value.imag }
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fromPython(item)]))
}
