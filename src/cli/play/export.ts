import { stubs } from '../../index.js'
import { CHECKER_FILE, ENGINE_FILE, installedFile } from '../../internals.js'
import { runReport } from '../../pages/report.js'
import { CliError } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { fileURLToPath, fs, path } from '../node.js'
import { EXAMPLE_TOOLS, EXAMPLES } from './examples.js'
import { playPage } from './page.js'

/**
 * Content security policy of the page: its own code and WebAssembly, workers, and reports, whose
 * one script this policy applies to as well.
 */
function policy(): string {
  // The report escapes quotes differently.
  const [ofReport = ''] = /(?<=script-src \S{1,5})sha256-[\w+/=]+/.exec(runReport([])) ?? []
  return (
    `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' '${ofReport}'; worker-src blob:; frame-src blob:; ` +
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
  )
}

/** Writes a playground for a static file server: Python runs in the page. */
export function exportPlayground(folder: string): number {
  const modules = [ENGINE_FILE, CHECKER_FILE].map(installed)
  fs.mkdirSync(folder, { recursive: true })
  const page = playPage(stubs(EXAMPLE_TOOLS), EXAMPLES)
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy()}">`
  fs.writeFileSync(path.join(folder, 'index.html'), page.replace('<title>', `${meta}<title>`))
  fs.copyFileSync(
    fileURLToPath(new URL('play/alone.js', import.meta.url)),
    path.join(folder, 'app.js'),
  )
  for (const file of modules) fs.copyFileSync(file, path.join(folder, path.basename(file)))
  console.log(`Wrote ${folder}: serve it from anywhere that serves files.`)
  return ExitCode.ok
}

function installed(file: string): string {
  try {
    return installedFile(file)
  } catch (error) {
    throw new CliError((error as Error).message)
  }
}
