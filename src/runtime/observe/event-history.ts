import { wallClockNow } from '../../core/timers.js'
import type { Outcome } from '../../host/outcome.js'
import type { CompleteRuntime } from '../resolve-options.js'
import { pendingOf, positionsOf } from '../paused/decisions.js'
import { withProgram } from '../paused/program.js'
import type { PauseRecord } from '../paused/record.js'
import type { Execution } from '../run/execution.js'
import type { Run } from '../run/run.js'
import { isOwn } from '../tenants/owner.js'
import { eventToJson, type JsonEvent } from './event-json.js'
import { putEvents, restoredEvents, storedEvents } from './stored-events.js'

/** The events of a run before it was paused. */
interface Earlier {
  readonly events: readonly JsonEvent[]
  readonly tenant: string | undefined
}

/** The events of a runtime's runs, past ones included, for pages that reload. */
export class EventHistory {
  readonly #options: CompleteRuntime
  /** The earlier events of runs that were resumed here. */
  readonly #earlier = new Map<string, Earlier>()

  constructor(options: CompleteRuntime) {
    this.#options = options
  }

  /** Restores the events of a run from its pause record. */
  restore(runId: string, record: PauseRecord): readonly JsonEvent[] {
    const events = restoredEvents(record.events)
    this.#earlier.set(runId, { events, tenant: record.own?.tenant })
    return events
  }

  /** The events of a run, for `asking` if a tenant is given; `here` is the execution if it runs in this runtime. */
  async *events(
    runId: string,
    here: Execution | undefined,
    asking: string | undefined,
  ): AsyncGenerator<JsonEvent, void> {
    if (here !== undefined) {
      const earlier = this.#earlier.get(runId)
      if (earlier !== undefined && isOwn(earlier.tenant, asking)) yield* earlier.events
      for await (const event of here.events) yield eventToJson(event)
      return
    }
    const { events, paused } = await storedEvents(runId, this.#options.snapshots, asking)
    yield* events
    if (paused === undefined) return
    const pending = await pendingOf(paused, withProgram(this.#options.tools))
    const atMs = paused.sealedAt ?? wallClockNow()
    yield eventToJson({
      type: 'paused',
      runId,
      pending,
      positions: positionsOf(pending),
      token: '',
      atMs,
    })
  }

  /** A function that stores the events of an ended run, if events are to be kept. */
  keeper(runOf: () => Run): (outcome: Outcome) => Promise<void> | undefined {
    return ({ status, runId }) => {
      this.#earlier.delete(runId)
      const { snapshots } = this.#options
      const run = runOf()
      // A run that did not begin has no events to store.
      if (!snapshots.events || status === 'paused' || run.log.all.length < 2) return undefined
      const { tenant } = run.givens
      return putEvents({ runId, tenant }, run.keptEvents, snapshots).catch((error: unknown) =>
        process.emitWarning(error as Error),
      )
    }
  }
}
