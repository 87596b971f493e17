import { MontyUsageError } from './errors.js'

/**
 * Refuses what is not an object of options, and names that mean nothing. `wayOut` tells where an
 * unknown name would mean something, if anywhere.
 */
export function checkNames(
  options: unknown,
  known: ReadonlySet<string>,
  what: string,
  wayOut: (name: string) => string = () => '',
): void {
  if (typeof options !== 'object' || options === null) {
    throw new MontyUsageError(`the options of ${what} must be an object`)
  }
  for (const name of Object.keys(options)) {
    if (!known.has(name)) {
      const names = [...known].join(', ')
      throw new MontyUsageError(
        `${name} is not an option of ${what}${wayOut(name)}; there are: ${names}`,
      )
    }
  }
}
