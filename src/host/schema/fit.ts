import { PyDate, PyDateTime } from '../../core/values/index.js'
import { setOwn } from '../../core/wire/own.js'
import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { admitsNull, alternativesOf, type Conjunction, mayDescribe } from './alternatives.js'
import { isRecord } from './kinds.js'
import {
  asksForMore,
  describes,
  hasNative,
  isRequired,
  itemSchemas,
  leadingItems,
  propertySchemas,
} from './members.js'
import { Mismatch, shown } from './mismatch.js'
import { nativeOf } from './native.js'
import { copyOf, FROM_START, type Pace, type PlaceInArray } from './pace.js'
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

/** Representation of dates where a schema asks for text: that text, or a `Date`. */
export type DatesAs = 'text' | 'instant'

/** Position of an interrupted loop over a dict that becomes a `Map`. */
interface PlaceInMap {
  readonly entries: ReadonlyArray<readonly [unknown, unknown]>
  index: number
  readonly map: Map<unknown, unknown>
}

/** Position of an interrupted loop over a dict that becomes a record. */
interface PlaceInRecord {
  readonly names: readonly string[]
  index: number
  readonly result: Record<string, unknown>
  changed: boolean
}

/** Maximum number of unions that are cached. */
const MAX_UNIONS = 100

/**
 * Converts Python's values to the JavaScript values that a schema asks for: a `Date` or a text for
 * a `datetime`, a `bigint` for an `int`, a `Map` for a dict; and removes a `None` that stands for
 * an optional part. Parts whose schema asks for none of these are left as they are.
 */
export class Fitting {
  readonly #schema: JsonSchema
  readonly #references: References
  readonly #dates: DatesAs
  readonly #alternatives = new WeakMap<
    JsonSchemaObject,
    { readonly alternatives: readonly Conjunction[]; readonly parts: Conjunction }
  >()
  /** The parts of a conjunction that are about sets. */
  readonly #setParts = new WeakMap<Conjunction, Conjunction>()
  readonly #needed = new WeakMap<JsonSchemaObject, boolean>()
  readonly #unions: Array<{ readonly anyOf: readonly JsonSchema[] }> = []
  /** The pace of the current value, when that is large. */
  #pace: Pace | undefined

  constructor(schema: JsonSchema, dates: DatesAs) {
    this.#schema = schema
    this.#references = new References(schema)
    this.#dates = dates
  }

  /**
   * Converts a value without changing it, or returns the mismatch. With a pace, throws when the
   * stretch is over.
   */
  fit(value: unknown, pace?: Pace): unknown {
    this.#pace = pace
    try {
      return this.#fit(value, this.#schema)
    } finally {
      this.#pace = undefined
    }
  }

  #fit(value: unknown, schema: JsonSchema): unknown {
    this.#pace?.step()
    if (typeof schema === 'boolean' || !this.#isNeeded(schema)) return value
    let known = this.#alternatives.get(schema)
    if (known === undefined) {
      const alternatives = alternativesOf(schema, this.#references)
      known = { alternatives, parts: alternatives.flat() }
      this.#alternatives.set(schema, known)
    }
    const { alternatives, parts } = known
    if (alternatives.length === 0) return value
    if (isTemporal(value)) return this.#temporal(value, parts)
    if (isDate(value))
      return hasNative(parts, 'Date') ? value : (this.#dateAsText(value, parts) ?? value)
    if (typeof value === 'string') return fitText(value, parts)
    if (typeof value === 'number') return fitNumber(value, parts)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return this.#items(value, parts)
    if (value instanceof Set) return this.#set(value, parts)
    if (hasNative(parts, 'Map')) return this.#map(value, parts)
    return isRecord(value) && !(value instanceof Map) ? this.#record(value, alternatives) : value
  }

  #temporal(value: Temporal, parts: Conjunction): unknown {
    const isDay = value instanceof PyDate
    if (isDay || value instanceof PyDateTime) {
      const formats = new Set(parts.map(temporalFormat))
      const isInstant =
        hasNative(parts, 'Date') || (this.#dates === 'instant' && formats.has('date-time'))
      if (isInstant) return instantOf(value) ?? new Mismatch(naive(value as PyDateTime))
      if (isDay && this.#dates === 'instant' && formats.has('date')) return value.toDate()
    }
    for (const part of parts) {
      const text = textFor(value, part)
      if (text !== undefined) return text
    }
    return this.#otherTemporal(value, parts)
  }

  /** Converts a date where an instant is asked for, or reports an instant that does not fit. */
  #otherTemporal(value: Temporal, parts: Conjunction): unknown {
    const formats = new Set(parts.map(temporalFormat))
    if (value instanceof PyDate && formats.has('date-time')) {
      return this.#dateAsText(value.toDate(), parts) ?? value
    }
    if (!(value instanceof PyDateTime)) return value
    if (value.isNaive && formats.has('date-time')) return new Mismatch(naive(value))
    return formats.has('date')
      ? new Mismatch('must be a date, not datetime: use value.date()')
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

  #items(array: readonly unknown[], parts: Conjunction): unknown {
    // From some index on all items have the same schema.
    const rest = this.#oneOf(itemSchemas(parts, Infinity))
    const leading = Math.max(0, ...parts.map(leadingItems))
    if (leading === 0 && !this.#asks(rest)) return array
    let { index = 0, copy } =
      (this.#pace?.take(parts, array) as PlaceInArray | undefined) ?? FROM_START
    try {
      for (; index < array.length; index++) {
        const schema = index < leading ? this.#oneOf(itemSchemas(parts, index)) : rest
        const fitted = this.#fit(array[index], schema)
        if (fitted instanceof Mismatch) return fitted.inside(index)
        if (fitted === array[index]) continue
        copy ??= copyOf(array)
        copy[index] = fitted
      }
    } catch (error) {
      this.#pace?.keep(error, parts, array, { index, copy })
      throw error
    }
    return copy ?? array
  }

  #asks(schema: JsonSchema): boolean {
    return typeof schema !== 'boolean' && this.#isNeeded(schema)
  }

  #set(set: ReadonlySet<unknown>, parts: Conjunction): unknown {
    const known = this.#setParts.get(parts)
    const own = known ?? parts.filter((one) => nativeOf(one) === 'Set')
    if (known === undefined) this.#setParts.set(parts, own)
    const given = this.#pace?.arrayOf(set) ?? [...set]
    const items = this.#items(given, own)
    if (items === given) return set
    return items instanceof Mismatch ? items : new Set(items as unknown[])
  }

  #map(value: object, parts: Conjunction): unknown {
    const schemas = parts.filter((one) => nativeOf(one) === 'Map')
    const keys = schemas.map(({ propertyNames = true }) => propertyNames)
    const values = schemas.map(({ additionalProperties = true }) => additionalProperties)
    const begin = (): PlaceInMap => ({
      entries: value instanceof Map ? [...value] : Object.entries(value),
      index: 0,
      map: new Map(),
    })
    const place = (this.#pace?.take(parts, value) as PlaceInMap | undefined) ?? begin()
    const { entries, map } = place
    try {
      for (; place.index < entries.length; place.index++) {
        const [key, item] = entries[place.index]!
        const fittedKey = this.#part(key, keys)
        const fitted = this.#part(item, values)
        const wrong = [fittedKey, fitted].find((one) => one instanceof Mismatch)
        if (wrong !== undefined) return wrong.inside(typeof key === 'string' ? key : shown(key))
        map.set(fittedKey, fitted)
      }
    } catch (error) {
      this.#pace?.keep(error, parts, value, place)
      throw error
    }
    return map
  }

  #record(
    record: Readonly<Record<string, unknown>>,
    alternatives: readonly Conjunction[],
  ): unknown {
    const fitting =
      alternatives.length === 1
        ? alternatives
        : alternatives.filter((one) => mayDescribe(one, record))
    const place = (this.#pace?.take(alternatives, record) as PlaceInRecord | undefined) ?? {
      names: Object.keys(record),
      index: 0,
      result: {},
      changed: false,
    }
    const { names, result } = place
    try {
      for (; place.index < names.length; place.index++) {
        const name = names[place.index]!
        const value = record[name]
        if (value === null && this.#isNotGiven(name, fitting)) {
          place.changed = true
          continue
        }
        const schemas = fitting.flatMap((all) => all.flatMap((one) => propertySchemas(name, one)))
        const fitted = this.#part(value, schemas)
        if (fitted instanceof Mismatch) return fitted.inside(name)
        place.changed ||= fitted !== value
        setOwn(result, name, fitted)
      }
    } catch (error) {
      this.#pace?.keep(error, alternatives, record, place)
      throw error
    }
    return place.changed ? result : record
  }

  /**
   * Whether a `None` stands for an omitted optional part: no schema of the part accepts `null`.
   */
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

  #part(value: unknown, schemas: readonly JsonSchema[]): unknown {
    return this.#fit(value, this.#oneOf(schemas))
  }

  /** The schema of a part, from all that apply to it; usually there is one. */
  #oneOf(schemas: readonly JsonSchema[]): JsonSchema {
    const different = schemas.length > 1 ? [...new Set(schemas)] : schemas
    const [only = true] = different
    return different.length > 1 ? this.#union(different) : only
  }

  /** One schema for several. Equal lists give the same object, so that caches by schema work. */
  #union(schemas: readonly JsonSchema[]): JsonSchema {
    const known = this.#unions.find(
      ({ anyOf }) =>
        anyOf.length === schemas.length && anyOf.every((one, index) => one === schemas[index]),
    )
    if (known !== undefined) return known
    const union = { anyOf: schemas }
    if (this.#unions.length < MAX_UNIONS) this.#unions.push(union)
    return union
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
