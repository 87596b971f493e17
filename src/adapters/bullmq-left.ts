import type { Job } from 'bullmq'
import { cancelLater, later, monotonicNow } from '../internals.js'
import type { CallsUnderWay } from '../core/drive/supervise.js'
import type { QueuedRun } from './bullmq-run.js'

/** Number of renewals of a job's delay per lock duration. */
const BEATS = 3

/** The job of a run, as far as it is delayed and promoted. */
type PutOffJob = Pick<Job, 'id' | 'changeDelay' | 'isDelayed' | 'promote'>

/**
 * Tracks runs that left this process while calls of theirs go on in it. The job of such a run is
 * delayed by the duration of a lock, again and again. When its calls have ended the job is
 * promoted; if this process dies, the job runs when the delay is over.
 */
export class LeftRuns {
  readonly #runs = new Map<string, QueuedRun>()
  readonly #watched = new Set<Promise<void>>()
  readonly #lockMs: number
  readonly #onError: (error: Error) => void

  constructor(lockMs: number, onError: (error: Error) => void) {
    this.#lockMs = lockMs
    this.#onError = onError
  }

  get size(): number {
    return this.#runs.size
  }

  find(jobId: string): QueuedRun | undefined {
    return this.#runs.get(jobId)
  }

  /** Tracks a run whose job was delayed. */
  add(job: PutOffJob, run: QueuedRun, underWay: CallsUnderWay): void {
    const watching = this.#watch(job, run, underWay)
      .catch((error: unknown) => this.#onError(error as Error))
      .finally(() => this.#watched.delete(watching))
    this.#watched.add(watching)
  }

  /** Resolves when all calls have ended, and their jobs are promoted. */
  async settled(): Promise<void> {
    await Promise.all(this.#watched)
  }

  /** Stops waiting for calls: their outcomes stay unknown. */
  putBack(): void {
    for (const run of this.#runs.values()) run.putBack()
  }

  async #watch(job: PutOffJob, run: QueuedRun, { ended }: CallsUnderWay): Promise<void> {
    const id = job.id!
    this.#runs.set(id, run)
    const stopBeating = this.#beat(job, run)
    try {
      await Promise.race([ended, run.givenUp])
    } finally {
      stopBeating()
      this.#runs.delete(id)
    }
    // A cancelled job is gone, and a job whose delay ran out has been resumed.
    if (await job.isDelayed()) await job.promote()
  }

  #beat(job: PutOffJob, run: QueuedRun): () => void {
    let timer: NodeJS.Timeout | undefined
    const again = (): void => {
      timer = later(() => void beat(), this.#lockMs / BEATS)
    }
    const beat = async (): Promise<void> => {
      const asked = monotonicNow()
      try {
        await job.changeDelay(this.#lockMs)
        run.onRenewed(asked)
      } catch {
        // The connection may be about to be restored; if that takes too long, another worker takes
        // the run.
        const isOurs = await job.isDelayed().catch(() => run.isOwned)
        if (!isOurs) return run.abandon()
      }
      again()
    }
    again()
    return () => cancelLater(timer)
  }
}
