/** Maximum number of digits: longer texts take long to produce, and are of no use. */
const MAX_DIGITS = 100_000
/** A smaller bound would say too little. */
const MIN_DIGITS = 40
const BITS_PER_DIGIT = Math.log2(10)

/**
 * An int as decimal digits, or a description of an int longer than `maxDigits`: formatting millions of digits
 * takes seconds. The length is compared without formatting.
 */
export function intText(value: bigint, maxDigits = MAX_DIGITS): string {
  const digits = Math.min(Math.max(maxDigits, MIN_DIGITS), MAX_DIGITS)
  const bound = 1n << BigInt(Math.ceil(digits * BITS_PER_DIGIT))
  if (value < bound && value > -bound) return value.toString()
  return `an int of more than ${digits.toLocaleString('en-US')} digits`
}
