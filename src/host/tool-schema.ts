import type { CallRequest } from '../core/contract/host-call.js'
import { isThenable } from '../core/drive/calls.js'
import { MontyUsageError } from '../core/errors.js'
import type { Sliced } from '../core/wire/sliced.js'
import { argumentError } from './arguments.js'
import type { JsonSchema } from './json-schema.js'
import { Mismatch, type SchemaPath } from './schema/mismatch.js'
import { paced } from './schema/pace.js'
import { hasFewParts, MAX_PARTS, PartCount } from './schema/size.js'
import { Validator } from './schema/validate.js'
import { type DatesAs, Fitting } from './schema/fit.js'
import { around, isInside } from './schema/around.js'
import { issuesText, shortened, stepsOf } from './schema/issues.js'
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

/** Arguments with no more parts than this are checked without slices. */
const AT_ONCE = 5_000
/** Arguments above this size are counted without trying the quick check first. */
const SMALL_KIB = 64
/** Arguments above this size are counted in slices from the start. */
const LARGE_KIB = 4 * 1024
/** Below this bound on parts even arguments that pass the quick check may be too many. */
const FEWEST = 100
/**
 * A library cannot validate in slices: more parts than this would block the event loop for too
 * long.
 */
const LIBRARY_PARTS = 200_000
/** Above this number of parts, wrong ones are looked for before a library validates. */
const LONG_FOR_LIBRARY = 40_000

/** One side of a tool: its schema of either kind, and its JSON Schema. */
export class ToolSchema {
  readonly json: JsonSchema | undefined
  readonly #standard: StandardSchema | undefined
  readonly #validator: Validator | undefined
  /** Finds the first wrong part of large arguments, for a library. */
  #finder: Validator | undefined
  /** Whether the JSON Schema was given beside a library's schema. */
  readonly #isGiven: boolean
  /** Maximum number of parts that a library's schema validates. */
  readonly #maxParts: number
  readonly #fittings = new Map<DatesAs, Fitting>()
  #signature: Signature | undefined
  #hasPatterns: boolean | undefined

  constructor(
    schema: StandardSchema | JsonSchema,
    side: SchemaSide,
    json: JsonSchema | undefined,
    maxParts = LIBRARY_PARTS,
  ) {
    checkSchema(schema, side)
    this.#maxParts = maxParts
    this.#isGiven = json !== undefined
    if (json !== undefined) checkSchema(json, `${side}Schema`)
    if (isStandardSchema(schema)) {
      this.#standard = schema
      this.json = json ?? libraryJsonSchema(schema, side)
    } else {
      this.json = json ?? schema
      this.#validator = new Validator(schema, {
        floats: side === 'output',
        dates: side === 'output',
      })
    }
  }

  /** Whether the side was given as JSON Schema, so that no library validates it. */
  get isJsonSchema(): boolean {
    return this.#validator !== undefined
  }

  /** Whether the schema has regular expressions, which may be slow. */
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

  /**
   * Checks named arguments. Returns a promise when that takes long: large arguments are checked in
   * slices, where slices are available.
   */
  checkArguments(call: CallRequest, named: Record<string, unknown>): unknown {
    const { name, kib = 0, inSlices } = call
    // For large arguments the quick check takes as long as counting.
    if (kib > SMALL_KIB || !hasFewParts(named) || this.#maxParts < FEWEST) {
      if (kib > LARGE_KIB && inSlices !== undefined) return inSlices(this.#checkLarge(name, named))
      const count = new PartCount(named)
      const isMore = count.goOn(inSlices === undefined ? Infinity : AT_ONCE)
      if (inSlices !== undefined && (isMore || count.parts > AT_ONCE)) {
        return inSlices(this.#checkInSlices(name, named, count))
      }
      this.#checkSize(name, count)
    }
    if (this.#validator === undefined)
      return this.#checkByLibrary(name, named, this.#fitted(name, named, 'text'))
    return this.#good(name, this.#validator.validate(this.#fitted(name, named, 'instant')))
  }

  /** Even to list the names of an object's members may take long. */
  *#checkLarge(name: string, named: Record<string, unknown>): Sliced<unknown> {
    yield
    return yield* this.#checkInSlices(name, named, new PartCount(named))
  }

  *#checkInSlices(name: string, named: Record<string, unknown>, count: PartCount): Sliced<unknown> {
    while (count.goOn(AT_ONCE)) yield
    this.#checkSize(name, count)
    const fitting = this.#fittingFor(this.#validator === undefined ? 'text' : 'instant')
    const fitted =
      fitting === undefined
        ? named
        : this.#good(name, yield* paced((pace) => fitting.fit(named, pace)))
    if (this.#validator !== undefined)
      return this.#good(name, yield* this.#validator.validateInSlices(fitted))
    if (count.parts > LONG_FOR_LIBRARY) yield* this.#refuseByPart(name, named, fitted)
    return this.#checkByLibrary(name, named, fitted)
  }

  /**
   * Refuses large arguments with a wrong part. The JSON Schema of the library finds the first one, and the library says
   * what is wrong with that part alone: it would tell all wrong parts, which takes ten times as long as when all are
   * right. Where the two do not agree, the library decides about the whole.
   */
  *#refuseByPart(name: string, named: Record<string, unknown>, fitted: unknown): Sliced<void> {
    if (this.json === undefined) return
    this.#finder ??= new Validator(this.json)
    const found = yield* this.#finder.validateInSlices(fitted)
    if (!(found instanceof Mismatch)) return
    const { value, path } = around(fitted, found.path)
    if (path.length === 0) return
    const result = this.#standard!['~standard'].validate(value)
    if (isThenable(result)) return void result.then(undefined, () => {})
    const issues = result.issues?.filter((issue) => isInside(stepsOf(issue), path)) ?? []
    if (issues.length > 0) throw argumentError(name, issuesText(issues, named, this.json))
  }

  #checkSize(name: string, { parts }: PartCount): void {
    if (parts > MAX_PARTS) throw argumentError(name, 'was given arguments with too many parts')
    if (this.#validator !== undefined || parts <= this.#maxParts) return
    const { vendor } = this.#standard!['~standard']
    throw argumentError(
      name,
      `was given arguments with more than ${this.#maxParts} parts, which ${vendor} would take too long to check: pass fewer at a time`,
    )
  }

  #checkByLibrary(name: string, named: Record<string, unknown>, fitted: unknown): unknown {
    const validate = (value: unknown): SchemaResult<unknown> | Promise<SchemaResult<unknown>> =>
      this.#standard!['~standard'].validate(value)
    const settle = (result: SchemaResult<unknown>): unknown => {
      if (result.issues === undefined) return result.value
      throw argumentError(name, issuesText(result.issues, named, this.json))
    }
    // With a separate JSON Schema a date may be text or a `Date`: if the library rejects the text,
    // it is given the `Date`.
    const again = (result: SchemaResult<unknown>): unknown => {
      if (result.issues === undefined || !this.#isGiven) return settle(result)
      const second = validate(this.#fitted(name, named, 'instant'))
      const better = (other: SchemaResult<unknown>): unknown =>
        settle(other.issues === undefined ? other : result)
      return isThenable(second) ? second.then(better) : better(second)
    }
    const result = validate(fitted)
    return isThenable(result) ? result.then(again) : again(result)
  }

  /** The arguments with the JavaScript values that the schema asks for. */
  #fitted(name: string, named: Record<string, unknown>, dates: DatesAs): unknown {
    const fitting = this.#fittingFor(dates)
    return fitting === undefined ? named : this.#good(name, fitting.fit(named))
  }

  #fittingFor(dates: DatesAs): Fitting | undefined {
    if (this.json === undefined) return undefined
    let fitting = this.#fittings.get(dates)
    if (fitting === undefined) {
      fitting = new Fitting(this.json, dates)
      this.#fittings.set(dates, fitting)
    }
    return fitting
  }

  #good(name: string, checked: unknown): unknown {
    if (checked instanceof Mismatch) throw this.#wrongArgument(name, checked)
    return checked
  }

  /** Validates a result, and marks its floats. */
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

/** The JSON Schema from a library. Without one the names of a tool's arguments are unknown. */
function libraryJsonSchema(schema: StandardSchema, side: SchemaSide): JsonSchema | undefined {
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

/** Further advice by library. */
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
