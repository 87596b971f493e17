import { MontyUsageError } from '../../core/errors.js'
import { isPythonName } from '../../core/python-names.js'
import type { JsonSchema, JsonSchemaObject } from '../../host/json-schema.js'

/** One version of a script. */
export interface Script {
  /** Name that programs import. */
  readonly name: string
  /** Version number, from 1. */
  readonly version: number
  readonly code: string
  /** Description, used in search. */
  readonly description: string
  /** JSON Schema of the variables, an object. */
  readonly inputs: JsonSchema
  /** Whether programs may run this version. */
  readonly isApproved: boolean
  /** Time of saving, in ms since the epoch. */
  readonly savedAt: number
}

/** Details of a script besides its name and its code. */
export interface ScriptDetails {
  /** Description. Default `''`. */
  description?: string
  /** JSON Schema of the variables, an object with properties. Default: no variables. */
  inputs?: JsonSchema
  /** Whether programs may run the version at once. Default `true`. */
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

/** The schema of variables given by the Python names of their types, as a model writes them. */
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
