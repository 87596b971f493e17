/** The kind of a token. */
export type TokenKind =
  | 'keyword'
  | 'builtin'
  | 'definition'
  | 'string'
  | 'number'
  | 'comment'
  | 'decorator'
  | 'name'
  | 'operator'
  | 'newline'
  | 'space'

/** A token of Python. Concatenated tokens are the whole source. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  /** Its index in the source. */
  readonly start: number
}

/** The tokens of a source, and the state at its end. */
export interface Lexed {
  readonly tokens: readonly Token[]
  /** Number of open brackets. */
  readonly depth: number
  /** Whether a multi-line string is open. */
  readonly isInString: boolean
  /** Whether the last line is continued by a backslash. */
  readonly isContinued: boolean
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break case class continue def del elif else except finally ' +
    'for from global if import in is lambda match nonlocal not or pass raise return try type while with yield'
  ).split(' '),
)
/** Soft keywords, which are keywords only at the start of a statement. */
const SOFT: ReadonlySet<string> = new Set(['case', 'match', 'type'])

/** Functions and types that need no import. */
export const BUILTINS: readonly string[] = (
  'abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict dir divmod enumerate ' +
  'filter float format frozenset getattr hasattr hash hex id int isinstance issubclass iter len list map max ' +
  'min next object oct open ord pow print property range repr reversed round set setattr slice sorted ' +
  'staticmethod str sum super tuple type vars zip ArithmeticError AssertionError AttributeError BaseException ' +
  'Exception ExceptionGroup FileNotFoundError ImportError IndexError KeyError KeyboardInterrupt LookupError ' +
  'MemoryError NameError NotImplementedError OSError OverflowError PermissionError RecursionError RuntimeError ' +
  'StopIteration SyntaxError TimeoutError TypeError UnicodeError ValueError ZeroDivisionError'
).split(' ')
const BUILTIN_NAMES: ReadonlySet<string> = new Set(BUILTINS)

/** Keywords of the language. */
export const PYTHON_KEYWORDS: readonly string[] = [...KEYWORDS]

const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy
const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?)/y
const STRING_START = /[rRbBuUfFtT]{0,2}(?:"""|'''|"|')/y
const SPACE = /[^\S\n]+/y
const COMMENT = /#[^\n]*/y

/** Tokenizes a source. Any text is accepted; what is not Python becomes operators. */
export function lex(source: string): Lexed {
  const tokens: Token[] = []
  let at = 0
  let depth = 0
  let isInString = false
  let isContinued = false
  const take = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, text: source.slice(at, end), start: at })
    at = end
  }
  while (at < source.length) {
    const character = source[at]!
    isContinued = false
    if (character === '\n') take('newline', at + 1)
    else if (match(SPACE, source, at) !== undefined) take('space', match(SPACE, source, at)!)
    else if (character === '#') take('comment', match(COMMENT, source, at)!)
    else if (match(STRING_START, source, at) !== undefined) {
      const string = endOfString(source, at, match(STRING_START, source, at)!)
      isInString = string.isOpen
      take('string', string.end)
    } else if (match(NUMBER, source, at) !== undefined) take('number', match(NUMBER, source, at)!)
    else if (match(NAME, source, at) !== undefined) {
      const end = match(NAME, source, at)!
      take(kindOfName(source.slice(at, end), tokens, source.slice(end, end + 80)), end)
    } else if (character === '@' && isLineStart(tokens)) {
      const end = match(/@[\p{ID_Continue}.]*/uy, source, at)!
      take('decorator', end)
    } else if (character === '\\' && source[at + 1] === '\n') {
      take('operator', at + 2)
      isContinued = true
    } else {
      if ('([{'.includes(character)) depth++
      else if (')]}'.includes(character)) depth = Math.max(0, depth - 1)
      isContinued = character === '\\' && at === source.length - 1
      take('operator', at + (source.codePointAt(at)! > 0xff_ff ? 2 : 1))
    }
  }
  return { tokens, depth, isInString, isContinued }
}

function match(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(source)
  return found === null || found[0] === '' ? undefined : at + found[0].length
}

/** The end of a string; an unterminated single-line string ends with its line. */
function endOfString(
  source: string,
  start: number,
  inside: number,
): { readonly end: number; readonly isOpen: boolean } {
  const prefix = source.slice(start, inside)
  const isTriple = prefix.endsWith('"""') || prefix.endsWith("'''")
  const quote = isTriple ? prefix.slice(-3) : prefix.slice(-1)
  for (let at = inside; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source.startsWith(quote, at)) return { end: at + quote.length, isOpen: false }
    else if (!isTriple && source[at] === '\n') return { end: at, isOpen: false }
  }
  return { end: source.length, isOpen: isTriple }
}

function kindOfName(name: string, before: readonly Token[], after: string): TokenKind {
  const previous = before.findLast(({ kind }) => kind !== 'space')
  if (previous?.text === '.') return 'name'
  if (previous?.text === 'def' || previous?.text === 'class') return 'definition'
  if (SOFT.has(name)) {
    const isStatement = isLineStart(before) && /^\s+[^\s=,.)\]:;]/.test(after)
    return isStatement ? 'keyword' : BUILTIN_NAMES.has(name) ? 'builtin' : 'name'
  }
  if (KEYWORDS.has(name)) return 'keyword'
  return BUILTIN_NAMES.has(name) ? 'builtin' : 'name'
}

/** Whether only space precedes on the line. */
function isLineStart(tokens: readonly Token[]): boolean {
  const previous = tokens.findLast(({ kind }) => kind !== 'space')
  return previous === undefined || previous.kind === 'newline'
}
