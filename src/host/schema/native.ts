import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'

/** Values of JavaScript that JSON has none of, and that libraries of schemas can be about. */
export type NativeKind = 'Date' | 'bigint' | 'Map' | 'Set'

/**
 * What a part of a JSON Schema says of such a value, while libraries make it: they copy what they are
 * given as JSON, in which a symbol would be lost.
 */
export const NATIVE_KEYWORD = 'x-monty-node-native'

/** A symbol, so that it does not travel with the JSON Schema. */
const native: unique symbol = Symbol('monty-node.native')
const definitionName: unique symbol = Symbol('monty-node.definitionName')

interface Marked {
  [native]?: NativeKind
  [definitionName]?: string
}

/** Which value of JavaScript's own a schema is about; `undefined` for those of JSON. */
export function nativeOf(schema: JsonSchema | undefined): NativeKind | undefined {
  return typeof schema === 'object' ? (schema as Marked)[native] : undefined
}

/** The name that a library has for what the whole schema describes. */
export function definitionNameOf(schema: JsonSchemaObject): string | undefined {
  return (schema as Marked)[definitionName]
}

export function nameDefinition(schema: JsonSchema | undefined, name: unknown): void {
  if (typeof schema !== 'object' || typeof name !== 'string' || name === '') return
  ;(schema as Marked)[definitionName] = name
}

/** Turns the keyword into a mark, wherever it is, and takes what such values have no use for. */
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
  // A bound that is a date is no number, and the library checks it.
  for (const bound of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']) {
    if (typeof part[bound] === 'string') delete part[bound]
  }
}
