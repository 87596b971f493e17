import { CliError, messageOf } from '../cli-error.js'
import { fs } from '../node.js'
import { textOf } from '../text-of.js'

/** Reads a program; `-` is standard input. */
export function readProgram(file: string): string {
  try {
    return textOf(fs.readFileSync(file === '-' ? 0 : file), file === '-' ? 'standard input' : file)
  } catch (error) {
    if (error instanceof CliError) throw error
    const code = (error as NodeJS.ErrnoException).code
    // A terminal without input.
    if (file === '-' && (code === 'EAGAIN' || code === 'EOF')) return ''
    throw new CliError(
      code === 'ENOENT'
        ? `there is no file ${file}`
        : `${file} cannot be read: ${code === 'EISDIR' ? 'it is a directory' : messageOf(error)}`,
    )
  }
}

/** The name of a program in tracebacks. */
export const nameOf = (file: string): string => (file === '-' ? '<stdin>' : file)
