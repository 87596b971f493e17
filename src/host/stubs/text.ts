/** Formats a Python string literal. */
export function pythonString(text: string): string {
  const escaped = JSON.stringify(text.toWellFormed())
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", String.raw`\'`)
  return `'${escaped}'`
}

/**
 * Formats a JSON value as a Python expression; `undefined` for values that are too long or too
 * complex for a stub.
 */
export function pythonLiteral(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.length > 80 ? undefined : pythonString(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return String(value)
    case 'number':
      return Number.isFinite(value) ? String(value) : undefined
    case 'object':
      return value === null ? 'None' : undefined
    default:
      return undefined
  }
}

const MAX_DESCRIPTION = 2_000

/**
 * Formats a description as an indented docstring without a final newline; `undefined` for an empty
 * one.
 */
export function docstring(description: string | undefined, indent: string): string | undefined {
  const lines = linesOf(description)
  if (lines.length === 0) return undefined
  const escaped = lines.map((line) =>
    line.replaceAll('\\', '\\\\').replaceAll('"""', String.raw`\"\"\"`),
  )
  const last = escaped.at(-1)!
  if (escaped.length === 1) {
    // A quote at the end would join the closing quotes.
    const closed = /(?<!\\)(?:\\\\)*"$/.test(last) ? `${last.slice(0, -1)}\\"` : last
    return `${indent}"""${closed}"""`
  }
  const rest = escaped.slice(1).map((line) => (line === '' ? '' : indent + line))
  return [`${indent}"""${escaped[0]!}`, ...rest, `${indent}"""`].join('\n')
}

/** A description on one line. */
export function oneLine(description: string | undefined): string {
  return linesOf(description).join(' ').replaceAll(/\s+/g, ' ').trim()
}

function linesOf(description: string | undefined): string[] {
  if (typeof description !== 'string') return []
  const cut =
    description.length > MAX_DESCRIPTION ? `${description.slice(0, MAX_DESCRIPTION)}…` : description
  const lines = cut
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
  while (lines.at(-1) === '') lines.pop()
  while (lines[0]?.trim() === '') lines.shift()
  if (lines[0] !== undefined) lines[0] = lines[0].trimStart()
  return lines
}

/** Converts `list_pull_requests` to `ListPullRequests`. */
export function pascalCase(name: string): string {
  const words = name.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== '')
  const text = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
  return /^[\p{ID_Start}]/u.test(text) ? text : `T${text}`
}
