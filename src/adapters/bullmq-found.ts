import type { Queue } from 'bullmq'
import type { Outcome, PendingCall } from '../host/outcome.js'
import {
  crashedOutcome,
  outcomeFrom,
  type QueuedJob,
  resumeJobId,
  runIdOf,
  runIdOfToken,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'

/** A run that waits for decisions. */
export interface QueuePause {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
}

/** Number of last runs that are searched for paused ones. */
const MAX_LISTED = 10_000

/** Whether a job did not resume its paused run. */
const isRefused = ({ finishedOn, returnvalue }: QueuedJob): boolean =>
  finishedOn !== undefined && returnvalue?.isPauseGood === true

/** The outcome of a job that is over. */
export function outcomeOfJob({ id, data, returnvalue, failedReason }: QueuedJob): Outcome {
  return returnvalue === null || returnvalue === undefined
    ? crashedOutcome(runIdOf(data, id!), failedReason)
    : outcomeFrom(returnvalue)
}

/** The job that resumes a paused run, or gives it up; `undefined` while its token is valid. */
export async function resumptionOf(
  queue: Queue<RunJob, RunJobResult>,
  token: string,
): Promise<string | undefined> {
  const runId = runIdOfToken(token)
  if (runId === undefined) return undefined
  const id = resumeJobId(runId, token)
  const job = await queue.getJob(id)
  return job === undefined || isRefused(job) ? undefined : id
}

/** The runs that wait for decisions; those of a tenant, if one is given. */
export async function pausedIn(
  queue: Queue<RunJob, RunJobResult>,
  tenant: string | undefined,
): Promise<QueuePause[]> {
  const jobs = await queue.getJobs(['completed'], 0, MAX_LISTED - 1)
  const waiting: QueuePause[] = []
  for (const job of jobs) {
    if (tenant !== undefined && job.data.tenant !== tenant) continue
    const outcome = outcomeOfJob(job)
    if (outcome.status !== 'paused') continue
    const { runId, token, pending } = outcome
    if ((await resumptionOf(queue, token)) === undefined) waiting.push({ runId, token, pending })
  }
  return waiting
}

/** Removes a resumption that was refused, as the token stays valid for other decisions. */
export async function forgetRefused(
  queue: Queue<RunJob, RunJobResult>,
  jobId: string,
): Promise<void> {
  const job = await queue.getJob(jobId)
  if (job !== undefined && isRefused(job)) await job.remove()
}
