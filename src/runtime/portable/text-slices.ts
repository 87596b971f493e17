import { HostObject } from '../../core/contract/host-object.js'
import { isMap, isSet } from '../../core/realm.js'
import { PyTuple } from '../../core/values/index.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { KIND, TooLong, ToPortable, unreadable } from './value.js'

/** Parts that are converted before a slice may end. */
const STRETCH = 256
/** Containers of no more parts, without containers in them, are converted at once. */
const FEW = 16

/**
 * The JSON text of a portable value, in slices; `undefined` for a value whose text would exceed about `maxBytes`.
 */
export function* portableTextWithin(value: unknown, maxBytes: number): Sliced<string | undefined> {
  try {
    return yield* new ToText(undefined, maxBytes).text(value)
  } catch (error) {
    if (error instanceof TooLong) return undefined
    throw error
  }
}

/** Text in the making: the members of a container. */
class Members {
  text = ''
  #open: string[] = []

  add(member: string): void {
    this.#open.push(member)
    if (this.#open.length >= STRETCH) this.#join()
  }

  #join(): void {
    if (this.#open.length === 0) return
    this.text += (this.text === '' ? '' : ',') + this.#open.join(',')
    this.#open = []
  }

  get whole(): string {
    this.#join()
    return this.text
  }
}

class ToText extends ToPortable {
  #left = STRETCH;

  *text(value: unknown): Sliced<string> {
    if (this.#isOver()) yield
    if (!isContainer(value)) return JSON.stringify(this.convert(value))
    const names = namesOf(value)
    if (isShort(value, names)) return JSON.stringify(this.convert(value))
    this.count(0)
    const instead = this.begin(value)
    if (instead !== undefined) return JSON.stringify(instead)
    try {
      return yield* this.#container(value, names)
    } catch (error) {
      return JSON.stringify(unreadable(error))
    } finally {
      this.end(value)
    }
  }

  #isOver(): boolean {
    if (--this.#left > 0) return false
    this.#left = STRETCH
    return true
  }

  *#container(value: object, names: readonly string[]): Sliced<string> {
    if (Array.isArray(value)) {
      const items = yield* this.#items(value)
      return `[${items}]`
    }
    if (isSet(value)) return marked('set', 'items', yield* this.#items(value))
    if (isMap(value)) return marked('map', 'entries', yield* this.#entries(value))
    const record = value as Readonly<Record<string, unknown>>
    // An own key like a mark.
    if (names.includes(KIND)) {
      const entries = names.map((name): [string, unknown] => [name, record[name]])
      return marked('object', 'entries', yield* this.#entries(entries))
    }
    const members = new Members()
    for (const name of names) {
      const text = yield* this.text(record[name])
      members.add(`${JSON.stringify(name)}:${text}`)
    }
    return `{${members.whole}}`
  }

  *#items(items: Iterable<unknown>): Sliced<string> {
    const members = new Members()
    for (const item of items) {
      if (typeof item !== 'object' || item === null) {
        // A generator for each takes longer than the item.
        if (this.#isOver()) yield
        members.add(JSON.stringify(this.convert(item)))
      } else members.add(yield* this.text(item))
    }
    return members.whole
  }

  *#entries(entries: Iterable<readonly [unknown, unknown]>): Sliced<string> {
    const members = new Members()
    for (const [key, value] of entries) {
      const name = yield* this.text(key)
      const text = yield* this.text(value)
      members.add(`[${name},${text}]`)
    }
    return members.whole
  }
}

const marked = (kind: JsonValue, name: string, members: string): string =>
  `{"${KIND}":${JSON.stringify(kind)},"${name}":[${members}]}`

/** Whether a value is one of the containers whose parts are converted one by one. */
function isContainer(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return !(value instanceof PyTuple)
  if (HostObject.of(value) !== undefined) return false
  if (isSet(value) || isMap(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The names of a record's members: listing those of a large one takes long, so it is done once. */
function namesOf(value: object): readonly string[] {
  return Array.isArray(value) || isSet(value) || isMap(value) ? [] : Object.keys(value)
}

function isShort(value: object, names: readonly string[]): boolean {
  if (isSet(value) || isMap(value)) return value.size === 0
  const count = Array.isArray(value) ? value.length : names.length
  if (count > FEW) return false
  try {
    const parts: unknown[] = Object.values(value)
    return parts.every((part) => typeof part !== 'object' || part === null)
  } catch {
    // A getter threw: it throws once more where that is handled.
    return false
  }
}
