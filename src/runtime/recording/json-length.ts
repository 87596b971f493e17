import type { JsonValue } from '../../core/values/json.js'

/** What a part takes besides its own text: commas, quotes, braces. */
const PART = 4

/**
 * About how long a value is as JSON, without writing it; where it is longer than `most`, something longer than
 * that, found without looking at the rest.
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
      for (const [name, item] of Object.entries(part)) {
        length += name.length
        left.push(item)
      }
    }
  }
  return length
}
