import { type Queue, QueueEventsProducer } from 'bullmq'
import { portableValue } from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import type { Adder } from './bullmq-adder.js'
import { type CompletePlace, withBackend } from './bullmq-backend.js'
import { outcomeOfJob, resumptionOf } from './bullmq-found.js'
import {
  CANCEL,
  discardJob,
  goneJob,
  type QueuedJob,
  resumeJobId,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'

/** Cancels runs of a queue, wherever they are. */
export class Canceller {
  readonly #place: CompletePlace
  readonly #queue: Queue<RunJob, RunJobResult>
  readonly #adder: Adder
  /** Called with the id of a job that was removed, as no worker had it. */
  readonly #onRemoved: (jobId: string, reason: unknown) => void
  #producer: QueueEventsProducer | undefined

  constructor(
    place: CompletePlace,
    queue: Queue<RunJob, RunJobResult>,
    adder: Adder,
    onRemoved: (jobId: string, reason: unknown) => void,
  ) {
    this.#place = place
    this.#queue = queue
    this.#adder = adder
    this.#onRemoved = onRemoved
  }

  /**
   * Cancels a run, or what it has become since it was paused. `false` when there is no such job, or
   * the run has ended.
   */
  async cancel(jobId: string, reason: unknown): Promise<boolean> {
    return (await this.#cancel(jobId, reason)) !== false
  }

  async #cancel(jobId: string, reason: unknown): Promise<boolean | 'removed'> {
    const job = await this.#queue.getJob(jobId)
    if (job === undefined) return false
    if (job.finishedOn !== undefined) return this.#cancelPaused(job, reason)
    const portable = portableValue(reason)
    // A worker that takes the job reads this; the worker that has it receives the event below.
    await job.updateData({ ...job.data, cancelled: portable } as never)
    const isGone = (await this.#queue.remove(jobId)) === 1
    if (isGone) this.#onRemoved(jobId, reason)
    // A pause stays valid if no worker started to resume it.
    const hasState = isGone && job.attemptsStarted > 0
    await this.#tell(jobId, portable, hasState ? job : undefined)
    return isGone ? 'removed' : true
  }

  /** Tells the workers once more about a job that was cancelled: they may have missed the event. */
  async tellAgain({ id, data: { cancelled } }: QueuedJob): Promise<void> {
    if (cancelled !== undefined) await this.#tell(id!, cancelled)
  }

  /** Cancels what a paused run has become, or gives it up. */
  async #cancelPaused(job: QueuedJob, reason: unknown): Promise<boolean | 'removed'> {
    const outcome = outcomeOfJob(job)
    if (outcome.status !== 'paused') return false
    const { runId, token } = outcome
    const next = await resumptionOf(this.#queue, token)
    if (next !== undefined) {
      const cancelled = await this.#cancel(next, reason)
      // Without a resumption that was not begun, the run is paused once more.
      if (cancelled !== 'removed') return cancelled
    }
    const { tenant } = job.data
    const discard = { ...discardJob(runId, token), ...(tenant === undefined ? {} : { tenant }) }
    const added = await this.#adder.add(resumeJobId(runId, token), discard)
    // Otherwise somebody has just resumed the run.
    return added?.isNew === true || this.#cancelPaused(job, reason)
  }

  /**
   * Tells all workers that a job was cancelled: calls of a parked run may be in progress, and the
   * stored state of a run that is `gone` must be removed.
   */
  async #tell(jobId: string, reason: JsonValue, gone?: QueuedJob): Promise<void> {
    const { name, connection } = this.#place
    this.#producer ??= withBackend(
      this.#place,
      (...backend) => new QueueEventsProducer(name, { ...connection }, ...(backend as [])),
    )
    await this.#producer.publishEvent({
      eventName: CANCEL,
      jobId,
      reason: JSON.stringify(reason),
      ...(gone === undefined ? {} : { gone: JSON.stringify(goneJob(gone.data, jobId)) }),
    })
  }

  async close(): Promise<void> {
    await this.#producer?.close()
  }
}
