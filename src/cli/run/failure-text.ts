import { type FailedOutcome, MontyTypingError } from '../../index.js'
import { optionWords } from '../options/words.js'
import type { Colors } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'

/** The name that a runtime gives every program. */
const NAME_INSIDE = 'main.py'

/** What to tell of a run that failed: the traceback or the findings, and what to do about it. */
export function failureText(
  { status, error }: Pick<FailedOutcome, 'status' | 'error'>,
  hint: string | undefined,
  name: string,
  colors: Colors,
): string {
  const isTyping = error instanceof MontyTypingError
  const shown = isTyping ? error.displayDiagnostics('full') : tracebackText(status, error)
  const [text, said] = [renamed(shown.trimEnd(), name), plainText(hint ?? '').trimEnd()]
  const head = isTyping ? plainText(text) : colored(plainText(text), colors)
  return said === '' ? `${head}\n` : `${head}\n\n${colors.cyan('hint:')} ${said}\n`
}

/** The names of errors of this library say nothing to who uses it by its commands. */
function tracebackText(status: FailedOutcome['status'], error: FailedOutcome['error']): string {
  if (status === 'timeout') return `TimeoutError: ${error.message}`
  return error.code === 'MONTY_USAGE'
    ? `monty-node: ${optionWords(error.message)}`
    : error.display()
}

/** Where a traceback, or a finding, says the name of the program. */
const PLACES = [
  String.raw`^(\s*File ")${NAME_INSIDE}(?=", line)`,
  String.raw`^(\s*-->\s*)${NAME_INSIDE}(?=:\d)`,
  String.raw`^()${NAME_INSIDE}(?=:\d+:\d+: )`,
].map((place) => new RegExp(place, 'gm'))

/** A text with the program's own name in those places. */
export const renamed = (text: string, name: string): string =>
  PLACES.reduce((so, place) => so.replaceAll(place, (_all, before: string) => before + name), text)

/** The last line says what it was. */
function colored(text: string, colors: Colors): string {
  const at = text.lastIndexOf('\n') + 1
  return text.slice(0, at) + colors.red(text.slice(at))
}
