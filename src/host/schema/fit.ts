import { PyDate, PyDateTime, PyTuple } from '../../core/values/index.js'
import { setOwn } from '../../core/wire/decode.js'
import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { admitsNull, alternativesOf, type Conjunction, mayDescribe } from './alternatives.js'
import { isRecord } from './kinds.js'
import {
  asksForMore,
  describes,
  hasNative,
  isRequired,
  itemSchemas,
  propertySchemas,
} from './members.js'
import { Mismatch, type SchemaPath, shown } from './mismatch.js'
import { nativeOf } from './native.js'
import { References } from './references.js'
import { fitNumber, fitText } from './scalars.js'
import {
  dayOf,
  instantOf,
  isDate,
  isTemporal,
  naive,
  type Temporal,
  temporalFormat,
  textFor,
} from './temporal.js'

/** What dates become for which a schema asks as text: that text, or a `Date`. */
export type DatesAs = 'text' | 'instant'

/**
 * Makes what Python gives what a schema asks for, where JavaScript has another value for the same thing:
 * a `Date` or a text for a `datetime`, a `bigint` for an `int`, a `Map` for a dict, and nothing for a
 * `None` that stands for an optional part. What asks for none of these is left as it is.
 */
export class Fitting {
  readonly #schema: JsonSchema
  readonly #references: References
  readonly #dates: DatesAs
  readonly #alternatives = new WeakMap<JsonSchemaObject, Conjunction[]>()
  readonly #needed = new WeakMap<JsonSchemaObject, boolean>()

  constructor(schema: JsonSchema, dates: DatesAs) {
    this.#schema = schema
    this.#references = new References(schema)
    this.#dates = dates
  }

  /** The value as the schema asks for it, or why it cannot be. The given one is not changed. */
  fit(value: unknown): unknown {
    return this.#fit(value, this.#schema, [])
  }

  #fit(value: unknown, schema: JsonSchema, path: SchemaPath): unknown {
    if (typeof schema === 'boolean' || !this.#isNeeded(schema)) return value
    let alternatives = this.#alternatives.get(schema)
    if (alternatives === undefined) {
      alternatives = alternativesOf(schema, this.#references)
      this.#alternatives.set(schema, alternatives)
    }
    if (alternatives.length === 0) return value
    const parts = alternatives.length === 1 ? alternatives[0]! : alternatives.flat()
    if (isTemporal(value)) return this.#temporal(value, parts, path)
    if (isDate(value))
      return hasNative(parts, 'Date') ? value : (this.#dateAsText(value, parts) ?? value)
    if (typeof value === 'string') return fitText(value, parts)
    if (typeof value === 'number') return fitNumber(value, parts)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return this.#items(value, parts, path)
    if (value instanceof Set) return this.#set(value, parts, path)
    if (hasNative(parts, 'Map')) return this.#map(value, parts, path)
    return isRecord(value) && !(value instanceof Map)
      ? this.#record(value, alternatives, path)
      : value
  }

  #temporal(value: Temporal, parts: Conjunction, path: SchemaPath): unknown {
    const isDay = value instanceof PyDate
    if (isDay || value instanceof PyDateTime) {
      const formats = new Set(parts.map(temporalFormat))
      const isInstant =
        hasNative(parts, 'Date') || (this.#dates === 'instant' && formats.has('date-time'))
      if (isInstant) return instantOf(value) ?? new Mismatch(path, naive(value as PyDateTime))
      if (isDay && this.#dates === 'instant' && formats.has('date')) return value.toDate()
    }
    for (const part of parts) {
      const text = textFor(value, part)
      if (text !== undefined) return text
    }
    return this.#otherTemporal(value, parts, path)
  }

  /** A date where an instant is asked for, or an instant that does not fit. */
  #otherTemporal(value: Temporal, parts: Conjunction, path: SchemaPath): unknown {
    const formats = new Set(parts.map(temporalFormat))
    if (value instanceof PyDate && formats.has('date-time')) {
      return this.#dateAsText(value.toDate(), parts) ?? value
    }
    if (!(value instanceof PyDateTime)) return value
    if (value.isNaive && formats.has('date-time')) return new Mismatch(path, naive(value))
    return formats.has('date')
      ? new Mismatch(path, 'must be a date, not datetime: use value.date()')
      : value
  }

  #dateAsText(date: Date, parts: Conjunction): string | undefined {
    if (this.#dates === 'instant' || Number.isNaN(date.getTime())) return undefined
    const instant = PyDateTime.fromDate(date)
    const midnight = dayOf(date)
    const isDay = midnight.toDate().getTime() === date.getTime()
    return parts
      .map((part) => textFor(instant, part) ?? (isDay ? textFor(midnight, part) : undefined))
      .find((text) => text !== undefined)
  }

  #items(array: readonly unknown[], parts: Conjunction, path: SchemaPath): unknown {
    let copy: unknown[] | undefined
    for (let index = 0; index < array.length; index++) {
      const fitted = this.#part(array[index], itemSchemas(parts, index), [...path, index])
      if (fitted instanceof Mismatch) return fitted
      if (fitted === array[index]) continue
      copy ??= array instanceof PyTuple ? new PyTuple(...array) : array.slice()
      copy[index] = fitted
    }
    return copy ?? array
  }

  #set(set: ReadonlySet<unknown>, parts: Conjunction, path: SchemaPath): unknown {
    const items = this.#items(
      [...set],
      parts.filter((one) => nativeOf(one) === 'Set'),
      path,
    )
    return items instanceof Mismatch ? items : new Set(items as unknown[])
  }

  #map(value: object, parts: Conjunction, path: SchemaPath): unknown {
    const schemas = parts.filter((one) => nativeOf(one) === 'Map')
    const keys = schemas.map(({ propertyNames = true }) => propertyNames)
    const values = schemas.map(({ additionalProperties = true }) => additionalProperties)
    const map = new Map<unknown, unknown>()
    for (const [key, item] of value instanceof Map ? value : Object.entries(value)) {
      const step = typeof key === 'string' ? key : shown(key)
      const fittedKey = this.#part(key, keys, [...path, step])
      const fitted = this.#part(item, values, [...path, step])
      if (fittedKey instanceof Mismatch) return fittedKey
      if (fitted instanceof Mismatch) return fitted
      map.set(fittedKey, fitted)
    }
    return map
  }

  #record(
    record: Readonly<Record<string, unknown>>,
    alternatives: readonly Conjunction[],
    path: SchemaPath,
  ): unknown {
    const fitting =
      alternatives.length === 1
        ? alternatives
        : alternatives.filter((one) => mayDescribe(one, record))
    let changed = false
    const result: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(record)) {
      if (value === null && this.#isNotGiven(name, fitting)) {
        changed = true
        continue
      }
      const schemas = fitting.flatMap((all) => all.flatMap((one) => propertySchemas(name, one)))
      const fitted = this.#part(value, schemas, [...path, name])
      if (fitted instanceof Mismatch) return fitted
      changed ||= fitted !== value
      setOwn(result, name, fitted)
    }
    return changed ? result : record
  }

  /** Whether a `None` says that an optional part is left out: nobody asks for one there. */
  #isNotGiven(name: string, alternatives: readonly Conjunction[]): boolean {
    const described = alternatives.filter((all) => all.some((one) => describes(one, name)))
    return (
      described.some((all) => !isRequired(all, name)) &&
      !described.some((all) =>
        all.every(
          (one) => !describes(one, name) || admitsNull(one.properties![name]!, this.#references),
        ),
      )
    )
  }

  /** A part for which there may be several schemas: most have one. */
  #part(value: unknown, schemas: readonly JsonSchema[], path: SchemaPath): unknown {
    const different = schemas.length > 1 ? [...new Set(schemas)] : schemas
    const [only = true] = different
    return different.length > 1
      ? this.#fit(value, { anyOf: different }, path)
      : this.#fit(value, only, path)
  }

  #isNeeded(schema: JsonSchemaObject): boolean {
    const known = this.#needed.get(schema)
    if (known !== undefined) return known
    const seen = new Set<unknown>()
    const open: unknown[] = [schema]
    let isNeeded = false
    while (open.length > 0 && !isNeeded) {
      const part = open.pop()
      if (typeof part !== 'object' || part === null || seen.has(part)) continue
      seen.add(part)
      isNeeded = asksForMore(part as JsonSchemaObject)
      open.push(...Object.values(part))
      const { $ref } = part as JsonSchemaObject
      if (typeof $ref === 'string') open.push(this.#references.find($ref))
    }
    this.#needed.set(schema, isNeeded)
    return isNeeded
  }
}
