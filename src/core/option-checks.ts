import { MontyUsageError } from './errors.js'

/**
 * Refuses values that are no options object, and unknown names. `wayOut` names the place where an unknown
 * option is valid, if there is one.
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

/** The option names of an interface. A new option must be added here too, or the code does not compile. */
export const namesOf = <O>(names: Record<keyof O, true>): ReadonlySet<string> =>
  new Set(Object.keys(names))

/** The names without those in `left`. */
export const without = (
  names: ReadonlySet<string>,
  left: ReadonlySet<string>,
): ReadonlySet<string> => new Set([...names].filter((name) => !left.has(name)))

/** Whether a value is a plain mapping by name: an object that is not iterable. */
export function isByName(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value)
}

export function checkFlag(value: boolean | undefined, name: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new MontyUsageError(`${name} must be true or false`)
  }
  return value ?? false
}

export function oneOf<T extends string>(value: T, allowed: readonly T[], name: string): T {
  if (!allowed.includes(value)) {
    const choices = allowed.map((one) => `'${one}'`).join(' or ')
    throw new MontyUsageError(`${name} must be ${choices}`)
  }
  return value
}
