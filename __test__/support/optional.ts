import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** A package that is too heavy to be a dependency of the tests: CI installs it for a job of its own. */
export function optional(name: string): unknown {
  try {
    return require(name) as unknown
  } catch {
    return undefined
  }
}
