import { lookUp } from './lookup.js'

/** Methods of built-in types, which can be called here but not passed as values. */
const METHODS: Readonly<Record<string, string>> = {
  str: 'capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill',
  bytes: 'count decode endswith find hex index join replace rfind split startswith strip',
  list: 'append clear copy count extend index insert pop remove reverse sort',
  tuple: 'count index',
  dict: 'clear copy fromkeys get items keys pop popitem setdefault update values',
  set: 'add clear copy difference discard intersection isdisjoint issubset issuperset pop remove symmetric_difference union update',
  frozenset:
    'copy difference intersection isdisjoint issubset issuperset symmetric_difference union',
  'collections.Counter': 'elements get items keys most_common total update values',
  'collections.deque': 'append appendleft clear count extend pop popleft remove rotate',
  'collections.defaultdict': 'get items keys pop setdefault update values',
}

const ARGUMENTLESS: ReadonlySet<string> = new Set(
  'clear copy items keys lower pop popitem popleft sort strip upper values'.split(' '),
)

/** Substitute for a method that is passed as a value, as in `max(d, key=d.get)`. */
export function methodHint(owner: string, method: string, line: string): string | undefined {
  const methods = lookUp(METHODS, owner) ?? lookUp(METHODS, `collections.${owner}`)
  if (methods?.split(' ').includes(method) !== true) return undefined
  const [, given = 'value'] =
    new RegExp(String.raw`([\w.]*\w(?:\[[^\]]*\])*)\.${method}\b`).exec(line) ?? []
  if (given === owner && (owner === 'set' || owner === 'frozenset')) {
    return `Methods are called on a value here, not on ${owner}. Take one set at a time:
  result = sets[0]
  for one in sets[1:]:
      result = result.${method}(one)`
  }
  return `Methods of built-in types can be called here, but not handed on: write ${lambda(given, owner, method)} instead of ${given}.${method}.`
}

function lambda(given: string, owner: string, method: string): string {
  if (given === owner) return `lambda x: x.${method}()`
  return ARGUMENTLESS.has(method)
    ? `lambda: ${given}.${method}()`
    : `lambda x: ${given}.${method}(x)`
}
