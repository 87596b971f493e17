import { runReport } from '../../pages/report.js'
import { CliError, messageOf } from '../cli-error.js'
import { fs, path } from '../node.js'

/** Writes the page about a recorded run. */
export function report(
  file: string,
  { output, title }: { readonly output?: string; readonly title?: string },
): void {
  const recording = read(file)
  const page = runReport(recording as Parameters<typeof runReport>[0], {
    title: title ?? path.basename(file),
  })
  const target = output ?? `${file.replace(/\.json$/i, '')}.html`
  write(target, page)
  console.log(target)
}

function read(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    throw new CliError(`the recording ${file} cannot be read: ${messageOf(error)}`)
  }
}

/** Writes a page. @throws CliError when that cannot be done */
export function write(file: string, page: string): void {
  try {
    fs.writeFileSync(file, page)
  } catch (error) {
    throw new CliError(`the report cannot be written: ${messageOf(error)}`)
  }
}
