import {
  PyException,
  PyFunction,
  PyModule,
  PyObject,
  PyRepr,
  PyTuple,
  PyType,
} from '../../index.js'

const SHORT = 100
const MAX_DEPTH = 8
const MAX_ITEMS = 1_000
const MAX_PARTS = 50_000
const MAX_CHARACTERS = 100_000

/** Whether a value, such as a function, has only a Python representation. */
export const isPythonOnly = (value: unknown): boolean =>
  value instanceof PyFunction ||
  value instanceof PyType ||
  value instanceof PyModule ||
  value instanceof PyRepr ||
  (value instanceof PyObject && Object.keys(value.fields).length === 0)

/** Formats a value as Python. Long values are broken into lines, and very long ones truncated. */
export const pythonText = (value: unknown): string => new PythonText().text(value, '')

/** The items of a container, and its brackets. */
interface Parts {
  readonly open: string
  readonly close: string
  readonly items: ReadonlyArray<readonly [key: unknown, item: unknown]>
}

function partsOf(value: unknown): Parts | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof PyTuple) return { open: '(', close: ')', items: withoutKeys(value) }
  if (Array.isArray(value)) return { open: '[', close: ']', items: withoutKeys(value) }
  if (value instanceof Set) return { open: '{', close: '}', items: withoutKeys([...value]) }
  if (value instanceof Map) return { open: '{', close: '}', items: [...value] }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined
  return { open: '{', close: '}', items: Object.entries(value) }
}

const withoutKeys = (items: readonly unknown[]): Parts['items'] =>
  items.map((item) => [undefined, item] as const)

class PythonText {
  /** Parts that may still be written: several places may share a large one. */
  #left = MAX_PARTS

  text(value: unknown, indent: string): string {
    const line = this.#oneLine(value, 0)
    if (line.length + indent.length <= SHORT) return line
    const parts = partsOf(value)
    if (parts === undefined || indent.length / 2 >= MAX_DEPTH || this.#left <= 0) return line
    const deeper = `${indent}  `
    const lines = shown(parts.items, ([key, item]) => {
      const before = key === undefined ? '' : `${this.#oneLine(key, 0)}: `
      return `${before}${this.text(item, deeper)}`
    })
    return `${parts.open}\n${lines.map((one) => `${deeper}${one},`).join('\n')}\n${indent}${parts.close}`
  }

  #oneLine(value: unknown, depth: number): string {
    if (--this.#left <= 0) return '...'
    const parts = partsOf(value)
    if (parts === undefined) return this.#leaf(value, depth)
    const { open, close, items } = parts
    if (items.length === 0) return value instanceof Set ? 'set()' : `${open}${close}`
    if (depth >= MAX_DEPTH) return `${open}...${close}`
    const texts = shown(items, ([key, item]) => {
      const text = this.#oneLine(item, depth + 1)
      return key === undefined ? text : `${this.#oneLine(key, depth + 1)}: ${text}`
    })
    const comma = value instanceof PyTuple && items.length === 1 ? ',' : ''
    return `${open}${texts.join(', ')}${comma}${close}`
  }

  #leaf(value: unknown, depth: number): string {
    if (!(value instanceof PyObject)) return leafText(value)
    const fields = Object.entries(value.fields)
    if (fields.length === 0) return `<${value.className} object>`
    if (depth >= MAX_DEPTH) return `${value.className}(...)`
    const texts = fields.map(([name, field]) => `${name}=${this.#oneLine(field, depth + 1)}`)
    return `${value.className}(${texts.join(', ')})`
  }
}

function shown<T>(items: readonly T[], write: (item: T) => string): string[] {
  const texts = items.slice(0, MAX_ITEMS).map(write)
  const more = items.length - texts.length
  return more > 0 ? [...texts, `... and ${more} more`] : texts
}

function leafText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'number':
      return Number.isFinite(value) ? String(value) : numberWord(value)
    case 'object':
      return value === null ? 'None' : objectText(value)
    case 'undefined':
      return 'None'
    case 'bigint':
    case 'function':
    case 'symbol':
      return String(value)
  }
}

const numberWord = (value: number): string =>
  Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'

function objectText(value: object): string {
  if (value instanceof Uint8Array) return bytesText(value)
  if (value instanceof PyException) {
    return `${value.typeName}(${value.message === null ? '' : textOf(value.message)})`
  }
  if (value instanceof PyModule) return value.toJSON()
  // Each of our classes overrides `toString`.
  return cut((value as { toString(): string }).toString())
}

/** A text in the quotes that Python would choose. */
function textOf(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inside = cut(text).replace(ESCAPED, (one) => (one === quote ? `\\${one}` : escapeOf(one)))
  return `${quote}${inside}${quote}`
}

/** Characters that Python escapes, and the quote, which it may escape. */
const ESCAPED = /['\\]|(?! )[\p{C}\p{Z}]/gu

function escapeOf(character: string): string {
  if (character === "'") return character
  const code = character.codePointAt(0)!
  const hex = (digits: number): string => code.toString(16).padStart(digits, '0')
  if (character === '\\') return '\\\\'
  if (code < 0x100) return ESCAPES[code] ?? `\\x${hex(2)}`
  return code < 0x1_0000 ? `\\u${hex(4)}` : `\\U${hex(8)}`
}

function bytesText(bytes: Uint8Array): string {
  const kept = bytes.subarray(0, MAX_CHARACTERS)
  const texts = Array.from(kept, (byte) => {
    if (byte === 0x5c || byte === 0x27) return `\\${String.fromCharCode(byte)}`
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte)
    return ESCAPES[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`
  })
  const more = bytes.length - kept.length
  return `b'${texts.join('')}'${more > 0 ? `... and ${more} more bytes` : ''}`
}

const ESCAPES: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' }

const cut = (text: string): string =>
  text.length <= MAX_CHARACTERS
    ? text
    : `${text.slice(0, MAX_CHARACTERS)}... and ${text.length - MAX_CHARACTERS} more characters`
