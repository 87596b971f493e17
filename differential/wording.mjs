/** What CPython 3.14, whose messages the machine has, words otherwise than the python3 that is compared with. */
const WORDINGS = [
  [/cannot use '(\w+)' as a (?:dict key|set element) \((unhashable type: '\w+')\)/g, '$2'],
  [/(too many values to unpack \(expected \d+), got \d+\)/g, '$1)'],
  [/(argument of type '\w+' is not) a container or iterable/g, '$1 iterable'],
]

/** A text with the older words. */
export const inOlderWords = (text) =>
  WORDINGS.reduce((worded, [found, instead]) => worded.replace(found, instead), text)
