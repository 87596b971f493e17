import { MontyUsageError } from './errors.js'

/** Refuses what is not an object of options, and names that mean nothing. */
export function checkOptionNames(options: unknown, known: readonly string[], what: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new MontyUsageError(`the options of ${what} must be an object`)
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new MontyUsageError(
    `${unknown} is not an option of ${what}; there are: ${known.join(', ')}`,
  )
}
