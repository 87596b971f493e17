import { isThenable } from '../core/drive/calls.js'
import { MontyUsageError } from '../core/errors.js'
import { argumentError } from './arguments.js'
import type { JsonSchema } from './json-schema.js'
import { Mismatch, type SchemaPath } from './schema/mismatch.js'
import { isTooLarge } from './schema/size.js'
import { Validator } from './schema/validate.js'
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
  #signature: Signature | undefined

  constructor(schema: StandardSchema | JsonSchema, side: SchemaSide, json: JsonSchema | undefined) {
    checkSchema(schema, side)
    if (json !== undefined) checkSchema(json, `${side}Schema`)
    if (isStandardSchema(schema)) {
      this.#standard = schema
      this.json = json ?? jsonSchemaOf(schema, side)
    } else {
      this.json = json ?? schema
      this.#validator = new Validator(schema, { floats: side === 'output' })
    }
  }

  /** The arguments that the schema describes. */
  signature(): Signature {
    this.#signature ??= this.#readSignature()
    return this.#signature
  }

  #readSignature(): Signature {
    // A library that does not tell its schema still checks what it is given, by name.
    if (this.json === undefined) return { parameters: [], isOpen: true, rest: true }
    const signature = signatureOf(this.json)
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
      const checked = this.#validator.validate(named)
      if (checked instanceof Mismatch) throw this.#wrongArgument(name, checked)
      return checked
    }
    const settle = (result: SchemaResult<unknown>): unknown => {
      if (result.issues === undefined) return result.value
      throw argumentError(name, issuesText(result.issues))
    }
    const result = this.#standard!['~standard'].validate(named)
    return isThenable(result) ? result.then(settle) : settle(result)
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
        `result of ${name}()${path === '' ? '' : ` at ${path}`}: ${issue?.message}`,
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

function pathText(root: string, path: SchemaPath): string {
  return path.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : `.${step}`),
    root,
  )
}

/** The first few of a library's complaints. */
function issuesText(
  issues: ReadonlyArray<{ message: string; path?: Parameters<typeof formatIssuePath>[0] }>,
): string {
  return issues
    .slice(0, 3)
    .map(({ message, path }) => {
      const place = formatIssuePath(path)
      return place === '' ? message : `argument '${place}': ${message}`
    })
    .join('; ')
}
