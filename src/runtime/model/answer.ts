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

/** The result of a run for a model: plain JSON, each part cut to its own budget. */
export interface PythonAnswer {
  /** Status of the run. */
  readonly status: Outcome['status']
  /**
   * The value. If it is too long: `{ path, bytes, shape, head, tail }` with the file that has all of it, or
   * else its beginning as text with a marker.
   */
  readonly result?: JsonValue
  /** Printed output; cut, with a marker, beyond its budget. */
  readonly stdout?: string
  /** Traceback, or findings of the type checker. */
  readonly error?: string
  /** Advice for mending the program. */
  readonly hint?: string
  /**
   * Calls made before the run failed, so that the model does not repeat them by accident: `name(arguments):
   * result`.
   */
  readonly calls?: readonly string[]
  /** Files that the user received. */
  readonly artifacts?: ReadonlyArray<Pick<Artifact, 'name' | 'type'> & { readonly bytes: number }>
  /** Calls that await a decision. */
  readonly pending?: ReadonlyArray<
    Pick<PendingCall, 'callId' | 'name' | 'state' | 'within' | 'receiver'> & {
      readonly input: JsonValue
    }
  >
}

/** Options of {@link modelAnswer}. */
export interface AnswerOptions {
  /** Budget of each part. Default: those of the run's runtime, else 32, 16 and 8 KiB. */
  budgets?: Budgets
  /**
   * Hides secrets in the arguments and results of the calls that a failed answer lists. Default: that of the run's
   * runtime.
   */
  redact?: RedactText
}

/**
 * The answer for a model about an outcome, as the adapters give it: for a host that resumes a run and returns
 * the result to the conversation.
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
  const defaults = endedRunOf(outcome)?.answerOptions
  const budgets = resolveBudgets({ ...(defaults?.budgets ?? DEFAULT_BUDGETS), ...options.budgets })
  const answer = answerOf(outcome, budgets, options.redact ?? defaults?.redact)
  return tellFiles(answer, outcome.artifacts)
}

/** The answer for a model about an outcome. */
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

/** Printed output is already cut when printed; the answer adds where the rest is kept. */
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

/** Whether a program had no visible effect, as when its last statement is a loop or a definition. */
function gaveNothing({ value, stdout, calls, artifacts }: OkOutcome): boolean {
  return value === null && stdout === '' && calls.length === 0 && artifacts.length === 0
}

/**
 * Hint for missing awaits: a program that shows or compares a coroutine instead of its result does not fail.
 * Of calls gathered with one that failed, some may still run.
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
  // The hint helps more than the error, so it gets at least half of the room.
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
