import {
  MontyAbortError,
  MontyCrashedError,
  NO_USAGE,
  nodeCrypto,
  portableValue,
  valueFrom,
} from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import type { Decision, Outcome } from '../host/outcome.js'
import type { Recording } from '../runtime/recording/recording.js'

/** What a job of a queue of runs holds: a program to run, or a paused run to go on with. */
export type RunJob = {
  /** Of a run that a scheduler begins, there is none: it is made of the job's. */
  readonly runId?: string
  readonly tenant?: string
  /** Whether what it is given is kept. */
  readonly record?: true
  /** When it has its turn, where tenants have turns. */
  readonly turn?: number
  /** What the run's chance begins with; of a job that begins again, together with its id. */
  readonly seed: string
  /** Why it was cancelled, as {@link portableValue} says it. */
  readonly cancelled?: JsonValue
} & (
  | { readonly kind: 'run'; readonly code: string; readonly inputs: JsonValue }
  | { readonly kind: 'resume'; readonly token: string; readonly decisions: JsonValue }
)

/** What came of a job. */
export interface RunJobResult {
  readonly outcome: JsonValue
  /** How many events were told. */
  readonly events: number
  /** The run did not go on, such as with decisions that made no sense: its token is as good as before. */
  readonly isPauseGood?: true
  /** What the run was given, when it was recorded; a text says why there is nothing. */
  readonly recording?: Recording | string
}

/** Events in a row of a job's log. */
export interface EventRow {
  /** The number of the first one. */
  readonly n: number
  /** The events. Not there where they were too many to be told with a job's progress. */
  readonly e?: readonly JsonValue[]
}

/** What a job's progress tells: which row of its log there is, and mostly what is in it. */
export interface RowNews extends EventRow {
  /** Which row, from 0. */
  readonly r: number
}

/** The event by which a worker hears that a run is cancelled. */
export const CANCEL = 'monty:cancel'

/** What it tells. */
export interface CancelNews {
  readonly jobId: string
  /** Why, as the JSON of a portable value. */
  readonly reason: string
  /** Of a job that is not in the queue any more: the JSON of {@link GoneJob}. */
  readonly gone?: string
}

/** The stretch of a run that nobody is going to take up. */
export interface GoneJob {
  readonly runId: string
  readonly legId: string
  readonly from:
    | { readonly token: string; readonly decisions: [] }
    | { readonly code: ''; readonly inputs: undefined }
}

/** What is told of a job that was taken from the queue. */
export const goneJob = (job: RunJob, jobId: string): GoneJob => ({
  runId: runIdOf(job, jobId),
  legId: legIdOf(job),
  from: job.kind === 'run' ? { code: '', inputs: undefined } : { token: job.token, decisions: [] },
})

export const JOB_NAME = 'python'
/** Turns are priorities of BullMQ's, which are whole numbers: so many for the run of a tenant of weight 1. */
const STEPS = 16
const LAST_PRIORITY = 2_097_152

export const priorityOf = (turn: number): number =>
  Math.min(LAST_PRIORITY, 1 + Math.round(turn * STEPS))

export const DEFAULT_NAME = 'python'

export const runJob = (
  runId: string,
  code: string,
  inputs: Record<string, unknown> | undefined,
): RunJob => ({ kind: 'run', runId, seed: newSeed(), code, inputs: portableValue(inputs) })

export const resumeJob = (
  runId: string,
  token: string,
  decisions: readonly Decision[],
): RunJob => ({
  kind: 'resume',
  runId,
  seed: newSeed(),
  token,
  decisions: portableValue(decisions),
})

const newSeed = (): string => nodeCrypto().randomBytes(16).toString('hex')

/** The run of a job. The id of a scheduler's job has characters that no run's id may have. */
export const runIdOf = ({ runId }: RunJob, jobId: string): string => runId ?? digest(jobId)

/** The stretch of the run that a job is for. */
export const legIdOf = (job: RunJob): string => (job.kind === 'run' ? 'run' : digest(job.token))

/** The same token leads to the same job, so that a run goes on once. */
export const resumeJobId = (runId: string, token: string): string => `${runId}-${digest(token)}`

/** The run of a token that is in a store; `undefined` for what is no such token. */
export const runIdOfToken = (token: string): string | undefined =>
  /^mnr1~([^.~]+)\./.exec(token)?.[1]

export const digest = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('hex').slice(0, 32)

export const outcomeFrom = ({ outcome }: RunJobResult): Outcome => valueFrom(outcome) as Outcome

const NOTHING_TOLD = { stdout: '', calls: [], artifacts: [], usage: NO_USAGE } as const

/** The outcome of a run that no worker began, or that ended without an outcome. */
export const crashedOutcome = (runId: string, reason: string): Outcome => ({
  runId,
  status: 'crashed',
  error: new MontyCrashedError(reason),
  ...NOTHING_TOLD,
})

export const cancelledOutcome = (runId: string, reason: unknown): Outcome => ({
  runId,
  status: 'cancelled',
  error: new MontyAbortError(reason),
  ...NOTHING_TOLD,
})
