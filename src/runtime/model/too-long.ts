import type { OutputFolder } from '../files/outputs.js'
import { firstBytes } from '../text.js'
import { jsonText } from './json-text.js'
import { shapeOf } from './shape.js'
import { shownJson } from './shown-json.js'

/** What a model is told of a value that is too long: where all of it is, what it is made of, how it begins and ends. */
export interface TooLong {
  /** The file that has all of it, as JSON. */
  readonly path: string
  /** Of the file. */
  readonly bytes: number
  /** What it is made of, in the words of Python. */
  readonly shape: string
  readonly head: string
  readonly tail: string
}

/** Shapes are short, and still not all of what little there may be. */
const MAX_SHAPE = 600
/** What is around the texts. */
const FRAME = 120

/**
 * Keeps a value that does not fit so many bytes, and tells of it in so many; `undefined` when it fits, or
 * is too long to be kept.
 */
export function keptValue(
  value: unknown,
  maxBytes: number,
  folder: OutputFolder,
): TooLong | undefined {
  const { text: shown, isWhole } = shownJson(value, maxBytes)
  if (isWhole && Buffer.byteLength(shown) <= maxBytes) return undefined
  const whole = jsonOf(value, folder.maxFileBytes)
  const path = whole === undefined ? undefined : folder.keep(whole, 'json')
  if (whole === undefined || path === undefined) return undefined
  const shape = firstBytes(shapeOf(value), Math.min(MAX_SHAPE, Math.floor(maxBytes / 4)))
  const room = Math.max(0, maxBytes - FRAME - Buffer.byteLength(JSON.stringify(shape)))
  return {
    path,
    bytes: Buffer.byteLength(whole),
    shape,
    head: beginning(whole, Math.floor((room * 2) / 3)),
    tail: ending(whole, Math.floor(room / 3)),
  }
}

/** What nobody can look at, such as a getter that throws, is not kept. */
function jsonOf(value: unknown, maxBytes: number): string | undefined {
  try {
    return jsonText(value, maxBytes)
  } catch {
    return undefined
  }
}

/** Keeps a text of which a part is cut, and gives its beginning and its end with a mark that says where it is. */
export function keptText(text: string, maxBytes: number, folder: OutputFolder): string | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxBytes) return undefined
  const path = folder.keep(text, 'txt')
  if (path === undefined) return undefined
  const head = firstBytes(text, Math.floor((maxBytes * 2) / 3))
  const tail = lastBytes(text, Math.floor(maxBytes / 3))
  const cut = bytes - Buffer.byteLength(head) - Buffer.byteLength(tail)
  return `${head}\n[... ${cut} bytes cut: all of it is in ${path} ...]\n${tail}`
}

/** As much of a text as takes so many bytes as a string of JSON. */
function beginning(text: string, maxBytes: number): string {
  return fitting(maxBytes, (bytes) => firstBytes(text, bytes))
}

function ending(text: string, maxBytes: number): string {
  return fitting(maxBytes, (bytes) => lastBytes(text, bytes))
}

function fitting(maxBytes: number, cut: (bytes: number) => string): string {
  for (let bytes = maxBytes; bytes > 0;) {
    const part = cut(bytes)
    const taken = Buffer.byteLength(JSON.stringify(part)) - 2
    if (taken <= maxBytes) return part
    bytes = Math.min(bytes - 1, Math.floor((bytes * maxBytes) / taken))
  }
  return ''
}

/** As much of the end of a text as fits, beginning between two characters. */
function lastBytes(text: string, maxBytes: number): string {
  const buffer = Buffer.from(text.slice(-maxBytes - 1))
  let start = Math.max(0, buffer.length - maxBytes)
  while (start < buffer.length && (buffer[start]! & 0xc0) === 0x80) start++
  return buffer.toString('utf8', start)
}
