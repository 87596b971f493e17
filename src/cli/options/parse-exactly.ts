/** A text of JSON, or a number in it. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * The value of a text of JSON, with ints that JavaScript's numbers would round as `bigint`.
 *
 * @throws SyntaxError for what is no JSON
 */
export function parseExactly(text: string): unknown {
  const rounded: unknown = JSON.parse(text)
  // Only what is JSON may be marked, or the marks would make JSON of it.
  if (!/\d{16}/.test(text)) return rounded
  const mark = `int-${process.getBuiltinModule('node:crypto').randomUUID()}:`
  const marked = text.replaceAll(TOKEN, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  )
  return JSON.parse(marked, (_name, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  ) as unknown
}
