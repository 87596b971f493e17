import { MontyTypingError, MontyUsageError } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'
import { endedRunOf } from '../ledger/ledgers.js'
import type { Budgets } from '../options.js'
import { DEFAULT_BUDGETS, resolveBudgets } from '../budgets.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { type RedactText, shownCalls } from './shown-calls.js'
import type {
  Artifact,
  FailedOutcome,
  OkOutcome,
  Outcome,
  PendingCall,
} from '../../host/outcome.js'
import { GAVE_NOTHING, NOT_AWAITED } from '../../hints/advice.js'
import { tellFiles } from './answer-files.js'
import { keptOnce } from './kept-once.js'
import { cutText } from '../text.js'
import { keptText, keptValue } from './too-long.js'
import { shownWithin } from './shown-json.js'

/** What a model is told of a run: plain JSON, each part cut at its own budget. */
export interface PythonAnswer {
  /** What the run came to. */
  readonly status: Outcome['status']
  /**
   * The value. When it is too long, `{ path, bytes, shape, head, tail }` with the file that has all of it, or
   * else its beginning as text with a marker.
   */
  readonly result?: JsonValue
  /** What was printed; cut, with a marker, beyond its budget. */
  readonly stdout?: string
  /** The traceback, or the findings of the type checker. */
  readonly error?: string
  /** What to do about it. */
  readonly hint?: string
  /**
   * Calls made before a run failed, so that none is made twice by accident: `name(arguments): what came of it`.
   */
  readonly calls?: readonly string[]
  /** Files that the user was given. */
  readonly artifacts?: ReadonlyArray<Pick<Artifact, 'name' | 'type'> & { readonly bytes: number }>
  /** What waits for a person. */
  readonly pending?: ReadonlyArray<
    Pick<PendingCall, 'callId' | 'name' | 'state' | 'within' | 'receiver'> & {
      readonly input: JsonValue
    }
  >
}

/** How outcomes are told to a model. */
export interface AnswerOptions {
  /** How much of each part is told. Default: as the runtime of the run says, else 32, 16 and 8 KiB. */
  budgets?: Budgets
  /**
   * Hides secrets in the arguments and results of the calls that a failure tells of. Default: as the runtime
   * of the run says.
   */
  redact?: RedactText
}

/**
 * What a model is told of an outcome, as the adapters do: for whoever resumes a run and brings what it came
 * to back into the conversation.
 *
 * @example
 * ```ts
 * modelAnswer(await runtime.resume(token, decisions).outcome) // { status: 'ok', result: 'paid' }
 * ```
 */
export function modelAnswer(outcome: Outcome, options: AnswerOptions = {}): PythonAnswer {
  checkNames(options, namesOf<AnswerOptions>({ budgets: true, redact: true }), 'modelAnswer')
  if (typeof outcome?.status !== 'string' || !Array.isArray(outcome.calls)) {
    throw new MontyUsageError(
      'modelAnswer() takes the outcome of a run, as in await execution.outcome',
    )
  }
  const told = endedRunOf(outcome)?.told
  const budgets = resolveBudgets({ ...(told?.budgets ?? DEFAULT_BUDGETS), ...options.budgets })
  const answer = answerOf(outcome, budgets, options.redact ?? told?.redact)
  return tellFiles(answer, outcome.artifacts)
}

/** What a model is told of an outcome. */
export function answerOf(
  outcome: Outcome,
  budgets: Readonly<Required<Budgets>>,
  redact?: RedactText,
): PythonAnswer {
  const { status } = outcome
  const printed = stdoutOf(outcome, budgets.stdoutBytes)
  const rest = { ...(printed === '' ? {} : { stdout: printed }), ...artifactsOf(outcome) }
  switch (status) {
    case 'ok': {
      const result = resultOf(outcome, budgets.resultBytes)
      return { status, result, ...rest, ...advice(outcome, JSON.stringify([result, rest])) }
    }
    case 'paused':
      return {
        status,
        pending: outcome.pending.map((call) => pendingAnswer(call, budgets.resultBytes)),
        ...rest,
      }
    default:
      return {
        status,
        ...failureText(outcome, budgets.errorBytes),
        ...callsOf(outcome, budgets.errorBytes, redact),
        ...rest,
      }
  }
}

function resultOf(outcome: OkOutcome, maxBytes: number): JsonValue {
  const { value } = outcome
  const kept = keptOnce(outcome, `result ${maxBytes}`, (folder) =>
    keptValue(value, maxBytes, folder),
  )
  return kept === undefined ? shownWithin(value, maxBytes) : { ...kept }
}

/** What was printed is cut when it is printed: here it is told where the rest is. */
function stdoutOf(outcome: Outcome, maxBytes: number): string {
  const whole = endedRunOf(outcome)?.output.stdout.whole
  if (whole === undefined) return outcome.stdout
  return (
    keptOnce(outcome, `stdout ${maxBytes}`, (folder) => keptText(whole, maxBytes, folder)) ??
    outcome.stdout
  )
}

function artifactsOf({ artifacts }: Outcome): Pick<PythonAnswer, 'artifacts'> {
  if (artifacts.length === 0) return {}
  return {
    artifacts: artifacts.map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length })),
  }
}

function advice(outcome: OkOutcome, shown: string): Pick<PythonAnswer, 'hint'> {
  return gaveNothing(outcome) ? { hint: GAVE_NOTHING } : unawaited(outcome, shown)
}

/** Such as one whose last statement is a loop or a definition: in silence nobody learns why. */
function gaveNothing({ value, stdout, calls, artifacts }: OkOutcome): boolean {
  return value === null && stdout === '' && calls.length === 0 && artifacts.length === 0
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

function callsOf(
  outcome: FailedOutcome,
  maxBytes: number,
  redact: RedactText | undefined,
): Pick<PythonAnswer, 'calls'> {
  return outcome.calls.length === 0 ? {} : { calls: shownCalls(outcome, maxBytes, redact) }
}
