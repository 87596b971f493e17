import { NATIVE_KEYWORD, type NativeKind } from './native.js'

// JSON Schemas of this package for types that libraries of schemas cannot convert: each library has
// a hook for such types, and calls it for each part of a schema.

type Json = Record<string, unknown>

/** Converts a part to JSON Schema with the library that calls the hook. */
type Convert = (part: unknown) => Json | undefined

const about = (kind: NativeKind, json: Json): Json => ({ ...json, [NATIVE_KEYWORD]: kind })

const dates = (): Json => about('Date', { type: 'string', format: 'date-time' })
const integers = (): Json => about('bigint', { type: 'integer' })
const sets = (items: Json | undefined): Json =>
  about('Set', { type: 'array', uniqueItems: true, ...(items && { items }) })
const maps = (keys: Json | undefined, values: Json | undefined): Json =>
  about('Map', {
    type: 'object',
    ...(values && { additionalProperties: values }),
    ...(keys && { propertyNames: keys }),
  })

/** Maximum nesting of sets and maps: schemas that contain themselves have no end. */
const MAX_DEPTH = 8
let depth = 0

/**
 * Converts a part on its own. A result with references is dropped: they resolve in the whole schema
 * only.
 */
function inner(convert: Convert, part: unknown): Json | undefined {
  if (part === undefined || depth >= MAX_DEPTH) return undefined
  depth++
  try {
    const { $schema: _, ...json } = convert(part) ?? {}
    return JSON.stringify(json).includes('"$ref"') ? undefined : json
  } catch {
    return undefined
  } finally {
    depth--
  }
}

/** Hook for Zod: changes the JSON Schema of a part in place. */
export function overrideZod(convert: Convert): (context: ZodContext) => void {
  return ({ zodSchema, jsonSchema }) => {
    const { type, valueType, keyType, coerce } = zodSchema['_zod'].def
    switch (type) {
      case 'date':
        // A schema that coerces accepts text and numbers as well.
        Object.assign(jsonSchema, coerce === true ? { anyOf: [dates(), ...COERCED] } : dates())
        break
      case 'bigint':
        Object.assign(
          jsonSchema,
          coerce === true ? { anyOf: [integers(), ...COERCED] } : integers(),
        )
        break
      case 'set':
        Object.assign(jsonSchema, sets(inner(convert, valueType)))
        break
      case 'map':
        Object.assign(jsonSchema, maps(inner(convert, keyType), inner(convert, valueType)))
        break
    }
  }
}

const COERCED: readonly Json[] = [{ type: 'string' }, { type: 'number' }]

interface ZodContext {
  readonly zodSchema: {
    readonly _zod: {
      readonly def: {
        readonly type: string
        readonly valueType?: unknown
        readonly keyType?: unknown
        readonly coerce?: boolean
      }
    }
  }
  readonly jsonSchema: Json
}

/** Hook for Valibot: returns the JSON Schema of a part, instead of the library's. */
export function overrideValibot(convert: Convert): (context: ValibotContext) => Json | undefined {
  return ({ valibotSchema: { type, key, value } }) => {
    switch (type) {
      case 'date':
        return dates()
      case 'bigint':
        return integers()
      case 'set':
        return sets(inner(convert, value))
      case 'map':
        return maps(inner(convert, key), inner(convert, value))
      default:
        return undefined
    }
  }
}

interface ValibotContext {
  readonly valibotSchema: {
    readonly type: string
    readonly key?: unknown
    readonly value?: unknown
  }
}

/** Hooks for ArkType: schemas for types that it cannot convert; others are left out. */
export const ARKTYPE_FALLBACK: Readonly<Record<string, (context: ArkContext) => unknown>> = {
  date: dates,
  domain: ({ domain, base }) => (domain === 'bigint' ? integers() : base),
  proto: ({ proto, base }) => {
    switch (proto?.name) {
      case 'Date':
        return dates()
      case 'Set':
        return sets(undefined)
      case 'Map':
        return maps(undefined, undefined)
      default:
        return base
    }
  },
  default: ({ base }) => base,
}

interface ArkContext {
  readonly base: unknown
  readonly domain?: string
  readonly proto?: { readonly name?: string }
}
