import type { OutputFolder } from '../files/outputs.js'
import { firstBytes } from '../text.js'
import { jsonText } from './json-text.js'
import { shapeOf } from './shape.js'
import { shownJson } from './shown-json.js'

/** Summary of a value that is too long for an answer: its file, shape, beginning and end. */
export interface TooLong {
  /** File with the whole value as JSON. */
  readonly path: string
  /** Size of the file. */
  readonly bytes: number
  /** Shape in Python's terms. */
  readonly shape: string
  readonly head: string
  readonly tail: string
}

/** Longest shape, in bytes. */
const MAX_SHAPE = 600
/** Bytes of the summary around its texts. */
const FRAME = 120

/**
 * Keeps a value that exceeds `maxBytes`, and returns a summary within `maxBytes`; `undefined` when the value fits, or
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

/** JSON text of a value; `undefined` if it cannot be read, as with a getter that throws. */
function jsonOf(value: unknown, maxBytes: number): string | undefined {
  try {
    return jsonText(value, maxBytes)
  } catch {
    return undefined
  }
}

/** Keeps a text that exceeds `maxBytes`, and returns its beginning and its end with a mark that names the file. */
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

/** The beginning of a text that fits in `maxBytes` as a JSON string. */
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

/** The end of a text that fits in `maxBytes`, starting between characters. */
function lastBytes(text: string, maxBytes: number): string {
  const buffer = Buffer.from(text.slice(-maxBytes - 1))
  let start = Math.max(0, buffer.length - maxBytes)
  while (start < buffer.length && (buffer[start]! & 0xc0) === 0x80) start++
  return buffer.toString('utf8', start)
}
