import { isSet } from '../../core/realm.js'
import { isMap } from '../../core/realm.js'
import { isBytes } from '../../core/realm.js'
import { MontyTypingError, MontyValueError } from '../../core/errors.js'
import { type JsonValue, toJson } from '../../core/values/json.js'
import type { Budgets } from '../options.js'
import type { FailedOutcome, OkOutcome, Outcome, PendingCall } from '../../host/outcome.js'
import { NOT_AWAITED } from '../../hints/messages.js'
import { cutText } from '../text.js'

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
      const result = resultOf(outcome.value, budgets.resultBytes)
      return { status, result, ...stdout, ...unawaited(outcome, JSON.stringify([result, stdout])) }
    }
    case 'paused':
      return {
        status,
        pending: outcome.pending.map(pendingAnswer),
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

function pendingAnswer({
  callId,
  name,
  state,
  input,
  within,
  receiver,
}: PendingCall): NonNullable<PythonAnswer['pending']>[number] {
  return {
    callId,
    name,
    state,
    input: lenientJson(input),
    ...(within === undefined ? {} : { within }),
    ...(receiver === undefined ? {} : { receiver }),
  }
}

function resultOf(value: unknown, maxBytes: number): JsonValue {
  const json = lenientJson(value)
  const text = JSON.stringify(json)
  return Buffer.byteLength(text) <= maxBytes ? json : cutText(text, maxBytes)
}

/** As JSON, or as text where JSON has no word for it. */
function lenientJson(value: unknown): JsonValue {
  try {
    return toJson(value)
  } catch (error) {
    if (!(error instanceof MontyValueError)) throw error
    return Array.isArray(value) ? value.map(lenientJson) : lenientObject(value)
  }
}

function lenientObject(value: unknown): JsonValue {
  if (isMap(value)) {
    return [...value].map(([key, item]) => [lenientJson(key), lenientJson(item)])
  }
  if (isSet(value)) return [...value].map(lenientJson)
  if (isBytes(value)) return Buffer.from(value).toString('base64')
  if (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  ) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, lenientJson(item)]),
    )
  }
  return String(value)
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
