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

/**
 * A value as strict JSON: what has a `toJSON()` becomes what it says, a set an array, a map with
 * string keys an object.
 *
 * @throws MontyValueError naming what JSON cannot say: `nan`, a `bigint`, bytes, a map with other keys
 * @example
 * ```ts
 * toJson(new Monty('from datetime import date\n{"when": date(2025, 3, 14)}').run()) // { when: '2025-03-14' }
 * ```
 */
export function toJson(value: unknown): JsonValue {
  return convert(value, ['value'])
}

function convert(value: unknown, path: Array<string | number>): JsonValue {
  const refuse = (problem: string): MontyValueError => {
    const at = formatPath(path)
    return new MontyValueError(`${at} ${problem}`, at)
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw refuse(`is ${value}, which JSON cannot say`)
      return value
    case 'object':
      break
    default:
      throw refuse(`is a ${typeof value}, which JSON cannot say`)
  }
  if (value === null) return null
  if (path.length > MAX_DEPTH) throw refuse('is nested too deeply, or contains itself')
  return convertObject(value, path, refuse)
}

function convertObject(
  value: object,
  path: Array<string | number>,
  refuse: (problem: string) => MontyValueError,
): JsonValue {
  const child = (step: string | number, item: unknown): JsonValue => convert(item, [...path, step])
  if (Array.isArray(value)) return value.map((item: unknown, index) => child(index, item))
  if (isBytes(value)) throw refuse('is bytes, which JSON cannot say')
  if (isSet(value)) return [...value].map((item, index) => child(index, item))
  if (isMap(value)) {
    const odd = [...value.keys()].find((key) => typeof key !== 'string')
    if (odd !== undefined) throw refuse('is a map whose keys are not all strings')
    return objectOf([...value] as Array<[string, unknown]>, child)
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return convert((value as { toJSON(): unknown }).toJSON(), path)
  }
  return objectOf(Object.entries(value), child)
}

function objectOf(
  entries: Array<[string, unknown]>,
  child: (step: string, item: unknown) => JsonValue,
): JsonValue {
  return Object.fromEntries(entries.map(([name, item]) => [name, child(name, item)]))
}
