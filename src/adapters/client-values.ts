// Values in the service's JSON format, for browsers, which have no classes for Python's values.

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** An error of Python or of the service. */
export class RemoteError extends Error {
  override name = 'RemoteError'
  /** The code of the failure, such as `'MONTY_RUNTIME'`; `undefined` for a tool's own error. */
  readonly code: string | undefined
  /** The traceback, if there is one. */
  readonly traceback: string | undefined
  /** The fields of the failure. */
  readonly details: unknown

  constructor(message: string, about: { name?: string; code?: string; details?: unknown } = {}) {
    super(message)
    if (about.name !== undefined) this.name = about.name
    this.code = about.code
    this.details = about.details
    const { exception } = (about.details ?? {}) as { exception?: { text?: string } }
    this.traceback = exception?.text
  }
}

/**
 * Decodes a value from the service to JavaScript: a tuple becomes an array, a float a number, a
 * dict with keys other than strings a `Map`, bytes a `Uint8Array`. A value without a counterpart
 * stays an object with its kind as `$`.
 */
export function fromService(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map(fromService)
  if (typeof json['$'] === 'string') return marked(json['$'], json)
  return members(Object.entries(json))
}

function members(entries: ReadonlyArray<readonly [string, Json]>): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, {
      value: fromService(value),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return object
}

function marked(kind: string, json: { [name: string]: Json }): unknown {
  const items = json['items'] as Json[]
  switch (kind) {
    case 'undefined':
      return undefined
    case 'number':
      return json['value'] === '-0' ? -0 : Number(json['value'])
    case 'bigint':
      return json['negative'] === true
        ? -BigInt(json['value'] as string)
        : BigInt(json['value'] as string)
    case 'float':
      return fromService(json['value']!)
    case 'text':
      return String.fromCharCode(...(json['units'] as number[]))
    case 'tuple':
      return items.map(fromService)
    case 'set':
      return new Set(items.map(fromService))
    case 'map':
      return new Map(
        (json['entries'] as Array<[Json, Json]>).map(([key, value]) => [
          fromService(key),
          fromService(value),
        ]),
      )
    case 'object':
      return members(json['entries'] as Array<[string, Json]>)
    case 'bytes':
      return Uint8Array.from(atob(json['base64'] as string), (one) => one.charCodeAt(0))
    case 'date':
      return new Date(fromService(json['ms']!) as number)
    case 'error': {
      const { class: code, name, message } = json as Record<'class' | 'name' | 'message', string>
      const details = fromService(json['details'] ?? null)
      return new RemoteError(message, {
        name,
        ...(code.startsWith('MONTY_') ? { code } : {}),
        details,
      })
    }
    case 'instance':
      return fromService(json['fields']!)
    default:
      return members(Object.entries(json))
  }
}

/** Encodes a value for the service. */
export function toService(value: unknown): Json {
  switch (typeof value) {
    case 'bigint':
      return { $: 'bigint', value: String(value) }
    case 'undefined':
      return { $: 'undefined' }
    case 'number':
      return Number.isFinite(value) ? value : { $: 'number', value: String(value) }
    case 'object':
      return value === null ? null : objectToService(value)
    default:
      return value as Json
  }
}

function objectToService(value: object): Json {
  if (Array.isArray(value)) return value.map(toService)
  if (value instanceof Date) return { $: 'date', ms: value.getTime() }
  if (value instanceof Set) return { $: 'set', items: [...value].map(toService) }
  if (value instanceof Map) {
    return { $: 'map', entries: [...value].map(([key, item]) => [toService(key), toService(item)]) }
  }
  if (value instanceof Uint8Array) {
    return {
      $: 'bytes',
      base64: btoa(Array.from(value, (one) => String.fromCharCode(one)).join('')),
    }
  }
  const entries = Object.entries(value).map(([name, item]): [string, Json] => [
    name,
    toService(item),
  ])
  return Object.hasOwn(value, '$') ? { $: 'object', entries } : Object.fromEntries(entries)
}
