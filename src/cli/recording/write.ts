import { CliError, messageOf } from '../cli-error.js'
import { fs, path } from '../node.js'

/** Writes a file. @throws CliError if that fails */
export function writeText(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text)
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${messageOf(error)}`)
  }
}

/**
 * Refuses a file that cannot be written, before the work whose result it is to hold.
 *
 * @throws CliError
 */
export function checkWritable(file: string | undefined, option: string): void {
  if (file === undefined) return
  try {
    const stats = fs.statSync(file, { throwIfNoEntry: false })
    if (stats?.isDirectory()) throw new Error('it is a directory')
    fs.accessSync(stats === undefined ? path.dirname(file) : file, fs.constants.W_OK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason = code === 'ENOENT' ? `there is no folder ${path.dirname(file)}` : messageOf(error)
    throw new CliError(`${option}: ${file} cannot be written: ${reason}`)
  }
}
