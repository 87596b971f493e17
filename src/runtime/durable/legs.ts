import { MontySnapshotError } from '../../core/errors.js'
import { Journal } from '../paused/journal.js'
import type { PauseRecord } from '../paused/record.js'
import type { Snapshots } from '../paused/snapshots.js'
import type { Execution } from '../run/execution.js'
import type { CompleteTenants } from '../tenants/options.js'
import { Leg, type LegStart, type LegTask, stateIdOf } from './leg.js'

/** The legs of a runtime's runs. */
export class Legs {
  readonly #snapshots: Snapshots
  readonly #begin: (leg: Leg) => Execution

  /** Quotas of the runtime's tenants. */
  readonly tenants: CompleteTenants | undefined

  /** @throws MontyUsageError without a store */
  constructor(
    snapshots: Snapshots,
    tenants: CompleteTenants | undefined,
    begin: (leg: Leg) => Execution,
  ) {
    void snapshots.place
    this.tenants = tenants
    this.#snapshots = snapshots
    this.#begin = begin
  }

  /** Runs or continues a leg. */
  run(task: LegTask): { execution: Execution; leg: Leg } {
    const leg = new Leg(this.#snapshots, task)
    return { execution: this.#begin(leg), leg }
  }

  /** Whether a token is valid, so that its entry may exist. */
  isGood(token: string): boolean {
    return this.#snapshots.entryIdOf(token) !== undefined
  }

  /**
   * Gives up a paused run, and returns what is known of it. With `isRetry`, an earlier attempt may
   * have done so: `undefined` if nothing is stored any more.
   *
   * @throws MontySnapshotError when the token is invalid, was used, or is of another tenant's run
   */
  async discard(
    token: string,
    tenant: string | undefined,
    isRetry: boolean,
  ): Promise<PauseRecord | undefined> {
    try {
      const { id, record } = await this.#snapshots.takeEntry(token, isRetry, tenant)
      await this.#snapshots.removeEntries([id])
      return record
    } catch (error) {
      if (isRetry && error instanceof MontySnapshotError && error.reason === 'used') {
        return undefined
      }
      throw error
    }
  }

  /** Removes everything stored for a leg that will not be continued, and the pause from which it began. */
  async forget({
    runId,
    legId,
    from,
  }: Pick<LegTask, 'runId' | 'legId'> & { from: LegStart }): Promise<void> {
    const snapshots = this.#snapshots
    const paused = 'token' in from ? snapshots.entryIdOf(from.token) : undefined
    const state = stateIdOf(runId, legId)
    await snapshots.removeEntries(paused === undefined ? [state] : [state, paused])
    const place = { ...snapshots.place, expiresAt: snapshots.expiry() }
    const journal = await Journal.open(`${runId}/${legId}`, place)
    await journal.clear()
  }
}
