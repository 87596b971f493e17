import { answer, future, notFound, notFoundUnasked, settle } from '../../core/drive/answers.js'
import { Answer, type Outcome, type Remember, Settlement } from '../../core/drive/answers.js'
import type { PauseEvent } from '../../core/engine/event.js'
import type { Message } from '../../core/engine/message.js'
import { pythonError } from '../../core/contract/python-error.js'
import type { JsonValue } from '../../core/values/json.js'
import { keptOutcome, restoredOutcome } from '../paused/record.js'
import { portableValue, valueFrom } from '../portable/value.js'
import type { RunNames } from './names.js'
import type { RecordedEnd, RecordedQuestion, RecordedReply } from './recording.js'

/** A request of Python, for a recording. `code` is the program, from which lines are computed. */
export function questionOf(event: PauseEvent, names: RunNames, code: Buffer): RecordedQuestion {
  switch (event.kind) {
    case 'function':
    case 'os': {
      const { kind, callId, eager, args, kwargs = {}, receiver } = event
      return {
        kind,
        name: names.calledName(event.name),
        callId,
        eager,
        ...(receiver === undefined ? {} : { receiver: names.nameOf(receiver) }),
        args: args.map((value) => portableValue(value, names)),
        kwargs: portableValue({ ...kwargs }, names) as Record<string, JsonValue>,
        line: lineAt(code, event.start),
      }
    }
    case 'name': {
      const { kind, name, receiver } = event
      return receiver === undefined
        ? { kind, name }
        : { kind, name, receiver: names.nameOf(receiver) }
    }
    case 'futures':
      return { kind: 'futures', callIds: [...event.callIds] }
  }
}

function lineAt(code: Buffer, offset: number): number {
  let line = 1
  for (let at = code.indexOf(NEWLINE); at >= 0 && at < offset; at = code.indexOf(NEWLINE, at + 1)) {
    line++
  }
  return line
}

const NEWLINE = 10

/** An answer of the host, for a recording; `undefined` for other messages. */
export function replyOf(message: Message, names: RunNames): RecordedReply | undefined {
  if (message instanceof Answer) {
    const { name, outcome, eager, unasked } = message
    const flags = { ...(eager ? { eager } : {}), ...(unasked ? { unasked } : {}) }
    return { kind: 'now', ...endOf(name, outcome, names), ...flags }
  }
  if (message instanceof Settlement) {
    const calls = message.settled.map(({ callId, name, outcome }) => ({
      callId,
      name,
      ...endOf(name, outcome, names),
    }))
    return { kind: 'ended', calls }
  }
  if (message === future) return { kind: 'later' }
  if (message === notFound) return { kind: 'nothing' }
  if (message === notFoundUnasked) return { kind: 'nothing', unasked: true }
  return undefined
}

/** The end of a call in the form that Python receives. */
function endOf(name: string, outcome: Outcome, names: RunNames): RecordedEnd {
  const kept = restoredOutcome(keptOutcome({ callId: 0, name, outcome })).outcome
  if ('value' in kept) return { value: portableValue(names.unboundValue(kept.value), names) }
  const { type, message } = kept.error as { type: string; message: string }
  return { error: { type, message } }
}

/** The end of a recorded call, for Python. */
export function outcomeFrom(end: RecordedEnd, names: RunNames): Outcome {
  if ('value' in end) return { value: names.boundValue(valueFrom(end.value, names)) }
  return { error: pythonError(end.error.type, end.error.message) }
}

/** A recorded answer, for Python. `event` is the present request, `idOf` maps recorded call ids to present ones. */
export function messageFrom(
  reply: RecordedReply,
  event: PauseEvent,
  names: RunNames,
  remember: Remember,
  idOf: (recorded: number) => number,
): Message {
  switch (reply.kind) {
    case 'now': {
      const name = 'name' in event ? event.name : ''
      const { eager = false, unasked = false } = reply
      return answer(name, outcomeFrom(reply, names), eager, remember, unasked)
    }
    case 'later':
      return future
    case 'nothing':
      return reply.unasked === true ? notFoundUnasked : notFound
    case 'ended':
      return settle(
        reply.calls.map((call) => ({
          callId: idOf(call.callId),
          name: call.name,
          outcome: outcomeFrom(call, names),
        })),
        remember,
      )
  }
}
