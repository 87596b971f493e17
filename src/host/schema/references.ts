import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'

/** The definitions of a schema document, found by JSON pointer. */
export class References {
  readonly #root: JsonSchema
  readonly #found = new Map<string, JsonSchema | undefined>()

  constructor(root: JsonSchema) {
    this.#root = root
  }

  /** What `$ref` points to in this document; `undefined` when there is nothing there. */
  find(reference: string): JsonSchema | undefined {
    if (!this.#found.has(reference)) this.#found.set(reference, this.#look(reference))
    return this.#found.get(reference)
  }

  /** The schema behind a chain of `$ref`s; `undefined` when the chain leads nowhere. */
  resolve(schema: JsonSchema): JsonSchema | undefined {
    const seen = new Set<string>()
    let current: JsonSchema | undefined = schema
    while (typeof current === 'object' && typeof current.$ref === 'string') {
      if (seen.has(current.$ref)) return undefined
      seen.add(current.$ref)
      current = this.find(current.$ref)
    }
    return current
  }

  #look(reference: string): JsonSchema | undefined {
    if (reference === '#') return this.#root
    if (!reference.startsWith('#')) return undefined
    if (!reference.startsWith('#/')) return this.#byAnchor(reference.slice(1))
    let current: unknown = this.#root
    for (const part of reference.slice(2).split('/')) {
      const key = unescaped(part)
      if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) {
        return undefined
      }
      current = (current as Record<string, unknown>)[key]
    }
    return asSchema(current)
  }

  #byAnchor(anchor: string): JsonSchema | undefined {
    if (typeof this.#root === 'boolean') return undefined
    const { $defs = {}, definitions = {} } = this.#root
    return [...Object.values($defs), ...Object.values(definitions)].find(
      (schema): schema is JsonSchemaObject =>
        typeof schema === 'object' &&
        (schema['$anchor'] === anchor || schema['$id'] === `#${anchor}`),
    )
  }
}

function asSchema(value: unknown): JsonSchema | undefined {
  if (typeof value === 'boolean') return value
  return typeof value === 'object' && value !== null ? (value as JsonSchemaObject) : undefined
}

function unescaped(part: string): string {
  let text = part
  try {
    text = decodeURIComponent(part)
  } catch {
    // A stray percent sign is itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}
