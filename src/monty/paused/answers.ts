import { isError } from '../../core/realm.js'
import {
  answer,
  future,
  type HostError,
  unhandledOsCall,
  notFound,
  type Outcome,
  type Remember,
  settle,
  type Settled,
} from '../../core/drive/answers.js'
import type { CallEvent, FuturesEvent, NameEvent } from '../../core/engine/event.js'
import type { Message } from '../../core/engine/message.js'
import { MontyUsageError } from '../../core/errors.js'
import { PyFunction } from '../../core/values/objects.js'
import { fileOf } from '../../host/files/opened.js'

/** The answer to a call. */
export type CallAnswer = { returnValue: unknown } | { exception: HostError } | { future: true }

/**
 * The answer to an operating system call. With `notHandled` Python raises a `PermissionError` for
 * files, and a `RuntimeError` for other calls.
 */
export type OsAnswer = CallAnswer | { notHandled: true }

/**
 * The answer to a name look-up; `undefined` for a name that does not exist. A function is passed to
 * Python as a host function, whose calls are pauses.
 */
export type NameAnswer = { value: unknown } | { exception: HostError }

/** The outcome of a call that was answered with a future. */
export type FutureAnswer = { callId: number } & (
  | { returnValue: unknown }
  | { exception: HostError }
)

export function callMessage(event: CallEvent, given: OsAnswer, remember: Remember): Message {
  const names = ['returnValue', 'exception', 'future']
  checkAnswer(given, event.kind === 'os' ? [...names, 'notHandled'] : names)
  if ('notHandled' in given) {
    if (given.notHandled) return unhandledOsCall(event)
    throw new MontyUsageError('a call that is not handled is answered with { notHandled: true }')
  }
  if ('future' in given) {
    if (given.future) return future
    throw new MontyUsageError('a call is answered with { future: true }, or with its outcome')
  }
  const outcome =
    'exception' in given
      ? { error: checkError(given.exception) }
      : valueOf(event, given.returnValue)
  return answer(event.name, outcome, false, remember)
}

/**
 * The outcome of a call answered with a value. The value for `open` is the file's content, as in an
 * `os` handler.
 */
function valueOf({ kind, name, args }: CallEvent, value: unknown): Outcome {
  if (kind !== 'os' || name !== 'open') return { value }
  try {
    return { value: fileOf(value, args) }
  } catch (error) {
    return { error }
  }
}

export function nameMessage(
  event: NameEvent,
  given: NameAnswer | undefined,
  remember: Remember,
): Message {
  if (given === undefined) return notFound
  checkAnswer(given, ['value', 'exception'])
  const outcome =
    'value' in given
      ? { value: asFunction(given.value, event) }
      : { error: checkError(given.exception) }
  return answer(event.name, outcome, false, remember)
}

/** Attributes of host objects stay values: their methods are called, not read. */
const asFunction = (value: unknown, { name, receiver }: NameEvent): unknown =>
  typeof value === 'function' && receiver === undefined ? new PyFunction(name) : value

export function settleMessage(
  event: FuturesEvent,
  answers: readonly FutureAnswer[],
  remember: Remember,
): Message {
  if (!Array.isArray(answers) || answers.length === 0) {
    throw new MontyUsageError('futures are answered with an array of at least one outcome')
  }
  const pending = new Set(event.callIds)
  const settled = answers.map((given: FutureAnswer | null): Settled => {
    const { callId, ...rest } = given ?? {}
    checkAnswer(rest, ['returnValue', 'exception'])
    if (given === null || callId === undefined || !pending.delete(callId)) {
      throw new MontyUsageError(
        `call ${callId} is not pending; pending: ${[...pending].join(', ')}`,
      )
    }
    const outcome =
      'exception' in given ? { error: checkError(given.exception) } : { value: given.returnValue }
    return { callId, name: `call ${callId}`, outcome }
  })
  return settle(settled, remember)
}

function checkAnswer(given: unknown, names: readonly string[]): void {
  const keys = typeof given === 'object' && given !== null ? Object.keys(given) : []
  const [key] = keys
  if (keys.length !== 1 || key === undefined || !names.includes(key)) {
    throw new MontyUsageError(
      `an answer must have exactly one of ${names.map((name) => `'${name}'`).join(', ')}`,
    )
  }
}

function checkError(error: unknown): HostError {
  const { type, message } = (error ?? {}) as { type?: unknown; message?: unknown }
  const isData = typeof type === 'string' && typeof (message ?? '') === 'string'
  if (isError(error) || isData) return error as HostError
  throw new MontyUsageError("an exception must be an Error or { type: 'ValueError', message }")
}
