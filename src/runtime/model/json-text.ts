import { isBytes, isMap, isSet } from '../../core/realm.js'
import { intText } from '../../core/values/int-text.js'

/** Longest int that Python converts to text by default, in digits. */
const MAX_DIGITS = 4_300
/** Deeper values are written as `...`, because parsers could not read them. */
const MAX_DEPTH = 900
/** Parts written of one value, which bounds values that share parts repeatedly. */
const MAX_PARTS = 1_000_000
const CHUNK = 64 * 1024

/**
 * A whole value as JSON text, with exact ints; `undefined` when it is longer than `maxBytes`, or has more than a
 * million parts. The text is written in one pass, without an intermediate structure.
 */
export function jsonText(value: unknown, maxBytes: number): string | undefined {
  const writer = new TextWriter(maxBytes)
  writer.value(value, 0)
  return writer.text
}

class TextWriter {
  readonly #maxBytes: number
  readonly #chunks: string[] = []
  #chunk = ''
  #length = 0
  #parts = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get #isOver(): boolean {
    return this.#length > this.#maxBytes || this.#parts > MAX_PARTS
  }

  get text(): string | undefined {
    if (this.#isOver) return undefined
    const text = this.#chunks.join('') + this.#chunk
    return Buffer.byteLength(text) <= this.#maxBytes ? text : undefined
  }

  #write(text: string): void {
    this.#length += text.length
    this.#chunk += text
    if (this.#chunk.length < CHUNK) return
    this.#chunks.push(this.#chunk)
    this.#chunk = ''
  }

  value(value: unknown, depth: number): void {
    this.#parts++
    if (this.#isOver) return
    switch (typeof value) {
      case 'string':
        return this.#string(value)
      case 'boolean':
        return this.#write(String(value))
      case 'number':
        return Number.isFinite(value)
          ? this.#write(JSON.stringify(value))
          : this.#string(String(value))
      case 'bigint': {
        const text = intText(value, MAX_DIGITS)
        return /^-?\d+$/.test(text) ? this.#write(text) : this.#string(text)
      }
      case 'object':
        if (value === null) return this.#write('null')
        return depth > MAX_DEPTH ? this.#string('...') : this.#object(value, depth + 1)
      case 'undefined':
        return this.#write('null')
      default:
        return this.#string(`a ${typeof value}`)
    }
  }

  #string(text: string): void {
    // The text cannot fit: do not escape it.
    if (text.length > this.#maxBytes) this.#length = Infinity
    else this.#write(JSON.stringify(text.toWellFormed()))
  }

  #object(value: object, depth: number): void {
    if (Array.isArray(value) || isSet(value)) return this.#items(value, depth)
    if (isBytes(value)) return this.#bytes(value)
    if (isMap(value)) {
      const isByName = [...value.keys()].every((key) => typeof key === 'string')
      return isByName
        ? this.#members(value as ReadonlyMap<string, unknown>, depth)
        : this.#items(value, depth)
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return this.value((value as { toJSON(): unknown }).toJSON(), depth)
    }
    this.#members(Object.entries(value), depth)
  }

  #bytes(bytes: Uint8Array): void {
    if (bytes.length > this.#maxBytes) this.#length = Infinity
    else this.#string(Buffer.from(bytes).toString('base64'))
  }

  #items(items: Iterable<unknown>, depth: number): void {
    let before = '['
    for (const item of items) {
      if (this.#isOver) return
      this.#write(before)
      this.value(item, depth)
      before = ','
    }
    this.#write(before === '[' ? '[]' : ']')
  }

  #members(members: Iterable<readonly [string, unknown]>, depth: number): void {
    let before = '{'
    for (const [name, item] of members) {
      if (this.#isOver) return
      this.#write(`${before}${JSON.stringify(name.toWellFormed())}:`)
      this.value(item, depth)
      before = ','
    }
    this.#write(before === '{' ? '{}' : '}')
  }
}
