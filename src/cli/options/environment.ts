/** Variables for Python: `NAME=value`, or `NAME` for what this process has. */
export function environmentOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.flatMap((text): Array<[string, string]> => {
      const at = text.indexOf('=')
      if (at > 0) return [[text.slice(0, at), text.slice(at + 1)]]
      const value = process.env[text]
      return value === undefined ? [] : [[text, value]]
    }),
  )
}
