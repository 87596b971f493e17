import { isSet } from '../realm.js'
import { isMap } from '../realm.js'
import { isBytes } from '../realm.js'
import { MontyValueError } from '../errors.js'
import { formatPath } from './path.js'

/** What JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [name: string]: JsonValue }

/** Deeper values would overflow the stack of `JSON.stringify`. */
const MAX_DEPTH = 1_000
/** JSON says what is shared at each of its places, and each place may be shared in turn. */
const MAX_REPEATS = 1_000_000

/**
 * A value as strict JSON: what has a `toJSON()` becomes what it says, a set an array, a map with
 * string keys an object. What is shared in it is shared in the JSON.
 *
 * @throws MontyValueError naming what JSON cannot say: `nan`, a `bigint`, bytes, a map with other keys; and
 *   what shares its parts so often that they would be more than a million more as text
 * @example
 * ```ts
 * toJson(new Monty('from datetime import date\n{"when": date(2025, 3, 14)}').run()) // { when: '2025-03-14' }
 * ```
 */
export function toJson(value: unknown): JsonValue {
  return new Conversion().convert(value)
}

/** What an object became, and how many parts that has, each counted at each of its places. */
interface Converted {
  readonly json: JsonValue
  readonly parts: number
}

class Conversion {
  /** Where the conversion stands. */
  readonly #path: Array<string | number> = ['value']
  /** What was converted; `undefined` while it is. No part is visited twice. */
  readonly #known = new Map<object, Converted | undefined>()
  #parts = 0
  #repeats = 0

  convert(value: unknown): JsonValue {
    this.#parts++
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        if (!Number.isFinite(value)) throw this.#refusal(`is ${value}, which JSON cannot say`)
        return value
      case 'object':
        return value === null ? null : this.#convertObject(value)
      default:
        throw this.#refusal(`is a ${typeof value}, which JSON cannot say`)
    }
  }

  #refusal(problem: string): MontyValueError {
    const at = formatPath(this.#path)
    return new MontyValueError(`${at} ${problem}`, at)
  }

  #convertObject(value: object): JsonValue {
    const known = this.#known.get(value)
    if (known !== undefined) return this.#repeat(known)
    if (this.#path.length > MAX_DEPTH || this.#known.has(value)) {
      throw this.#refusal('is nested too deeply, or contains itself')
    }
    this.#known.set(value, undefined)
    const before = this.#parts
    const json = this.#members(value)
    this.#known.set(value, { json, parts: this.#parts - before })
    return json
  }

  #repeat({ json, parts }: Converted): JsonValue {
    this.#parts += parts
    this.#repeats += parts
    if (this.#repeats > MAX_REPEATS) {
      throw this.#refusal('shares its parts with others so often that JSON of it has no end')
    }
    return json
  }

  #members(value: object): JsonValue {
    if (Array.isArray(value)) return value.map((item: unknown, index) => this.#child(index, item))
    if (isBytes(value)) throw this.#refusal('is bytes, which JSON cannot say')
    if (isSet(value)) return [...value].map((item, index) => this.#child(index, item))
    if (isMap(value)) {
      const odd = [...value.keys()].find((key) => typeof key !== 'string')
      if (odd !== undefined) throw this.#refusal('is a map whose keys are not all strings')
      return this.#object([...value] as Array<[string, unknown]>)
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return this.convert((value as { toJSON(): unknown }).toJSON())
    }
    return this.#object(Object.entries(value))
  }

  #child(step: string | number, item: unknown): JsonValue {
    this.#path.push(step)
    const json = this.convert(item)
    this.#path.pop()
    return json
  }

  #object(entries: Array<[string, unknown]>): JsonValue {
    return Object.fromEntries(entries.map(([name, item]) => [name, this.#child(name, item)]))
  }
}
