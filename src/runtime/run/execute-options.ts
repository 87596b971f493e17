import { namesOf } from '../../core/option-checks.js'
import type { ResourceLimits } from '../../core/limits.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import type { CallRecord, PendingCall } from '../../host/outcome.js'
import type { RunReference } from '../ledger/ledgers.js'
import type { Metadata } from '../metadata.js'
import type { RecordChoice } from '../recording/options.js'
import type { ExecutionGivens } from './given.js'

/** What an execution is given. */
export interface ExecuteOptions<Ctx = any> extends ExecutionGivens<Ctx> {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
  /** Ends the run at any moment. */
  signal?: AbortSignal
  /** Limits of this run; what is left out is the runtime's. Not with `state: 'shared'`. */
  limits?: ResourceLimits
  /**
   * Plain data about the run: it is told in the event `start` and by `pausedRuns()`, and kept while the run
   * is paused. At most 64 KiB.
   */
  metadata?: Metadata
  /**
   * The program goes on from one that failed: its outcome, or the id of its run, also of a run whose process
   * died, with a store. Calls that were made before are not made again, but answered with what came of them.
   * Those of one tool are matched in their order, by their arguments; from the first that differs all are made
   * (see `replay` of a tool). A call whose error ended the program is made again, and one that was under way
   * waits for a decision, with `state: 'unknown'`.
   */
  after?: RunReference
  /**
   * The conversation that the run belongs to. What does not fit an answer is kept for its later programs, as
   * files below `/outputs`. With `state: 'shared'` all executions are one. Default: nothing is kept.
   */
  conversation?: string
  /**
   * Whether `execution.recording` is going to tell all that the run was given, for `replay()`; or how, as in
   * `{ redact }`. Default: as the runtime says, which is `false` by default.
   */
  record?: RecordChoice
  /**
   * For whom the run is; see the runtime's `tenants`. What it names, as in `after` and `conversation`, is its own.
   * Default: for nobody in particular.
   */
  tenant?: string
}

/** What a resumption is given. Limits and metadata of the run travel, and so do its files in memory. */
export interface ResumeRunOptions<Ctx = any> extends ExecutionGivens<Ctx> {
  /** Ends the run at any moment. Before the run goes on, its token stays good. */
  signal?: AbortSignal
  /** For whom the run is: a token of another tenant's run is not good. Default: the host, who knows all runs. */
  tenant?: string
  /**
   * How a recorded run goes on being recorded: `{ redact }` takes out what nobody else should see, which a run
   * needs again that was executed with one of its own. `false` for not at all. Default: as its runtime says. A run
   * that was not recorded from its start is not recorded.
   */
  record?: RecordChoice
}

/**
 * Options as the last argument of a method: with a `context`, where a runtime's tools are typed to get one that is
 * never `undefined`.
 */
export type WithContext<Options, Ctx> = unknown extends Ctx
  ? [options?: Options]
  : undefined extends Ctx
    ? [options?: Options]
    : [options: Options & { context: Ctx }]

/** What a rollback is given. */
export interface RollbackOptions<Ctx = any> {
  /** What each `undo` is handed as `context.context`. Default `undefined`. */
  context?: Ctx
  /** Handed to each `undo` as `context.signal`. */
  signal?: AbortSignal
  /** The tenant who names the run: that of another one is as unknown. Default: the host, who knows all runs. */
  tenant?: string
}

/** A paused run that waits in the store. */
export interface PausedRunInfo {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
  /** Until when it can be resumed, in ms since the epoch. */
  readonly expiresAt: number
  /** Since when it waits, in ms since the epoch. */
  readonly pausedAt: number
  /** The program. */
  readonly code: string
  /** Where it makes the calls that wait, by their ids; those of Python inside tools are not here. */
  readonly positions: Readonly<Record<number, SourceRange>>
  /** The calls that it made before. */
  readonly calls: readonly CallRecord[]
  /** What it printed before, cut at the runtime's budget. */
  readonly stdout: string
  /** What the execution was given as its `metadata`. */
  readonly metadata?: Metadata
  /** For whom it is. */
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
