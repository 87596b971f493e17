import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { jsonEqual } from './equal.js'
import type { References } from './references.js'

/** Schemas that all apply. */
export type Conjunction = readonly JsonSchemaObject[]

/** Limits of an expansion; a schema beyond them converts no values. */
const MAX_ALTERNATIVES = 64
const MAX_INDIRECTION = 32
const MAX_EXPANDED = 1_000

/**
 * Expands the references, `allOf`, `anyOf` and `oneOf` of a schema to alternatives: lists of
 * schemas, all of which apply. Empty when the schema is beyond the limits, or accepts anything.
 */
export function alternativesOf(schema: JsonSchema, references: References): Conjunction[] {
  return expand(schema, { references, left: MAX_EXPANDED }, 0) ?? []
}

/** State of an expansion. */
interface Expansion {
  readonly references: References
  /** Number of parts that may still be expanded: references that branch grow exponentially. */
  left: number
}

function expand(
  schema: JsonSchema,
  expansion: Expansion,
  depth: number,
): Conjunction[] | undefined {
  const { references } = expansion
  if (typeof schema === 'boolean' || depth > MAX_INDIRECTION || expansion.left-- <= 0)
    return schema === false ? [] : undefined
  const { $ref, allOf = [], anyOf, oneOf } = schema
  const all = [...($ref === undefined ? [] : [references.find($ref) ?? true]), ...allOf]
  let found: Conjunction[] = [[schema]]
  for (const part of all) {
    const inner = expand(part, expansion, depth + 1)
    if (inner !== undefined) found = product(found, inner)
  }
  for (const choices of [anyOf, oneOf]) {
    if (choices === undefined) continue
    const inner = choices.flatMap((one) => expand(one, expansion, depth + 1) ?? [[{}]])
    found = product(found, inner)
  }
  return found.length > MAX_ALTERNATIVES ? undefined : found
}

function product(left: readonly Conjunction[], right: readonly Conjunction[]): Conjunction[] {
  // One more than allowed suffices to exceed the limit.
  const most = MAX_ALTERNATIVES + 1
  return left
    .slice(0, most)
    .flatMap((one) => right.slice(0, most).map((other) => one.concat(other)))
    .slice(0, most)
}

/** Whether `null` is valid for the schema. */
export function admitsNull(schema: JsonSchema, references: References): boolean {
  if (typeof schema === 'boolean') return schema
  const found = expand(schema, { references, left: MAX_EXPANDED }, 0)
  return found === undefined || found.some((all) => all.every(isWithNull))
}

function isWithNull(schema: JsonSchemaObject): boolean {
  const { type, nullable } = schema
  if (nullable === true) return true
  if (type !== undefined && ![type].flat().includes('null')) return false
  if ('const' in schema && schema.const !== null) return false
  return schema.enum === undefined || schema.enum.includes(null)
}

/**
 * Whether the discriminating members of a record, those with `const` or `enum`, fit this
 * alternative.
 */
export function mayDescribe(all: Conjunction, record: Readonly<Record<string, unknown>>): boolean {
  return all.every(({ properties = {} }) =>
    Object.entries(properties).every(([name, property]) => {
      if (typeof property === 'boolean' || !Object.hasOwn(record, name)) return true
      if ('const' in property) return jsonEqual(property.const, record[name])
      return (
        property.enum === undefined || property.enum.some((one) => jsonEqual(one, record[name]))
      )
    }),
  )
}
