const LISTABLE =
  'range|set|frozenset|dict_keys|dict_values|dict_items|map|filter|zip|Iterator|Iterable|GeneratorType|deque'
const AS_LIST = 'Make a list of it: list(...) or sorted(...).'

/** In the words of the type checker, of our own validation, and of schema libraries. */
const CONVERSIONS: ReadonlyArray<readonly [hint: string, says: readonly RegExp[]]> = [
  [
    AS_LIST,
    [
      new RegExp(String.raw`xpected \`list\[.*found \`(?:${LISTABLE})\b`),
      /must be a list, not (?:range|set|frozenset|dict_|list_)/,
      /expected array, received (?:Set|PyRepr)|must be an array \(was object/,
    ],
  ],
  [
    'Put it into a list: [...].',
    [
      /xpected `list\[.*found `(?:str|Literal\["|LiteralString)/,
      /must be a list, not str/,
      /expected array, received string|must be an array \(was (?:a )?string/,
    ],
  ],
  [
    'Give the date as text: day.isoformat().',
    [
      /xpected `str`.*found `(?:date|datetime)`/,
      /must be a string, not date/,
      /expected string, received PyDate/,
    ],
  ],
  [
    'Give the number as float(...) or int(...).',
    [
      /xpected `(?:float|int)`.*found `Decimal`/,
      /must be (?:a number|an integer), not Decimal/,
      /expected (?:number|int), received PyDecimal/,
    ],
  ],
]

/** How to make a value into what a function of the host takes. */
export function conversionHint(message: string): string | undefined {
  return CONVERSIONS.find(([, says]) => says.some((words) => words.test(message)))?.[0]
}
