import type { Job, Queue } from 'bullmq'
import type { ParkedCall, ParkedEnd } from '../runtime/durable/leg.js'
import { stepOf } from './bullmq-backend.js'
import { digest } from './bullmq-jobs.js'
import type { CallQueue } from './bullmq-tool.js'

/** The id of the job that makes a call: the same whichever worker adds the job. */
const childId = (jobId: string, callId: number): string =>
  `${jobId.includes(':') ? digest(jobId) : jobId}-call-${callId}`

const CALL = /-call-(\d+)$/

/**
 * Adds jobs for calls to their queues, as children of the run's job, which waits for all of them.
 */
export async function addChildren(
  job: Job,
  calls: readonly ParkedCall[],
  queueOf: (name: string) => Pick<Queue, 'addBulk'>,
): Promise<void> {
  const parent = { id: job.id!, queue: job.queueQualifiedName }
  for (const [by, some] of byQueueOf(calls)) {
    const { queue, job: options } = by
    const target = typeof queue === 'string' ? queueOf(queue) : queue
    const jobs = some.map(({ callId, name, payload }) => ({
      name,
      data: payload,
      opts: {
        removeOnComplete: true,
        removeOnFail: true,
        ...options,
        jobId: childId(job.id!, callId),
        parent,
        // A failure does not fail the run's job: the run handles it.
        ignoreDependencyOnFailure: true,
      },
    }))
    await stepOf(() => target.addBulk(jobs))
  }
}

function byQueueOf(calls: readonly ParkedCall[]): Map<CallQueue, ParkedCall[]> {
  const groups = new Map<CallQueue, ParkedCall[]>()
  for (const call of calls) {
    const by = call.by as CallQueue
    groups.set(by, [...(groups.get(by) ?? []), call])
  }
  return groups
}

/** The outcomes of a run's calls that other workers made, by call id. */
export async function childEnds(job: Job): Promise<ReadonlyMap<number, ParkedEnd>> {
  const [values, failures] = await Promise.all([
    job.getChildrenValues<unknown>(),
    job.getIgnoredChildrenFailures(),
  ])
  const ends = new Map<number, ParkedEnd>()
  for (const [key, reason] of Object.entries(failures)) ends.set(callIdOf(key), { reason })
  for (const [key, value] of Object.entries(values)) ends.set(callIdOf(key), { value })
  return ends
}

const callIdOf = (key: string): number => Number(CALL.exec(key)?.[1])
