import { isThenable } from '../core/drive/calls.js'
import { MontyUsageError } from '../core/errors.js'
import { argumentError } from './arguments.js'
import type { JsonSchema } from './json-schema.js'
import { Mismatch, type SchemaPath } from './schema/mismatch.js'
import { isTooLarge } from './schema/size.js'
import { Validator } from './schema/validate.js'
import { type DatesAs, Fitting } from './schema/fit.js'
import { issuesText, shortened } from './schema/issues.js'
import { markFloats } from './schema/floats.js'
import { type Signature, signatureOf } from './signature.js'
import {
  checkSchema,
  formatIssuePath,
  isStandardSchema,
  jsonSchemaOf,
  type SchemaResult,
  type SchemaSide,
  type StandardSchema,
} from './standard-schema.js'

/** One side of a tool: its schema of whichever kind, and the JSON Schema of it. */
export class ToolSchema {
  readonly json: JsonSchema | undefined
  readonly #standard: StandardSchema | undefined
  readonly #validator: Validator | undefined
  /** Whether the JSON Schema was given beside that of a library. */
  readonly #isGiven: boolean
  readonly #fittings = new Map<DatesAs, Fitting>()
  #signature: Signature | undefined
  #hasPatterns: boolean | undefined

  constructor(schema: StandardSchema | JsonSchema, side: SchemaSide, json: JsonSchema | undefined) {
    checkSchema(schema, side)
    this.#isGiven = json !== undefined
    if (json !== undefined) checkSchema(json, `${side}Schema`)
    if (isStandardSchema(schema)) {
      this.#standard = schema
      this.json = json ?? toldBy(schema, side)
    } else {
      this.json = json ?? schema
      this.#validator = new Validator(schema, {
        floats: side === 'output',
        dates: side === 'output',
      })
    }
  }

  /** Whether it was given as JSON Schema, which is all there is to check with. */
  get isJsonSchema(): boolean {
    return this.#validator !== undefined
  }

  /** Whether there are expressions in it, which may take their time. */
  get hasPatterns(): boolean {
    return (this.#hasPatterns ??= mentionsPatterns(this.json))
  }

  /** The arguments that the schema describes. */
  signature(): Signature {
    this.#signature ??= this.#readSignature()
    return this.#signature
  }

  #readSignature(): Signature {
    const signature = signatureOf(this.json!)
    if (signature === undefined) {
      throw new MontyUsageError(
        "a tool's input must describe an object: its properties are the arguments",
      )
    }
    return signature
  }

  /** Checks named arguments; a promise when the schema's library takes its time. */
  checkArguments(name: string, named: Record<string, unknown>): unknown {
    if (isTooLarge(named)) throw argumentError(name, 'was given arguments with too many parts')
    if (this.#validator !== undefined) {
      const checked = this.#validator.validate(this.#fitted(name, named, 'instant'))
      if (checked instanceof Mismatch) throw this.#wrongArgument(name, checked)
      return checked
    }
    const validate = (dates: DatesAs): SchemaResult<unknown> | Promise<SchemaResult<unknown>> =>
      this.#standard!['~standard'].validate(this.#fitted(name, named, dates))
    const settle = (result: SchemaResult<unknown>): unknown => {
      if (result.issues === undefined) return result.value
      throw argumentError(name, issuesText(result.issues, named, this.json))
    }
    // By a JSON Schema that somebody else wrote, a date may be text or a `Date`.
    const again = (result: SchemaResult<unknown>): unknown => {
      if (result.issues === undefined || !this.#isGiven) return settle(result)
      const second = validate('instant')
      const better = (other: SchemaResult<unknown>): unknown =>
        settle(other.issues === undefined ? other : result)
      return isThenable(second) ? second.then(better) : better(second)
    }
    const result = validate('text')
    return isThenable(result) ? result.then(again) : again(result)
  }

  /** Arguments with the values of JavaScript that the schema asks for. */
  #fitted(name: string, named: Record<string, unknown>, dates: DatesAs): unknown {
    if (this.json === undefined) return named
    let fitting = this.#fittings.get(dates)
    if (fitting === undefined) {
      fitting = new Fitting(this.json, dates)
      this.#fittings.set(dates, fitting)
    }
    const fitted = fitting.fit(named)
    if (fitted instanceof Mismatch) throw this.#wrongArgument(name, fitted)
    return fitted
  }

  /** Checks a result, and marks its floats. */
  checkResult(name: string, value: unknown): unknown {
    if (this.#validator !== undefined) {
      const checked = this.#validator.validate(value)
      if (!(checked instanceof Mismatch)) return checked
      throw new TypeError(`${pathText(`result of ${name}()`, checked.path)} ${checked.message}`)
    }
    const settle = (result: SchemaResult<unknown>): unknown => {
      if (result.issues === undefined) {
        return this.json === undefined ? result.value : markFloats(result.value, this.json)
      }
      const [issue] = result.issues
      const path = formatIssuePath(issue?.path)
      throw new TypeError(
        `result of ${name}()${path === '' ? '' : ` at ${path}`}: ${shortened(issue?.message ?? '')}`,
      )
    }
    const result = this.#standard!['~standard'].validate(value)
    return isThenable(result) ? result.then(settle) : settle(result)
  }

  #wrongArgument(name: string, { path, message }: Mismatch): TypeError {
    const [argument, ...rest] = path
    const parameter = this.signature().parameters.find((one) => one.name === argument)
    const shownName = parameter?.pythonName ?? String(argument)
    return argument === undefined
      ? argumentError(name, `arguments: ${message}`)
      : argumentError(name, `argument '${pathText(shownName, rest)}' ${message}`)
  }
}

function mentionsPatterns(json: JsonSchema | undefined): boolean {
  const seen = new Set<unknown>()
  const open: unknown[] = [json]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    if ('pattern' in part || 'patternProperties' in part) return true
    open.push(...Object.values(part))
  }
  return false
}

/** The JSON Schema that a library tells. Without one nobody knows the arguments of a tool. */
function toldBy(schema: StandardSchema, side: SchemaSide): JsonSchema | undefined {
  const { vendor } = schema['~standard']
  const instead = `give the JSON Schema beside it, as ${side}Schema`
  let json: JsonSchema | undefined
  try {
    json = jsonSchemaOf(schema, side)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `${side}: ${vendor} cannot tell the JSON Schema of it (${reason}): ${instead}`
    throw new MontyUsageError(message, 'MONTY_USAGE', error)
  }
  if (json !== undefined || side === 'output') return json
  throw new MontyUsageError(
    `${side}: this schema of ${vendor} cannot tell its JSON Schema, which says what the arguments are called: ${instead}${adviceFor(vendor)}`,
  )
}

/** What else there is to do, by library. */
function adviceFor(vendor: string): string {
  if (vendor === 'valibot') return ', or install @valibot/to-json-schema'
  return vendor === 'zod' ? ', or use a schema of Zod 4 (of zod, and not zod/mini)' : ''
}

function pathText(root: string, path: SchemaPath): string {
  return path.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : `.${step}`),
    root,
  )
}
