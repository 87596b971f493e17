import { MontyTypingError } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Budgets } from '../options.js'
import type { FailedOutcome, OkOutcome, Outcome, PendingCall } from '../../host/outcome.js'
import { NOT_AWAITED } from '../../hints/messages.js'
import { cutText } from '../text.js'
import { shownWithin } from './shown-json.js'

/** What a model is told of a run: plain JSON, each part cut at its own budget. */
export interface PythonAnswer {
  /** What the run came to. */
  readonly status: Outcome['status']
  /** The value; as text with a marker when it was cut. */
  readonly result?: JsonValue
  /** What was printed; cut, with a marker, beyond its budget. */
  readonly stdout?: string
  /** The traceback, or the findings of the type checker. */
  readonly error?: string
  /** What to do about it. */
  readonly hint?: string
  /** Calls made before a run failed, so that none is made twice by accident. */
  readonly calls?: readonly string[]
  /** What waits for a person. */
  readonly pending?: ReadonlyArray<
    Pick<PendingCall, 'callId' | 'name' | 'state' | 'within' | 'receiver'> & {
      readonly input: JsonValue
    }
  >
}

/** What a model is told of an outcome. */
export function answerOf(outcome: Outcome, budgets: Readonly<Required<Budgets>>): PythonAnswer {
  const { status } = outcome
  const stdout = outcome.stdout === '' ? {} : { stdout: outcome.stdout }
  switch (status) {
    case 'ok': {
      const result = shownWithin(outcome.value, budgets.resultBytes)
      return { status, result, ...stdout, ...unawaited(outcome, JSON.stringify([result, stdout])) }
    }
    case 'paused':
      return {
        status,
        pending: outcome.pending.map((call) => pendingAnswer(call, budgets.resultBytes)),
        ...stdout,
      }
    default:
      return { status, ...failureText(outcome, budgets.errorBytes), ...callsOf(outcome), ...stdout }
  }
}

/**
 * A program that shows a coroutine where it meant its result does not fail, nor does one that compares
 * it: they have to be told. Of calls gathered with one that failed some may run on.
 */
function unawaited({ calls }: OkOutcome, shown: string): Pick<PythonAnswer, 'hint'> {
  const running = calls.filter(({ status }) => status === 'running').map(({ name }) => name)
  if (running.length > 0 && !calls.some(({ status }) => status === 'error')) {
    const names = [...new Set(running)].join(', ')
    return { hint: `The program ended without the results of ${names}. ${NOT_AWAITED}` }
  }
  return /<coroutine (external_future|object) ?/.test(shown) ? { hint: NOT_AWAITED } : {}
}

function pendingAnswer(
  { callId, name, state, input, within, receiver }: PendingCall,
  maxBytes: number,
): NonNullable<PythonAnswer['pending']>[number] {
  return {
    callId,
    name,
    state,
    input: shownWithin(input, maxBytes),
    ...(within === undefined ? {} : { within }),
    ...(receiver === undefined ? {} : { receiver }),
  }
}

function failureText(
  outcome: FailedOutcome,
  maxBytes: number,
): Pick<PythonAnswer, 'error' | 'hint'> {
  const { error, hint } = outcome
  const text = error instanceof MontyTypingError ? error.displayDiagnostics() : error.display()
  const shown = cutText(text.trimEnd(), maxBytes)
  // Of the two, the hint is what helps, so it has half of the room at least.
  const left = Math.max(maxBytes - Buffer.byteLength(shown), Math.floor(maxBytes / 2))
  return { error: shown, ...(hint === undefined ? {} : { hint: cutText(hint, left) }) }
}

const MAX_CALLS = 50

function callsOf({ calls }: FailedOutcome): Pick<PythonAnswer, 'calls'> {
  if (calls.length === 0) return {}
  const shown = calls.slice(0, MAX_CALLS).map(({ name, status }) => `${name}: ${status}`)
  const more = calls.length - shown.length
  return { calls: more > 0 ? [...shown, `${more} more`] : shown }
}
