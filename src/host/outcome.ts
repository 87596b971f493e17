import { type FailureStatus } from '../hints/failure.js'
import type { MontyError, Usage } from '../core/errors.js'

/** A call that the Python made. */
export interface CallRecord {
  /** Unique in its run. */
  readonly callId: number
  /** What was called, by its full name. */
  readonly name: string
  /** Its positional arguments. */
  readonly args: readonly unknown[]
  /** Its keyword arguments, by name. */
  readonly kwargs: Readonly<Record<string, unknown>>
  /** Set when it was not made, but answered by the same call of the run before (`after`). */
  readonly replayed?: true
  /** Set when the arguments are not here, as more was kept than `budgets.recordBytes`. */
  readonly omitted?: true
  /**
   * `running` when the run ended before the call did; `unknown` when the process that made the call
   * died before its outcome was known.
   */
  status: 'running' | 'ok' | 'error' | 'denied' | 'unknown'
  /** How long it took, in ms; 0 while it is running. */
  durationMs: number
}

/** A call that waits for a decision. */
export interface PendingCall {
  /** What a {@link Decision} names it by. */
  readonly callId: number
  /** The tool, by its full name. */
  readonly name: string
  /** The checked arguments, by name. */
  readonly input: unknown
  /**
   * `held` when it has not been made; `unknown` when it was begun by a process that died, so that
   * it may have happened. An unknown call is never made again without an approval.
   */
  readonly state: 'held' | 'unknown'
  /** The calls that it is inside of, outermost first, when Python inside a tool made it. */
  readonly within?: readonly string[]
  /**
   * The class of the host object whose method it is; not there for a tool of the runtime. (`'object'` where
   * that object is not in this process.)
   */
  readonly receiver?: string
}

/** What is to be done with a pending call. */
export type Decision =
  | {
      readonly callId: number
      readonly action: 'approve'
      /** Other arguments than those that the Python gave, by name. */
      readonly input?: Record<string, unknown>
    }
  | {
      readonly callId: number
      readonly action: 'deny'
      /** The message of the `PermissionError` that Python gets. */
      readonly message?: string
    }
  | {
      readonly callId: number
      /** Gives the result instead of making the call. */
      readonly action: 'answer'
      readonly value: unknown
    }

/** A file for the user. */
export interface Artifact {
  /** Its name, which may have directories in it. */
  readonly name: string
  /** Its media type. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** What outcomes of every status hold. */
export interface OutcomeCommon {
  /** Unique to the run. */
  readonly runId: string
  /** What was printed, cut at the runtime's budget. */
  readonly stdout: string
  /** The calls made, in the order they were begun. */
  readonly calls: readonly CallRecord[]
  /**
   * Files for the user: what Python wrote below `/artifacts`, and tools gave with `context.artifact`. They are no
   * part of what a model is told.
   */
  readonly artifacts: readonly Artifact[]
  /** What the run used. */
  readonly usage: Usage
}

/** The program ended: `value` is that of its last expression. */
export type OkOutcome = OutcomeCommon & { readonly status: 'ok'; readonly value: unknown }

/** The run waits for decisions; `token` is what resumes it, once. */
export type PausedOutcome = OutcomeCommon & {
  readonly status: 'paused'
  readonly pending: readonly PendingCall[]
  readonly token: string
}

/** The run has no value: `status` says why, `error` what Python would print. */
export type FailedOutcome = OutcomeCommon & {
  readonly status: FailureStatus
  readonly error: MontyError
  /** What a model can do about it. */
  readonly hint?: string
  /** With the status `quota`: after how many ms it is worth trying again. */
  readonly retryAfterMs?: number
}

/** What an execution came to. */
export type Outcome = OkOutcome | PausedOutcome | FailedOutcome

export const NO_USAGE: Usage = { durationMs: 0, peakMemoryBytes: 0, hostCalls: 0, outputBytes: 0 }
