/** The decimal text of a longer int would take long to make, and nobody would read it. */
const MAX_DIGITS = 100_000
/** A bound this small says nothing of an int. */
const MIN_DIGITS = 40
const BITS_PER_DIGIT = Math.log2(10)

/**
 * An int as decimal digits, or what there is to say of one that is longer than `maxDigits`: to write out
 * millions of digits takes seconds. That it is so long is seen at once, without a look at its digits.
 */
export function intText(value: bigint, maxDigits = MAX_DIGITS): string {
  const digits = Math.min(Math.max(maxDigits, MIN_DIGITS), MAX_DIGITS)
  const bound = 1n << BigInt(Math.ceil(digits * BITS_PER_DIGIT))
  if (value < bound && value > -bound) return value.toString()
  return `an int of more than ${digits.toLocaleString('en-US')} digits`
}
