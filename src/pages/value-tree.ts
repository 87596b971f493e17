import { isBytes, isError, isMap, isSet } from '../core/realm.js'
import { intText } from '../core/values/int-text.js'
import { cut, type Html, html, leftOut } from './html.js'

/** Limits on the displayed part of a value. */
export interface TreeBounds {
  /** Parts of the value, at all depths together. */
  readonly parts: number
  /** Parts of each list or object. */
  readonly members: number
  /** Characters of each text. */
  readonly characters: number
  readonly depth: number
}

export const TREE_BOUNDS: TreeBounds = { parts: 150, members: 50, characters: 1_000, depth: 12 }

/** Renders a value as a collapsible tree. Parts beyond the bounds are omitted, and counted. */
export function valueTree(value: unknown, bounds: TreeBounds = TREE_BOUNDS): Html {
  return new Tree(bounds).node(value, 0)
}

/** Quotes a text, truncating it before, as it may be long. */
const quoted = (text: string, most: number): string =>
  text.length <= most
    ? cut(JSON.stringify(text), most)
    : JSON.stringify(text.slice(0, most)).slice(0, -1) + leftOut(text.length - most)

/** A value with parts, and its notation. */
interface Branch {
  readonly open: string
  readonly close: string
  readonly size: number
  entries(): Iterable<readonly [unknown, unknown] | readonly [unknown]>
}

const SHORT = 60

class Tree {
  readonly #bounds: TreeBounds
  readonly #around = new Set<object>()
  #left: number

  constructor(bounds: TreeBounds) {
    this.#bounds = bounds
    this.#left = bounds.parts
  }

  node(value: unknown, depth: number): Html {
    this.#left--
    try {
      const branch = branchOf(value)
      if (branch === undefined) return this.#leaf(value)
      return this.#branch(value as object, branch, depth)
    } catch {
      return html`<span class="odd">an object that cannot be read</span>`
    }
  }

  #leaf(value: unknown): Html {
    switch (typeof value) {
      case 'string':
        return html`<span class="text">${quoted(value, this.#bounds.characters)}</span>`
      case 'number':
        return html`<span class="number">${String(value)}</span>`
      case 'bigint':
        return html`<span class="number">${intText(value, this.#bounds.characters)}</span>`
      case 'boolean':
        return html`<span class="word">${value ? 'True' : 'False'}</span>`
      case 'undefined':
        return html`<span class="word">None</span>`
      case 'object':
        if (value === null) return html`<span class="word">None</span>`
        return html`<span class="odd">${cut(described(value), this.#bounds.characters)}</span>`
      default:
        return html`<span class="odd">a ${typeof value}</span>`
    }
  }

  #branch(value: object, branch: Branch, depth: number): Html {
    const { open, close, size } = branch
    if (size === 0) return html`<span class="mark">${open}${close}</span>`
    if (this.#around.has(value)) return html`<span class="odd">${open}…${close} (itself)</span>`
    if (depth >= this.#bounds.depth || this.#left <= 0) {
      return html`<span class="odd">${open}… ${size} …${close}</span>`
    }
    this.#around.add(value)
    const rows: Html[] = []
    let length = 0
    for (const entry of branch.entries()) {
      if (rows.length >= this.#bounds.members || this.#left <= 0) break
      const row =
        entry.length === 1
          ? this.node(entry[0], depth + 1)
          : html`${this.#key(entry[0], depth)}: ${this.node(entry[1], depth + 1)}`
      rows.push(row)
      length += row.text.replaceAll(/<[^>]*>/g, '').length + 2
    }
    this.#around.delete(value)
    const more = size - rows.length
    if (more > 0) rows.push(html`<span class="odd">… ${more.toLocaleString('en')} more</span>`)
    const isShort = length <= SHORT && !rows.some((row) => row.text.includes('<details'))
    if (isShort) {
      const inside = rows.map((row, index) => [index === 0 ? '' : ', ', row])
      return html`<span class="mark">${open}</span>${inside}<span class="mark">${close}</span>`
    }
    const summary = html`<summary>
      <span class="mark">${open}…${close}</span>
      <span class="odd">${size.toLocaleString('en')}</span>
    </summary>`
    const items = rows.map((row) => html`<li>${row}</li>`)
    const isOpen = depth === 0 && size <= 10
    return isOpen
      ? html`<details class="tree" open>
          ${summary}
          <ul>
            ${items}
          </ul>
        </details>`
      : html`<details class="tree">
          ${summary}
          <ul>
            ${items}
          </ul>
        </details>`
  }

  #key(key: unknown, depth: number): Html {
    return typeof key === 'string'
      ? html`<span class="key">${quoted(key, 200)}</span>`
      : this.node(key, depth + 1)
  }
}

/** The parts of a value; `undefined` for one without parts. */
function branchOf(value: unknown): Branch | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return list('[', ']', value)
  if (isSet(value)) return list('{', '}', value, value.size)
  if (isMap(value)) return { open: '{', close: '}', size: value.size, entries: () => value }
  if (isBytes(value) || isError(value)) return undefined
  const marked = (value as { readonly $?: unknown }).$
  if (typeof marked === 'string') return markedBranch(value as Record<string, unknown>, marked)
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const json: unknown = (value as { toJSON(): unknown }).toJSON()
    return typeof json === 'object' && json !== null && json !== value ? branchOf(json) : undefined
  }
  const names = Object.keys(value)
  const entries = (): Iterable<readonly [string, unknown]> =>
    names.map((name) => [name, (value as Record<string, unknown>)[name]] as const)
  return { open: '{', close: '}', size: names.length, entries }
}

/** The parts of a recorded value without JSON form, such as `{ "$": "tuple", "items": [] }`. */
function markedBranch(value: Record<string, unknown>, kind: string): Branch | undefined {
  const { items, entries, fields } = value
  if (kind === 'tuple' && Array.isArray(items)) return list('(', ')', items)
  if (kind === 'set' && Array.isArray(items)) return list('{', '}', items)
  if ((kind === 'map' || kind === 'object') && Array.isArray(entries)) {
    return {
      open: '{',
      close: '}',
      size: entries.length,
      entries: () => entries as Array<[unknown, unknown]>,
    }
  }
  if (kind === 'instance') return branchOf(fields)
  return undefined
}

function list(open: string, close: string, items: Iterable<unknown>, size?: number): Branch {
  const count = size ?? (items as readonly unknown[]).length
  const entries = function* (): Generator<readonly [unknown]> {
    for (const item of items) yield [item]
  }
  return { open, close, size: count, entries }
}

/** Describes a value without parts. */
function described(value: object): string {
  if (isError(value)) return `${value.name}: ${value.message}`
  if (isBytes(value)) return value.byteLength === 1 ? '1 byte' : `${value.byteLength} bytes`
  const marked = value as {
    readonly $?: unknown
    readonly value?: unknown
    readonly text?: unknown
  }
  if (typeof marked.$ === 'string') {
    const { $: kind, value: inner, text } = marked
    if (kind === 'undefined') return 'None'
    if (['number', 'bigint', 'float', 'decimal'].includes(kind)) return String(inner)
    return typeof text === 'string' ? text : JSON.stringify(value)
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return String((value as { toJSON(): unknown }).toJSON())
  }
  return Object.prototype.toString.call(value)
}
