import { type JsonValue, toJson } from '../../index.js'
import { portableValue } from '../../internals.js'
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
    return inspect(withPlainInts(value), {
      depth: 8,
      maxArrayLength: 1_000,
      maxStringLength: 100_000,
    })
  }
}

/** Large ints are shown as Python writes them, and not as literals of JavaScript. */
function withPlainInts(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return { [inspect.custom]: () => String(value) }
  if (depth > 8) return value
  const shown = (part: unknown): unknown => withPlainInts(part, depth + 1)
  if (Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype)
    return value.map(shown)
  if (value instanceof Map)
    return new Map([...value].map(([key, part]) => [shown(key), shown(part)]))
  if (value instanceof Set) return new Set([...value].map(shown))
  if (Object.getPrototypeOf(value ?? 0) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value as object).map(([name, part]) => [name, shown(part)]),
  )
}

/** A value as JSON; what JSON has no word for is in forms as `{ "$": "bigint", ... }`, as services have them. */
export function jsonOf(value: unknown): JsonValue {
  if (value === undefined) return null
  try {
    return toJson(value)
  } catch {
    return portableValue(value)
  }
}
