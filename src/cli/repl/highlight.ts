import { lex, type TokenKind } from '../../pages/python-lexer.js'
import type { Colors } from '../terminal/colors.js'

/** Highlights a source, if colors are on. */
export function highlighted(source: string, colors: Colors): string {
  if (!colors.isOn) return source
  return lex(source)
    .tokens.map(({ kind, text }) => painterOf(kind, colors)(text))
    .join('')
}

const plain = (text: string): string => text

function painterOf(kind: TokenKind, colors: Colors): (text: string) => string {
  switch (kind) {
    case 'keyword':
      return colors.magenta
    case 'builtin':
      return colors.cyan
    case 'definition':
      return colors.bold
    case 'string':
      return colors.green
    case 'number':
    case 'decorator':
      return colors.yellow
    case 'comment':
      return colors.dim
    case 'name':
    case 'operator':
    case 'newline':
    case 'space':
      return plain
  }
}
