import type { DiagnosticFormat } from '../../index.js'

/** What a program is called for the checker, which knows of no folders but its own: the same for each check. */
export function placeholderOf(name: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return `checked_${createHash('sha256').update(name).digest('hex').slice(0, 16)}.py`
}

/** Findings with the name of their file as it was given, where the checker says its own. */
export function named(
  rendered: string,
  placeholder: string,
  name: string,
  format: DiagnosticFormat,
): string {
  const written = writtenIn(name, format)
  // Some formats have it as a path from the root of what was checked.
  return rendered.replaceAll(new RegExp(`/?${placeholder.replace('.', '\\.')}`, 'g'), () => written)
}

function writtenIn(name: string, format: DiagnosticFormat): string {
  switch (format) {
    case 'json':
    case 'jsonlines':
    case 'rdjson':
    case 'gitlab':
      return JSON.stringify(name).slice(1, -1)
    case 'github':
      return escaped(name, /[%\r\n:,]/g)
    case 'azure':
      return escaped(name, /[%\r\n;\]]/g)
    case 'full':
    case 'concise':
    case 'pylint':
      return name
  }
}

/** As commands to those services have it. */
const escaped = (name: string, special: RegExp): string =>
  name.replaceAll(
    special,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
