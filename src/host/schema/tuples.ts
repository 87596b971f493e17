import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'

/** Whether each item has a schema of its own and there are no others: a tuple in Python. */
export function isClosedTuple(
  leading: readonly JsonSchema[],
  rest: JsonSchema | undefined,
  { minItems, maxItems }: JsonSchemaObject,
): boolean {
  const isClosed = rest === false || rest === undefined || maxItems === leading.length
  return leading.length > 0 && isClosed && (minItems === undefined || minItems >= leading.length)
}
