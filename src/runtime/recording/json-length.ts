import type { JsonValue } from '../../core/values/json.js'

/** Approximate size of a part besides its own text: commas, quotes, braces. */
const PART = 4

/**
 * Approximate length of a value as JSON, without writing it. Stops early once the length exceeds `most`, and returns
 * a number above `most` then.
 */
export function jsonLength(value: JsonValue, most: number): number {
  const left: JsonValue[] = [value]
  let length = 0
  while (left.length > 0 && length <= most) {
    const part = left.pop()!
    length += PART
    if (typeof part === 'string') length += part.length
    else if (typeof part === 'number') length += PART
    else if (Array.isArray(part)) for (const item of part) left.push(item)
    else if (typeof part === 'object' && part !== null) {
      for (const name of Object.keys(part)) {
        length += name.length
        left.push(part[name]!)
      }
    }
  }
  return length
}
