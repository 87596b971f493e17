import { type JsonValue, toJson } from '../../index.js'
import { portableValue } from '../../internals.js'
import { isPythonOnly, pythonText } from './python-text.js'

const SHORT = 100

/**
 * Formats a value for people: text unchanged, else JSON, else as Python does; `undefined` for
 * `None`.
 */
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

/** Whether a value, or an item of a list, has only a Python representation. */
const hasPythonOnly = (value: unknown): boolean =>
  isPythonOnly(value) || (Array.isArray(value) && value.some(isPythonOnly))

/** A value as JSON; other values are objects such as `{ "$": "bigint", ... }`, as in services. */
export function jsonOf(value: unknown): JsonValue {
  if (value === undefined) return null
  try {
    return toJson(value)
  } catch {
    return portableValue(value)
  }
}
