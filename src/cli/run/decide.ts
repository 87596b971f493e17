import type { Decision, PendingCall } from '../../index.js'
import { shownInput } from '../../internals.js'
import { CliError } from '../cli-error.js'
import { fs } from '../node.js'
import { colorsFor } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'

/** How calls that need an approval are decided about. */
export type Approving = 'ask' | 'all' | 'none'

/** What the user said instead of deciding: that the run is to end. */
export const QUIT = 'quit'

/** Decides about calls that wait. */
export async function decide(
  pending: readonly PendingCall[],
  approving: Approving,
  isStdinTaken: boolean,
): Promise<Decision[] | typeof QUIT> {
  switch (approving) {
    case 'all':
      return pending.map(approved)
    case 'none':
      return pending.map(({ callId, name }) => ({
        callId,
        action: 'deny',
        message: `${name}() needs an approval, and nobody can be asked`,
      }))
    case 'ask':
      return ask(pending, isStdinTaken)
  }
}

const approved = ({ callId }: PendingCall): Decision => ({ callId, action: 'approve' })

async function ask(
  pending: readonly PendingCall[],
  isStdinTaken: boolean,
): Promise<Decision[] | typeof QUIT> {
  const { createInterface } = process.getBuiltinModule('node:readline')
  const input = isStdinTaken ? terminalInput() : process.stdin
  const lines = createInterface({ input, output: process.stderr, terminal: true })
  const answers = new Answers(lines)
  const decisions: Decision[] = []
  try {
    for (const [index, call] of pending.entries()) {
      const answer = await askAbout(call, index, pending.length, answers)
      if (answer === 'all') return [...decisions, ...pending.slice(index).map(approved)]
      if (answer === QUIT) return QUIT
      decisions.push(answer)
    }
    return decisions
  } finally {
    lines.close()
    if (isStdinTaken) input.destroy()
  }
}

async function askAbout(
  call: PendingCall,
  index: number,
  count: number,
  answers: Answers,
): Promise<Decision | 'all' | typeof QUIT> {
  const { bold, yellow, dim } = colorsFor(process.stderr)
  const { callId, name, input, state, within = [] } = call
  const place = count === 1 ? '' : dim(` (${index + 1} of ${count})`)
  const inside = within.length === 0 ? '' : dim(` inside ${plainText(within.join(', '))}`)
  const warning = state === 'unknown' ? yellow(' It may have happened already.') : ''
  process.stderr.write(
    `${bold(plainText(name))} needs an approval${place}${inside}.${warning}\n  ${plainText(shownInput(input))}\n`,
  )
  for (;;) {
    const answer = await answers.next('[y]es, [n]o (n and a reason), [a]ll, [q]uit? ')
    if (answer === undefined || /^q(uit)?$/i.test(answer)) return QUIT
    if (/^y(es)?$/i.test(answer)) return approved(call)
    if (/^a(ll)?$/i.test(answer)) return 'all'
    const [, reason] = /^no?(?:\s+(.*))?$/i.exec(answer) ?? []
    if (/^no?(\s|$)/i.test(answer)) {
      return { callId, action: 'deny', ...(reason === undefined ? {} : { message: reason }) }
    }
  }
}

/** Lines that a person types, one for each question. */
class Answers {
  readonly #lines: import('node:readline').Interface

  constructor(lines: import('node:readline').Interface) {
    this.#lines = lines
  }

  /** `undefined` when the input ended, or Ctrl-C was typed. */
  next(question: string): Promise<string | undefined> {
    const lines = this.#lines
    return new Promise((resolve) => {
      const end = (): void => resolve(undefined)
      lines.once('close', end)
      lines.once('SIGINT', end)
      lines.question(question, (answer) => {
        lines.off('close', end)
        lines.off('SIGINT', end)
        resolve(answer.trim())
      })
    })
  }
}

/** The terminal, where standard input was the program. */
function terminalInput(): import('node:tty').ReadStream {
  const { ReadStream } = process.getBuiltinModule('node:tty')
  try {
    return new ReadStream(fs.openSync('/dev/tty', 'r'))
  } catch (error) {
    throw new CliError('--approve ask needs a terminal to ask at', undefined, error)
  }
}
