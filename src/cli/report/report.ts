import { runReport } from '../../pages/report.js'
import { CliError, messageOf } from '../cli-error.js'
import { path } from '../node.js'
import { readRecordingFile } from '../recording/read.js'
import { writeText } from '../recording/write.js'

/**
 * Writes the page about a recorded run: to a file beside it, or to standard output for `-` and if it came
 * from standard input.
 */
export function report(
  file: string,
  { output, title }: { readonly output?: string; readonly title?: string },
): void {
  const recording = readRecordingFile(file)
  const page = pageOf(recording, title ?? path.basename(file), file)
  const target = output ?? (file === '-' ? '-' : `${file.replace(/\.json$/i, '')}.html`)
  if (target === '-') {
    process.stdout.write(page)
    return
  }
  writeText(target, page)
  console.log(target)
}

function pageOf(recording: Readonly<Record<string, unknown>>, title: string, file: string): string {
  try {
    return runReport(recording as unknown as Parameters<typeof runReport>[0], { title })
  } catch (error) {
    throw new CliError(`${file}: the recording is damaged: ${messageOf(error)}`, undefined, error)
  }
}
