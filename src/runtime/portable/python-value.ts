import { MontyUsageError } from '../../core/errors.js'
import { nameFields } from '../../core/values/tuple.js'
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
} from '../../core/values/index.js'
import type { JsonValue } from '../../core/values/json.js'

interface Marked {
  readonly $: string
  readonly [field: string]: JsonValue
}

type Convert = (value: unknown) => JsonValue
type Restore = (json: JsonValue) => unknown

/** Maps ids of this process to portable names, or back. */
type Rename = (id: string) => string

/** A Python value as JSON; `undefined` for other values. */
export function portablePython(
  value: object,
  convert: Convert,
  nameOf: Rename,
): Marked | undefined {
  if (value instanceof PyTuple) return tuple(value, convert)
  if (value instanceof PyFloat) return { $: 'float', value: convert(value.value) }
  if (value instanceof PyDecimal) return { $: 'decimal', value: value.value }
  if (value instanceof PyComplex) {
    return { $: 'complex', real: convert(value.real), imag: convert(value.imag) }
  }
  if (value instanceof PyDate) return { $: 'py date', ...fields(value) }
  if (value instanceof PyDateTime) return { $: 'datetime', ...fields(value) }
  if (value instanceof PyTime) return { $: 'time', ...fields(value) }
  if (value instanceof PyTimeDelta) return { $: 'timedelta', ...fields(value) }
  if (value instanceof PyTimeZone) return { $: 'timezone', ...fields(value) }
  if (value instanceof PyPath) return { $: 'path', path: value.path }
  if (value instanceof PyException) {
    return { $: 'exception', typeName: value.typeName, message: value.message }
  }
  if (value instanceof PyFunction) {
    return { $: 'function', name: value.name, origin: value.origin, docstring: value.docstring }
  }
  if (value instanceof PyClass) return classOf(value, convert, nameOf)
  if (value instanceof PyType) return { $: 'type', name: value.name }
  if (value instanceof PyObject) {
    const { id, type } = PyObject.identify(value)
    const known = { id: nameOf(id), type: classOf(type, convert, nameOf) }
    return { $: 'instance', ...known, fields: convert(value.fields) }
  }
  if (value instanceof PyModule) {
    const { name, id } = value
    return { $: 'module', name, id, attributes: convert(value.attributes) }
  }
  if (value instanceof PyFile) return { $: 'file', ...fields(value) }
  if (value instanceof PyRepr) return { $: 'repr', text: value.text }
  if (value === PyEllipsis) return { $: 'ellipsis' }
  if (value === PyNotImplemented) return { $: 'not implemented' }
  return undefined
}

/** The fields of a value, all of which are JSON already. */
const fields = (value: object): Record<string, JsonValue> =>
  Object.fromEntries(Object.entries(value) as Array<[string, JsonValue]>)

function tuple(value: PyTuple, convert: Convert): Marked {
  const items = Array.from(value, convert)
  const { typeName, fieldNames } = value
  return typeName === undefined || fieldNames === undefined
    ? { $: 'tuple', items }
    : { $: 'tuple', items, typeName, fieldNames: [...fieldNames] }
}

function classOf({ identity }: PyClass, convert: Convert, nameOf: Rename): Marked {
  const { name, isHostDefined, isDataclass } = identity
  const [id, attributes] = [nameOf(identity.id), convert(identity.attributes)]
  return { $: 'class', name, id, isHostDefined, isDataclass, attributes }
}

/** Restores a Python value serialized by {@link portablePython}. */
export function pythonFrom(marked: Marked, restore: Restore, idOf: Rename): unknown {
  const text = (name: string): string => marked[name] as string
  switch (marked.$) {
    case 'tuple': {
      const made = new PyTuple(...(marked['items'] as JsonValue[]).map(restore))
      const names = marked['fieldNames'] as string[] | undefined
      return names === undefined ? made : nameFields(made, text('typeName'), names)
    }
    case 'float':
      return new PyFloat(restore(marked['value']!) as number)
    case 'decimal':
      return new PyDecimal(text('value'))
    case 'complex':
      return new PyComplex(restore(marked['real']!) as number, restore(marked['imag']!) as number)
    case 'py date': {
      const { year, month, day } = marked as unknown as Record<'year' | 'month' | 'day', number>
      return new PyDate(year, month, day)
    }
    case 'datetime':
      return new PyDateTime(marked as never)
    case 'time':
      return new PyTime(marked as never)
    case 'timedelta':
      return new PyTimeDelta(marked as never)
    case 'timezone':
      return new PyTimeZone(marked['offsetSeconds'] as number, marked['name'] as string | null)
    case 'path':
      return new PyPath(text('path'))
    case 'exception':
      return new PyException(text('typeName'), marked['message'] as string | null)
    case 'function':
      return new PyFunction(
        text('name'),
        marked['origin'] as PyFunction['origin'],
        marked['docstring'] as string | null,
      )
    case 'class':
      return classFrom(marked, restore, idOf)
    case 'type':
      return new PyType(text('name'))
    case 'instance': {
      const type = classFrom(marked['type'] as unknown as Marked, restore, idOf)
      const members = restore(marked['fields']!) as Record<string, unknown>
      return new PyObject(type, idOf(text('id')), members)
    }
    case 'module':
      return new PyModule(
        text('name'),
        text('id'),
        restore(marked['attributes']!) as Record<string, unknown>,
      )
    case 'file':
      return new PyFile(text('path'), text('mode'), marked['position'] as number)
    case 'repr':
      return new PyRepr(text('text'))
    case 'ellipsis':
      return PyEllipsis
    case 'not implemented':
      return PyNotImplemented
    default:
      throw new MontyUsageError(`nothing is known of a value of kind ${JSON.stringify(marked.$)}`)
  }
}

function classFrom(marked: Marked, restore: Restore, idOf: Rename): PyClass {
  return new PyClass({
    name: marked['name'] as string,
    id: idOf(marked['id'] as string),
    isHostDefined: marked['isHostDefined'] === true,
    isDataclass: marked['isDataclass'] === true,
    attributes: restore(marked['attributes']!) as Map<unknown, unknown>,
  })
}
