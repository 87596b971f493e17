import { lex, type Token } from '../../pages/python-lexer.js'

/**
 * The expression at the end of a text to which a following dot would apply: a name, a literal, a
 * call, an item. `undefined` without one.
 */
export function subjectOf(text: string): string | undefined {
  const { tokens } = lex(text)
  const end = tokens.length - 1
  const start = startOf(tokens, end)
  return start === undefined ? undefined : text.slice(tokens[start]!.start)
}

/** The index of the first token of the expression that ends with a token. */
function startOf(tokens: readonly Token[], end: number): number | undefined {
  const last = tokens[end]
  if (last === undefined) return undefined
  if (last.kind === 'string') return startOfStrings(tokens, end)
  if (last.kind === 'name' || last.kind === 'builtin') {
    return tokens[end - 1]?.text === '.' ? startOf(tokens, end - 2) : end
  }
  if (last.kind !== 'operator' || !')]}'.includes(last.text)) return undefined
  const open = openingOf(tokens, end)
  if (open === undefined || last.text === '}') return open
  // The callee or container; without one the brackets are a group or a list.
  return startOf(tokens, open - 1) ?? open
}

/** Adjacent string literals are one. */
function startOfStrings(tokens: readonly Token[], end: number): number {
  let start = end
  for (let at = end - 1; at >= 0; at--) {
    const { kind } = tokens[at]!
    if (kind === 'string') start = at
    else if (kind !== 'space') break
  }
  return start
}

function openingOf(tokens: readonly Token[], end: number): number | undefined {
  let depth = 0
  for (let at = end; at >= 0; at--) {
    const { kind, text } = tokens[at]!
    if (kind !== 'operator') continue
    if (')]}'.includes(text)) depth++
    else if ('([{'.includes(text) && --depth === 0) return at
  }
  return undefined
}
