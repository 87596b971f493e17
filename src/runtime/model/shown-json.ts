import { isBytes, isMap, isSet } from '../../core/realm.js'
import { intText } from '../../core/values/int-text.js'
import type { JsonValue } from '../../core/values/json.js'
import { cutText, firstBytes } from '../text.js'

/** Deeper values would overflow the stack of `JSON.stringify`. */
const MAX_DEPTH = 900

/** A value as JSON for somebody who reads it, and its text. */
export interface ShownJson {
  readonly json: JsonValue
  readonly text: string
  /** Whether that is all of it. */
  readonly isWhole: boolean
}

/**
 * As much of a value as JSON as fits in so many bytes of text: what JSON has no word for is told as text.
 * Nothing is converted beyond that, however large the value is or how often it shares its parts.
 */
export function shownJson(
  value: unknown,
  maxBytes: number,
  conversion: ShownConversion = new ShownConversion(maxBytes),
): ShownJson {
  const json = conversion.convert(value, 0)
  return { json, text: JSON.stringify(json), isWhole: !conversion.isSpent }
}

/** The value as JSON if it fits, else the beginning of its text with a marker. */
export function shownWithin(value: unknown, maxBytes: number): JsonValue {
  const shown = shownJson(value, maxBytes)
  const { json, text, isWhole } = shown
  return isWhole && Buffer.byteLength(text) <= maxBytes ? json : textWithin(shown, maxBytes)
}

/** The text of a value as JSON if it fits, else its beginning with a marker. */
export function shownJsonText(value: unknown, maxBytes: number): string {
  return textWithin(shownJson(value, maxBytes), maxBytes)
}

/** How much there would be more is not known of a value that was not converted to its end. */
function textWithin({ text, isWhole }: ShownJson, maxBytes: number): string {
  return isWhole ? cutText(text, maxBytes) : `${firstBytes(text, maxBytes)}\n[... the rest cut]`
}

/** What nobody can look at: a getter that throws, a proxy that was revoked. */
const UNREADABLE = 'an object that cannot be read'

/** Converts a value until the text of what was converted fills the room there is. */
export class ShownConversion {
  #left: number

  constructor(maxBytes: number) {
    this.#left = maxBytes
  }

  /** Whether something was left out. Each part counts for no more than its text takes. */
  get isSpent(): boolean {
    return this.#left < 0
  }

  convert(value: unknown, depth: number): JsonValue {
    switch (typeof value) {
      case 'string':
        return this.text(value)
      case 'boolean':
        this.#left -= 4
        return value
      case 'number':
        this.#left -= 1
        return Number.isFinite(value) ? value : String(value)
      case 'bigint':
        return this.int(value, this.#left)
      case 'object':
        if (value === null) break
        if (depth > MAX_DEPTH) return this.text('...')
        this.#left -= 2
        try {
          return this.#object(value, depth + 1)
        } catch {
          return UNREADABLE
        }
      case 'undefined':
        break
      default:
        return this.text(`a ${typeof value}`)
    }
    this.#left -= 4
    return null
  }

  protected text(text: string): string {
    // One more than fits shows that it does not.
    const kept = text.length > this.#left ? text.slice(0, Math.max(0, this.#left) + 1) : text
    this.#left -= kept.length + 2
    return kept.toWellFormed()
  }

  #object(value: object, depth: number): JsonValue {
    if (Array.isArray(value)) return this.items(value, depth)
    if (isSet(value)) return this.set(value, depth)
    if (isBytes(value)) {
      const most = Math.max(0, this.#left) + 4
      return this.text(Buffer.from(value.subarray(0, most)).toString('base64'))
    }
    if (isMap(value)) return this.map(value, depth)
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return this.convert((value as { toJSON(): unknown }).toJSON(), depth)
    }
    return this.#members(ownEntries(value), depth)
  }

  /** An int that is too large for JavaScript's numbers, in so much room. */
  protected int(value: bigint, room: number): JsonValue {
    return this.text(intText(value, room))
  }

  protected set(set: ReadonlySet<unknown>, depth: number): JsonValue {
    return this.items(set, depth)
  }

  protected items(items: Iterable<unknown>, depth: number): JsonValue[] {
    const shown: JsonValue[] = []
    for (const item of items) {
      if (this.isSpent) break
      shown.push(this.convert(item, depth))
    }
    return shown
  }

  /** An object, or pairs where a key is no text. */
  protected map(map: ReadonlyMap<unknown, unknown>, depth: number): JsonValue {
    let looked = 0
    for (const key of map.keys()) {
      if (typeof key !== 'string') return this.items(map, depth)
      if (++looked > this.#left) break
    }
    return this.#members(map as ReadonlyMap<string, unknown>, depth)
  }

  #members(entries: Iterable<readonly [string, unknown]>, depth: number): JsonValue {
    const shown: Array<[string, JsonValue]> = []
    for (const [name, item] of entries) {
      if (this.isSpent) break
      shown.push([this.text(name), this.convert(item, depth)])
    }
    return Object.fromEntries(shown)
  }
}

/** The entries of an object, one after the other: no list of all of them is made. */
function* ownEntries(value: object): Generator<[string, unknown]> {
  for (const name in value) {
    if (Object.hasOwn(value, name)) yield [name, (value as Record<string, unknown>)[name]]
  }
}
