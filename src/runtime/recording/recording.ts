import { MontyUsageError } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'

/**
 * What a run was given and what it did, as one JSON document. Values that JSON has no form for are objects
 * with their kind as `$`, such as `{ "$": "tuple", "items": [1, 2] }`.
 */
export interface Recording {
  readonly format: 'monty-node recording'
  readonly version: 1
  readonly runId: string
  /** The program. */
  readonly code: string
  /** Its variables, by name. */
  readonly inputs: Readonly<Record<string, JsonValue>>
  /** What its chance began with. */
  readonly seed: JsonValue
  /** Its clock: an instant in ms since the epoch at which it stood still, or answers among the others. */
  readonly clock: 'recorded' | number
  /** Under what else it ran: its language, limits, declarations and the like. */
  readonly settings: JsonValue
  /** What Python asked its host, and what it was answered, in order. */
  readonly answers: readonly RecordedAnswer[]
  /** What was told of it, in order. */
  readonly events: readonly JsonValue[]
  /** What it came to. The token of a paused run is left out. */
  readonly outcome: JsonValue
  /** There when the program never ran: somebody who was asked about it said what it comes to instead. */
  readonly isUnrun?: true
}

/** One pause of a recorded run. */
export interface RecordedAnswer {
  readonly asked: RecordedQuestion
  /** `undefined` where the run ended, or was paused, without an answer. */
  readonly answer?: RecordedReply
  /** How many events had been told before the answer was given. */
  readonly events: number
}

/** What Python waited for. */
export type RecordedQuestion =
  | {
      readonly kind: 'function' | 'os'
      readonly name: string
      readonly callId: number
      /** Whether Python awaited it at once. */
      readonly eager: boolean
      /** The object whose method it is. */
      readonly receiver?: string
      readonly args: readonly JsonValue[]
      readonly kwargs: Readonly<Record<string, JsonValue>>
      /** The line of the program, from 1. */
      readonly line: number
    }
  | { readonly kind: 'name'; readonly name: string; readonly receiver?: string }
  | { readonly kind: 'futures'; readonly callIds: readonly number[] }

/** How one call ended. */
export type RecordedEnd =
  | { readonly value: JsonValue }
  | { readonly error: { readonly type: string; readonly message: string } }

/** What it was answered. */
export type RecordedReply =
  | (RecordedEnd & { readonly kind: 'now'; readonly eager?: true; readonly unasked?: true })
  | { readonly kind: 'later' }
  | { readonly kind: 'nothing'; readonly unasked?: true }
  | {
      readonly kind: 'ended'
      readonly calls: ReadonlyArray<
        RecordedEnd & { readonly callId: number; readonly name: string }
      >
    }

/**
 * A recording, as an object or as its text.
 *
 * @throws MontyUsageError for anything else
 */
export function readRecording(given: unknown): Recording {
  let document: unknown = given
  if (typeof given === 'string') {
    try {
      document = JSON.parse(given)
    } catch (error) {
      throw new MontyUsageError('the recording is a text, but no JSON', 'MONTY_USAGE', error)
    }
  }
  const { format, version } = (document ?? {}) as Partial<Recording>
  if (format !== 'monty-node recording') {
    throw new MontyUsageError(
      'this is no recording: it is what execution.recording gives, as an object or as JSON',
    )
  }
  if (version !== 1) {
    throw new MontyUsageError(`the recording has version ${String(version)}, and this reads 1`)
  }
  return document as Recording
}
