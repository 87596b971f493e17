import { Journal } from '../paused/journal.js'
import type { Snapshots } from '../paused/snapshots.js'
import type { Execution } from '../run/execution.js'
import type { CompleteTenants } from '../tenants/options.js'
import { Leg, type LegStart, type LegTask, stateIdOf } from './leg.js'

/** The stretches of runs of one runtime. */
export class Legs {
  readonly #snapshots: Snapshots
  readonly #begin: (leg: Leg) => Execution

  /** What tenants of the runtime may use. */
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

  /** Runs one, or goes on with it. */
  run(task: LegTask): { execution: Execution; leg: Leg } {
    const leg = new Leg(this.#snapshots, task)
    return { execution: this.#begin(leg), leg }
  }

  /** Whether a token stands for an entry, which may be there. */
  isGood(token: string): boolean {
    return this.#snapshots.entryIdOf(token) !== undefined
  }

  /** Forgets one that nobody is going to take up: what was kept of it, and where it began. */
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
