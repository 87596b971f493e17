import type { JsonSchema } from '../json-schema.js'
import { Mismatch } from './mismatch.js'
import { Validator } from './validate.js'

/**
 * Marks floats in a value that another library has validated, where its schema says `number`. A
 * value that does not fit the schema is left as it is.
 */
export function markFloats(value: unknown, schema: JsonSchema): unknown {
  const marked = new Validator(schema, { floats: true }).validate(value)
  return marked instanceof Mismatch ? value : marked
}
