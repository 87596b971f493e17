import { MontySnapshotError } from '../../core/errors.js'
import type { SharedSession } from './shared-session.js'
import { alreadyUsed, type Snapshots, type ClaimedPause } from '../paused/snapshots.js'

/** Reasons that make a run unavailable to every process. */
const OVER: ReadonlySet<MontySnapshotError['reason']> = new Set(['expired', 'used'])

/** Claims tokens of paused runs, and tracks whether the run that holds the shared state is still to come. */
export class Tokens {
  readonly #snapshots: Snapshots
  readonly #shared: SharedSession | undefined

  constructor(snapshots: Snapshots, shared: SharedSession | undefined) {
    this.#snapshots = snapshots
    this.#shared = shared
  }

  /**
   * Claims the paused run of a token.
   *
   * @throws MontySnapshotError when the token is invalid, was used, or is of another tenant's run
   */
  async take(token: string, tenant: string | undefined): Promise<ClaimedPause> {
    const isFirst = this.#shared?.claim(token) === true
    const unclaim = (): void => {
      if (isFirst) this.#shared?.unclaim(token)
    }
    try {
      const taken = await this.#snapshots.take(token, tenant)
      return { ...taken, release: () => taken.release().finally(unclaim) }
    } catch (error) {
      unclaim()
      throw error
    }
  }

  /**
   * Gives up a paused run. If it is over or went on elsewhere, the shared state is released anyway.
   *
   * @throws MontySnapshotError when the token is invalid, or was used
   */
  async discard(token: string, tenant: string | undefined): Promise<void> {
    const shared = this.#shared
    try {
      const taken = await this.take(token, tenant)
      const isOurs = await taken.consume().finally(() => shared?.unclaim(token))
      if (!isOurs) throw alreadyUsed()
      shared?.giveUp(taken.record.runId)
    } catch (error) {
      const isOver = error instanceof MontySnapshotError && OVER.has(error.reason)
      if (!isOver || shared?.isCheckedOutBy(token) !== true) throw error
      shared.giveUp()
    }
  }
}
