import { PyFloat } from '../../index.js'

/** A string or a number in JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Whether JSON may contain a number that JavaScript reads differently. */
const MAY_DIFFER = /\d{16}|\d\.\d|\d[eE]|-0/

/**
 * Parses JSON as Python does: ints that JavaScript's numbers would round become `bigint`, and whole
 * floats the result of `asFloat`.
 *
 * @throws SyntaxError for invalid JSON
 */
export function parseExactly(
  text: string,
  asFloat: (value: number) => unknown = (value) => new PyFloat(value),
): unknown {
  const rounded: unknown = JSON.parse(text)
  // Only valid JSON may be marked, or the marks could make invalid JSON valid.
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

/** Whether JavaScript would read the number differently than Python. */
function isOther(token: string): boolean {
  if (token.startsWith('"')) return false
  if (isInt(token)) return token === '-0' || !Number.isSafeInteger(Number(token))
  return Number.isInteger(Number(token))
}
