import { MontyUsageError } from '../../core/errors.js'
import { isPythonName } from '../../core/python-names.js'
import type { JsonSchema, JsonSchemaObject } from '../../host/json-schema.js'

/** One version of a script. */
export interface Script {
  /** What programs import it by. */
  readonly name: string
  /** From 1 on. */
  readonly version: number
  readonly code: string
  /** What it does, for whoever looks for one. */
  readonly description: string
  /** The JSON Schema of its variables, an object. */
  readonly inputs: JsonSchema
  /** Whether programs may run it. */
  readonly isApproved: boolean
  /** When it was saved, in ms since the epoch. */
  readonly savedAt: number
}

/** The rest of a script besides its name and its code. */
export interface ScriptDetails {
  /** What it does. Default `''`. */
  description?: string
  /** The JSON Schema of its variables, an object with properties. Default: it has none. */
  inputs?: JsonSchema
  /** Whether programs may run it at once. Default `true`. */
  approved?: boolean
}

export const NO_INPUTS: JsonSchema = { type: 'object', properties: {}, additionalProperties: false }

export function checkScriptName(name: unknown): string {
  if (typeof name === 'string' && isPythonName(name) && name.length <= 80) return name
  throw new MontyUsageError(
    `${JSON.stringify(name)} is no name for a script: programs import it by it`,
  )
}

/** The names of a script's variables. */
export function inputNames(inputs: JsonSchema): string[] {
  const { properties = {} }: JsonSchemaObject = typeof inputs === 'object' ? inputs : {}
  return Object.keys(properties)
}

const TYPES: Readonly<Record<string, JsonSchema>> = {
  str: { type: 'string' },
  int: { type: 'integer' },
  float: { type: 'number' },
  bool: { type: 'boolean' },
  list: { type: 'array' },
  dict: { type: 'object' },
}

/** The schema of variables that are told by the names of their types, as a model tells them. */
export function schemaOfTypes(types: Readonly<Record<string, string>>): JsonSchema {
  const properties = Object.entries(types).map(([name, type]): [string, JsonSchema] => {
    if (!isPythonName(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a variable`)
    if (!Object.hasOwn(TYPES, type)) {
      throw new TypeError(`the type of ${name} must be one of ${Object.keys(TYPES).join(', ')}`)
    }
    return [name, TYPES[type]!]
  })
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: Object.keys(types),
    additionalProperties: false,
  }
}
