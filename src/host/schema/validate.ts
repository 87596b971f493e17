import { PyFloat, PyTuple } from '../../core/values/index.js'
import { structuredClone } from '../../core/node.js'
import { setOwn } from '../../core/wire/own.js'
import type { Sliced } from '../../core/wire/sliced.js'
import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { choicesMismatch, onlyChoices, severalReasons } from './choices.js'
import { jsonEqual } from './equal.js'
import { isFloatOnly, messageFor, patternsFor } from './keywords.js'
import { has, hasDefault, isNothing, isOfType, isRecord, recordOf } from './kinds.js'
import { describeTypes, Mismatch, pythonTypeName, shown } from './mismatch.js'
import { nativeOf } from './native.js'
import { copyOf, FROM_START, type Pace, paced, type PlaceInArray } from './pace.js'
import { References } from './references.js'
import { pythonDate, standsFor } from './stand-ins.js'
import { isClosedTuple } from './tuples.js'
import { hasDuplicates, hasDuplicatesInSlices } from './unique.js'

/** Options for results that go to Python. */
export interface ValidateOptions {
  /** Whether values of type `number` become floats, and arrays of fixed items tuples. */
  floats?: boolean
  /** Whether text that is a date, by its `format`, becomes a date of Python. */
  dates?: boolean
}

/** Maximum nesting of values, the same as in the engine. */
const MAX_DEPTH = 1_000
/**
 * Maximum number of steps: some tenths of a second. Arguments have at most a million parts, and few
 * schemas check a part twice.
 */
const MAX_STEPS = 4_000_000

const LONG_CHAIN = 4
/**
 * Results of parts that take more steps than this are cached, as each attempt would check them
 * again.
 */
const LONG_PART = 64

/** Cached results of parts, by the schemas that they were checked against. */
type Known = Map<JsonSchemaObject, Map<unknown, unknown>>

/** Position of an interrupted loop over a record. */
interface PlaceInRecord {
  readonly names: readonly string[]
  index: number
  readonly result: Record<string, unknown>
  /** The names of the result's members, of which `checked` have been checked. */
  all?: readonly string[]
  checked: number
}

/** Keywords that do not constrain a value beside a reference. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$ref', 'title', 'description', '$defs'])

/**
 * Chain of schemas that apply to one value by way of each other. A schema that occurs twice refers
 * to itself without descending into the value.
 */
interface Chain {
  readonly schema: JsonSchemaObject
  readonly outer: Chain | undefined
  readonly length: number
}

/** Validates values against one JSON Schema, filling in defaults. */
export class Validator {
  readonly #schema: JsonSchema
  readonly #references: References
  readonly #floats: boolean
  readonly #dates: boolean
  /** Cache of followed references. */
  readonly #targets = new Map<JsonSchemaObject, JsonSchemaObject>()
  #steps = 0
  /** Nesting depth of alternatives: from two on, a part could be checked again and again. */
  #alternatives = 0
  /** Cached results of parts. */
  #known: Known | undefined
  /** The pace of the current value, when that is large. */
  #pace: Pace | undefined

  constructor(schema: JsonSchema, options: ValidateOptions = {}) {
    this.#schema = schema
    this.#references = new References(schema)
    this.#floats = options.floats ?? false
    this.#dates = options.dates ?? false
  }

  /**
   * Validates a value and adds defaults, without changing the given value. Returns the first
   * mismatch, if any.
   */
  validate(value: unknown): unknown {
    return this.validatePart(value, this.#schema)
  }

  /** Validates a large value in slices. */
  *validateInSlices(value: unknown): Sliced<unknown> {
    const known: Known = new Map()
    let steps = 0
    return yield* paced((pace) => {
      this.#pace = pace
      try {
        return this.#begin(value, this.#schema, steps, known)
      } finally {
        this.#pace = undefined
        steps = this.#steps
      }
    })
  }

  /** Validates against a part of the schema, such as one that has a default. */
  validatePart(value: unknown, part: JsonSchema): unknown {
    return this.#begin(value, part, 0, undefined)
  }

  #begin(value: unknown, part: JsonSchema, steps: number, known: Known | undefined): unknown {
    this.#steps = steps
    this.#alternatives = 0
    this.#known = known
    try {
      return this.#check(value, part, 0, undefined)
    } catch (error) {
      // A stack overflow: nested alternatives need more stack than a value of the same depth.
      if (error instanceof RangeError) return new Mismatch('nests too deeply')
      throw error
    } finally {
      this.#known = undefined
    }
  }

  #check(value: unknown, given: JsonSchema, depth: number, outer: Chain | undefined): unknown {
    if (given === true) return value
    if (given === false) return new Mismatch('is not allowed')
    const schema = given.$ref === undefined ? given : this.#referred(given)
    if (depth > MAX_DEPTH) return new Mismatch('nests too deeply')
    if (++this.#steps > MAX_STEPS) return new Mismatch('takes too long to check')
    const before = this.#steps
    this.#pace?.step()
    for (let one = outer; one !== undefined; one = one.outer) {
      if (one.schema === schema) return new Mismatch('has a schema that refers to itself')
    }
    const known = this.#isRepeated(value, outer) ? this.#knownOf(schema) : undefined
    if (known?.has(value)) return known.get(value)
    if (this.#pace !== undefined) {
      const done = this.#known?.get(schema)
      if (done?.has(value)) return done.get(value)
    }
    // One function for all steps, which saves stack frames: values may be as deep as the stack
    // allows.
    let result: unknown = this.#assert(value, schema) ?? this.#applied(value, schema, depth, outer)
    if (!(result instanceof Mismatch)) {
      if (this.#dates) result = pythonDate(result, schema)
      if (result instanceof Set) result = this.#set(result, schema, depth)
      else if (Array.isArray(result)) result = this.#items(result, schema, depth)
      else if (nativeOf(schema) !== 'Map') {
        if (isRecord(result)) result = this.#properties(recordOf(result), schema, depth)
        if (this.#floats && isFloatOnly(schema) && typeof result === 'number')
          result = new PyFloat(result)
      }
    }
    known?.set(value, result)
    // Each attempt would check the part again.
    const isLong = this.#pace !== undefined && this.#steps - before > LONG_PART
    if (isLong && known === undefined) this.#knownOf(schema).set(value, result)
    return result
  }

  /**
   * Whether a value may be checked against the same schema again; a scalar only after a long chain
   * of schemas.
   */
  #isRepeated(value: unknown, outer: Chain | undefined): boolean {
    if (this.#alternatives < 2) return false
    if (typeof value === 'object') return value !== null
    return outer !== undefined && outer.length > LONG_CHAIN
  }

  /** Resolves a schema that is only a reference. */
  #referred(schema: JsonSchemaObject): JsonSchemaObject {
    let target = this.#targets.get(schema)
    if (target === undefined) {
      const isAlone = Object.keys(schema).every((name) => ANNOTATIONS.has(name))
      const found = isAlone ? this.#references.resolve(schema) : undefined
      target = typeof found === 'object' ? found : schema
      this.#targets.set(schema, target)
    }
    return target
  }

  #knownOf(schema: JsonSchemaObject): Map<unknown, unknown> {
    this.#known ??= new Map()
    let known = this.#known.get(schema)
    if (known === undefined) {
      known = new Map()
      this.#known.set(schema, known)
    }
    return known
  }

  /** Checks the assertions of the schema on the value itself. */
  #assert(value: unknown, schema: JsonSchemaObject): Mismatch | undefined {
    if (schema.nullable === true && isNothing(value)) return undefined
    if (standsFor(value, schema)) return undefined
    if (schema.type !== undefined) {
      const types = typeof schema.type === 'string' ? [schema.type] : schema.type
      if (!types.some((type) => isOfType(value, type))) {
        const expected = describeTypes(types)
        return new Mismatch(`must be ${expected}, not ${pythonTypeName(value)}`)
      }
    }
    if (schema.enum !== undefined && !schema.enum.some((one) => jsonEqual(one, value))) {
      return new Mismatch(choicesMismatch(schema.enum, value))
    }
    if ('const' in schema && !jsonEqual(schema.const, value)) {
      return new Mismatch(`must be ${shown(schema.const)}, not ${shown(value)}`)
    }
    const message = messageFor(value, schema)
    if (message !== undefined) return new Mismatch(message)
    const isWrong = schema.uniqueItems === true && Array.isArray(value) && this.#repeats(value)
    return isWrong ? new Mismatch('must not have the same item twice') : undefined
  }

  #repeats(array: readonly unknown[]): boolean {
    return this.#pace === undefined
      ? hasDuplicates(array)
      : this.#pace.finish(array, () => hasDuplicatesInSlices(array))
  }

  /** Applies the subschemas of the schema to the same value. */
  #applied(
    given: unknown,
    schema: JsonSchemaObject,
    depth: number,
    outer: Chain | undefined,
  ): unknown {
    const { $ref, allOf, anyOf, oneOf, not } = schema
    const condition = schema['if'] as JsonSchema | undefined
    const isMore = ($ref ?? allOf ?? anyOf ?? oneOf ?? not ?? condition) !== undefined
    if (!isMore || (schema.nullable === true && isNothing(given))) return given
    const chain: Chain = { schema, outer, length: (outer?.length ?? 0) + 1 }
    // A reference alone, the usual case, is no alternative.
    const isSeveral = (allOf ?? anyOf ?? oneOf ?? not ?? condition) !== undefined
    const before = this.#alternatives
    if (isSeveral) this.#alternatives++
    let value = given
    if ($ref !== undefined) {
      const target = this.#references.find($ref)
      value =
        target === undefined
          ? new Mismatch(`has the unknown schema ${$ref}`)
          : this.#check(value, target, depth, chain)
    }
    for (const part of allOf ?? []) {
      if (!(value instanceof Mismatch)) value = this.#check(value, part, depth, chain)
    }
    if (anyOf !== undefined) value = this.#anyOf(value, anyOf, depth, chain)
    if (oneOf !== undefined) value = this.#oneOf(value, oneOf, depth, chain)
    if (not !== undefined && !(value instanceof Mismatch)) {
      const isAllowed = this.#fails(value, not, depth, chain)
      if (!isAllowed) value = new Mismatch('is a value that is not allowed')
    }
    if (condition !== undefined && !(value instanceof Mismatch)) {
      const next = schema[this.#fails(value, condition, depth, chain) ? 'else' : 'then']
      if (next !== undefined) value = this.#check(value, next as JsonSchema, depth, chain)
    }
    this.#alternatives = before
    return value
  }

  #fails(value: unknown, schema: JsonSchema, depth: number, chain: Chain): boolean {
    return this.#check(value, schema, depth, chain) instanceof Mismatch
  }

  /** The result of the first alternative that fits. */
  #anyOf(
    value: unknown,
    alternatives: readonly JsonSchema[],
    depth: number,
    chain: Chain,
  ): unknown {
    if (value instanceof Mismatch) return value
    const wrong: Mismatch[] = []
    for (const alternative of alternatives) {
      const result = this.#check(value, alternative, depth, chain)
      if (!(result instanceof Mismatch)) return result
      wrong.push(result)
    }
    return noneFits(value, alternatives, wrong)
  }

  /** The result of the only alternative that fits. */
  #oneOf(
    value: unknown,
    alternatives: readonly JsonSchema[],
    depth: number,
    chain: Chain,
  ): unknown {
    if (value instanceof Mismatch) return value
    const wrong: Mismatch[] = []
    const fitting: unknown[] = []
    for (const alternative of alternatives) {
      const result = this.#check(value, alternative, depth, chain)
      if (result instanceof Mismatch) wrong.push(result)
      else fitting.push(result)
    }
    if (fitting.length === 0) return noneFits(value, alternatives, wrong)
    if (fitting.length === 1) return fitting[0]
    return new Mismatch(`fits ${fitting.length} alternatives, but may fit only one`)
  }

  #set(set: ReadonlySet<unknown>, schema: JsonSchemaObject, depth: number): unknown {
    const given = this.#pace?.arrayOf(set) ?? [...set]
    const items = this.#items(given, schema, depth)
    if (items === given) return set
    return items instanceof Mismatch ? items : new Set(items as unknown[])
  }

  #items(array: readonly unknown[], schema: JsonSchemaObject, depth: number): unknown {
    const { prefixItems, items } = schema
    const leading = prefixItems ?? (Array.isArray(items) ? (items as JsonSchema[]) : [])
    const rest = Array.isArray(items) ? schema.additionalItems : (items as JsonSchema | undefined)
    if (leading.length === 0 && (rest === undefined || rest === true)) return array
    const isTuple = this.#floats && isClosedTuple(leading, rest, schema)
    let { index = 0, copy } =
      (this.#pace?.take(schema, array) as PlaceInArray | undefined) ?? FROM_START
    if (isTuple) copy ??= new PyTuple(...array)
    try {
      for (; index < array.length; index++) {
        const part = leading[index] ?? rest ?? true
        const result = this.#check(array[index], part, depth + 1, undefined)
        if (result instanceof Mismatch) return result.inside(index)
        if (result !== array[index]) {
          copy ??= copyOf(array)
          copy[index] = result
        }
      }
    } catch (error) {
      this.#pace?.keep(error, schema, array, { index, copy })
      throw error
    }
    return copy ?? array
  }

  #properties(record: Record<string, unknown>, schema: JsonSchemaObject, depth: number): unknown {
    const { properties = {}, required = [] } = schema
    const missing = required.find((name) => !has(record, name) && !hasDefault(properties[name]))
    if (missing !== undefined) return new Mismatch('is missing').inside(missing)
    const place = (this.#pace?.take(schema, record) as PlaceInRecord | undefined) ?? {
      names: Object.keys(record),
      index: 0,
      result: {},
      checked: 0,
    }
    try {
      return (
        this.#members(record, schema, place, depth) ??
        this.#defaults(record, schema, place, depth) ??
        this.#propertyNames(schema, place, depth) ??
        place.result
      )
    } catch (error) {
      this.#pace?.keep(error, schema, record, place)
      throw error
    }
  }

  #members(
    record: Record<string, unknown>,
    schema: JsonSchemaObject,
    place: PlaceInRecord,
    depth: number,
  ): Mismatch | undefined {
    const { properties = {}, additionalProperties = true } = schema
    for (; place.index < place.names.length; place.index++) {
      const name = place.names[place.index]!
      const value = record[name]
      if (value === undefined) continue
      this.#pace?.step()
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined
      const checks = [...(own === undefined ? [] : [own]), ...patternsFor(name, schema)]
      if (checks.length === 0) {
        if (additionalProperties === false) return new Mismatch('is not known').inside(name)
        checks.push(additionalProperties)
      }
      let checked: unknown = value
      for (const check of checks) {
        checked = this.#check(checked, check, depth + 1, undefined)
        if (checked instanceof Mismatch) return checked.inside(name)
      }
      setOwn(place.result, name, checked)
    }
    return undefined
  }

  #defaults(
    record: Record<string, unknown>,
    { properties = {} }: JsonSchemaObject,
    { result }: PlaceInRecord,
    depth: number,
  ): Mismatch | undefined {
    for (const [name, property] of Object.entries(properties)) {
      if (has(record, name) || !hasDefault(property)) continue
      // The default may be an object whose members have defaults of their own.
      const given: unknown = structuredClone(property.default)
      const completed = this.#check(given, property, depth + 1, undefined)
      if (completed instanceof Mismatch) return completed.inside(name)
      setOwn(result, name, completed)
    }
    return undefined
  }

  #propertyNames(
    { propertyNames }: JsonSchemaObject,
    place: PlaceInRecord,
    depth: number,
  ): Mismatch | undefined {
    if (propertyNames === undefined) return undefined
    place.all ??= Object.keys(place.result)
    for (; place.checked < place.all.length; place.checked++) {
      const name = place.all[place.checked]!
      const checked = this.#check(name, propertyNames, depth + 1, undefined)
      if (checked instanceof Mismatch) return checked.inside(name)
    }
    return undefined
  }
}

/**
 * The mismatch when no alternative fits: that of the alternative that matched furthest into the
 * value, else all reasons.
 */
function noneFits(
  value: unknown,
  alternatives: readonly JsonSchema[],
  wrong: readonly Mismatch[],
): Mismatch {
  const [first, ...others] = wrong
  if (first === undefined) return new Mismatch('is not allowed')
  const furthest = others.reduce((most, one) => (one.depth > most.depth ? one : most), first)
  if (furthest.depth > 0) return furthest
  const choices = onlyChoices(alternatives)
  const reasons = new Set(wrong.map(({ message }) => message))
  return new Mismatch(
    choices === undefined ? severalReasons(reasons) : choicesMismatch(choices, value),
  )
}
