import type { Job } from 'bullmq'
import { cancelLater, later, monotonicNow } from '../internals.js'
import type { CallsUnderWay } from '../core/drive/supervise.js'
import type { QueuedRun } from './bullmq-run.js'

/** How often in its time it is said that the calls of a run are still under way. */
const BEATS = 3

/** The job of a run, as it is put off and taken up again. */
type PutOffJob = Pick<Job, 'id' | 'changeDelay' | 'isDelayed' | 'promote'>

/**
 * Runs that left this process, while calls that they made go on in it. The job of such a run is delayed for as
 * long as a lock holds, again and again. With the end of its calls it comes to its turn; should this process die,
 * that it does when the delay is over.
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

  /** Watches over a run whose job was delayed. */
  add(job: PutOffJob, run: QueuedRun, underWay: CallsUnderWay): void {
    const watching = this.#watch(job, run, underWay)
      .catch((error: unknown) => this.#onError(error as Error))
      .finally(() => this.#watched.delete(watching))
    this.#watched.add(watching)
  }

  /** Resolves when all calls have ended, and others were told. */
  async settled(): Promise<void> {
    await Promise.all(this.#watched)
  }

  /** Nobody waits for the calls any more: it is not known what comes of them. */
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
    // One that was cancelled is gone, and one that was taken for lost has gone on.
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
        // The connection may be being made again; when that takes too long, it is somebody else's.
        const isOurs = await job.isDelayed().catch(() => run.isOwned)
        if (!isOurs) return run.abandon()
      }
      again()
    }
    again()
    return () => cancelLater(timer)
  }
}
