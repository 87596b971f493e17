import { nodeCrypto } from '../../core/node.js'
import {
  PyClass,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEllipsis,
  PyException,
  PyFunction,
  PyNotImplemented,
  PyObject,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyType,
} from '../../core/values/index.js'

/** The property that names the Python type of an object. */
const MARK = '__monty_type__'

export interface Marked {
  readonly [MARK]: string
  readonly [field: string]: unknown
}

type Below = (value: unknown) => unknown

/** Dataclass instances that came from Python, so that they keep their identity on the way back. */
const instances = new WeakMap<object, PyObject>()

/** Readers by Python type. */
const READERS: Readonly<Record<string, (object: Marked, below: Below) => unknown>> = {
  Ellipsis: () => PyEllipsis,
  NotImplemented: () => PyNotImplemented,
  Exception: (object) => new PyException(text(object, 'excType'), text(object, 'message')),
  Type: (object) => new PyType(text(object, 'value')),
  BuiltinFunction: (object) => new PyFunction(text(object, 'value'), 'builtin'),
  Date: (object) => new PyDate(...dateOf(object)),
  DateTime: readDateTime,
  Time: (object) => new PyTime({ ...clockOf(object), ...offsetOf(object) }),
  TimeDelta: (object) =>
    new PyTimeDelta({
      days: whole(object, 'days'),
      seconds: whole(object, 'seconds'),
      microseconds: whole(object, 'microseconds'),
    }),
  TimeZone: (object) =>
    new PyTimeZone(whole(object, 'offsetSeconds'), optionalText(object, 'name')),
  Decimal: (object) => new PyDecimal(text(object, 'value')),
  Complex: (object) => new PyComplex(number(object, 'real'), number(object, 'imag')),
  Dataclass: readDataclass,
}

/** Whether the object represents a Python value. */
export function isMarked(object: object): object is Marked {
  const { [MARK]: type } = object as { [MARK]?: unknown }
  return typeof type === 'string' && Object.hasOwn(READERS, type)
}

/** Converts a marked object to the Python value it represents. */
export function unmarked(object: Marked, below: Below): unknown {
  return READERS[object[MARK]]!(object, below)
}

function readDateTime(object: Marked): PyDateTime {
  const [year, month, day] = dateOf(object)
  return new PyDateTime({ year, month, day, ...clockOf(object), ...offsetOf(object) })
}

function dateOf(object: Marked): [number, number, number] {
  return [whole(object, 'year'), whole(object, 'month'), whole(object, 'day')]
}

function clockOf(object: Marked): Record<'hour' | 'minute' | 'second' | 'microsecond', number> {
  return {
    hour: whole(object, 'hour'),
    minute: whole(object, 'minute'),
    second: whole(object, 'second'),
    microsecond: whole(object, 'microsecond'),
  }
}

function offsetOf(object: Marked): { offsetSeconds: number | null; timeZoneName: string | null } {
  const isNaive = object['offsetSeconds'] === undefined || object['offsetSeconds'] === null
  return {
    offsetSeconds: isNaive ? null : whole(object, 'offsetSeconds'),
    timeZoneName: optionalText(object, 'timezoneName'),
  }
}

function readDataclass(object: Marked, below: Below): PyObject {
  const known = instances.get(object)
  if (known !== undefined) return known
  const { typeId, fields } = object
  if (typeof typeId !== 'bigint') throw mismatch('typeId', 'BigInt', typeId)
  if (typeof fields !== 'object' || fields === null) throw mismatch('fields', 'Object', fields)
  const type = new PyClass({
    name: text(object, 'name'),
    id: BigInt.asUintN(128, typeId).toString(16).padStart(32, '0'),
    isHostDefined: true,
    isDataclass: true,
    attributes: new Map(),
  })
  const values = Object.entries(fields).map(([name, value]) => [name, below(value)])
  return new PyObject(
    type,
    nodeCrypto().randomBytes(16).toString('hex'),
    Object.fromEntries(values),
  )
}

/** Represents a dataclass instance as a marked object. */
export function markedInstance(instance: PyObject, above: Below): Marked {
  const { type } = PyObject.identify(instance)
  const fields = Object.entries(instance.fields)
  const marked: Marked = {
    [MARK]: 'Dataclass',
    name: instance.className,
    typeId: BigInt(`0x${type.identity.id}`),
    fieldNames: fields.map(([name]) => name),
    fields: Object.fromEntries(fields.map(([name, value]) => [name, above(value)])),
    frozen: false,
  }
  instances.set(marked, instance)
  return marked
}

function number(object: Marked, name: string): number {
  const value = object[name]
  if (typeof value !== 'number') throw mismatch(name, 'Number', value)
  return value
}

const whole = (object: Marked, name: string): number => Math.trunc(number(object, name))

function text(object: Marked, name: string): string {
  const value = object[name]
  if (typeof value !== 'string') throw mismatch(name, 'String', value)
  return value.toWellFormed()
}

function optionalText(object: Marked, name: string): string | null {
  return object[name] === undefined || object[name] === null ? null : text(object, name)
}

function mismatch(name: string, expected: string, value: unknown): Error {
  const kind = value === null ? 'null' : typeof value
  const received = kind.charAt(0).toUpperCase() + kind.slice(1)
  return new Error(
    `Object property '${name}' type mismatch. Expect value to be ${expected}, but received ${received}`,
  )
}
