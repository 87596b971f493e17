import { lex } from '../../pages/python-lexer.js'

/** A program that assigns the value of its last expression to a name. */
export interface Kept {
  readonly code: string
  /** The line, from 1, that the assignment was added to; `undefined` without one. */
  readonly line: number | undefined
}

/** The name that holds the value of the last expression. */
export const LAST = '_it_'
const PREFIX = `${LAST} = `

/**
 * Adds an assignment before the last statement, if it is an expression, so that the session retains
 * the value as an object. `isExpression` tests a text.
 */
export function keepingLast(code: string, isExpression: (text: string) => boolean): Kept {
  const start = lastStatement(code)
  const statement = code.slice(start)
  if (statement.trim() === '' || !isExpression(statement.trimEnd()))
    return { code, line: undefined }
  const line = code.slice(0, start).split('\n').length
  return { code: `${code.slice(0, start)}${PREFIX}${statement}`, line }
}

/** Removes the assignment from the traceback of such a program. */
export function asTyped(traceback: string, { line }: Kept): string {
  if (line === undefined) return traceback
  const lines = traceback.split('\n')
  return lines
    .map((text, index) => {
      if (text.startsWith(`    ${PREFIX}`)) return `    ${text.slice(4 + PREFIX.length)}`
      const isBelow = lines[index - 1]?.startsWith(`    ${PREFIX}`) === true
      return isBelow && /^\s+[\^~\s]+$/.test(text) ? text.slice(PREFIX.length) : text
    })
    .join('\n')
}

/** The index of the last top-level statement. */
function lastStatement(code: string): number {
  const { tokens } = lex(code)
  let start = 0
  let depth = 0
  let isStart = true
  let isAfterSemicolon = false
  for (const { kind, text, start: at } of tokens) {
    if (kind === 'newline') {
      isStart = depth === 0
      isAfterSemicolon = false
      continue
    }
    // Blanks after a semicolon are insignificant; at the start of a line they are indentation.
    if (kind === 'comment' || (kind === 'space' && isAfterSemicolon)) continue
    if (isStart && kind !== 'space') start = at
    isStart = false
    if (kind !== 'operator') continue
    if ('([{'.includes(text)) depth++
    else if (')]}'.includes(text)) depth = Math.max(0, depth - 1)
    else if (text === ';' && depth === 0) {
      isStart = true
      isAfterSemicolon = true
    }
  }
  return start
}
