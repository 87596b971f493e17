import { MontyUsageError } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'

/**
 * The inputs, answers and events of a run, as one JSON document. Values that JSON cannot express are objects
 * with their kind as `$`, such as `{ "$": "tuple", "items": [1, 2] }`.
 */
export interface Recording {
  readonly format: 'monty-node recording'
  readonly version: 1
  readonly runId: string
  /** The program. */
  readonly code: string
  /** The inputs, by name. */
  readonly inputs: Readonly<Record<string, JsonValue>>
  /** Seed of the random numbers. */
  readonly seed: JsonValue
  /** Clock: a fixed instant in ms since the epoch, or `'recorded'` if the answers contain the times. */
  readonly clock: 'recorded' | number
  /** Other settings of the run: its language, limits, declarations and the like. */
  readonly settings: JsonValue
  /** Python's requests and the host's answers, in order. */
  readonly answers: readonly RecordedAnswer[]
  /** Events of the run, in order. */
  readonly events: readonly JsonValue[]
  /** Outcome of the run, without the token of a pause. */
  readonly outcome: JsonValue
  /** Set when the program never ran, because a decision gave its outcome instead. */
  readonly isUnrun?: true
}

/** One pause of a recorded run. */
export interface RecordedAnswer {
  readonly asked: RecordedQuestion
  /** Absent where the run ended, or was paused, without an answer. */
  readonly answer?: RecordedReply
  /** Number of events emitted before the answer. */
  readonly events: number
}

/** The request for which Python waited. */
export type RecordedQuestion =
  | {
      readonly kind: 'function' | 'os'
      readonly name: string
      readonly callId: number
      /** Whether Python awaited the call at once. */
      readonly eager: boolean
      /** The object, for a method. */
      readonly receiver?: string
      readonly args: readonly JsonValue[]
      readonly kwargs: Readonly<Record<string, JsonValue>>
      /** Line of the program, from 1. */
      readonly line: number
    }
  | { readonly kind: 'name'; readonly name: string; readonly receiver?: string }
  | { readonly kind: 'futures'; readonly callIds: readonly number[] }

/** The end of one call. */
export type RecordedEnd =
  | { readonly value: JsonValue }
  | { readonly error: { readonly type: string; readonly message: string } }

/** The host's answer. */
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
 * Parses a recording, given as an object or as JSON text.
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
