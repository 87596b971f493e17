import type { JsonSchema, JsonSchemaObject } from './json-schema.js'
import { pythonNamesOf } from '../core/python-names.js'
import { References } from './schema/references.js'

/** An argument of a tool. */
export interface Parameter {
  /** The name of the property in the schema. */
  readonly name: string
  /** The name in Python: the same, unless it is no identifier. */
  readonly pythonName: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
}

/** Arguments that Python may pass, in the order of positional arguments. */
export interface Signature {
  readonly parameters: readonly Parameter[]
  /** Whether undeclared keyword arguments are allowed. */
  readonly isOpen: boolean
  /** The schema of undeclared keyword arguments. */
  readonly rest: JsonSchema
}

interface Shape {
  properties: Map<string, JsonSchema>
  required: Set<string>
  additional: JsonSchema | undefined
}

/**
 * The arguments that a JSON Schema of an object describes; `undefined` when the schema describes
 * another type.
 */
export function signatureOf(schema: JsonSchema): Signature | undefined {
  const references = new References(schema)
  const shape = shapeOf(schema, references, 0)
  if (shape === undefined) return undefined
  const names = [...shape.properties.keys()]
  const pythonNames = pythonNamesOf(names)
  const parameters = names.map((name, index): Parameter => {
    const property = shape.properties.get(name)!
    const hasDefault = typeof property === 'object' && 'default' in property
    return {
      name,
      pythonName: pythonNames[index]!,
      schema: property,
      isRequired: shape.required.has(name) && !hasDefault,
    }
  })
  const { additional } = shape
  const isOpen = additional === true || typeof additional === 'object'
  return { parameters, isOpen, rest: additional ?? false }
}

const MAX_INDIRECTION = 50

function shapeOf(schema: JsonSchema, references: References, depth: number): Shape | undefined {
  if (schema === true) return { properties: new Map(), required: new Set(), additional: true }
  if (schema === false || depth > MAX_INDIRECTION) return undefined
  const types = schema.type === undefined ? undefined : [schema.type].flat()
  if (types !== undefined && !types.includes('object')) return undefined
  const shape: Shape = {
    properties: new Map(Object.entries(schema.properties ?? {})),
    required: new Set(schema.required),
    additional: schema.additionalProperties,
  }
  if (schema.$ref !== undefined) {
    const target = references.find(schema.$ref)
    const found = target === undefined ? undefined : shapeOf(target, references, depth + 1)
    if (found === undefined) return undefined
    merge(shape, found)
  }
  for (const part of schema.allOf ?? []) {
    const found = shapeOf(part, references, depth + 1)
    if (found !== undefined) merge(shape, found)
  }
  return mergeAlternatives(shape, schema, references, depth)
}

function merge(shape: Shape, other: Shape): void {
  for (const [name, property] of other.properties) {
    if (!shape.properties.has(name)) shape.properties.set(name, property)
  }
  for (const name of other.required) shape.required.add(name)
  shape.additional ??= other.additional
}

/**
 * Adds every argument of every alternative; an argument is required only if all alternatives
 * require it.
 */
function mergeAlternatives(
  shape: Shape,
  schema: JsonSchemaObject,
  references: References,
  depth: number,
): Shape | undefined {
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (alternatives.length === 0) return shape
  const shapes = alternatives
    .map((one) => shapeOf(one, references, depth + 1))
    .filter((one) => one !== undefined)
  if (shapes.length === 0) return undefined
  const names = new Set(shapes.flatMap((one) => [...one.properties.keys()]))
  for (const name of names) {
    const choices = shapes.map((one) => one.properties.get(name)).filter((one) => one !== undefined)
    if (!shape.properties.has(name)) {
      shape.properties.set(name, choices.length === 1 ? choices[0]! : { anyOf: choices })
    }
    if (shapes.every((one) => one.required.has(name))) shape.required.add(name)
  }
  shape.additional ??= shapes.map((one) => one.additional).find((one) => one !== false)
  return shape
}
