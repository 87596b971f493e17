import { type FailureStatus } from '../hints/failure.js'
import type { MontyError, Usage } from '../core/errors.js'

/** A call that Python made. */
export interface CallRecord {
  /** Unique in its run. */
  readonly callId: number
  /** The full name of the function or tool. */
  readonly name: string
  /** The positional arguments. */
  readonly args: readonly unknown[]
  /** The keyword arguments, by name. */
  readonly kwargs: Readonly<Record<string, unknown>>
  /** Set when the call was not made, but answered by the same call of the run before (`after`). */
  readonly replayed?: true
  /** Set when the arguments are left out because the records exceed `budgets.recordBytes`. */
  readonly omitted?: true
  /**
   * `running` when the run ended before the call did; `unknown` when the process that made the call
   * died before its outcome was known.
   */
  status: 'running' | 'ok' | 'error' | 'denied' | 'unknown'
  /** The duration in ms; 0 while the call is running. */
  durationMs: number
}

/** A call that waits for a decision. */
export interface PendingCall {
  /** The id that a {@link Decision} refers to. */
  readonly callId: number
  /** The tool, by its full name. */
  readonly name: string
  /** The checked arguments, by name. */
  readonly input: unknown
  /**
   * `held` when the call has not been made; `unknown` when a process that died had begun it, so
   * that it may have happened. An unknown call is never made again without an approval.
   */
  readonly state: 'held' | 'unknown'
  /** The calls that contain this one, outermost first, when Python inside a tool made it. */
  readonly within?: readonly string[]
  /**
   * The class of the host object whose method is called; absent for a tool of the runtime.
   * (`'object'` where that object is not in this process.)
   */
  readonly receiver?: string
}

/** Decision on a pending call. */
export type Decision =
  | {
      readonly callId: number
      readonly action: 'approve'
      /** Other arguments than Python's, by name. */
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
  /** The file's name, which may contain directories. */
  readonly name: string
  /** The media type. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** Fields of outcomes of every status. */
export interface OutcomeCommon {
  /** Unique to the run. */
  readonly runId: string
  /** The printed text, cut at the runtime's budget. */
  readonly stdout: string
  /** The calls made, in the order in which they began. */
  readonly calls: readonly CallRecord[]
  /**
   * Files for the user, which Python wrote below `/artifacts` or tools gave with
   * `context.artifact`. Models do not see them.
   */
  readonly artifacts: readonly Artifact[]
  /** Resources that the run used. */
  readonly usage: Usage
}

/** The program ended: `value` is that of its last expression. */
export type OkOutcome = OutcomeCommon & { readonly status: 'ok'; readonly value: unknown }

/** The run waits for decisions; `token` resumes it, once. */
export type PausedOutcome = OutcomeCommon & {
  readonly status: 'paused'
  readonly pending: readonly PendingCall[]
  readonly token: string
}

/**
 * The run has no value: `status` is the reason, `error` the exception as Python would print it.
 */
export type FailedOutcome = OutcomeCommon & {
  readonly status: FailureStatus
  readonly error: MontyError
  /** Advice for a model. */
  readonly hint?: string
  /** With the status `quota`: ms after which a retry makes sense. */
  readonly retryAfterMs?: number
}

/** Outcome of an execution. */
export type Outcome = OkOutcome | PausedOutcome | FailedOutcome

export const NO_USAGE: Usage = { durationMs: 0, peakMemoryBytes: 0, hostCalls: 0, outputBytes: 0 }
