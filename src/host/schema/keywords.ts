import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { arrayMismatch, numberMismatch, sizeMismatch, stringMismatch } from './assertions.js'
import { isRecord, recordOf } from './kinds.js'
import { patternOf } from './pattern.js'

/** The reason why the keywords about sizes, bounds and patterns refuse a value. */
export function messageFor(value: unknown, schema: JsonSchemaObject): string | undefined {
  switch (typeof value) {
    case 'string':
      return stringMismatch(value, schema)
    case 'number':
    case 'bigint':
      return numberMismatch(value, schema)
    default:
      if (Array.isArray(value)) return arrayMismatch(value, schema)
      return isSized(schema) && isRecord(value)
        ? sizeMismatch(Object.keys(recordOf(value)).length, schema)
        : undefined
  }
}

const isSized = ({ minProperties, maxProperties }: JsonSchemaObject): boolean =>
  (minProperties ?? maxProperties) !== undefined

/** The schemas of a property by the patterns that its name matches. */
export function patternsFor(name: string, { patternProperties }: JsonSchemaObject): JsonSchema[] {
  if (patternProperties === undefined) return []
  return Object.entries(patternProperties)
    .filter(([pattern]) => patternOf(pattern).test(name))
    .map(([, schema]) => schema)
}

/**
 * Whether a number under this schema is always a float: an integer would satisfy `integer` as well.
 */
export function isFloatOnly({ type }: JsonSchemaObject): boolean {
  if (typeof type === 'string') return type === 'number'
  return type !== undefined && type.includes('number') && !type.includes('integer')
}
