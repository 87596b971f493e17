import type { JsonSchemaObject } from '../json-schema.js'
import type { Conjunction } from './alternatives.js'
import { patternOf } from './pattern.js'
import { hasNative } from './members.js'
import { nativeOf } from './native.js'
import { readInstant, rewritten } from './temporal.js'

const takes = ({ type }: JsonSchemaObject, name: 'string' | 'number' | 'integer'): boolean =>
  type !== undefined && [type].flat().includes(name)

/**
 * Converts a text to the value that is asked for: a `Date`, or the same instant in another format.
 */
export function fitText(text: string, parts: Conjunction): unknown {
  const texts = parts.filter((one) => takes(one, 'string') && nativeOf(one) === undefined)
  if (texts.length === 0) return hasNative(parts, 'Date') ? (readInstant(text) ?? text) : text
  const isAccepted = texts.some(
    ({ pattern }) => pattern === undefined || patternOf(pattern).test(text),
  )
  if (isAccepted) return text
  return texts.map((one) => rewritten(text, one)).find((one) => one !== undefined) ?? text
}

/** Converts a number to the value that is asked for, which may be a `bigint`. */
export function fitNumber(value: number, parts: Conjunction): unknown {
  if (!hasNative(parts, 'bigint')) return value
  const isPlain = parts.some(
    (one) => (takes(one, 'number') || takes(one, 'integer')) && nativeOf(one) === undefined,
  )
  return Number.isInteger(value) && !isPlain ? BigInt(value) : value
}
