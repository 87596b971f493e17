import { nodeCrypto } from '../../core/node.js'
import { type Sliced, Stretch } from '../../core/wire/sliced.js'

/** Number of values that are processed before a pause is possible. */
const STRETCH = 500
/** JavaScript compares longer texts in a set by their lengths first, and then in full. */
const LONG_TEXT = 4_096
/** Number of UTF-16 units of a text that are hashed at once. */
const TEXT_STRETCH = 512 * 1024

/** Whether an array has duplicate items. Compares keys, as pairs would be too many. */
export function hasDuplicates(array: readonly unknown[]): boolean {
  const keys = new Set<unknown>()
  for (const item of array) keys.add(jsonKey(item))
  return keys.size < array.length
}

/** {@link hasDuplicates} in slices. */
export function* hasDuplicatesInSlices(array: readonly unknown[]): Sliced<boolean> {
  const keys = new Set<unknown>()
  const stretch = new Stretch(STRETCH)
  for (const item of array) {
    keys.add(isShort(item) ? scalarKey(item) : yield* jsonKeyInSlices(item))
    if (stretch.isOver()) yield
  }
  return keys.size < array.length
}

/**
 * Whether a value's key is computed at once. Numbers get text keys, as sets hash numbers by their
 * integer parts.
 */
const isShort = (value: unknown): boolean =>
  typeof value === 'string' ? value.length < LONG_TEXT : !hasParts(value)

/** A text that is equal for two JSON values if, and only if, they are equal. */
function jsonKey(value: unknown): string {
  if (typeof value === 'string' && value.length >= LONG_TEXT) return digestNow(value)
  if (!hasParts(value)) return scalarKey(value)
  if (Array.isArray(value)) return arrayKey(value.map(jsonKey))
  return recordKey(Object.entries(value).map(([name, item]) => memberKey(name, jsonKey(item))))
}

/** {@link jsonKey} in slices. */
function* jsonKeyInSlices(value: unknown): Sliced<string> {
  if (typeof value === 'string' && value.length >= LONG_TEXT) return yield* digestOf(value)
  if (!hasParts(value)) return scalarKey(value)
  const isArray = Array.isArray(value)
  const keys: string[] = []
  const stretch = new Stretch(STRETCH)
  for (const name of isArray ? value.keys() : Object.keys(value)) {
    const item: unknown = (value as Record<string, unknown>)[name as string]
    const key = isShort(item) ? scalarKey(item) : yield* jsonKeyInSlices(item)
    keys.push(isArray ? key : memberKey(name as string, key))
    if (stretch.isOver()) yield
  }
  return isArray ? arrayKey(keys) : recordKey(keys)
}

const hasParts = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)

function scalarKey(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  // Hexadecimal, as formatting a huge int in decimal takes seconds.
  if (typeof value === 'bigint') return value.toString(16)
  // A BigInt of the same value has the same text, and is slow to create.
  if (Number.isSafeInteger(value)) return (value as number).toString(16)
  if (typeof value === 'number')
    return Number.isInteger(value) ? BigInt(value).toString(16) : `=${value}`
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value
    return `<${digestOfBytes(Buffer.from(buffer, byteOffset, byteLength))}>`
  }
  return String(value)
}

const arrayKey = (keys: readonly string[]): string => `[${keys.join(',')}]`
const memberKey = (name: string, key: string): string => `${JSON.stringify(name)}:${key}`
const recordKey = (members: readonly string[]): string => `{${members.toSorted().join(',')}}`

const digestOfBytes = (bytes: Uint8Array): string => nodeCrypto().hash('sha256', bytes, 'base64url')

const digestNow = (text: string): string => `#${digestOfBytes(Buffer.from(text, 'utf16le'))}`

function* digestOf(text: string): Sliced<string> {
  const digest = nodeCrypto().createHash('sha256')
  for (let at = 0; at < text.length; at += TEXT_STRETCH) {
    digest.update(text.slice(at, at + TEXT_STRETCH), 'utf16le')
    yield
  }
  return `#${digest.digest('base64url')}`
}
