import { namesOf } from '../../core/option-checks.js'
import type { ResourceLimits } from '../../core/limits.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import type { CallRecord, PendingCall } from '../../host/outcome.js'
import type { RunReference } from '../ledger/ledgers.js'
import type { Metadata } from '../metadata.js'
import type { RecordChoice } from '../recording/options.js'
import type { ExecutionGivens } from './given.js'

/** Options of `execute`. */
export interface ExecuteOptions<Ctx = any> extends ExecutionGivens<Ctx> {
  /** Variables of the program, by name. */
  inputs?: Record<string, unknown>
  /** Aborts the run at any moment. */
  signal?: AbortSignal
  /** Limits of this run, over those of the runtime. Not with `state: 'shared'`. */
  limits?: ResourceLimits
  /**
   * JSON-compatible data about the run: it is in the `start` event and in `pausedRuns()`, and is kept while the run
   * is paused. At most 64 KiB.
   */
  metadata?: Metadata
  /**
   * A failed run that the program follows: its outcome, or its id, with a store also if its process died. Calls that
   * the failed run made are not repeated, but answered with their results.
   * Those of one tool are matched in their order, by their arguments; from the first that differs all are made
   * (see `replay` of a tool). A call whose error ended the program is made again, and one that was in progress
   * waits for a decision, with `state: 'unknown'`.
   */
  after?: RunReference
  /**
   * The conversation that the run belongs to. Texts that do not fit an answer are kept for its later programs, as
   * files below `/outputs`. With `state: 'shared'` all executions are one. Default: no texts are kept.
   */
  conversation?: string
  /**
   * Whether the run is recorded in `execution.recording`, for `replay()`; or how, as in
   * `{ redact }`. Default: the runtime's option, which is `false` by default.
   */
  record?: RecordChoice
  /**
   * The tenant of the run; see the runtime's `tenants`. Names such as `after` and `conversation` are looked up among the
   * tenant's own. Default: no tenant.
   */
  tenant?: string
}

/** Options of `resume`. Limits, metadata and files in memory of the run are kept with it. */
export interface ResumeRunOptions<Ctx = any> extends ExecutionGivens<Ctx> {
  /** Aborts the run at any moment. If the run has not continued yet, its token stays valid. */
  signal?: AbortSignal
  /** The tenant of the run: tokens of other tenants' runs are invalid. Default: the host, who may resume all runs. */
  tenant?: string
  /**
   * Recording of a run that was recorded before: `{ redact }` removes secrets, and is required again if
   * the execution had its own. `false` stops recording. Default: the runtime's option. A run
   * that was not recorded from its start is not recorded.
   */
  record?: RecordChoice
}

/**
 * Options as the last argument of a method: `context` is required if the runtime's tools declare one that is
 * never `undefined`.
 */
export type WithContext<Options, Ctx> = unknown extends Ctx
  ? [options?: Options]
  : undefined extends Ctx
    ? [options?: Options]
    : [options: Options & { context: Ctx }]

/** Options of `rollback`. */
export interface RollbackOptions<Ctx = any> {
  /** Passed to each `undo` as `context.context`. Default `undefined`. */
  context?: Ctx
  /** Passed to each `undo` as `context.signal`. */
  signal?: AbortSignal
  /** The tenant that names the run: runs of other tenants are unknown. Default: the host, who may name all runs. */
  tenant?: string
}

/** A paused run in the store. */
export interface PausedRunInfo {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
  /** Expiry of the pause, in ms since the epoch. */
  readonly expiresAt: number
  /** Time of the pause, in ms since the epoch. */
  readonly pausedAt: number
  /** The program. */
  readonly code: string
  /** Source positions of the pending calls, by call id; calls of nested runs are not included. */
  readonly positions: Readonly<Record<number, SourceRange>>
  /** Calls that the run made before. */
  readonly calls: readonly CallRecord[]
  /** Output that the run printed before, cut at the runtime's budget. */
  readonly stdout: string
  /** The `metadata` of the execution. */
  readonly metadata?: Metadata
  /** Tenant of the run. */
  readonly tenant?: string
}

/** The names of the options of `execute`. */
export const EXECUTE = namesOf<ExecuteOptions>({
  inputs: true,
  signal: true,
  context: true,
  files: true,
  env: true,
  printCallback: true,
  limits: true,
  metadata: true,
  after: true,
  conversation: true,
  record: true,
  tenant: true,
})
export const RESUME = namesOf<ResumeRunOptions>({
  signal: true,
  context: true,
  files: true,
  env: true,
  printCallback: true,
  record: true,
  tenant: true,
})
export const ROLLBACK = namesOf<RollbackOptions>({ context: true, signal: true, tenant: true })
