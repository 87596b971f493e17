import { MontyUsageError } from '../../core/errors.js'
import { closestNames } from '../../hints/closest.js'
import { patternOf } from './pattern.js'
import { Mismatch } from './mismatch.js'
import { References } from './references.js'
import { Validator } from './validate.js'

const TYPES: readonly string[] = [
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
  'null',
]
/** Names of the types in Python and other languages. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  str: 'string',
  text: 'string',
  int: 'integer',
  float: 'number',
  double: 'number',
  bool: 'boolean',
  dict: 'object',
  list: 'array',
  none: 'null',
}

/** Keywords that contain one schema, a list of schemas, and schemas by name. */
const ONE = ['additionalProperties', 'propertyNames', 'additionalItems', 'contains'].concat([
  'not',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
])
const LISTS = ['prefixItems', 'anyOf', 'oneOf', 'allOf']
const BY_NAME = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']

type Fields = Readonly<Record<string, unknown>>

/** A part of a schema document, and its path. */
type Part = readonly [schema: unknown, path: string]

/**
 * Refuses mistakes in a JSON Schema, which would otherwise accept any value, or show only when
 * Python calls the tool. `name` is the schema's name in errors.
 *
 * @throws MontyUsageError naming the place, and a suggestion
 */
export function checkJsonSchema(schema: Fields, name: string): void {
  const references = new References(schema)
  const validator = new Validator(schema)
  const seen = new Set<unknown>()
  const defaults: Array<readonly [Fields, string]> = []
  const open: Part[] = [[schema, name]]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [value, path] = part
    if (typeof value === 'boolean' || seen.has(value)) continue
    if (!isObject(value)) {
      throw new MontyUsageError(`${path} must be a JSON Schema, such as { type: 'string' }`)
    }
    seen.add(value)
    checkKeywords(value, path)
    checkReference(value, path, schema, references)
    if ('default' in value) defaults.push([value, path])
    open.push(...partsOf(value, path).toReversed())
  }
  // Defaults are checked last, as they need valid references.
  for (const [part, path] of defaults) checkDefault(part, path, validator)
}

function checkDefault(part: Fields, path: string, validator: Validator): void {
  const wrong = validator.validatePart(part['default'], part)
  if (!(wrong instanceof Mismatch)) return
  const place = wrong.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
  throw new MontyUsageError(
    `${path}.default does not fit its own schema: ${path}.default${place.join('')} ${wrong.message}`,
  )
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function checkKeywords(schema: Fields, path: string): void {
  const { type, pattern, patternProperties } = schema
  if (type !== undefined) checkType(type, `${path}.type`)
  if (schema['enum'] !== undefined && !Array.isArray(schema['enum'])) {
    throw new MontyUsageError(`${path}.enum must be an array of values`)
  }
  if (schema['required'] !== undefined) checkRequired(schema, path)
  if (pattern !== undefined) checkPattern(pattern, `${path}.pattern`)
  for (const name of Object.keys(patternProperties ?? {})) {
    checkPattern(name, `${path}.patternProperties`)
  }
}

function checkType(type: unknown, path: string): void {
  for (const one of Array.isArray(type) ? (type as unknown[]) : [type]) {
    if (TYPES.includes(one as string)) continue
    const meant = typeof one === 'string' ? typeLike(one) : undefined
    throw new MontyUsageError(
      `${path} must be one of ${TYPES.join(', ')}, not ${JSON.stringify(one)}${didYouMean(meant)}`,
    )
  }
}

function typeLike(name: string): string | undefined {
  const [closest = ''] = closestNames(name, [...TYPES, ...Object.keys(OTHER_NAMES)])
  return OTHER_NAMES[closest] ?? (closest || undefined)
}

function checkRequired({ required, properties }: Fields, path: string): void {
  if (!Array.isArray(required) || required.some((name) => typeof name !== 'string')) {
    throw new MontyUsageError(
      `${path}.required must be an array of names, beside the properties that they name`,
    )
  }
  if (!isObject(properties)) return
  const names = Object.keys(properties)
  const free = names.filter((name) => !required.includes(name))
  for (const name of required as string[]) {
    if (names.includes(name)) continue
    // The property may be described elsewhere.
    const [meant] = closestNames(name, free, { least: 0.7 })
    if (meant === undefined) continue
    throw new MontyUsageError(
      `${path}.required names ${name}, which is not among the properties${didYouMean(meant)}`,
    )
  }
}

function checkPattern(pattern: unknown, path: string): void {
  try {
    if (typeof pattern !== 'string') throw new TypeError('it is not a string')
    patternOf(pattern)
  } catch (error) {
    throw new MontyUsageError(
      `${path} must be a regular expression of JavaScript: ${(error as Error).message}`,
      'MONTY_USAGE',
      error,
    )
  }
}

function checkReference({ $ref }: Fields, path: string, root: Fields, found: References): void {
  if (typeof $ref !== 'string' || found.find($ref) !== undefined) return
  const known = ['$defs', 'definitions'].flatMap((keyword) =>
    Object.keys(root[keyword] ?? {}).map((name) => `#/${keyword}/${name}`),
  )
  const [meant] = closestNames($ref, known, { least: 0.7 })
  const elsewhere = meant === undefined && !$ref.startsWith('#')
  throw new MontyUsageError(
    elsewhere
      ? `${path}.$ref: there is no ${$ref} in this schema: put what it stands for into $defs, as nothing is fetched`
      : `${path}.$ref: there is no ${$ref}${didYouMean(meant)}`,
  )
}

const didYouMean = (meant: string | undefined): string =>
  meant === undefined ? '' : `: did you mean ${JSON.stringify(meant)}?`

function partsOf(schema: Fields, path: string): Part[] {
  const { items } = schema
  const parts: Part[] = []
  for (const keyword of ONE) {
    if (schema[keyword] !== undefined) parts.push([schema[keyword], `${path}.${keyword}`])
  }
  if (items !== undefined && !Array.isArray(items)) parts.push([items, `${path}.items`])
  for (const keyword of Array.isArray(items) ? [...LISTS, 'items'] : LISTS) {
    const list = schema[keyword]
    if (list === undefined) continue
    if (!Array.isArray(list)) {
      throw new MontyUsageError(`${path}.${keyword} must be an array of JSON Schemas`)
    }
    parts.push(...list.map((one: unknown, at): Part => [one, `${path}.${keyword}[${at}]`]))
  }
  for (const keyword of BY_NAME) {
    const named = schema[keyword]
    if (named === undefined) continue
    if (!isObject(named)) {
      throw new MontyUsageError(`${path}.${keyword} must be an object of JSON Schemas by name`)
    }
    parts.push(
      ...Object.entries(named).map(([one, value]): Part => [value, `${path}.${keyword}.${one}`]),
    )
  }
  return parts
}
