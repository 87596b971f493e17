import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'

export function hasOwnShape(schema: JsonSchemaObject): boolean {
  return schema.properties !== undefined && Object.keys(schema.properties).length > 0
}

export function isClosedObject(schema: JsonSchemaObject): boolean {
  const { type, additionalProperties, patternProperties } = schema
  return (
    (type === undefined || type === 'object') &&
    hasOwnShape(schema) &&
    schema.anyOf === undefined &&
    schema.oneOf === undefined &&
    patternProperties === undefined &&
    additionalProperties !== true &&
    typeof additionalProperties !== 'object'
  )
}

export function impliedType(schema: JsonSchemaObject): string | undefined {
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object'
  return schema.items !== undefined || schema.prefixItems !== undefined ? 'array' : undefined
}

export function hasDefault(schema: JsonSchema): boolean {
  return typeof schema === 'object' && 'default' in schema
}

export function isNull(schema: JsonSchema): boolean {
  return typeof schema === 'object' && schema.type === 'null'
}

const TYPE_KEYWORDS = [
  'type',
  '$ref',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'allOf',
  'properties',
  'items',
]

/** Whether a schema does not determine types, such as one with a description only. */
export function isUntyped(schema: JsonSchema): boolean {
  return (
    schema === true || (typeof schema === 'object' && !TYPE_KEYWORDS.some((one) => one in schema))
  )
}
