import { CliError } from '../cli-error.js'

/**
 * Environment variables for Python: `NAME=value`, or `NAME` for the value in this process, if it is
 * set.
 *
 * @throws CliError for a variable without a name
 */
export function environmentOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.flatMap((text): Array<[string, string]> => {
      const at = text.indexOf('=')
      if (at > 0) return [[text.slice(0, at), text.slice(at + 1)]]
      if (at === 0 || text === '') {
        throw new CliError(`--env ${text}: it is NAME=value, or NAME for what is set here`)
      }
      const value = process.env[text]
      return value === undefined ? [] : [[text, value]]
    }),
  )
}
