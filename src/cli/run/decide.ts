import type { Decision, PendingCall } from '../../index.js'
import { shownInput } from '../../internals.js'
import { colorsFor } from '../terminal/colors.js'
import { COLORS_OFF, plainText } from '../terminal/plain-text.js'
import { NOBODY_TO_ASK } from './advice.js'
import { Answers } from './answers.js'
import { editableText, editedInput } from './edited-input.js'

/** The way calls that need an approval are decided. */
export type Approving = 'ask' | 'all' | 'none'

/** The answer that ends the run instead of deciding. */
export const QUIT = 'quit'

/** Decides about pending calls, unless `gone` fires before. */
export async function decide(
  pending: readonly PendingCall[],
  approving: Approving,
  gone?: AbortSignal,
): Promise<Decision[] | typeof QUIT> {
  switch (approving) {
    case 'all':
      return pending.map(approved)
    case 'none':
      return pending.map(({ callId, name }) => ({
        callId,
        action: 'deny',
        message: `${name}() ${NOBODY_TO_ASK}`,
      }))
    case 'ask':
      return ask(pending, gone)
  }
}

/** The question; `all` is offered only if more calls are pending. */
const question = (count: number): string =>
  `[y]es, [n]o (n and a reason), [e]dit, ${count > 1 ? '[a]ll that wait, ' : ''}[q]uit? `

const approved = ({ callId }: PendingCall): Decision => ({ callId, action: 'approve' })

async function ask(
  pending: readonly PendingCall[],
  gone: AbortSignal | undefined,
): Promise<Decision[] | typeof QUIT> {
  const answers = new Answers()
  const close = (): void => answers.close()
  gone?.addEventListener('abort', close)
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
    gone?.removeEventListener('abort', close)
    close()
  }
}

async function askAbout(
  call: PendingCall,
  index: number,
  count: number,
  answers: Answers,
): Promise<Decision | 'all' | typeof QUIT> {
  const { bold, yellow, dim, inverse } = colorsFor(process.stderr)
  const { callId, name, input, state, within = [] } = call
  const place = count === 1 ? '' : dim(` (${index + 1} of ${count})`)
  const inside = within.length === 0 ? '' : dim(` inside ${plainText(within.join(', '))}`)
  const warning = state === 'unknown' ? yellow(' It may have happened already.') : ''
  // A program can print neither the mark nor colors that last until here.
  const mark = `${process.stderr.isTTY ? COLORS_OFF : ''}${inverse(' monty-node ')}`
  process.stderr.write(
    `${mark} ${bold(plainText(name))} needs an approval${place}${inside}.${warning}\n`,
  )
  let changed: Record<string, unknown> | undefined
  for (;;) {
    process.stderr.write(`  ${plainText(shownInput(changed ?? input))}\n`)
    const answer = await answers.next(question(count - index))
    if (answer === undefined || /^q(uit)?$/i.test(answer)) return QUIT
    if (/^y(es)?$/i.test(answer)) {
      return changed === undefined ? approved(call) : { callId, action: 'approve', input: changed }
    }
    if (/^e(dit)?$/i.test(answer)) changed = (await edit(changed ?? input, answers)) ?? changed
    // Changed arguments are approved individually.
    if (/^a(ll)?$/i.test(answer) && changed === undefined) return 'all'
    const [, reason] = /^no?(?:\s+(.*))?$/i.exec(answer) ?? []
    if (/^no?(\s|$)/i.test(answer)) {
      return { callId, action: 'deny', ...(reason === undefined ? {} : { message: reason }) }
    }
  }
}

/** Lets the user edit the arguments; `undefined` if nothing was changed. */
async function edit(
  input: unknown,
  answers: Answers,
): Promise<Record<string, unknown> | undefined> {
  let text = editableText(input)
  if (text === undefined) {
    process.stderr.write('These arguments cannot be said as JSON: answer yes or no.\n')
    return undefined
  }
  for (;;) {
    text = await answers.next('Arguments: ', text)
    if (text === undefined || text === '') return undefined
    const edited = editedInput(input as Record<string, unknown>, text)
    if (typeof edited !== 'string') return edited
    process.stderr.write(`${plainText(edited)}\n`)
  }
}
