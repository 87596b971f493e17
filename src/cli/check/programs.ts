import { CliError, messageOf } from '../cli-error.js'
import { fs, path } from '../node.js'

/** Folders that hold third-party programs, or none. */
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'venv', 'env'])

/**
 * The programs of a command line: files as given, and all `.py` files of folders, sorted.
 *
 * @throws CliError for a folder without a program
 */
export const programsIn = (given: readonly string[]): string[] =>
  given.flatMap((name) => {
    if (name === '-' || !fs.statSync(name, { throwIfNoEntry: false })?.isDirectory()) return [name]
    const found = programsBelow(name)
    if (found.length === 0) throw new CliError(`there is no program in the folder ${name}`)
    return found
  })

function programsBelow(folder: string): string[] {
  return entriesOf(folder)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const below = path.join(folder, entry.name)
      if (entry.isDirectory()) {
        const isLeftOut = entry.name.startsWith('.') || LEFT_OUT.has(entry.name)
        return isLeftOut ? [] : programsBelow(below)
      }
      return entry.isFile() && entry.name.endsWith('.py') ? [below] : []
    })
}

function entriesOf(folder: string): import('node:fs').Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    throw new CliError(`${folder} cannot be read: ${messageOf(error)}`)
  }
}
