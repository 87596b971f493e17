import { isSet } from '../realm.js'
import { isMap } from '../realm.js'
import { isBytes } from '../realm.js'
import { MontyValueError } from '../errors.js'
import { formatPath } from './path.js'

/** A JSON value. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [name: string]: JsonValue }

/** Deeper values would overflow the stack of `JSON.stringify`. */
const MAX_DEPTH = 1_000
/** JSON repeats shared values at each of their places, and these may be shared in turn. */
const MAX_REPEATS = 1_000_000

/**
 * Converts a value to strict JSON: objects with a `toJSON()` become its result, sets become arrays, maps with
 * string keys become objects. Values shared in the input are shared in the result.
 *
 * @throws MontyValueError naming a value that JSON cannot represent: `nan`, a `bigint`, bytes, a map with
 * other keys; or a value that shares its parts so often that its text would have a million more of them
 * @example
 * ```ts
 * toJson(new Monty('from datetime import date\n{"when": date(2025, 3, 14)}').run()) // { when: '2025-03-14' }
 * ```
 */
export function toJson(value: unknown): JsonValue {
  return new Conversion().convert(value)
}

/** A converted object, and its number of parts, with repetitions. */
interface Converted {
  readonly json: JsonValue
  readonly parts: number
}

class Conversion {
  /** Path of the value being converted. */
  readonly #path: Array<string | number> = ['value']
  /** Converted objects; `undefined` while in progress. No part is visited twice. */
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
