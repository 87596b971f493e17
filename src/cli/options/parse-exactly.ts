import { PyFloat } from '../../index.js'

/** A text of JSON, or a number in it. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Whether a text may have a number that JavaScript takes for another one. */
const MAY_DIFFER = /\d{16}|\d\.\d|\d[eE]|-0/

/**
 * The value of a text of JSON, as Python reads it: ints that JavaScript's numbers would round as `bigint`, and floats
 * that are whole by `asFloat`.
 *
 * @throws SyntaxError for what is no JSON
 */
export function parseExactly(
  text: string,
  asFloat: (value: number) => unknown = (value) => new PyFloat(value),
): unknown {
  const rounded: unknown = JSON.parse(text)
  // Only what is JSON may be marked, or the marks would make JSON of it.
  if (!MAY_DIFFER.test(text)) return rounded
  const mark = `number-${process.getBuiltinModule('node:crypto').randomUUID()}:`
  const marked = text.replaceAll(TOKEN, (token) => (isOther(token) ? `"${mark}${token}"` : token))
  return JSON.parse(marked, (_name, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value
    const token = value.slice(mark.length)
    if (!isInt(token)) return asFloat(Number(token))
    return Number.isSafeInteger(Number(token)) ? 0 : BigInt(token)
  }) as unknown
}

const isInt = (token: string): boolean => /^-?\d+$/.test(token)

/** Whether JavaScript would take a number for another one than Python. */
function isOther(token: string): boolean {
  if (token.startsWith('"')) return false
  if (isInt(token)) return token === '-0' || !Number.isSafeInteger(Number(token))
  return Number.isInteger(Number(token))
}
