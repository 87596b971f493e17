import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'

/** Base of relative addresses in a document without an address. */
const NOWHERE = 'schema:///'

/** The definitions of a schema document, found by JSON pointer, anchor or `$id`. */
export class References {
  readonly #root: JsonSchema
  readonly #found = new Map<string, JsonSchema | undefined>()
  #resources: ReadonlyMap<string, JsonSchemaObject> | undefined

  constructor(root: JsonSchema) {
    this.#root = root
  }

  /** The target of `$ref` in this document; `undefined` when there is none. */
  find(reference: string): JsonSchema | undefined {
    if (!this.#found.has(reference)) this.#found.set(reference, this.#look(reference))
    return this.#found.get(reference)
  }

  /** Follows a chain of `$ref`s to its schema; `undefined` when the chain leads nowhere. */
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
    if (reference === '#' || reference === '') return this.#root
    if (typeof this.#root === 'boolean') return undefined
    const [document = '', fragment = ''] = splitOnce(reference, '#')
    if (document === '') return this.#inDocument(fragment)
    this.#resources ??= resourcesOf(this.#root)
    const addresses = [
      document,
      ...[...this.#resources.keys()].map((base) => joined(document, base)),
    ]
    for (const address of addresses) {
      const resource = address === undefined ? undefined : this.#resources.get(address)
      if (resource !== undefined) return fragment === '' ? resource : partOf(resource, fragment)
    }
    return undefined
  }

  /** Searches the document itself, then the resources in it. */
  #inDocument(fragment: string): JsonSchema | undefined {
    const here = partOf(this.#root as JsonSchemaObject, fragment)
    if (here !== undefined) return here
    this.#resources ??= resourcesOf(this.#root as JsonSchemaObject)
    for (const resource of this.#resources.values()) {
      const there = partOf(resource, fragment)
      if (there !== undefined) return there
    }
    return undefined
  }
}

/** The parts of a document that have an address of their own, by that address. */
function resourcesOf(root: JsonSchemaObject): Map<string, JsonSchemaObject> {
  const resources = new Map<string, JsonSchemaObject>()
  for (const [part, base] of partsWithBases(root)) {
    const { $id } = part
    if (typeof $id !== 'string' || $id.startsWith('#')) continue
    const address = $id.replace(/#$/, '')
    resources.set(address, part)
    const whole = joined(address, base)
    if (whole !== undefined) resources.set(whole, part)
  }
  return resources
}

/** All parts of a document, and the base of addresses in each. */
function* partsWithBases(root: JsonSchemaObject): Iterable<readonly [JsonSchemaObject, string]> {
  const seen = new Set<unknown>()
  const open: Array<readonly [unknown, string]> = [[root, NOWHERE]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [part, base] = next
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    yield [part as JsonSchemaObject, base]
    const { $id } = part as JsonSchemaObject
    const own = typeof $id === 'string' ? (joined($id, base) ?? base) : base
    for (const inner of Object.values(part)) open.push([inner, own])
  }
}

function joined(address: string, base: string): string | undefined {
  return URL.canParse(address, base) ? new URL(address, base).href : undefined
}

/** The target of a JSON pointer or an anchor. */
function partOf(root: JsonSchemaObject, fragment: string): JsonSchema | undefined {
  if (fragment !== '' && !fragment.startsWith('/')) return byAnchor(root, fragment)
  let current: unknown = root
  for (const part of fragment === '' ? [] : fragment.slice(1).split('/')) {
    const key = unescaped(part)
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) {
      return undefined
    }
    current = (current as Record<string, unknown>)[key]
  }
  return asSchema(current)
}

function byAnchor(root: JsonSchemaObject, anchor: string): JsonSchema | undefined {
  for (const [part] of partsWithBases(root)) {
    if (part['$anchor'] === anchor || part['$dynamicAnchor'] === anchor) return part
    if (part['$id'] === `#${anchor}` || part['id'] === `#${anchor}`) return part
  }
  return undefined
}

function asSchema(value: unknown): JsonSchema | undefined {
  if (typeof value === 'boolean') return value
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as JsonSchemaObject) : undefined
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** Decodes a step of a JSON pointer. */
export function unescaped(part: string): string {
  let text = part
  try {
    text = decodeURIComponent(part)
  } catch {
    // A stray percent sign stands for itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}
