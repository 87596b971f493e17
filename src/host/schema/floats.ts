import type { JsonSchema } from '../json-schema.js'
import { Mismatch } from './mismatch.js'
import { Validator } from './validate.js'

/**
 * A value that another library has checked, with floats where its schema says `number`. What does
 * not fit the schema stays as it is.
 */
export function markFloats(value: unknown, schema: JsonSchema): unknown {
  const marked = new Validator(schema, { floats: true }).validate(value)
  return marked instanceof Mismatch ? value : marked
}
