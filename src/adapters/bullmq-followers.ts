import { type Queue, QueueEvents } from 'bullmq'
import { cancelLater, later, MontyUsageError } from '../internals.js'
import { type CompletePlace, withBackend } from './bullmq-backend.js'
import { Follower } from './bullmq-follower.js'
import {
  cancelledOutcome,
  failedOutcome,
  notFollowed,
  type QueuedJob,
  type RowNews,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'

/** Time without announcements after which a job is polled: announcements may have been missed. */
const POLL_MS = 2_000
/** Maximum number of jobs per poll; further ones take turns. */
const MAX_POLLED = 200
/** Number of polls after which a job that was never found is given up. */
const MAX_MISSES = 3

/** The followers of a queue's jobs in this process. */
export class Followers {
  readonly #place: CompletePlace
  readonly #queue: Queue<RunJob, RunJobResult>
  /** Called with a job that was cancelled and is not over, as its worker may not have heard of it. */
  readonly #onCancelled: (job: QueuedJob) => Promise<void>
  readonly #followers = new Map<string, Set<Follower>>()
  #events: Promise<QueueEvents> | undefined
  #looking: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(
    place: CompletePlace,
    queue: Queue<RunJob, RunJobResult>,
    onCancelled: (job: QueuedJob) => Promise<void>,
  ) {
    this.#place = place
    this.#queue = queue
    this.#onCancelled = onCancelled
  }

  /** Begins to follow a job, from event `from` on. */
  follow(jobId: string, runId: string, from: number): Follower {
    const rows = async (id: string, first: number): Promise<string[]> =>
      (await this.#queue.getJobLogs(id, first, -1, true)).logs
    const follower = new Follower({ rows }, jobId, runId, from)
    this.#remember(follower)
    void follower.outcome.then(() => this.#forget(follower))
    return follower
  }

  /** Has a follower follow another job, such as the one that a new job is a duplicate of. */
  followInstead(follower: Follower, jobId: string): void {
    this.#forget(follower)
    follower.jobId = jobId
    if (!follower.isOver) this.#remember(follower)
  }

  /** Ends the followers of a job that was removed. */
  endAll(jobId: string, reason: unknown): void {
    for (const follower of this.#of(jobId)) follower.end(cancelledOutcome(follower.runId, reason))
  }

  #of(jobId: string): readonly Follower[] {
    return [...(this.#followers.get(jobId) ?? [])]
  }

  #remember(follower: Follower): void {
    const followers = this.#followers.get(follower.jobId) ?? new Set()
    this.#followers.set(follower.jobId, followers.add(follower))
  }

  #forget(follower: Follower): void {
    const followers = this.#followers.get(follower.jobId)
    followers?.delete(follower)
    if (followers?.size === 0) this.#followers.delete(follower.jobId)
  }

  /** Subscribes to the events of all jobs of the queue. */
  listen(): Promise<QueueEvents> {
    this.#events ??= this.#beginListening()
    return this.#events
  }

  async #beginListening(): Promise<QueueEvents> {
    const { name, connection } = this.#place
    const events = withBackend(
      this.#place,
      (...backend) => new QueueEvents(name, { ...connection }, ...(backend as [])),
    )
    const each = (jobId: string, notify: (follower: Follower) => void): void => {
      for (const follower of this.#of(jobId)) notify(follower)
    }
    events.on('error', () => {})
    events.on('progress', ({ jobId, data }) =>
      each(jobId, (follower) => follower.onRow(data as RowNews)),
    )
    events.on('completed', ({ jobId, returnvalue }) =>
      each(jobId, (follower) => void follower.onCompleted(returnvalue as RunJobResult)),
    )
    events.on('failed', ({ jobId, failedReason }) =>
      each(jobId, (follower) => void follower.onFailed(failedReason)),
    )
    events.on('removed', ({ jobId }) => each(jobId, (follower) => void this.look(follower)))
    await events.waitUntilReady()
    this.#lookAgain()
    return events
  }

  #lookAgain(): void {
    if (this.#isClosed) return
    this.#looking = later(() => {
      for (const [jobId, followers] of [...this.#followers].slice(0, MAX_POLLED)) {
        for (const follower of followers) {
          if (!follower.hasNews) void this.look(follower)
          follower.hasNews = false
        }
        // Moves the job to the end of the order.
        this.#followers.delete(jobId)
        this.#followers.set(jobId, followers)
      }
      this.#lookAgain()
    }, POLL_MS)
  }

  /** Polls the state of a job, and returns the job. */
  async look(follower: Follower): Promise<QueuedJob | undefined> {
    try {
      await this.listen()
      const job = await this.#queue.getJob(follower.jobId)
      if (job === undefined) {
        this.#miss(follower)
        return undefined
      }
      follower.wasSeen = true
      await this.#catchUp(follower, job)
      return job
    } catch {
      // The connection is being restored.
      return undefined
    }
  }

  async #catchUp(follower: Follower, job: QueuedJob): Promise<void> {
    const { returnvalue, failedReason, finishedOn } = job
    if (finishedOn === undefined) {
      await follower.catchUp()
      if (job.data.cancelled !== undefined) await this.#onCancelled(job)
    } else if (returnvalue === null || returnvalue === undefined) {
      await follower.onFailed(failedReason)
    } else {
      await follower.onCompleted(returnvalue)
    }
  }

  /** A job that is about to be added does not exist yet. */
  #miss(follower: Follower): void {
    if (follower.wasSeen) {
      follower.end(cancelledOutcome(follower.runId, 'the run was removed from its queue'))
    } else if (!follower.isBeingAdded && ++follower.misses > MAX_MISSES) {
      const error = new MontyUsageError(
        'the queue has no run of this id: it was never added, or has ended longer ago than keepSeconds',
      )
      follower.end(failedOutcome(follower.runId, error))
    }
  }

  /** Ends all followers, whose runs go on, and closes the connection. */
  async close(): Promise<void> {
    this.#isClosed = true
    cancelLater(this.#looking)
    for (const followers of this.#followers.values()) {
      for (const follower of followers) {
        follower.leave(failedOutcome(follower.runId, notFollowed()))
      }
    }
    await this.#events?.then((events) => events.close())
  }
}
