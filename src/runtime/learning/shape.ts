import { isBytes, isMap, isSet } from '../../core/realm.js'
import type { JsonSchema } from '../../host/json-schema.js'

/** Kinds of values without parts. */
export type ShapeKind = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'any'

/** The type of the values seen in one place: their kinds, and the shapes of their parts. Plain JSON. */
export interface Shape {
  readonly kinds: readonly ShapeKind[]
  /** Shape of list items, if there were lists; without kinds and parts while all lists were empty. */
  readonly items?: Shape
  /** Object members, if there were objects whose member names are identifiers. */
  readonly fields?: Readonly<Record<string, ShapeField>>
  /** Shape of object values, if there were objects whose member names are data. */
  readonly values?: Shape
}

/** A member of an object. */
export interface ShapeField {
  readonly shape: Shape
  /** Whether some objects lack the member. */
  readonly isOptional: boolean
}

const MAX_DEPTH = 8
const MAX_FIELDS = 64
/** Items inspected of one list; the others are assumed to be alike until seen. */
const MAX_ITEMS = 200
/** Parts inspected of one value. */
const MAX_PARTS = 5_000
/** A member name that is an identifier rather than data such as an id, an address or a date. */
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/

const NOTHING: Shape = { kinds: [] }
const ANY: Shape = { kinds: ['any'] }

/** The shape of a value. It contains nothing of the value but member names. */
export function shapeOf(value: unknown): Shape {
  return new ShapeReader().shape(value, 0)
}

class ShapeReader {
  #left = MAX_PARTS

  shape(value: unknown, depth: number): Shape {
    if (--this.#left < 0) return ANY
    switch (typeof value) {
      case 'string':
        return { kinds: ['string'] }
      case 'boolean':
        return { kinds: ['boolean'] }
      case 'bigint':
        return { kinds: ['integer'] }
      case 'number':
        return { kinds: [Number.isInteger(value) ? 'integer' : 'number'] }
      case 'undefined':
        return { kinds: ['null'] }
      case 'object':
        return value === null ? { kinds: ['null'] } : this.#object(value, depth)
      default:
        return ANY
    }
  }

  #object(value: object, depth: number): Shape {
    if (depth >= MAX_DEPTH || isBytes(value) || isSet(value)) return ANY
    if (Array.isArray(value)) {
      const items = (value as unknown[])
        .slice(0, MAX_ITEMS)
        .reduce<Shape>((known, item) => widened(known, this.shape(item, depth + 1)), NOTHING)
      return { kinds: [], items }
    }
    if (isMap(value)) {
      const isByName = [...value.keys()].every((key) => typeof key === 'string')
      return isByName ? this.#members(value, depth) : ANY
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
    return isPlain ? this.#members(Object.entries(value), depth) : ANY
  }

  #members(entries: Iterable<readonly [unknown, unknown]>, depth: number): Shape {
    const fields: Record<string, ShapeField> = {}
    for (const [name, item] of entries) {
      fields[name as string] = { shape: this.shape(item, depth + 1), isOptional: false }
      if (this.#left < 0) break
    }
    return settled({ kinds: [], fields })
  }
}

/** The union of two shapes: types only ever become wider. */
export function widened(one: Shape, other: Shape): Shape {
  if (one === NOTHING) return other
  const kinds = [...new Set([...one.kinds, ...other.kinds])].toSorted()
  if (kinds.includes('any')) return ANY
  const items =
    one.items && other.items ? widened(one.items, other.items) : (one.items ?? other.items)
  const isMapped = one.values !== undefined || other.values !== undefined
  const shape: Shape = { kinds, ...(items === undefined ? {} : { items }) }
  if (isMapped) return { ...shape, values: widened(valuesOf(one), valuesOf(other)) }
  const fields = widenedFields(one.fields, other.fields)
  return settled({ ...shape, ...(fields === undefined ? {} : { fields }) })
}

function widenedFields(one: Shape['fields'], other: Shape['fields']): Shape['fields'] {
  if (one === undefined || other === undefined) return one ?? other
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(
    names.map((name): [string, ShapeField] => {
      const [a, b] = [ownOf(one, name), ownOf(other, name)]
      if (a === undefined || b === undefined) {
        return [name, { shape: (a ?? b)!.shape, isOptional: true }]
      }
      return [name, { shape: widened(a.shape, b.shape), isOptional: a.isOptional || b.isOptional }]
    }),
  )
}

const ownOf = (
  fields: Readonly<Record<string, ShapeField>>,
  name: string,
): ShapeField | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined)

/** Describes objects whose member names are data by their values alone, so that no data is kept as names. */
function settled(shape: Shape): Shape {
  const { fields, ...rest } = shape
  if (fields === undefined) return shape
  const names = Object.keys(fields)
  const areFields = names.length <= MAX_FIELDS && names.every((name) => FIELD_NAME.test(name))
  return areFields ? shape : { ...rest, values: valuesOf(shape) }
}

function valuesOf({ fields, values }: Shape): Shape {
  if (values !== undefined) return values
  return Object.values(fields ?? {}).reduce<Shape>(
    (known, { shape }) => widened(known, shape),
    NOTHING,
  )
}

/** The JSON Schema of a shape. */
export function schemaOf(shape: Shape): JsonSchema {
  if (shape.kinds.includes('any')) return true
  const kinds: JsonSchema[] = shape.kinds.map((type) => ({ type: type as 'string' }))
  if (shape.items !== undefined) kinds.push({ type: 'array', items: schemaOf(shape.items) })
  if (shape.values !== undefined) {
    kinds.push({ type: 'object', additionalProperties: schemaOf(shape.values) })
  } else if (shape.fields !== undefined) {
    const fields = Object.entries(shape.fields)
    kinds.push({
      type: 'object',
      properties: Object.fromEntries(fields.map(([name, field]) => [name, schemaOf(field.shape)])),
      required: fields.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
    })
  }
  // The item type of empty lists is unknown.
  if (kinds.length === 0) return true
  return kinds.length === 1 ? kinds[0]! : { anyOf: kinds }
}

/** Whether a value from outside is a valid shape. */
export function isShape(value: unknown, depth = 0): value is Shape {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH + 2) return false
  const { kinds, items, fields, values } = value as Partial<Shape>
  return (
    Array.isArray(kinds) &&
    kinds.every((kind) => KINDS.has(kind)) &&
    (items === undefined || isShape(items, depth + 1)) &&
    (values === undefined || isShape(values, depth + 1)) &&
    (fields === undefined ||
      (typeof fields === 'object' &&
        fields !== null &&
        Object.values(fields as Record<string, Partial<ShapeField> | null>).every(
          (field) => typeof field?.isOptional === 'boolean' && isShape(field.shape, depth + 1),
        )))
  )
}

const KINDS: ReadonlySet<unknown> = new Set<ShapeKind>([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'any',
])
