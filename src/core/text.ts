/**
 * The first characters of a string, copied. In V8 the result of `slice` references the whole string and keeps
 * it alive.
 */
export const beginningOf = (text: string, length: number): string =>
  Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le')

/** Whether a code unit is the first of a surrogate pair. */
export const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800

/** Whether a code unit is the second of a surrogate pair. */
export const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00
