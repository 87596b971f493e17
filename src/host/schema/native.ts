import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'

/** JavaScript values that JSON lacks, and that schemas of libraries can describe. */
export type NativeKind = 'Date' | 'bigint' | 'Map' | 'Set'

/**
 * The keyword for such a value while a library converts a schema: libraries copy schemas as JSON,
 * which drops symbols.
 */
export const NATIVE_KEYWORD = 'x-monty-node-native'

/** Symbols, so that they are not serialized with the JSON Schema. */
const native: unique symbol = Symbol('monty-node.native')
const definitionName: unique symbol = Symbol('monty-node.definitionName')

interface Marked {
  [native]?: NativeKind
  [definitionName]?: string
}

/** The JavaScript value that a schema describes; `undefined` for JSON values. */
export function nativeOf(schema: JsonSchema | undefined): NativeKind | undefined {
  return typeof schema === 'object' ? (schema as Marked)[native] : undefined
}

/** The name that a library gave to the whole schema. */
export function definitionNameOf(schema: JsonSchemaObject): string | undefined {
  return (schema as Marked)[definitionName]
}

export function nameDefinition(schema: JsonSchema | undefined, name: unknown): void {
  if (typeof schema !== 'object' || typeof name !== 'string' || name === '') return
  ;(schema as Marked)[definitionName] = name
}

/**
 * Replaces the keyword by the symbol everywhere in a schema, and removes bounds that are no
 * numbers.
 */
export function markNative(schema: unknown): void {
  const seen = new Set<unknown>()
  const open: unknown[] = [schema]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    markOne(part as Record<string, unknown> & Marked)
    open.push(...Object.values(part))
  }
}

function markOne(part: Record<string, unknown> & Marked): void {
  const kind = part[NATIVE_KEYWORD]
  if (typeof kind !== 'string') return
  delete part[NATIVE_KEYWORD]
  part[native] = kind as NativeKind
  // A bound that is a date is no number; the library checks it.
  for (const bound of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']) {
    if (typeof part[bound] === 'string') delete part[bound]
  }
}
