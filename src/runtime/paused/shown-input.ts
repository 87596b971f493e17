import { nodeCrypto } from '../../core/node.js'

const MAX_LENGTH = 16 * 1024
/** The decimal text of a longer int would take long to make, and nobody would read it. */
const MAX_HEX_DIGITS = 4_096

/**
 * The arguments of a call for a person to decide about, as JSON where that has words for them. Ints are
 * exact, maps and sets are told by their kind, and what is too long ends with a mark that says so.
 */
export function shownInput(input: unknown): string {
  // What JSON would round is quoted on its way, with a mark that no text of Python's can hold.
  const mark = `int-${nodeCrypto().randomUUID()}:`
  const text = JSON.stringify(input, (_, value: unknown) => replaced(value, mark)) ?? String(input)
  const exact = text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1')
  if (exact.length <= MAX_LENGTH) return exact
  return `${exact.slice(0, MAX_LENGTH)}… (${exact.length - MAX_LENGTH} more characters)`
}

function replaced(value: unknown, mark: string): unknown {
  if (typeof value === 'bigint') return shownInt(value, mark)
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (value instanceof Map) return { map: [...value] }
  if (value instanceof Set) return { set: [...value] }
  return value
}

function shownInt(value: bigint, mark: string): string {
  const digits = value.toString(16).length
  return digits > MAX_HEX_DIGITS ? `an int of about ${digits * 4} bits` : `${mark}${value}`
}
