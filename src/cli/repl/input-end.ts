import { Monty, MontySyntaxError } from '../../index.js'
import { lex } from '../../pages/python-lexer.js'

/**
 * Whether the text is a whole statement, as Python's own prompt decides: brackets and strings are
 * closed, and a block ends with an empty line. Text with a syntax error that no further line can
 * fix counts as whole.
 */
export const isComplete = (text: string): boolean => isWhole(text) || isBeyondRepair(text)

function isWhole(text: string): boolean {
  const { tokens, depth, isInString, isContinued } = lex(text)
  if (depth > 0 || isInString || isContinued) return false
  const lines = text.split('\n')
  if (lines.length > 1 && lines.at(-1)!.trim() === '') return true
  const code = tokens.filter(({ kind }) => !['space', 'newline', 'comment'].includes(kind))
  if (code.length === 0) return true
  return (
    !hasBlock(
      lines,
      tokens.some(({ kind }) => kind === 'decorator'),
    ) && code.at(-1)!.text !== ':'
  )
}

/** Whether a syntax error precedes the end of the text, so that no further line can fix it. */
function isBeyondRepair(text: string): boolean {
  // An open string is an error at its beginning; a nonlocal name may be assigned further down.
  const { isInString, isContinued } = lex(text)
  if (isInString || isContinued || /\bnonlocal\b/.test(text)) return false
  try {
    void new Monty(text)
    return false
  } catch (error) {
    if (!(error instanceof MontySyntaxError) || error.exception.typeName !== 'SyntaxError')
      return false
    const [place] = error.traceback().slice(-1)
    const lines = text.trimEnd().split('\n')
    const [last] = lines.slice(-1)
    if (place === undefined) return false
    if (place.line !== lines.length) return place.line < lines.length
    return place.column <= Array.from(last!).length
  }
}

/** Whether a block has begun, which may continue in further lines. */
function hasBlock(lines: readonly string[], isDecorated: boolean): boolean {
  return (
    isDecorated ||
    lines.slice(1).some((line) => /^\s+\S/.test(line) && !isInsideOfMore(lines, line))
  )
}

/** Whether a line is indented within open brackets or a string, and begins no block. */
function isInsideOfMore(lines: readonly string[], line: string): boolean {
  const before = lex(lines.slice(0, lines.indexOf(line)).join('\n'))
  return before.depth > 0 || before.isInString || before.isContinued
}

/** The indentation of the next line: that of the last one, and four more after a colon. */
export function indentAfter(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1)
  const [indent = ''] = /^\s*/.exec(line) ?? []
  const { tokens, depth, isInString } = lex(text)
  if (isInString) return ''
  const last = tokens.findLast(({ kind }) => !['space', 'newline', 'comment'].includes(kind))
  if (last?.text === ':' && depth === 0) return `${indent}    `
  if (last !== undefined && '([{'.includes(last.text)) return `${indent}    `
  return /^\s*(?:return|pass|break|continue|raise)\b/.test(line) ? indent.slice(4) : indent
}
