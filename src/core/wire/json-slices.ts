import { withoutIds } from '../contract/host-object.js'
import { setOwn } from './own.js'
import type { Sliced } from './sliced.js'

/** Shorter text is parsed at once, which takes a millisecond. */
const PIECE_BYTES = 64 * 1024
/** Longer strings are parsed in pieces of this size. */
const TEXT_BYTES = 256 * 1024
/** Number of bytes scanned before a slice may end. */
const STRETCH_BYTES = 32 * 1024

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const COLON = 0x3a
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const SMALL_U = 0x75
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

type Container = unknown[] | Record<string, unknown>

/** A container that has not ended yet. */
interface Open {
  readonly isList: boolean
  /** Start of the container. */
  readonly start: number
  /** Start of the first member that is not yet parsed. */
  from: number
  /** Start of the current member. */
  member: number
  /** The parsed members; created when there are any. */
  value: Container | undefined
}

/**
 * Parses JSON written by the engine, which contains no whitespace. V8's parser cannot be interrupted, so the
 * text is split: each piece is a sequence of whole members of a container.
 */
export function* jsonInSlices(bytes: Buffer): Sliced<unknown> {
  if (bytes.length <= PIECE_BYTES) return parse(bytes.toString('utf8'))
  return yield* new Pieces(bytes).read()
}

class Pieces {
  readonly #bytes: Buffer
  readonly #open: Open[] = []
  #result: unknown = undefined

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  *read(): Sliced<unknown> {
    const bytes = this.#bytes
    let looked = 0
    for (let at = 0; at < bytes.length; at++) {
      if (at - looked >= STRETCH_BYTES) {
        looked = at
        yield
      }
      switch (bytes[at]) {
        case QUOTE:
          at = yield* this.#text(at)
          break
        case OPEN_LIST:
        case OPEN_OBJECT:
          this.#begin(at)
          break
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          this.#end(at)
          break
        case COMMA:
          this.#next(at)
      }
    }
    // A lone string or number.
    return this.#open.length === 0 && this.#result !== undefined
      ? this.#result
      : parse(bytes.toString('utf8'))
  }

  /** Scans a string; a long one is parsed in pieces by itself. Returns the position of its closing quote. */
  *#text(start: number): Sliced<number> {
    const bytes = this.#bytes
    let looked = start
    let from = start + 1
    let text = ''
    for (let at = start + 1; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (byte === QUOTE) {
        // A name is parsed together with its container.
        if (from > start + 1 && bytes[at + 1] !== COLON) {
          this.#put(start, text + parseText(this.#slice(from, at)), at + 1)
        }
        return at
      }
      if (at - looked >= STRETCH_BYTES) {
        looked = at
        yield
      }
      // Pieces end between characters: a character takes up to four bytes, or six if escaped.
      if (at - from >= TEXT_BYTES && (byte & 0xc0) !== 0x80) {
        text += parseText(this.#slice(from, at))
        from = at
      }
      if (byte === BACKSLASH) at += bytes[at + 1] === SMALL_U ? 5 : 1
    }
    throw new RangeError('a message of the engine holds a text without an end')
  }

  #begin(at: number): void {
    const isList = this.#bytes[at] === OPEN_LIST
    this.#open.push({ isList, start: at, from: at + 1, member: at + 1, value: undefined })
  }

  /** Ends a member; enough members make a piece. */
  #next(at: number): void {
    const open = this.#innermost()
    if (at - open.from >= PIECE_BYTES) this.#take(open, at)
    open.member = at + 1
  }

  #end(at: number): void {
    const open = this.#innermost()
    this.#open.pop()
    const around = this.#open.at(-1)
    // The container is part of the piece around it.
    if (around !== undefined && open.value === undefined && at - open.start < PIECE_BYTES) return
    this.#take(open, at)
    const value = open.value ?? (open.isList ? [] : {})
    this.#put(open.start, value, at + 1)
  }

  /** Adds a separately parsed value to the enclosing container. */
  #put(start: number, value: unknown, end: number): void {
    const around = this.#open.at(-1)
    if (around === undefined) {
      this.#result = value
      return
    }
    if (around.member > around.from) this.#take(around, around.member - 1)
    if (around.isList) listOf(around).push(value)
    // The name, and a colon.
    else setOwn(objectOf(around), nameOf(this.#slice(around.member, start - 1)), value)
    around.from = end + 1
    around.member = end + 1
  }

  /** Parses the members up to a comma or the end. */
  #take(open: Open, end: number): void {
    const text = this.#slice(open.from, end)
    open.from = end + 1
    if (text === '') return
    if (open.isList) {
      const list = listOf(open)
      for (const item of parse(`[${text}]`) as unknown[]) list.push(item)
    } else {
      const object = objectOf(open)
      for (const [name, value] of Object.entries(parse(`{${text}}`) as object)) {
        setOwn(object, name, value)
      }
    }
  }

  #slice(from: number, end: number): string {
    return this.#bytes.toString('utf8', from, Math.max(from, end))
  }

  #innermost(): Open {
    const open = this.#open.at(-1)
    if (open === undefined)
      throw new RangeError('a message of the engine holds text that is no JSON')
    return open
  }
}

const listOf = (open: Open): unknown[] => (open.value ??= []) as unknown[]
const objectOf = (open: Open): Record<string, unknown> =>
  (open.value ??= {}) as Record<string, unknown>

const parseText = (text: string): string => String(parse(`"${text}"`))
const nameOf = (text: string): string => String(parse(text))

function parse(text: string): unknown {
  const value: unknown = JSON.parse(withoutIds(text))
  return value
}
