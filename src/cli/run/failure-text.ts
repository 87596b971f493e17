import { type FailedOutcome, MontyTypingError } from '../../index.js'
import { optionWords } from '../options/words.js'
import type { Colors } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'

/** The file name of every program in a runtime. */
const NAME_INSIDE = 'main.py'

/** Formats a failed run: the traceback or the findings, and the hint. */
export function failureText(
  { status, error }: Pick<FailedOutcome, 'status' | 'error'>,
  hint: string | undefined,
  name: string,
  colors: Colors,
): string {
  const isTyping = error instanceof MontyTypingError
  const shown = isTyping ? error.displayDiagnostics('full') : tracebackText(status, error)
  const [text, advice] = [renamed(shown.trimEnd(), name), plainText(hint ?? '').trimEnd()]
  const head = isTyping ? plainText(text) : colored(plainText(text), colors)
  return advice === '' ? `${head}\n` : `${head}\n\n${colors.cyan('hint:')} ${advice}\n`
}

/** Omits the class names of this library's errors, which mean nothing on the command line. */
function tracebackText(status: FailedOutcome['status'], error: FailedOutcome['error']): string {
  if (status === 'timeout') return `TimeoutError: ${error.message}`
  return error.code === 'MONTY_USAGE'
    ? `monty-node: ${optionWords(error.message)}`
    : error.display()
}

/** The places of a traceback or finding that contain the program's name. */
const PLACES = [
  String.raw`^(\s*File ")${NAME_INSIDE}(?=", line)`,
  String.raw`^(\s*-->\s*)${NAME_INSIDE}(?=:\d)`,
  String.raw`^()${NAME_INSIDE}(?=:\d+:\d+: )`,
].map((place) => new RegExp(place, 'gm'))

/** Replaces the name in those places by the program's own. */
export const renamed = (text: string, name: string): string =>
  PLACES.reduce((so, place) => so.replaceAll(place, (_all, before: string) => before + name), text)

/** Colors the last line, which names the exception. */
function colored(text: string, colors: Colors): string {
  const at = text.lastIndexOf('\n') + 1
  return text.slice(0, at) + colors.red(text.slice(at))
}
