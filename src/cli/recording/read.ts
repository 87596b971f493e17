import { CliError, messageOf } from '../cli-error.js'
import { fs } from '../node.js'

/**
 * Reads a recording from a file, checking only its format marker.
 *
 * @throws CliError describing what the file is instead
 */
export function readRecordingFile(file: string): Readonly<Record<string, unknown>> {
  const text = read(file)
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    throw new CliError(
      text.trimStart().startsWith('{')
        ? `the recording ${file} is cut or damaged: ${messageOf(error)}`
        : `${file} is no recording: run a program with --record FILE to have one`,
      undefined,
      error,
    )
  }
  if ((document as { format?: unknown } | null)?.format === 'monty-node recording') {
    return document as Record<string, unknown>
  }
  throw new CliError(`${file} is no recording: run a program with --record FILE to have one`)
}

function read(file: string): string {
  try {
    return fs.readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new CliError(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `there is no file ${file}`
        : `the recording ${file} cannot be read: ${messageOf(error)}`,
    )
  }
}
