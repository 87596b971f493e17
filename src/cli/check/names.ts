import type { DiagnosticFormat } from '../../index.js'

/**
 * The file name of a program in the checker, which only accepts its own folder: stable across
 * checks.
 */
export function placeholderOf(name: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return `checked_${createHash('sha256').update(name).digest('hex').slice(0, 16)}.py`
}

/** Replaces the placeholder in findings by the file name as it was given. */
export function named(
  rendered: string,
  placeholder: string,
  name: string,
  format: DiagnosticFormat,
): string {
  const written = writtenIn(name, format)
  // Some formats contain the name as an absolute path.
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

/** Escapes a name for workflow commands of those services. */
const escaped = (name: string, special: RegExp): string =>
  name.replaceAll(
    special,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
