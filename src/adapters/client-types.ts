import type { FailureStatus } from '../hints/failure.js'
import type { RemoteError } from './client-values.js'

/** An event of a run; `type` is `start`, `stdout`, `call`, `result`, `done` and so on. */
export interface ClientEvent {
  readonly type: string
  readonly runId: string
  readonly [field: string]: unknown
}

/** A call that waits for a decision. */
export interface ClientPendingCall {
  readonly callId: number
  readonly name: string
  readonly input: unknown
  readonly state: 'held' | 'unknown'
}

/** A decision about a pending call. */
export type ClientDecision =
  | {
      readonly callId: number
      readonly action: 'approve'
      readonly input?: Record<string, unknown>
    }
  | { readonly callId: number; readonly action: 'deny'; readonly message?: string }
  | { readonly callId: number; readonly action: 'answer'; readonly value: unknown }

/** A file that a run has written for the user; `artifact()` of its execution gives the content. */
export interface ClientArtifact {
  readonly name: string
  /** The media type. */
  readonly type: string
  /** The size. */
  readonly bytes: number
}

interface OutcomeCommon {
  /** The printed text. */
  readonly stdout: string
  /** The calls made. */
  readonly calls: ReadonlyArray<{
    readonly callId: number
    readonly name: string
    readonly status: string
  }>
  /** The files written. */
  readonly artifacts: readonly ClientArtifact[]
  /** Resources that the run used. */
  readonly usage: Readonly<Record<string, number>>
}

/** Outcome of a run. */
export type ClientOutcome =
  | (OutcomeCommon & { readonly status: 'ok'; readonly value: unknown })
  | (OutcomeCommon & {
      readonly status: 'paused'
      readonly token: string
      readonly pending: readonly ClientPendingCall[]
    })
  | (OutcomeCommon & {
      readonly status: FailureStatus
      readonly error: RemoteError
      readonly hint?: string
      /** With the status `quota`: ms after which a retry makes sense. */
      readonly retryAfterMs?: number
    })

/** A run that waits for decisions. */
export interface ClientPausedRun {
  readonly runId: string
  readonly token: string
  readonly pending: readonly ClientPendingCall[]
}
