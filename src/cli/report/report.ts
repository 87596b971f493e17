import { runReport } from '../../pages/report.js'
import { path } from '../node.js'
import { readRecordingFile } from '../recording/read.js'
import { writeText } from '../recording/write.js'

/** Writes the page about a recorded run. */
export function report(
  file: string,
  { output, title }: { readonly output?: string; readonly title?: string },
): void {
  const recording = readRecordingFile(file)
  const page = runReport(recording as unknown as Parameters<typeof runReport>[0], {
    title: title ?? path.basename(file),
  })
  const target = output ?? `${file.replace(/\.json$/i, '')}.html`
  writeText(target, page)
  console.log(target)
}
