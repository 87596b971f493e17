import { MontyAbortError } from '../../core/errors.js'
import { later, wallClockNow } from '../../core/timers.js'
import type { Decision, PausedOutcome } from '../../host/outcome.js'
import { endedExecution, Execution } from '../run/execution.js'
import type { MontyRuntime } from '../runtime.js'
import { refusalOf } from './refusal.js'
import {
  type Found,
  idOfResumption,
  type RunSource,
  type ServedPause,
  type Started,
  type State,
} from './source.js'

/** Time to wait for an outcome that may be known already, in ms. */
const SOON_MS = 200

const soon = (): Promise<undefined> =>
  new Promise((resolve) => {
    later(() => resolve(undefined), SOON_MS)
  })

/** Memory of all ended runs that are kept, in bytes; the oldest are removed first. */
const KEPT_BYTES = 256 * 1024 * 1024
/** Minimum memory counted for a run, in bytes. */
const MIN_RUN_BYTES = 4 * 1024

interface Kept {
  readonly execution: Execution
  /** Approximate memory after the run's end, in bytes. */
  bytes: number
  readonly tenant: string
  /** Time until which the run can be requested; `undefined` while it is running. */
  until: number | undefined
}

/** Runs of a runtime in this process. They can be found for a while after their end. */
export class RuntimeSource implements RunSource {
  readonly #runtime: MontyRuntime
  readonly #keepMs: number
  #bytes = 0
  readonly #kept = new Map<string, Kept>()
  /** Tenants of paused runs, also of runs that are not kept any more. */
  readonly #tenants = new Map<string, string>()

  constructor(runtime: MontyRuntime, keepMs: number) {
    this.#runtime = runtime
    this.#keepMs = keepMs
  }

  async begin(
    tenant: string,
    code: string,
    inputs: Record<string, unknown> | undefined,
  ): Promise<Started> {
    const execution = this.#runtime.execute(code, {
      tenant,
      ...(inputs === undefined ? {} : { inputs }),
    })
    return this.#keep(tenant, execution.runId, execution)
  }

  async resume(
    tenant: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<Started | undefined> {
    const execution = this.#runtime.resume(token, decisions, { tenant })
    const { runId } = execution
    if ((this.#tenants.get(runId) ?? tenant) !== tenant) {
      execution.cancel('the run is not yours')
      return undefined
    }
    await checkBegun(execution)
    return this.#keep(tenant, idOfResumption(runId, token), execution)
  }

  #keep(tenant: string, id: string, execution: Execution): Started {
    this.#sweep()
    const kept: Kept = { execution, tenant, until: undefined, bytes: 0 }
    this.#forget(id)
    this.#kept.set(id, kept)
    this.#tenants.set(execution.runId, tenant)
    void this.#keepOn(id, kept)
    return { id, runId: execution.runId }
  }

  async #keepOn(id: string, kept: Kept): Promise<void> {
    const { status, artifacts } = await kept.execution.outcome
    if (status !== 'paused') this.#tenants.delete(kept.execution.runId)
    if (this.#kept.get(id) !== kept) return
    kept.until = wallClockNow() + this.#keepMs
    const files = artifacts.reduce((sum, { bytes }) => sum + bytes.length, 0)
    kept.bytes = MIN_RUN_BYTES + files + Execution.bytesOf(kept.execution)
    this.#bytes += kept.bytes
    this.#sweep()
  }

  #sweep(): void {
    const now = wallClockNow()
    for (const [id, { until }] of this.#kept) {
      if (until !== undefined && (until <= now || this.#bytes > KEPT_BYTES)) this.#forget(id)
    }
  }

  #forget(id: string): void {
    this.#bytes -= this.#kept.get(id)?.bytes ?? 0
    this.#kept.delete(id)
  }

  async find(tenant: string, id: string, from: number): Promise<Found | undefined> {
    const kept = this.#kept.get(id)
    if (kept?.tenant !== tenant) return undefined
    return { execution: kept.execution, skip: from, leave: () => {} }
  }

  async state(tenant: string, id: string): Promise<State | undefined> {
    const found = await this.find(tenant, id, 0)
    if (found === undefined) return undefined
    const outcome = await Promise.race([found.execution.outcome, soon()])
    const next = outcome?.status === 'paused' ? idOfResumption(outcome.runId, outcome.token) : id
    return this.#kept.has(next) && next !== id ? this.state(tenant, next) : { id, outcome }
  }

  async cancel(tenant: string, id: string, reason: string): Promise<void> {
    const state = await this.state(tenant, id)
    if (state?.outcome?.status === 'paused') return this.#discard(tenant, state.outcome, reason)
    if (state !== undefined) this.#kept.get(state.id)?.execution.cancel(reason)
  }

  /** Gives a paused run up. It is found afterwards as one that was cancelled. */
  async #discard(
    tenant: string,
    { status: _status, token, pending: _pending, ...known }: PausedOutcome,
    reason: string,
  ): Promise<void> {
    const { runId } = known
    try {
      await this.#runtime.discard(token, { tenant })
    } catch (error) {
      throw refusalOf(error) ?? error
    }
    const outcome = { ...known, status: 'cancelled', error: new MontyAbortError(reason) } as const
    this.#keep(tenant, idOfResumption(runId, token), endedExecution(outcome))
  }

  async paused(tenant: string): Promise<readonly ServedPause[]> {
    const runs: ServedPause[] = []
    for (const { tenant: owner, execution, until } of this.#kept.values()) {
      if (owner !== tenant || until === undefined) continue
      const outcome = await execution.outcome
      if (outcome.status !== 'paused') continue
      const { runId, token, pending } = outcome
      if (!this.#kept.has(idOfResumption(runId, token))) runs.push({ runId, token, pending })
    }
    return runs
  }
}

/**
 * Waits until a resumed run continues.
 *
 * @throws Refusal when it does not: its token is invalid or used, or the decisions are invalid
 */
async function checkBegun(execution: Execution): Promise<void> {
  for await (const { type } of execution.events) {
    if (type === 'start') return
    break
  }
  const outcome = await execution.outcome
  if (outcome.status !== 'error') return
  const refusal = refusalOf(outcome.error)
  if (refusal !== undefined) throw refusal
}
