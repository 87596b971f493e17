import type { Divergence, Outcome } from '../../index.js'
import { colorsFor } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'

/** Describes the first divergence of a replay, with the line of the program. */
export function divergenceText({ line, message }: Divergence, code: string, name: string): string {
  const { red } = colorsFor(process.stderr)
  const source = line === undefined ? undefined : code.split(/\r\n|\r|\n/)[line - 1]?.trim()
  const place =
    source === undefined || source === ''
      ? ''
      : `  File "${plainText(name)}", line ${line}\n    ${plainText(source)}\n`
  return `${red('divergence:')} ${plainText(message)}\n${place}`
}

/** Describes the end of a replay without divergence. */
export function endText(outcome: Outcome): string {
  const { dim } = colorsFor(process.stderr)
  return `${dim(plainText(`as recorded${upTo(outcome)}`))}\n`
}

/** The point where an unfinished run ended. */
function upTo(outcome: Outcome): string {
  if (outcome.status === 'cancelled') return ', up to where it was ended from outside'
  if (outcome.status !== 'paused') return ''
  return `, up to a decision about ${outcome.pending.map(({ name }) => `${name}()`).join(', ')}`
}
