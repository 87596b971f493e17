import { type JsonValue, toJson } from '../../index.js'
import { inspect } from '../node.js'

const SHORT = 100

/** A value as a person reads it: text as it is, else JSON, else as Node shows it; `undefined` for `None`. */
export function valueText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return value
  try {
    const json = toJson(value)
    const line = JSON.stringify(json)
    return line.length <= SHORT ? line : JSON.stringify(json, null, 2)
  } catch {
    return inspect(value, { depth: 8, maxArrayLength: 1_000, maxStringLength: 100_000 })
  }
}

/** A value as JSON; what JSON cannot say is text. */
export function jsonOrText(value: unknown): JsonValue {
  if (value === undefined) return null
  try {
    return toJson(value)
  } catch {
    return inspect(value, { depth: 8 })
  }
}
