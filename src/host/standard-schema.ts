import { MontyUsageError } from '../core/errors.js'
import { requireNear } from '../core/location.js'
import type { JsonSchema } from './json-schema.js'
import { checkJsonSchema } from './schema/check.js'
import { ARKTYPE_FALLBACK, overrideValibot, overrideZod } from './schema/libraries.js'
import { markNative, nameDefinition } from './schema/native.js'

/** A reason why a schema rejects a value. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
}

/** Result of a validation. */
export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/**
 * A schema of any library that implements Standard Schema (Zod, Valibot, ArkType and others), which
 * converts accepted values to `T`.
 */
export interface StandardSchema<T = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly input: unknown; readonly output: T } | undefined
  }
}

/** A side of a schema: the values that it accepts, or the values that it returns. */
export type SchemaSide = 'input' | 'output'

export function isStandardSchema(schema: unknown): schema is StandardSchema {
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) return false
  const standard = (schema as { '~standard'?: unknown })['~standard']
  return (
    typeof standard === 'object' &&
    standard !== null &&
    typeof (standard as { validate?: unknown }).validate === 'function'
  )
}

/** The Standard JSON Schema extension, and the conversion methods of libraries. */
interface Convertible {
  readonly '~standard': {
    readonly vendor: string
    readonly jsonSchema?: Record<SchemaSide, (options: object) => unknown>
  }
  readonly toJSONSchema?: (options: object) => unknown
  readonly toJsonSchema?: (options: object) => unknown
}

/**
 * The JSON Schema of a schema: from the Standard JSON Schema extension, or from the library's own
 * method. `undefined` when the library offers neither. Dates and other values that JSON lacks are
 * marked.
 */
export function jsonSchemaOf(schema: StandardSchema, side: SchemaSide): JsonSchema | undefined {
  const converted = convert(schema, side)
  if (typeof converted === 'boolean') return converted
  if (typeof converted !== 'object' || converted === null) return undefined
  markNative(converted)
  nameDefinition(converted as JsonSchema, metadataOf(schema)?.id)
  return converted as JsonSchema
}

/** The metadata that `.meta()` of Zod set on a schema. */
function metadataOf(schema: Convertible): { id?: unknown } | undefined {
  const { meta } = schema as { meta?: () => { id?: unknown } | undefined }
  return schema['~standard'].vendor === 'zod' && typeof meta === 'function'
    ? meta.call(schema)
    : undefined
}

const TARGET = 'draft-2020-12'

function convert(schema: Convertible, side: SchemaSide): unknown {
  const { vendor, jsonSchema } = schema['~standard']
  if (jsonSchema !== undefined) {
    return jsonSchema[side]({ target: TARGET, libraryOptions: lenientFor(vendor, side) })
  }
  if (typeof schema.toJSONSchema === 'function') {
    return schema.toJSONSchema({ ...lenientFor(vendor, side), io: side })
  }
  if (typeof schema.toJsonSchema === 'function') {
    const source = side === 'input' ? ((schema as { in?: Convertible }).in ?? schema) : schema
    return source.toJsonSchema!(lenientFor('arktype', side))
  }
  return vendor === 'valibot' ? convertValibot(schema, side) : undefined
}

/** Options that convert types without a JSON Schema to a schema that accepts anything. */
function lenientFor(vendor: string, side: SchemaSide): object {
  const part = (inner: unknown): Record<string, unknown> =>
    convert(inner as Convertible, side) as Record<string, unknown>
  if (vendor === 'zod') return { unrepresentable: 'any', override: overrideZod(part) }
  // ArkType has a fallback per construct; it leaves out what it cannot convert.
  return vendor === 'arktype' ? { fallback: ARKTYPE_FALLBACK } : {}
}

/** Valibot's conversion is in a separate package, which may not be installed. */
function convertValibot(schema: Convertible, side: SchemaSide): unknown {
  const name = '@valibot/to-json-schema'
  let library: { toJsonSchema(schema: unknown, options: object): unknown }
  try {
    library = requireNear(name) as typeof library
  } catch {
    return undefined
  }
  const part = (inner: unknown): Record<string, unknown> =>
    convertValibot(inner as Convertible, side) as Record<string, unknown>
  const overrideSchema = overrideValibot(part)
  return library.toJsonSchema(schema, { typeMode: side, errorMode: 'ignore', overrideSchema })
}

/** `filter.tags[2]` */
export function formatIssuePath(path: SchemaIssue['path']): string {
  let text = ''
  for (const step of path ?? []) {
    const key = typeof step === 'object' ? step.key : step
    if (typeof key === 'number') text += `[${key}]`
    else text += text === '' ? String(key) : `.${String(key)}`
  }
  return text
}

/** Refuses a value that is neither kind of schema. */
export function checkSchema(schema: unknown, name: string): void {
  if (isStandardSchema(schema) || typeof schema === 'boolean') return
  if (isObject(schema)) return checkPlainSchema(schema, name)
  throw new MontyUsageError(
    `${name} must be a JSON Schema or a schema that speaks Standard Schema (Zod, Valibot, ArkType, …)`,
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Refuses an object that looks like a list of properties, and mistakes in schemas. */
function checkPlainSchema(schema: Readonly<Record<string, unknown>>, name: string): void {
  const keywords = Object.keys(schema)
  const says = keywords.some((keyword) => keyword.startsWith('$') || KEYWORDS.has(keyword))
  if (keywords.length > 0 && !says) {
    throw new MontyUsageError(
      `${name} says nothing as a JSON Schema: what it is about goes into properties, as in { type: 'object', properties: { ${keywords[0]}: … } }`,
    )
  }
  checkJsonSchema(schema, name)
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'type title description default examples enum const format nullable deprecated ' +
    'properties required additionalProperties patternProperties propertyNames minProperties ' +
    'maxProperties items prefixItems additionalItems contains minItems maxItems uniqueItems ' +
    'minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'anyOf oneOf allOf not if then else definitions readOnly writeOnly unevaluatedProperties'
  ).split(' '),
)
