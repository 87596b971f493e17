import { lex } from '../../pages/python-lexer.js'

/** A program whose last expression is kept under a name. */
export interface Kept {
  readonly code: string
  /** The line, from 1, that has the assignment in front of it; `undefined` if nothing is kept. */
  readonly line: number | undefined
}

/** The name that the value of an expression has in the session. */
export const LAST = '_it_'
const PREFIX = `${LAST} = `

/**
 * Writes an assignment before the last statement, if that is an expression, so that its value stays in the
 * session as the object it is. `isExpression` says whether a text is one.
 */
export function keepingLast(code: string, isExpression: (text: string) => boolean): Kept {
  const start = lastStatement(code)
  const statement = code.slice(start)
  if (statement.trim() === '' || !isExpression(statement.trimEnd()))
    return { code, line: undefined }
  const line = code.slice(0, start).split('\n').length
  return { code: `${code.slice(0, start)}${PREFIX}${statement}`, line }
}

/** A traceback of such a program as one of what was typed: the assignment is taken out of it. */
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

/** Where the last statement at the top begins. */
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
    // Behind a semicolon blanks mean nothing; at the start of a line they are a block's.
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
