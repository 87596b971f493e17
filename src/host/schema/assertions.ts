import { isHighSurrogate, isLowSurrogate } from '../../core/text.js'
import type { JsonSchemaObject } from '../json-schema.js'
import { shown } from './mismatch.js'
import { patternOf } from './pattern.js'

/** The reason why a schema refuses a text; `undefined` when the text is valid. */
export function stringMismatch(text: string, schema: JsonSchemaObject): string | undefined {
  const { minLength, maxLength, pattern } = schema
  if (minLength !== undefined || maxLength !== undefined) {
    if (minLength !== undefined && !hasCharacters(text, minLength))
      return `must have at least ${minLength} characters`
    if (maxLength !== undefined && hasCharacters(text, maxLength + 1))
      return `must have at most ${maxLength} characters`
  }
  if (pattern !== undefined && !patternOf(pattern).test(text)) return `must match ${pattern}`
  return undefined
}

/**
 * Whether a text has at least `count` characters, as Python counts them: each is one or two UTF-16
 * units.
 */
function hasCharacters(text: string, count: number): boolean {
  if (text.length < count) return false
  if (text.length >= 2 * count) return true
  let counted = text.length
  for (let at = 0; at < text.length - 1; at++) {
    if (isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1))) counted--
  }
  return counted >= count
}

/** The reason why a schema refuses a number. */
export function numberMismatch(
  value: number | bigint,
  schema: JsonSchemaObject,
): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum : undefined
  if (minimum !== undefined) {
    if (exclusiveMinimum === true && value <= minimum) return bounded('more than', minimum, value)
    if (value < minimum) return bounded('at least', minimum, value)
  }
  if (maximum !== undefined) {
    if (exclusiveMaximum === true && value >= maximum) return bounded('less than', maximum, value)
    if (value > maximum) return bounded('at most', maximum, value)
  }
  if (above !== undefined && value <= above) return bounded('more than', above, value)
  if (below !== undefined && value >= below) return bounded('less than', below, value)
  if (multipleOf !== undefined && !isMultiple(value, multipleOf))
    return `must be a multiple of ${multipleOf}`
  return undefined
}

function bounded(relation: string, bound: number, value: number | bigint): string {
  return `must be ${relation} ${bound}, not ${shown(value)}`
}

function isMultiple(value: number | bigint, of: number): boolean {
  if (typeof value === 'bigint') return !Number.isInteger(of) || value % BigInt(of) === 0n
  const quotient = value / of
  // 0.3 is a multiple of 0.1, in spite of binary fractions.
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient))
}

/** The reason why a schema refuses the length of an array. */
export function arrayMismatch(
  array: readonly unknown[],
  schema: JsonSchemaObject,
): string | undefined {
  const { minItems, maxItems } = schema
  if (minItems !== undefined && array.length < minItems)
    return `must have at least ${minItems} items`
  if (maxItems !== undefined && array.length > maxItems)
    return `must have at most ${maxItems} items`
  return undefined
}

/** The reason why a schema refuses the number of properties. */
export function sizeMismatch(size: number, schema: JsonSchemaObject): string | undefined {
  const { minProperties, maxProperties } = schema
  if (minProperties !== undefined && size < minProperties)
    return `must have at least ${minProperties} keys`
  if (maxProperties !== undefined && size > maxProperties)
    return `must have at most ${maxProperties} keys`
  return undefined
}
