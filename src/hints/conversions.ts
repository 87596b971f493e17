const LISTABLE =
  'range|set|frozenset|dict_keys|dict_values|dict_items|map|filter|zip|Iterator|Iterable|GeneratorType|deque'
const AS_LIST = 'Make a list of it: list(...) or sorted(...).'

/**
 * Hints by messages of the type checker, of this package's validation, and of schema libraries.
 */
const CONVERSIONS: ReadonlyArray<readonly [hint: string, patterns: readonly RegExp[]]> = [
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

/** A hint to convert a value to the type that a function of the host accepts. */
export function conversionHint(message: string): string | undefined {
  return CONVERSIONS.find(([, patterns]) => patterns.some((one) => one.test(message)))?.[0]
}
