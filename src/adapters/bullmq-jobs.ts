import type { Job } from 'bullmq'
import {
  isError,
  MontyAbortError,
  MontyCrashedError,
  MontyError,
  MontyUsageError,
  NO_USAGE,
  nodeCrypto,
  portableDecisions,
  portableInputs,
  valueFrom,
} from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import type { Decision, Outcome } from '../host/outcome.js'
import type { Recording } from '../runtime/recording/recording.js'

/** Data of a job in a queue of runs: a program to run, or a paused run to resume or to give up. */
export type RunJob = JobFields & (ProgramStart | PauseStart)

/** A job of a queue of runs. */
export type QueuedJob = Job<RunJob, RunJobResult>

interface JobFields {
  /** Absent for a run that a scheduler starts: its id is derived from the job's. */
  readonly runId?: string
  readonly tenant?: string
  /** Whether the run is recorded. */
  readonly record?: true
  /** The turn of the run, where tenants have turns. */
  readonly turn?: number
  /** Seed of the run's random numbers, together with the job's id. */
  readonly seed: string
  /** The reason of a cancellation, as JSON of {@link portableValue}. */
  readonly cancelled?: JsonValue
}

interface ProgramStart {
  readonly kind: 'run'
  readonly code: string
  readonly inputs: JsonValue
}

interface PauseStart {
  readonly kind: 'resume'
  readonly token: string
  readonly decisions: JsonValue
  /** Set when the run is given up instead. */
  readonly discard?: true
}

/** Result of a job. */
export interface RunJobResult {
  readonly outcome: JsonValue
  /** The number of published events. */
  readonly events: number
  /**
   * Set when the run was not resumed, for example because of invalid decisions: its token stays
   * valid.
   */
  readonly isPauseGood?: true
  /** The recording of the run, or the reason why there is none. */
  readonly recording?: Recording | string
}

/** Events in a row of a job's log. */
export interface EventRow {
  /** The number of the first event. */
  readonly n: number
  /** The events. Absent where they are too large for a job's progress. */
  readonly e?: readonly JsonValue[]
}

/** Progress of a job: announces a row of its log, usually with its events. */
export interface RowNews extends EventRow {
  /** The number of the row, from 0. */
  readonly r: number
}

/** The event that tells workers to cancel a run. */
export const CANCEL = 'monty:cancel'

/** Payload of {@link CANCEL}. */
export interface CancelNews {
  readonly jobId: string
  /** The reason, as the JSON of a portable value. */
  readonly reason: string
  /** For a job that was removed from the queue: the JSON of {@link GoneJob}. */
  readonly gone?: string
}

/** The leg of a removed job, which no worker will run. */
export interface GoneJob {
  readonly runId: string
  readonly legId: string
  readonly from:
    | { readonly token: string; readonly decisions: [] }
    | { readonly code: ''; readonly inputs: undefined }
}

/** Describes the leg of a job that was removed from the queue. */
export const goneJob = (job: RunJob, jobId: string): GoneJob => ({
  runId: runIdOf(job, jobId),
  legId: legIdOf(job),
  from: job.kind === 'run' ? { code: '', inputs: undefined } : { token: job.token, decisions: [] },
})

export const JOB_NAME = 'python'
/**
 * Turns become BullMQ's priorities, which are integers from 1 on: the number of steps for a run of a
 * tenant of weight 1.
 */
const STEPS = 16
const LAST_PRIORITY = 2_097_152

/** The priority of a turn, counted from the base of turns. */
export const priorityOf = (turn: number): number =>
  Math.max(1, Math.min(LAST_PRIORITY, 1 + Math.round(turn * STEPS)))

export const DEFAULT_NAME = 'python'

/** @throws MontyUsageError and MontyValueError for what no program or input can be */
export function runJob(
  runId: string,
  code: string,
  inputs: Record<string, unknown> | undefined,
): RunJob {
  if (typeof code !== 'string') throw new MontyUsageError('code must be a string')
  return { kind: 'run', runId, seed: newSeed(), code, inputs: portableInputs(inputs) }
}

/** @throws MontyUsageError and MontyValueError for invalid decisions */
export const resumeJob = (
  runId: string,
  token: string,
  decisions: readonly Decision[],
): JobFields & PauseStart => ({
  kind: 'resume',
  runId,
  seed: newSeed(),
  token,
  decisions: portableDecisions(decisions),
})

/** A job that gives a paused run up. It has the place of the job that would resume the run. */
export const discardJob = (runId: string, token: string): RunJob => ({
  ...resumeJob(runId, token, []),
  discard: true,
})

const newSeed = (): string => nodeCrypto().randomBytes(16).toString('hex')

/** The run of a job. The id of a scheduler's job has characters that ids of runs cannot have. */
export const runIdOf = ({ runId }: RunJob, jobId: string): string => runId ?? digest(jobId)

/** The id of the leg that a job runs. */
export const legIdOf = (job: RunJob): string => (job.kind === 'run' ? 'run' : digest(job.token))

/** Derived from the token, so that a run is resumed once. */
export const resumeJobId = (runId: string, token: string): string => `${runId}-${digest(token)}`

/** The run of a token that refers to a store; `undefined` for any other text. */
export const runIdOfToken = (token: string): string | undefined =>
  /^mnr1~([^.~]+)\./.exec(token)?.[1]

export const digest = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('hex').slice(0, 32)

export const outcomeFrom = ({ outcome }: RunJobResult): Outcome => valueFrom(outcome) as Outcome

const NO_OUTPUT = { stdout: '', calls: [], artifacts: [], usage: NO_USAGE } as const

/** The outcome of a run that no worker started, or that ended without an outcome. */
export const crashedOutcome = (runId: string, reason: string): Outcome => ({
  runId,
  status: 'crashed',
  error: new MontyCrashedError(reason),
  ...NO_OUTPUT,
})

/** The outcome of a run that failed before a worker had it. */
export function failedOutcome(runId: string, error: unknown): Outcome {
  return error instanceof MontyError
    ? { runId, status: 'error', error, ...NO_OUTPUT }
    : crashedOutcome(runId, isError(error) ? error.message : String(error))
}

/** The error of a run that is followed no longer. */
export const notFollowed = (): MontyUsageError =>
  new MontyUsageError(
    'the run goes on, but is not followed here any more: follow() finds it again',
    'MONTY_DISPOSED',
  )

export const cancelledOutcome = (runId: string, reason: unknown): Outcome => ({
  runId,
  status: 'cancelled',
  error: new MontyAbortError(reason),
  ...NO_OUTPUT,
})
