import { nodeCrypto } from '../../core/node.js'
import type { Decision, Outcome, PendingCall } from '../../host/outcome.js'
import type { Execution } from '../run/execution.js'

/** A paused run, as a service lists it. */
export interface ServedPause {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
}

/** The part of a `pythonQueue` queue that a service uses. */
export interface ServedQueue {
  execute(
    code: string,
    options: { inputs?: Record<string, unknown>; tenant?: string },
  ): ServedExecution
  resume(
    token: string,
    decisions: readonly Decision[],
    options?: { tenant?: string },
  ): ServedExecution
  follow(id: string, options?: { from?: number }): FollowedExecution
  /** The outcome of a run; `undefined` while it is in progress. */
  outcomeOf(id: string): Promise<Outcome | undefined>
  /** The id of the leg that resumes a paused run; `undefined` while the run waits. */
  resumptionOf(token: string): Promise<string | undefined>
  cancel(id: string, reason?: unknown): Promise<boolean>
  /** The tenant of a run; `undefined` when there is no run of that id. */
  tenantOf(id: string): Promise<string | undefined>
  pausedRuns(options: { tenant: string }): Promise<readonly ServedPause[]>
}

/** A run that is followed in this process. */
export type FollowedExecution = Execution & {
  /** Stops following the run, which goes on. */
  unfollow(): void
}

/** A run added to a queue. */
export type ServedExecution = FollowedExecution & {
  /**
   * Resolves when the run is in the queue, where other processes find it; to `false` if it was there before, and to
   * `undefined` if it could not be added. Never rejects.
   */
  readonly added: Promise<boolean | undefined>
}

/** Starts and finds runs, each for its tenant. */
export interface RunSource {
  begin(tenant: string, code: string, inputs: Record<string, unknown> | undefined): Promise<Started>
  resume(
    tenant: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<Started | undefined>
  /** The events of a run from index `from`, and its outcome; `undefined` when the tenant has no run of that id. */
  find(tenant: string, id: string, from: number): Promise<Found | undefined>
  /** The current state of a run, also when it was resumed since; `undefined` when the tenant has no run of that id. */
  state(tenant: string, id: string): Promise<State | undefined>
  /** Ends a run, or what it has become since it was paused; one that waits for decisions is given up. */
  cancel(tenant: string, id: string, reason: string): Promise<void>
  paused(tenant: string): Promise<readonly ServedPause[]>
}

/** A started run, and the id to find it by. */
export interface Started {
  readonly id: string
  readonly runId: string
}

/** A run, and the number of its events before the requested ones. */
export interface Found {
  readonly execution: Execution
  readonly skip: number
  /** Called when nobody reads the events any more. */
  readonly leave: () => void
}

/** The current state of a run. */
export interface State {
  /** Id of the run's last leg. */
  readonly id: string
  /** Outcome of that leg; `undefined` while it is in progress. */
  readonly outcome: Outcome | undefined
}

/** The id of the leg that goes on from a pause. */
export const idOfResumption = (runId: string, token: string): string =>
  `${runId}-${nodeCrypto().createHash('sha256').update(token).digest('hex').slice(0, 32)}`
