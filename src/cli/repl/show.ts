import { printedText } from '../terminal/plain-text.js'

/** Writes a text; a pager shows it if it does not fit the terminal. */
export function show(text: string, output: NodeJS.WriteStream = process.stdout): void {
  const line = text.endsWith('\n') ? text : `${text}\n`
  if (!output.isTTY) {
    output.write(line)
    return
  }
  const shown = printedText(line)
  if (fits(shown, output) || !isPaged(shown)) output.write(shown)
}

function fits(text: string, { rows, columns }: NodeJS.WriteStream): boolean {
  let used = 0
  for (const line of text.split('\n')) {
    used += Math.max(1, Math.ceil(line.length / (columns || 80)))
    if (used > (rows || 24)) return false
  }
  return true
}

/** Shows a text in the pager; returns whether there is one. */
function isPaged(text: string): boolean {
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const [pager = 'less', ...args] = (process.env['PAGER'] || 'less -R').split(/\s+/)
  const { error } = spawnSync(pager, args, { input: text, stdio: ['pipe', 'inherit', 'inherit'] })
  return error === undefined
}
