import { isBytes, isMap, isSet } from '../../core/realm.js'
import { intText } from '../../core/values/int-text.js'
import type { JsonValue } from '../../core/values/json.js'
import { cutText, firstBytes } from '../text.js'

/** Deeper values would overflow the stack of `JSON.stringify`. */
const MAX_DEPTH = 900

/** A value as JSON for a reader, and its text. */
export interface ShownJson {
  readonly json: JsonValue
  readonly text: string
  /** Whether the value is complete. */
  readonly isWhole: boolean
}

/**
 * As much of a value as JSON as fits in `maxBytes` of text; values without a JSON counterpart become text.
 * Conversion stops there, however large the value is or however often it shares its parts.
 */
export function shownJson(
  value: unknown,
  maxBytes: number,
  conversion: ShownConversion = new ShownConversion(maxBytes),
): ShownJson {
  const json = conversion.convert(value, 0)
  return { json, text: JSON.stringify(json), isWhole: !conversion.isSpent }
}

/** The value as JSON if it fits, else the beginning of its JSON text with a marker. */
export function shownWithin(value: unknown, maxBytes: number): JsonValue {
  const shown = shownJson(value, maxBytes)
  const { json, text, isWhole } = shown
  return isWhole && Buffer.byteLength(text) <= maxBytes ? json : textWithin(shown, maxBytes)
}

/** The JSON text of a value if it fits, else its beginning with a marker. */
export function shownJsonText(value: unknown, maxBytes: number): string {
  return textWithin(shownJson(value, maxBytes), maxBytes)
}

/** The length of the rest is unknown if the value was not converted completely. */
function textWithin({ text, isWhole }: ShownJson, maxBytes: number): string {
  return isWhole ? cutText(text, maxBytes) : `${firstBytes(text, maxBytes)}\n[... the rest cut]`
}

/** Shown for a value that cannot be read: a getter that throws, a revoked proxy. */
const UNREADABLE = 'an object that cannot be read'

/** Converts a value to JSON until the text fills the room. */
export class ShownConversion {
  #left: number

  constructor(maxBytes: number) {
    this.#left = maxBytes
  }

  /** Whether something was left out. No part counts for more than its text takes. */
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
    // Keep one character too many, to mark the room as spent.
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

  /** An int beyond JavaScript's safe integers, within `room` digits. */
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

  /** An object, or pairs if a key is not a string. */
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

/** Iterates over an object's entries without listing all of them. */
function* ownEntries(value: object): Generator<[string, unknown]> {
  for (const name in value) {
    if (Object.hasOwn(value, name)) yield [name, (value as Record<string, unknown>)[name]]
  }
}
