import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../core/values/index.js'
import type { JsonSchemaObject } from '../json-schema.js'
import { nativeOf } from './native.js'
import { dayOf, isDate, readDateTime, readDay, temporalFormat } from './temporal.js'

/**
 * Whether a value that JSON lacks satisfies the schema, such as a date where the schema describes
 * text.
 */
export function standsFor(value: unknown, schema: JsonSchemaObject): boolean {
  if (typeof value !== 'object' || value === null) return false
  const kind = nativeOf(schema)
  if (value instanceof Set) return kind === 'Set'
  if (value instanceof Map) return kind === 'Map'
  const format = temporalFormat(schema)
  if (format === undefined) return false
  if (isDate(value)) {
    return !Number.isNaN(value.getTime()) && (format === 'date-time' || format === 'date')
  }
  switch (format) {
    case 'date-time':
      return value instanceof PyDateTime
    case 'date':
      return value instanceof PyDate
    case 'time':
      return value instanceof PyTime
    case 'duration':
      return value instanceof PyTimeDelta
  }
}

/**
 * Converts a date that a schema describes as text to Python's date; other values are left as they
 * are.
 */
export function pythonDate(value: unknown, schema: JsonSchemaObject): unknown {
  switch (temporalFormat(schema)) {
    case 'date-time':
      // A text that Python's datetime cannot represent exactly stays text.
      return typeof value === 'string' ? (readDateTime(value) ?? value) : value
    case 'date':
      if (isDate(value)) return dayOf(value)
      return typeof value === 'string' ? (readDay(value) ?? value) : value
    default:
      return value
  }
}
