import type { Queue } from 'bullmq'
import { stepOf } from './bullmq-backend.js'
import { forgetRefused } from './bullmq-found.js'
import { JOB_NAME, priorityOf, type RunJob, type RunJobResult } from './bullmq-jobs.js'
import type { CompleteQueue, PassedOn } from './bullmq-options.js'

/** A job in the queue. */
export interface AddedJob {
  /** Another id than the requested one when BullMQ found the job to be a duplicate. */
  readonly id: string
  /** Whether the job was added, and not there before. */
  readonly isNew: boolean
}

/** Adds jobs to a queue. */
export class Adder {
  readonly #options: CompleteQueue
  readonly #queue: Queue<RunJob, RunJobResult>

  constructor(options: CompleteQueue, queue: Queue<RunJob, RunJobResult>) {
    this.#options = options
    this.#queue = queue
  }

  /** Options of all jobs, and those of a caller. */
  optionsOf(passedOn: PassedOn): PassedOn {
    const keep = { age: this.#options.keepSeconds }
    return { removeOnComplete: keep, removeOnFail: keep, ...passedOn }
  }

  /**
   * Adds a job, unless one of its id is there; `undefined` if the run is not wanted any more.
   *
   * @throws the errors of the connection, and of options that BullMQ refuses
   */
  async add(
    jobId: string,
    asked: RunJob,
    passed: PassedOn = {},
    isWanted: () => boolean = () => true,
  ): Promise<AddedJob | undefined> {
    const [data, passedOn] = await this.#withTurn(asked, passed)
    if (data.kind === 'resume') await forgetRefused(this.#queue, jobId)
    if (!isWanted()) return undefined
    const options = { ...this.optionsOf(passedOn), jobId }
    const { id = jobId } = await stepOf(() => this.#queue.add(JOB_NAME, data, options))
    if (data.kind === 'run') return { id, isNew: id === jobId }
    // BullMQ does not tell whether a job of this id was there before.
    const there = await this.#queue.getJob(jobId)
    return { id, isNew: there === undefined || there.data.seed === data.seed }
  }

  /** Gives a job the priority of its tenant's turn, unless the caller set a priority. */
  async #withTurn(job: RunJob, passedOn: PassedOn): Promise<[RunJob, PassedOn]> {
    const { weightOf, place } = this.#options
    const { counters, name } = place
    // Giving a run up takes no time worth a turn.
    const hasTurn = job.kind === 'run' || job.discard !== true
    if (counters === undefined || !hasTurn || passedOn.priority !== undefined) {
      return [job, passedOn]
    }
    const { tenant = '' } = job
    const { turn, base } = await counters.turn(name, tenant, weightOf(tenant))
    return [
      { ...job, turn },
      { ...passedOn, priority: priorityOf(turn - base) },
    ]
  }
}
