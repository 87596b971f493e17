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

/** The names of the options of an interface: one that is new there has to be told here as well, or nothing compiles. */
export const namesOf = <O>(names: Record<keyof O, true>): ReadonlySet<string> =>
  new Set(Object.keys(names))

/** Names but for some. */
export const without = (
  names: ReadonlySet<string>,
  left: ReadonlySet<string>,
): ReadonlySet<string> => new Set([...names].filter((name) => !left.has(name)))

/** Whether something can hold values by name: an object, and none that holds them in another way. */
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
