import { LANGUAGES } from '../../core/engine/source.js'
import { MontyUsageError } from '../../core/errors.js'
import { resolveLimits } from '../../core/limits.js'
import type { JsonValue } from '../../core/values/json.js'
import { formatPath } from '../../core/values/path.js'
import { valueFrom } from '../portable/value.js'
import { RunNames } from './names.js'
import type { Recording } from './recording.js'

type Path = ReadonlyArray<string | number>
type Members = Readonly<Record<string, unknown>>

const QUESTIONS = ['function', 'os', 'name', 'futures'] as const
const REPLIES = ['now', 'later', 'nothing', 'ended'] as const

/**
 * Rejects a recording that is incomplete or altered: it would be replayed as another run.
 *
 * @throws MontyUsageError that names the first invalid place
 */
export function checkWhole(recording: Recording): void {
  const { inputs, settings, answers, events, outcome, clock, isUnrun } = recording
  text(recording.runId, ['runId'])
  text(recording.code, ['code'])
  if (clock !== 'recorded') number(clock, ['clock'])
  if (![undefined, true].includes(isUnrun)) throw damage(['isUnrun'], 'is not true')
  const names = new RunNames()
  for (const [name, value] of Object.entries(object(inputs, ['inputs']))) {
    readable(value, ['inputs', name], names)
  }
  readable(recording.seed, ['seed'], names)
  checkSettings(readable(settings, ['settings'], names))
  for (const [index, event] of list(events, ['events']).entries()) {
    text(object(event, ['events', index])['type'], ['events', index, 'type'])
    readable(event, ['events', index], names)
  }
  for (const [index, answer] of list(answers, ['answers']).entries()) {
    checkAnswer(object(answer, ['answers', index]), ['answers', index], events.length, names)
  }
  const members = object(outcome, ['outcome'])
  text(members['status'], ['outcome', 'status'])
  readable(outcome, ['outcome'], names)
}

function checkSettings(given: unknown): void {
  const settings = object(given, ['settings'])
  oneOf(settings['language'], LANGUAGES, ['settings', 'language'])
  text(settings['stubs'], ['settings', 'stubs'])
  number(settings['stdoutBytes'], ['settings', 'stdoutBytes'])
  for (const [index, module] of list(settings['modules'], ['settings', 'modules']).entries()) {
    object(module, ['settings', 'modules', index])
  }
  try {
    resolveLimits(object(settings['limits'], ['settings', 'limits']))
  } catch (error) {
    throw damage(['settings'], `does not hold: ${(error as Error).message}`, error)
  }
}

function checkAnswer(step: Members, path: Path, events: number, names: RunNames): void {
  checkQuestion(object(step['asked'], [...path, 'asked']), [...path, 'asked'], names)
  const count = number(step['events'], [...path, 'events'])
  if (!Number.isInteger(count) || count < 0 || count > events) {
    throw damage([...path, 'events'], `is ${count}, and there are ${events} events`)
  }
  if (step['answer'] === undefined) return
  const at = [...path, 'answer']
  const answer = object(step['answer'], at)
  const kind = oneOf(answer['kind'], REPLIES, [...at, 'kind'])
  if (kind === 'now') checkEnd(answer, at, names)
  if (kind !== 'ended') return
  for (const [index, call] of list(answer['calls'], [...at, 'calls']).entries()) {
    const place = [...at, 'calls', index]
    number(object(call, place)['callId'], [...place, 'callId'])
    checkEnd(call as Members, place, names)
  }
}

function checkQuestion(asked: Members, path: Path, names: RunNames): void {
  const kind = oneOf(asked['kind'], QUESTIONS, [...path, 'kind'])
  if (kind === 'futures') {
    list(asked['callIds'], [...path, 'callIds'])
    return
  }
  text(asked['name'], [...path, 'name'])
  if (kind === 'name') return
  number(asked['callId'], [...path, 'callId'])
  readable(list(asked['args'], [...path, 'args']), [...path, 'args'], names)
  readable(object(asked['kwargs'], [...path, 'kwargs']), [...path, 'kwargs'], names)
}

function checkEnd(end: Members, path: Path, names: RunNames): void {
  if ('value' in end) {
    readable(end['value'], [...path, 'value'], names)
    return
  }
  const error = object(end['error'], [...path, 'error'])
  text(error['type'], [...path, 'error', 'type'])
  text(error['message'], [...path, 'error', 'message'])
}

/** Checks that JSON can be deserialized, and returns the value. */
function readable(json: unknown, path: Path, names: RunNames): unknown {
  if (json === undefined) throw damage(path, 'is missing')
  try {
    return valueFrom(json as JsonValue, names)
  } catch (error) {
    const reason = error instanceof MontyUsageError ? error.message : 'a part of it is missing'
    throw damage(path, `cannot be read: ${reason}`, error)
  }
}

function text(value: unknown, path: Path): string {
  if (typeof value === 'string') return value
  throw damage(path, wrong(value, 'a text'))
}

function number(value: unknown, path: Path): number {
  if (typeof value === 'number') return value
  throw damage(path, wrong(value, 'a number'))
}

function list(value: unknown, path: Path): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw damage(path, wrong(value, 'a list'))
}

function object(value: unknown, path: Path): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members
  throw damage(path, wrong(value, 'an object'))
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], path: Path): T {
  const found = allowed.find((one) => one === value)
  if (found !== undefined) return found
  throw damage(path, wrong(value, `one of ${allowed.join(', ')}`))
}

function wrong(value: unknown, wanted: string): string {
  return value === undefined ? 'is missing' : `is not ${wanted}`
}

const damage = (path: Path, what: string, cause?: unknown): MontyUsageError =>
  new MontyUsageError(`the recording is damaged: ${formatPath(path)} ${what}`, 'MONTY_USAGE', cause)
