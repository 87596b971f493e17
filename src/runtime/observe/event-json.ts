import { raisedOf } from '../../core/drive/answers.js'
import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Outcome, PendingCall } from '../../host/outcome.js'
import { ShownConversion, shownJson } from '../model/shown-json.js'
import { firstBytes } from '../text.js'
import type { RunEvent } from './run-event.js'

/** An event as plain JSON: its fields depend on its type, as in {@link RunEvent}. */
export type JsonEvent = {
  readonly type: RunEvent['type']
  readonly runId: string
  readonly atMs: number
} & {
  readonly [name: string]: JsonValue
}

/** Options of {@link eventToJson}. */
export interface EventToJsonOptions {
  /** Size of each value and each text, in bytes; longer ones are cut and marked. Default 64 KiB. */
  maxBytes?: number
}

const DEFAULT_BYTES = 64 * 1024
/** Nesting depth of child events. */
const MAX_DEPTH = 20

const OPTIONS = namesOf<EventToJsonOptions>({ maxBytes: true })

/**
 * An event as plain JSON, for a log, a queue or a browser. Values become JSON, cut where they are long; errors become
 * `{ type, message }`. Tokens of paused runs, and text that looks like one, are removed.
 *
 * @example
 * ```ts
 * for await (const event of execution.events) response.write(`data: ${JSON.stringify(eventToJson(event))}\n\n`)
 * ```
 */
export function eventToJson(event: RunEvent, options: EventToJsonOptions = {}): JsonEvent {
  checkNames(options, OPTIONS, 'eventToJson')
  if (typeof event !== 'object' || event === null || typeof event.type !== 'string') {
    throw new MontyUsageError('eventToJson() takes an event of a run, as in execution.events')
  }
  return jsonOf(event, options.maxBytes ?? DEFAULT_BYTES, 0)
}

function jsonOf(event: RunEvent, maxBytes: number, depth: number): JsonEvent {
  const value = (given: unknown): JsonValue => jsonValue(given, maxBytes)
  const { runId, atMs } = event
  switch (event.type) {
    case 'start':
      return {
        type: event.type,
        runId,
        atMs,
        code: text(event.code, maxBytes),
        ...(event.metadata === undefined ? {} : { metadata: value(event.metadata) }),
        // State of extensions is private to them.
        ...(event.resumed === undefined ? {} : { resumed: true }),
        ...(event.parent === undefined ? {} : { parent: { ...event.parent } }),
      }
    case 'stdout': {
      const { type, stream, omitted } = event
      return {
        type,
        runId,
        atMs,
        stream,
        text: text(event.text, maxBytes),
        ...flag('omitted', omitted),
      }
    }
    case 'call': {
      const { type, callId, name, args, kwargs, position, usage, omitted, replayed } = event
      const flags = { ...flag('omitted', omitted), ...flag('replayed', replayed) }
      return {
        type,
        runId,
        atMs,
        callId,
        name,
        args: value(args),
        kwargs: value(kwargs),
        position: placeJson(position),
        usage: { ...usage },
        ...flags,
      }
    }
    case 'result': {
      const { type, callId, name, durationMs, omitted } = event
      return {
        type,
        runId,
        atMs,
        callId,
        name,
        value: value(event.value),
        durationMs,
        ...flag('omitted', omitted),
      }
    }
    case 'error': {
      const { type, callId, name, durationMs } = event
      return {
        type,
        runId,
        atMs,
        callId,
        name,
        error: errorJson(event.error, maxBytes),
        durationMs,
      }
    }
    case 'progress': {
      const { type, callId, name, data } = event
      return { type, runId, atMs, callId, name, data: value(data) }
    }
    case 'child': {
      const { type, callId, name } = event
      const inner =
        isRunEvent(event.event) && depth < MAX_DEPTH
          ? jsonOf(event.event, maxBytes, depth + 1)
          : value(event.event)
      return { type, runId, atMs, callId: callId ?? null, name, event: inner }
    }
    case 'paused':
      return {
        type: event.type,
        runId,
        atMs,
        pending: pendingJson(event.pending, maxBytes),
        positions: Object.fromEntries(
          Object.entries(event.positions).map(([callId, place]) => [callId, placeJson(place)]),
        ),
      }
    case 'done':
      return { type: event.type, runId, atMs, outcome: outcomeJson(event.outcome, maxBytes) }
  }
}

function outcomeJson(outcome: Outcome, maxBytes: number): JsonValue {
  const { status, stdout, usage, artifacts } = outcome
  const files = artifacts.map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length }))
  const common = {
    status,
    stdout: text(stdout, maxBytes),
    calls: outcome.calls.length,
    usage: { ...usage },
    ...(files.length === 0 ? {} : { artifacts: files }),
  }
  switch (outcome.status) {
    case 'ok':
      return { ...common, value: jsonValue(outcome.value, maxBytes) }
    case 'paused':
      return { ...common, pending: pendingJson(outcome.pending, maxBytes) }
    default: {
      const { error, hint } = outcome
      const hinted = hint === undefined ? {} : { hint: text(hint, maxBytes) }
      const shown = { ...errorJson(error, maxBytes), text: text(error.display(), maxBytes) }
      return { ...common, error: shown, ...hinted }
    }
  }
}

function pendingJson(pending: readonly PendingCall[], maxBytes: number): JsonValue {
  return pending.map(({ callId, name, state, input, within, receiver }) => ({
    callId,
    name,
    state,
    input: jsonValue(input, maxBytes),
    ...(within === undefined ? {} : { within: [...within] }),
    ...(receiver === undefined ? {} : { receiver }),
  }))
}

function errorJson(error: unknown, maxBytes: number): { type: string; message: string } {
  const exception = (error as { exception?: { typeName?: unknown; message?: unknown } } | null)
    ?.exception
  const { type, message } =
    typeof exception?.typeName === 'string'
      ? { type: exception.typeName, message: exception.message as string }
      : raisedOf(error)
  return { type, message: text(message, maxBytes) }
}

const flag = (name: string, is: true | undefined): Record<string, true> =>
  is === undefined ? {} : { [name]: true }

function jsonValue(value: unknown, maxBytes: number): JsonValue {
  const { json, text: shown, isWhole } = shownJson(value, maxBytes, new WithoutTokens(maxBytes))
  if (isWhole && Buffer.byteLength(shown) <= maxBytes) return json
  return `${firstBytes(shown, maxBytes)}\n[... the rest cut]`
}

/** Tokens are credentials: any holder can resume the paused run. */
const TOKEN = /mn[rs]1~[\w~.-]{16,}/g

const withoutTokens = (given: string): string =>
  given.includes('mnr1~') || given.includes('mns1~') ? given.replaceAll(TOKEN, '[token]') : given

function text(given: string, maxBytes: number): string {
  const shown = withoutTokens(given)
  return Buffer.byteLength(shown) <= maxBytes
    ? shown
    : `${firstBytes(shown, maxBytes)}\n[... the rest cut]`
}

class WithoutTokens extends ShownConversion {
  protected override text(given: string): string {
    return super.text(withoutTokens(given))
  }
}

const TYPES: ReadonlySet<unknown> = new Set<RunEvent['type']>([
  'start',
  'stdout',
  'call',
  'result',
  'error',
  'progress',
  'child',
  'paused',
  'done',
])

/** Whether a child event is a run event, from Python inside a tool, rather than a tool's own data. */
function isRunEvent(event: unknown): event is RunEvent {
  if (typeof event !== 'object' || event === null || !('runId' in event)) return false
  const { type } = event as { type?: unknown }
  if (!TYPES.has(type)) return false
  if (type === 'done') return isOutcome((event as { outcome?: unknown }).outcome)
  return true
}

/** Whether a value is an outcome; one that is JSON already needs no conversion. */
const isOutcome = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'runId' in value && 'artifacts' in value

const placeJson = ({ filename, start, end }: SourceRange): JsonValue => ({
  filename,
  start,
  end,
})
