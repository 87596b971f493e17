import { PyFloat } from '../../core/values/index.js'
import { setOwn } from '../../core/wire/own.js'
import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { isMap } from '../../core/realm.js'

/** Whether a value is of a JSON type. */
export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' || value instanceof PyFloat
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value)
    case 'null':
      return isNothing(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isRecord(value)
    default:
      return true
  }
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}

/**
 * Whether a value is a plain object, or a dict that was decoded as a `Map` and has string keys
 * only.
 */
export function isRecord(value: unknown): value is Record<string, unknown> | Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  if (isMap(value)) {
    for (const key of value.keys()) if (typeof key !== 'string') return false
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Converts a record to an object. */
export function recordOf(
  value: Record<string, unknown> | Map<string, unknown>,
): Record<string, unknown> {
  if (!isMap(value)) return value
  const record: Record<string, unknown> = {}
  for (const [name, item] of value) setOwn(record, name, item)
  return record
}

/** Whether a record has a member with a value other than `undefined`. */
export function has(record: Record<string, unknown>, name: string): boolean {
  return Object.hasOwn(record, name) && record[name] !== undefined
}

export function hasDefault(schema: JsonSchema | undefined): schema is JsonSchemaObject {
  return typeof schema === 'object' && 'default' in schema
}
