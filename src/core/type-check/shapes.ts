/** Parses types in the checker's messages. */

/** The types quoted in a message, except for the signature of a built-in method. */
export function quoted(message: string): string[] {
  const rest = message.replace(/^Method `\w+` of type `[^`]+`/, '')
  return [...rest.matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
}

/** Expected and actual type, where a message has both. */
export function conflict(message: string): { expected: string; found: string } | undefined {
  for (const [pattern, expected, found] of CONFLICTS) {
    const match = pattern.exec(message)
    if (match !== null) return { expected: match[expected]!, found: match[found]! }
  }
  return undefined
}

/** Whether a key of one type may be among those of another: numbers are equal by value. */
export function mayBeKey(expected: string, found: string): boolean {
  const isNumber = (type: string): boolean =>
    /^(?:int|float\*?|bool)$/.test(kindOf(type).replace(/\*$/, ''))
  if (mayFit(expected, found)) return true
  return alternatives(found).every(isNumber) && alternatives(expected).some(isNumber)
}

/** Whether an iterable is given where a list or the like is expected. */
export function isIterableForList(expected: string, found: string): boolean {
  const [wanted, given] = [generic(expected), generic(found)]
  const name = given?.name ?? found
  return wanted !== undefined && CONTAINERS.has(wanted.name) && ITERABLES.has(name)
}

const CONTAINERS: ReadonlySet<string> = new Set(
  'list set frozenset tuple Sequence MutableSequence Iterable Collection'.split(' '),
)
const ITERABLES: ReadonlySet<string> = new Set(
  (
    'list set frozenset tuple deque range map filter zip enumerate reversed Iterator Iterable Sequence ' +
    'GeneratorType Generator dict_keys dict_values dict_items KeysView ValuesView ItemsView'
  ).split(' '),
)

/** Expected and actual type of a key. */
export function keyConflict(message: string): { expected: string; found: string } | undefined {
  const [, expected, found] =
    /\.__(?:get|del)item__\(key: (.+?), \/\).* cannot be called with key of type `([^`]+)`/.exec(
      message,
    ) ?? []
  return expected === undefined || found === undefined ? undefined : { expected, found }
}

const CONFLICTS: ReadonlyArray<readonly [pattern: RegExp, expected: number, found: number]> = [
  [/type `([^`]+)` is not assignable to attribute `[^`]+` of type `([^`]+)`/, 2, 1],
  [/[Ee]xpected `([^`]+)`, found `([^`]+)`/, 1, 2],
  [/type `([^`]+)` is not assignable to .*?`([^`]+)`/, 2, 1],
  [/return `([^`]+)`, which is not assignable to return type `([^`]+)`/, 2, 1],
]

/**
 * Whether a value of one type may be used for another, as in Python: an `int` for a `float`, a `str` for one
 * of several literals, and a list of either for a list of the other.
 */
export function mayFit(expected: string, found: string, depth = 0): boolean {
  // Such types do not occur in practice, and each level multiplies the cost of those inside it.
  if (depth > MAX_DEPTH) return true
  const choices = alternatives(expected)
  return alternatives(found).every((one) =>
    choices.some((choice) => mayFitOne(choice, one, depth + 1)),
  )
}

/** Maximum depth of types. */
const MAX_DEPTH = 12

const UNKNOWN: ReadonlySet<string> = new Set(['Any', 'Unknown'])
const isAnything = (type: string): boolean => type === 'object' || UNKNOWN.has(type)

function mayFitOne(expected: string, found: string, depth: number): boolean {
  if (expected === found || isAnything(expected) || UNKNOWN.has(found)) return true
  const kind = kindOf(found)
  if (expected === 'float' && kind === 'int') return true
  if (expected.startsWith('Literal[')) {
    return literalKinds(expected).has(found === 'LiteralString' ? 'str' : found)
  }
  if (expected === kind) return true
  const [wanted, given] = [generic(expected), generic(found)]
  if (wanted === undefined || given === undefined) return false
  if (given.name === 'tuple' && wanted.name === 'tuple' && isOfAnyLength(wanted, given)) {
    const items = wanted.items.filter((item) => item !== '...')
    const own = given.items.filter((item) => item !== '...')
    return own.every((item) => items.some((one) => mayFit(one, item)))
  }
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

const isOfAnyLength = (...tuples: Array<{ items: readonly string[] }>): boolean =>
  tuples.some(({ items }) => items.includes('...'))

/** Types that accept a tuple or a list. */
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

/** Whether values of a type are of several kinds, `None` excluded. */
export function isMixture(type: string): boolean {
  if (/\b(Unknown|Any)\b/.test(type)) return true
  return alternativesAnywhere(type).some((choices) => {
    const kinds = new Set(choices.filter((one) => one !== 'None').map(kindOf))
    return kinds.size > 1
  })
}

/** Whether values of a type may be `None`. */
export const mayBeNone = (type: string): boolean => alternatives(type).includes('None')

/** The type of a literal; other types are unchanged. */
function kindOf(type: string): string {
  if (type === 'LiteralString') return 'str'
  const [, literal] = /^Literal\[(.)/.exec(type) ?? []
  if (literal === undefined) return type
  if (literal === '"' || literal === "'") return 'str'
  return /[0-9-]/.test(literal) ? 'int' : 'bool'
}

/** The alternatives of a type, and those of each type inside it. */
function alternativesAnywhere(type: string, depth = 0): string[][] {
  const own = alternatives(type).flatMap(literalsOf)
  if (depth === MAX_DEPTH) return [own]
  const inner = own.flatMap((one) => generic(one)?.items ?? [])
  return [own, ...inner.flatMap((one) => alternativesAnywhere(one, depth + 1))]
}

/** Splits a literal type: `Literal["a", 3]` has two. */
function literalsOf(type: string): string[] {
  if (!type.startsWith('Literal[')) return [type]
  return generic(type)?.items.map((item) => `Literal[${item}]`) ?? [type]
}

export function alternatives(type: string): string[] {
  return splitOutside(type, '|')
}

/** Splits a generic type, such as `list[int]`, into its name and arguments. */
export function generic(type: string): { name: string; items: string[] } | undefined {
  const [, name, inner] = /^([^[\]"']+)\[(.*)\]$/s.exec(type) ?? []
  return name === undefined ? undefined : { name, items: splitOutside(inner!, ',') }
}

/** Splits a type at a separator outside of brackets and quotes. */
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
