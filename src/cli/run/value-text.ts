import { type JsonValue, toJson } from '../../index.js'
import { portableValue } from '../../internals.js'
import { isPythonOnly, pythonText } from './python-text.js'

const SHORT = 100

/** A value as a person reads it: text as it is, else JSON, else as Python writes it; `undefined` for `None`. */
export function valueText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return value
  if (hasPythonOnly(value)) return pythonText(value)
  try {
    const json = toJson(value)
    const line = JSON.stringify(json)
    return line.length <= SHORT ? line : JSON.stringify(json, null, 2)
  } catch {
    return pythonText(value)
  }
}

/** Whether a value is one that only Python has a word for, or is a list with such in it. */
const hasPythonOnly = (value: unknown): boolean =>
  isPythonOnly(value) || (Array.isArray(value) && value.some(isPythonOnly))

/** A value as JSON; what JSON has no word for is in forms as `{ "$": "bigint", ... }`, as services have them. */
export function jsonOf(value: unknown): JsonValue {
  if (value === undefined) return null
  try {
    return toJson(value)
  } catch {
    return portableValue(value)
  }
}
