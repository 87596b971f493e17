import type { Divergence, Outcome } from '../../index.js'
import { colorsFor } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'

/** Where a replay first did otherwise, with the line of the program. */
export function divergenceText({ line, message }: Divergence, code: string, name: string): string {
  const { red } = colorsFor(process.stderr)
  const source = line === undefined ? undefined : code.split(/\r\n|\r|\n/)[line - 1]?.trim()
  const place =
    source === undefined || source === ''
      ? ''
      : `  File "${plainText(name)}", line ${line}\n    ${plainText(source)}\n`
  return `${red('divergence:')} ${plainText(message)}\n${place}`
}

/** That a replay did what was recorded. */
export function endText(outcome: Outcome): string {
  const { dim } = colorsFor(process.stderr)
  return `${dim(plainText(`as recorded${upTo(outcome)}`))}\n`
}

/** Where a run ended that did not end by itself. */
function upTo(outcome: Outcome): string {
  if (outcome.status === 'cancelled') return ', up to where it was ended from outside'
  if (outcome.status !== 'paused') return ''
  return `, up to a decision about ${outcome.pending.map(({ name }) => `${name}()`).join(', ')}`
}
