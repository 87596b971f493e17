import type { Diagnostic } from './errors.js'

/**
 * Which findings of the checker to report. It infers the types of dict literals and of their
 * values as mixtures, such as `str | int`, and then objects to every use that does not suit each of
 * them. What rests on such a guess is not reported: the code is likely to be right, and if it is
 * not, Python will say so.
 */
export function reportable(
  findings: readonly Diagnostic[],
  code: string,
  stubs: string,
): boolean[] {
  const classes = typedDicts(stubs)
  return findings.map((finding) => {
    switch (finding.code) {
      case 'invalid-syntax':
        // A program may return its value.
        return !finding.message.startsWith('`return` statement outside')
      case 'no-matching-overload':
        // Only functions of Python's own have overloads, and the finding does not name the types.
        return false
      case 'invalid-key':
        return !isKeyOfItsOwn(finding.message, code)
      case 'invalid-argument-type':
        return isWrittenOut(finding, code) || !isUnsureArgument(finding.message, classes)
      case 'not-subscriptable':
      case 'not-iterable':
      case 'call-non-callable':
        return !isUnsure(finding.message) && !isOneOfSeveral(finding, findings)
      case 'invalid-assignment':
      case 'invalid-return-type':
      case 'invalid-argument':
      case 'unsupported-operator':
      case 'unresolved-attribute':
      case 'possibly-missing-attribute':
      case 'possibly-unbound-attribute':
        return !isUnsure(finding.message) && !isUnsureConversion(finding.message, classes)
      default:
        return true
    }
  })
}

/**
 * Whether a finding is about a value of which every part is a literal, such as `[1, 2]`. Nothing in
 * it was guessed, though its type may look so: for a `list[str]` it is a `list[str | int]`.
 */
function isWrittenOut({ line, column, endLine, endColumn }: Diagnostic, code: string): boolean {
  if (line !== endLine) return false
  const characters = Array.from(code.split('\n')[line - 1] ?? '')
  const marked = characters.slice(column - 1, endColumn - 1).join('')
  const value = marked.replace(/^[\p{ID_Start}_][\p{ID_Continue}]*\s*=/u, '')
  const names = value.replaceAll(/"[^"\\]*"|'[^'\\]*'|\b(?:True|False|None)\b/g, '')
  return value !== '' && !/[\p{ID_Start}_]/u.test(names)
}

/** The types that a message quotes. */
function quoted(message: string): string[] {
  return [...message.matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
}

/** Whether a message is about a type that was guessed. A missing `await` never is. */
function isUnsure(message: string): boolean {
  if (message.includes('`CoroutineType[')) return false
  return quoted(message).some(isMixture)
}

function isUnsureArgument(message: string, classes: ReadonlySet<string>): boolean {
  const [, expected, found] = /Expected `([^`]+)`, found `([^`]+)`/.exec(message) ?? []
  if (expected === undefined || found === undefined) return isUnsure(message)
  if (found.startsWith('CoroutineType[')) return false
  return isMixture(found) || mayFit(expected, found) || isUnsureConversion(message, classes)
}

/**
 * Whether a value of one type may do for another, as in Python: an `int` for a `float`, a `str` for
 * one of several texts, and a list of either for a list of the other.
 */
function mayFit(expected: string, found: string): boolean {
  const choices = alternatives(expected)
  return alternatives(found).every((one) => choices.some((choice) => mayFitOne(choice, one)))
}

function mayFitOne(expected: string, found: string): boolean {
  if (expected === found || (expected === 'float' && found === 'int')) return true
  if (expected.startsWith('Literal[')) return literalKinds(expected).has(found)
  const [wanted, given] = [generic(expected), generic(found)]
  return (
    wanted !== undefined &&
    wanted.name === given?.name &&
    wanted.items.length === given.items.length &&
    wanted.items.every((item, index) => mayFit(item, given.items[index]!))
  )
}

function literalKinds(literal: string): Set<string> {
  return new Set(generic(literal)!.items.map((item) => kindOf(`Literal[${item}`)))
}

/** Whether values of a type are of several kinds, `X | None` apart: that is a fair question. */
function isMixture(type: string): boolean {
  if (/\b(Unknown|Any)\b/.test(type)) return true
  return alternativesAnywhere(type).some((choices) => {
    const kinds = new Set(choices.filter((one) => one !== 'None').map(kindOf))
    return kinds.size > 1
  })
}

/** Literals of a kind are one kind. */
function kindOf(type: string): string {
  const [, literal] = /^Literal\[(.)/.exec(type) ?? []
  if (literal === undefined) return type
  if (literal === '"' || literal === "'") return 'str'
  return /[0-9-]/.test(literal) ? 'int' : 'bool'
}

/** The alternatives of a type, and those of each type inside it. */
function alternativesAnywhere(type: string): string[][] {
  const own = alternatives(type)
  const inner = own.flatMap((one) => generic(one)?.items ?? [])
  return [own, ...inner.flatMap(alternativesAnywhere)]
}

function alternatives(type: string): string[] {
  return splitOutside(type, '|')
}

/** `list[int]` in parts. */
function generic(type: string): { name: string; items: string[] } | undefined {
  const [, name, inner] = /^([^[\]"']+)\[(.*)\]$/s.exec(type) ?? []
  return name === undefined ? undefined : { name, items: splitOutside(inner!, ',') }
}

/** Splits a type where it is neither in brackets nor in quotes. */
function splitOutside(type: string, separator: string): string[] {
  const parts = ['']
  let depth = 0
  let quote = ''
  for (const character of type) {
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if ('[('.includes(character)) depth++
    else if ('])'.includes(character)) depth--
    if (character === separator && depth === 0 && quote === '') parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim())
}

/**
 * Dicts of a declared shape are dicts, and a dict built step by step may have that shape: both are
 * right in Python.
 */
function isUnsureConversion(message: string, classes: ReadonlySet<string>): boolean {
  const types = quoted(message)
  const names = types.flatMap((type) => type.match(/[\p{ID_Start}_][\p{ID_Continue}]*/gu) ?? [])
  const isDict = types.some((type) => /\b(dict|Mapping|MutableMapping|defaultdict)\[/.test(type))
  return (
    isDict && names.some((name) => classes.has(name)) && !/found `dict\[Literal\[/.test(message)
  )
}

/** Whether the checker has other complaints about the same place: the value is of several types. */
function isOneOfSeveral(finding: Diagnostic, findings: readonly Diagnostic[]): boolean {
  return findings.some(
    (other) =>
      other !== finding &&
      other.code === finding.code &&
      other.line === finding.line &&
      other.column === finding.column,
  )
}

/** Whether the program adds the key itself, as in `row['total'] = …`. */
function isKeyOfItsOwn(message: string, code: string): boolean {
  const [, key] = /^Unknown key "([^"]+)"/.exec(message) ?? []
  if (key === undefined) return false
  const escaped = key.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`\[\s*(["'])${escaped}\1\s*\]\s*([-+*/%|&]|//|\*\*)?=(?!=)`).test(
    code,
  )
}

function typedDicts(stubs: string): ReadonlySet<string> {
  const names = [
    ...stubs.matchAll(/^class ([^\s(:]+)\(TypedDict\)/gm),
    ...stubs.matchAll(/^([^\s(=]+) = TypedDict\(/gm),
  ]
  return new Set(names.map(([, name]) => name!))
}
