/**
 * The first characters of a text as a text of its own. What `slice` gives refers to the whole in V8, which is then
 * kept as long as the part.
 */
export const beginningOf = (text: string, length: number): string =>
  Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le')

/** Whether a unit is the first of two that are one character. */
export const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800

/** Whether it is the second. */
export const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00
