/** Types as the checker writes them in its messages. */

/** The types that a message quotes, but for the signature of a method of Python's own. */
export function quoted(message: string): string[] {
  const told = message.replace(/^Method `\w+` of type `[^`]+`/, '')
  return [...told.matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
}

/** What an argument, a value or a result should be, and what it is, where a message says both. */
export function conflict(message: string): { expected: string; found: string } | undefined {
  for (const [pattern, expected, found] of CONFLICTS) {
    const match = pattern.exec(message)
    if (match !== null) return { expected: match[expected]!, found: match[found]! }
  }
  return undefined
}

const CONFLICTS: ReadonlyArray<readonly [pattern: RegExp, expected: number, found: number]> = [
  [/[Ee]xpected `([^`]+)`, found `([^`]+)`/, 1, 2],
  [/type `([^`]+)` is not assignable to .*?`([^`]+)`/, 2, 1],
  [/return `([^`]+)`, which is not assignable to return type `([^`]+)`/, 2, 1],
]

/**
 * Whether a value of one type may do for another, as in Python: an `int` for a `float`, a `str` for
 * one of several texts, and a list of either for a list of the other.
 */
export function mayFit(expected: string, found: string, depth = 0): boolean {
  // Nobody writes such types, and each level costs as much as all those inside it.
  if (depth > MOST_DEPTH) return true
  const choices = alternatives(expected)
  return alternatives(found).every((one) =>
    choices.some((choice) => mayFitOne(choice, one, depth + 1)),
  )
}

/** How deep types are looked into. */
const MOST_DEPTH = 12

function mayFitOne(expected: string, found: string, depth: number): boolean {
  if (expected === found || expected === 'Any' || found === 'Any') return true
  const kind = kindOf(found)
  if (expected === 'float' && kind === 'int') return true
  if (expected.startsWith('Literal[')) {
    return literalKinds(expected).has(found === 'LiteralString' ? 'str' : found)
  }
  if (expected === kind) return true
  const [wanted, given] = [generic(expected), generic(found)]
  if (wanted === undefined || given === undefined) return false
  if (given.name === 'tuple' && SEQUENCES.has(wanted.name)) {
    const items = given.items.filter((item) => item !== '...')
    return items.every((item) => mayFit(wanted.items[0]!, item, depth))
  }
  return (
    (wanted.name === given.name || (SEQUENCES.has(wanted.name) && given.name === 'list')) &&
    wanted.items.length === given.items.length &&
    wanted.items.every((item, index) => mayFit(item, given.items[index]!, depth))
  )
}

/** A tuple or a list does for each of them. */
const SEQUENCES: ReadonlySet<string> = new Set([
  'list',
  'Sequence',
  'MutableSequence',
  'Iterable',
  'Collection',
])

function literalKinds(literal: string): Set<string> {
  return new Set(generic(literal)!.items.map((item) => kindOf(`Literal[${item}`)))
}

/** Whether values of a type are of several kinds, `None` apart. */
export function isMixture(type: string): boolean {
  if (/\b(Unknown|Any)\b/.test(type)) return true
  return alternativesAnywhere(type).some((choices) => {
    const kinds = new Set(choices.filter((one) => one !== 'None').map(kindOf))
    return kinds.size > 1
  })
}

/** Whether values of a type may be `None`. */
export const mayBeNone = (type: string): boolean => alternatives(type).includes('None')

/** Literals of a kind are one kind. */
function kindOf(type: string): string {
  if (type === 'LiteralString') return 'str'
  const [, literal] = /^Literal\[(.)/.exec(type) ?? []
  if (literal === undefined) return type
  if (literal === '"' || literal === "'") return 'str'
  return /[0-9-]/.test(literal) ? 'int' : 'bool'
}

/** The alternatives of a type, and those of each type inside it. */
function alternativesAnywhere(type: string, depth = 0): string[][] {
  const own = alternatives(type)
  if (depth === MOST_DEPTH) return [own]
  const inner = own.flatMap((one) => generic(one)?.items ?? [])
  return [own, ...inner.flatMap((one) => alternativesAnywhere(one, depth + 1))]
}

export function alternatives(type: string): string[] {
  return splitOutside(type, '|')
}

/** `list[int]` in parts. */
export function generic(type: string): { name: string; items: string[] } | undefined {
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
