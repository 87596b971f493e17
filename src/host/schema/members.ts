import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import type { Conjunction } from './alternatives.js'
import { patternOf } from './pattern.js'
import { hasDefault } from './kinds.js'
import { nativeOf, type NativeKind } from './native.js'
import { temporalFormat } from './temporal.js'

/** Whether a part of a schema may ask for another value than the one that Python gives. */
export function asksForMore(part: JsonSchemaObject): boolean {
  if (nativeOf(part) !== undefined || temporalFormat(part) !== undefined) return true
  const { properties, pattern } = part
  // A pattern may describe dates; an object may have optional parts.
  if (typeof pattern === 'string') return true
  return (
    typeof properties === 'object' &&
    Object.keys(properties).some((name) => !isRequired([part], name))
  )
}

export const hasNative = (parts: Conjunction, kind: NativeKind): boolean =>
  parts.some((one) => nativeOf(one) === kind)

export function itemSchemas(parts: Conjunction, index: number): JsonSchema[] {
  return parts.map(({ prefixItems, items, additionalItems }) => {
    const leading = prefixItems ?? (Array.isArray(items) ? (items as JsonSchema[]) : [])
    const rest = Array.isArray(items) ? additionalItems : (items as JsonSchema | undefined)
    return leading[index] ?? rest ?? true
  })
}

/** The number of items that a schema describes one by one. */
export function leadingItems({ prefixItems, items }: JsonSchemaObject): number {
  return prefixItems?.length ?? (Array.isArray(items) ? items.length : 0)
}

export function propertySchemas(name: string, schema: JsonSchemaObject): JsonSchema[] {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema
  const own = Object.hasOwn(properties, name) ? [properties[name]!] : []
  const matching = Object.entries(patternProperties)
    .filter(([pattern]) => patternOf(pattern).test(name))
    .map(([, one]) => one)
  const found = [...own, ...matching]
  return found.length > 0 || additionalProperties === undefined ? found : [additionalProperties]
}

export const describes = ({ properties }: JsonSchemaObject, name: string): boolean =>
  properties !== undefined && Object.hasOwn(properties, name)

export const isRequired = (all: Conjunction, name: string): boolean =>
  all.some(({ required }) => Array.isArray(required) && required.includes(name)) &&
  !all.some((one) => describes(one, name) && hasDefault(one.properties![name]))
