import { PyFloat, PyTuple } from '../../core/values/index.js'
import { structuredClone } from '../../core/node.js'
import { setOwn } from '../../core/wire/decode.js'
import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { choicesMismatch, onlyChoices, severalReasons } from './choices.js'
import { jsonEqual } from './equal.js'
import { isFloatOnly, messageFor, patternsFor } from './keywords.js'
import { has, hasDefault, isNothing, isOfType, isRecord, recordOf } from './kinds.js'
import { describeTypes, Mismatch, pythonTypeName, type SchemaPath, shown } from './mismatch.js'
import { nativeOf } from './native.js'
import { References } from './references.js'
import { pythonDate, standsFor } from './stand-ins.js'
import { isClosedTuple } from './tuples.js'

/** What validation does besides, for results that go to Python. */
export interface ValidateOptions {
  /** Whether values of type `number` become floats, and arrays of fixed items tuples. */
  floats?: boolean
  /** Whether text that is a date, by its `format`, becomes one. */
  dates?: boolean
}

/** Values nest no deeper in the engine either. */
const MAX_DEPTH = 1_000
/** Schemas that refer to schemas, without a step into the value. */
const MAX_INDIRECTION = 100

/** Checks values against one JSON Schema, filling in defaults. */
export class Validator {
  readonly #schema: JsonSchema
  readonly #references: References
  readonly #floats: boolean
  readonly #dates: boolean

  constructor(schema: JsonSchema, options: ValidateOptions = {}) {
    this.#schema = schema
    this.#references = new References(schema)
    this.#floats = options.floats ?? false
    this.#dates = options.dates ?? false
  }

  /** The value, completed, or the first thing that is wrong with it. The given one is not changed. */
  validate(value: unknown): unknown {
    return this.#check(value, this.#schema, [], 0)
  }

  /** The same for a part of the schema, such as one that has a default. */
  validatePart(value: unknown, part: JsonSchema): unknown {
    return this.#check(value, part, [], 0)
  }

  #check(value: unknown, schema: JsonSchema, path: SchemaPath, indirection: number): unknown {
    if (schema === true) return value
    if (schema === false) return new Mismatch(path, 'is not allowed')
    if (path.length > MAX_DEPTH) return new Mismatch(path, 'nests too deeply')
    if (indirection > MAX_INDIRECTION)
      return new Mismatch(path, 'has a schema that refers to itself')
    const wrong = this.#assert(value, schema, path)
    if (wrong !== undefined) return wrong
    let result = this.#applied(value, schema, path, indirection + 1)
    if (result instanceof Mismatch) return result
    if (this.#dates) result = pythonDate(result, schema)
    if (result instanceof Set) return this.#set(result, schema, path)
    if (Array.isArray(result)) result = this.#items(result, schema, path)
    else if (nativeOf(schema) === 'Map') return result
    else if (isRecord(result)) result = this.#properties(recordOf(result), schema, path)
    if (this.#floats && isFloatOnly(schema) && typeof result === 'number')
      return new PyFloat(result)
    return result
  }

  /** What the schema says about the value itself. */
  #assert(value: unknown, schema: JsonSchemaObject, path: SchemaPath): Mismatch | undefined {
    if (schema.nullable === true && isNothing(value)) return undefined
    if (standsFor(value, schema)) return undefined
    if (schema.type !== undefined) {
      const types = typeof schema.type === 'string' ? [schema.type] : schema.type
      if (!types.some((type) => isOfType(value, type))) {
        const expected = describeTypes(types)
        return new Mismatch(path, `must be ${expected}, not ${pythonTypeName(value)}`)
      }
    }
    if (schema.enum !== undefined && !schema.enum.some((one) => jsonEqual(one, value))) {
      return new Mismatch(path, choicesMismatch(schema.enum, value))
    }
    if ('const' in schema && !jsonEqual(schema.const, value)) {
      return new Mismatch(path, `must be ${shown(schema.const)}, not ${shown(value)}`)
    }
    const message = messageFor(value, schema)
    return message === undefined ? undefined : new Mismatch(path, message)
  }

  /** What other schemas that this one refers to make of the value. */
  #applied(
    given: unknown,
    schema: JsonSchemaObject,
    path: SchemaPath,
    indirection: number,
  ): unknown {
    if (schema.nullable === true && isNothing(given)) return given
    let value = given
    if (schema.$ref !== undefined) {
      const target = this.#references.find(schema.$ref)
      if (target === undefined) return new Mismatch(path, `has the unknown schema ${schema.$ref}`)
      value = this.#check(value, target, path, indirection)
    }
    for (const part of schema.allOf ?? []) {
      if (value instanceof Mismatch) return value
      value = this.#check(value, part, path, indirection)
    }
    if (schema.anyOf !== undefined) value = this.#anyOf(value, schema.anyOf, path, indirection)
    if (schema.oneOf !== undefined) value = this.#oneOf(value, schema.oneOf, path, indirection)
    if (value instanceof Mismatch) return value
    if (schema.not !== undefined && !this.#fails(value, schema.not, path, indirection)) {
      return new Mismatch(path, 'is a value that is not allowed')
    }
    return this.#conditional(value, schema, path, indirection)
  }

  #fails(value: unknown, schema: JsonSchema, path: SchemaPath, indirection: number): boolean {
    return this.#check(value, schema, path, indirection) instanceof Mismatch
  }

  #conditional(
    value: unknown,
    schema: JsonSchemaObject,
    path: SchemaPath,
    indirection: number,
  ): unknown {
    const condition = schema['if'] as JsonSchema | undefined
    if (condition === undefined) return value
    const next = schema[this.#fails(value, condition, path, indirection) ? 'else' : 'then']
    return next === undefined ? value : this.#check(value, next as JsonSchema, path, indirection)
  }

  /** The first alternative that fits; of the others, the one that came furthest is told about. */
  #anyOf(
    value: unknown,
    alternatives: readonly JsonSchema[],
    path: SchemaPath,
    indirection: number,
  ): unknown {
    if (value instanceof Mismatch) return value
    let furthest: Mismatch | undefined = undefined
    const reasons = new Set<string>()
    for (const alternative of alternatives) {
      const result = this.#check(value, alternative, path, indirection)
      if (!(result instanceof Mismatch)) return result
      if (furthest === undefined || result.path.length > furthest.path.length) furthest = result
      reasons.add(result.message)
    }
    if (furthest === undefined) return new Mismatch(path, 'is not allowed')
    if (furthest.path.length > path.length) return furthest
    const choices = onlyChoices(alternatives)
    return new Mismatch(
      path,
      choices === undefined ? severalReasons(reasons) : choicesMismatch(choices, value),
    )
  }

  /** The only alternative that fits. */
  #oneOf(
    value: unknown,
    alternatives: readonly JsonSchema[],
    path: SchemaPath,
    indirection: number,
  ): unknown {
    if (value instanceof Mismatch) return value
    const fitting = alternatives.filter((one) => !this.#fails(value, one, path, indirection))
    if (fitting.length < 2) return this.#anyOf(value, alternatives, path, indirection)
    return new Mismatch(path, `fits ${fitting.length} alternatives, but may fit only one`)
  }

  #set(set: ReadonlySet<unknown>, schema: JsonSchemaObject, path: SchemaPath): unknown {
    const items = this.#items([...set], schema, path)
    return items instanceof Mismatch ? items : new Set(items as unknown[])
  }

  #items(array: readonly unknown[], schema: JsonSchemaObject, path: SchemaPath): unknown {
    const { prefixItems, items } = schema
    const leading = prefixItems ?? (Array.isArray(items) ? (items as JsonSchema[]) : [])
    const rest = Array.isArray(items) ? schema.additionalItems : (items as JsonSchema | undefined)
    if (leading.length === 0 && (rest === undefined || rest === true)) return array
    const isTuple = this.#floats && isClosedTuple(leading, rest, schema)
    let copy: unknown[] | undefined = isTuple ? new PyTuple(...array) : undefined
    for (let index = 0; index < array.length; index++) {
      const result = this.#check(array[index], leading[index] ?? rest ?? true, [...path, index], 0)
      if (result instanceof Mismatch) return result
      if (result !== array[index]) {
        copy ??= array instanceof PyTuple ? new PyTuple(...array) : array.slice()
        copy[index] = result
      }
    }
    return copy ?? array
  }

  #properties(
    record: Record<string, unknown>,
    schema: JsonSchemaObject,
    path: SchemaPath,
  ): unknown {
    const { properties = {}, required = [], additionalProperties = true } = schema
    const missing = required.find((name) => !has(record, name) && !hasDefault(properties[name]))
    if (missing !== undefined) return new Mismatch([...path, missing], 'is missing')
    const result: Record<string, unknown> = {}
    for (const name of Object.keys(record)) {
      const value = record[name]
      if (value === undefined) continue
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined
      const checks = [...(own === undefined ? [] : [own]), ...patternsFor(name, schema)]
      if (checks.length === 0) {
        if (additionalProperties === false) return new Mismatch([...path, name], 'is not known')
        checks.push(additionalProperties)
      }
      let checked: unknown = value
      for (const check of checks) {
        checked = this.#check(checked, check, [...path, name], 0)
        if (checked instanceof Mismatch) return checked
      }
      setOwn(result, name, checked)
    }
    for (const [name, property] of Object.entries(properties)) {
      if (!has(record, name) && hasDefault(property)) {
        // It may be an object that has parts with defaults of their own.
        const completed = this.#check(
          structuredClone(property.default),
          property,
          [...path, name],
          0,
        )
        if (completed instanceof Mismatch) return completed
        setOwn(result, name, completed)
      }
    }
    return this.#propertyNames(result, schema, path)
  }

  #propertyNames(
    result: Record<string, unknown>,
    schema: JsonSchemaObject,
    path: SchemaPath,
  ): unknown {
    const { propertyNames } = schema
    if (propertyNames === undefined) return result
    for (const name of Object.keys(result)) {
      const checked = this.#check(name, propertyNames, [...path, name], 0)
      if (checked instanceof Mismatch) return checked
    }
    return result
  }
}
