import { Execution, MontyUsageError, notRecorded, type Stopper } from '../internals.js'
import type { Recording } from '../runtime/recording/recording.js'
import { failedOutcome, notFollowed } from './bullmq-jobs.js'
import type { Follower } from './bullmq-follower.js'

/** A run in a queue, or about to be added to one. */
export class QueuedExecution extends Execution {
  /**
   * Resolves when the run's job is in the queue, where other processes can follow it: to `true` if
   * this call has added the job, and to `false` if it was there before. `undefined` if it was not
   * added, of which `outcome` tells. Never rejects.
   */
  readonly added: Promise<boolean | undefined>
  readonly #follower: Follower

  /** @internal */
  constructor(follower: Follower, stopper: Stopper, added: Promise<boolean | undefined>) {
    super(follower.runId, follower.log, stopper, follower.outcome)
    this.added = added
    this.#follower = follower
  }

  /** The recording of the run, as that of a runtime's execution. */
  override get recording(): Promise<Recording> {
    return this.outcome.then(() => {
      const { recording } = this.#follower
      if (recording === undefined) throw notRecorded()
      if (typeof recording === 'string') throw new MontyUsageError(recording)
      return recording
    })
  }

  /**
   * Stops following the run, which goes on. Its events end here, and its outcome is an error, unless
   * it was known.
   */
  unfollow(): void {
    this.#follower.leave(failedOutcome(this.runId, notFollowed()))
  }
}
