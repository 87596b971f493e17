import { nodeCrypto } from '../../core/node.js'
import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import { later, wallClockNow } from '../../core/timers.js'
import type { Decision, Outcome, PendingCall } from '../../host/outcome.js'
import { Execution } from '../run/execution.js'
import { MontyRuntime } from '../runtime.js'
import { Refusal } from './refusal.js'

/** A paused run, as a service lists it. */
export interface ServedPause {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
}

/** The part of a `pythonQueue` queue that a service uses. */
export interface ServedQueue {
  execute(
    code: string,
    options: { inputs?: Record<string, unknown>; tenant?: string },
  ): ServedExecution
  resume(
    token: string,
    decisions: readonly Decision[],
    options?: { tenant?: string },
  ): ServedExecution
  follow(id: string, options?: { from?: number }): Execution
  /** The outcome of a run; `undefined` while it is in progress. */
  outcomeOf(id: string): Promise<Outcome | undefined>
  /** The id of the leg that resumes a paused run; `undefined` while the run waits. */
  resumptionOf(token: string): Promise<string | undefined>
  cancel(id: string, reason?: unknown): Promise<boolean>
  /** The tenant of a run; `undefined` when there is no run of that id. */
  tenantOf(id: string): Promise<string | undefined>
  pausedRuns(options: { tenant: string }): Promise<readonly ServedPause[]>
}

/** A run added to a queue. */
export type ServedExecution = Execution & {
  /** Resolves when the run is in the queue, where other processes find it. Never rejects. */
  readonly added: Promise<void>
}

/** Starts and finds runs, each for its tenant. */
export interface RunSource {
  begin(tenant: string, code: string, inputs: Record<string, unknown> | undefined): Promise<Started>
  resume(
    tenant: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<Started | undefined>
  /** The events of a run from index `from`, and its outcome; `undefined` when the tenant has no run of that id. */
  find(tenant: string, id: string, from: number): Promise<Found | undefined>
  /** The current state of a run, also when it was resumed since; `undefined` when the tenant has no run of that id. */
  state(tenant: string, id: string): Promise<State | undefined>
  cancel(tenant: string, id: string, reason: string): Promise<boolean>
  paused(tenant: string): Promise<readonly ServedPause[]>
}

/** A started run, and the id to find it by. */
export interface Started {
  readonly id: string
  readonly execution: Execution
}

/** A run, and the number of its events before the requested ones. */
export interface Found {
  readonly execution: Execution
  readonly skip: number
}

/** The current state of a run. */
export interface State {
  /** Id of the run's last leg. */
  readonly id: string
  /** Outcome of that leg; `undefined` while it is in progress. */
  readonly outcome: Outcome | undefined
}

/** Time to wait for an outcome that may be known already, in ms. */
const SOON_MS = 200

const soon = (): Promise<undefined> =>
  new Promise((resolve) => {
    later(() => resolve(undefined), SOON_MS)
  })

const idOfResumption = (runId: string, token: string): string =>
  `${runId}-${nodeCrypto().createHash('sha256').update(token).digest('hex').slice(0, 32)}`

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
    return { id, execution }
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
    return kept?.tenant === tenant ? { execution: kept.execution, skip: from } : undefined
  }

  async state(tenant: string, id: string): Promise<State | undefined> {
    const found = await this.find(tenant, id, 0)
    if (found === undefined) return undefined
    const outcome = await Promise.race([found.execution.outcome, soon()])
    const next = outcome?.status === 'paused' ? idOfResumption(outcome.runId, outcome.token) : id
    return this.#kept.has(next) && next !== id ? this.state(tenant, next) : { id, outcome }
  }

  async cancel(tenant: string, id: string, reason: string): Promise<boolean> {
    const found = await this.find(tenant, id, 0)
    found?.execution.cancel(reason)
    return found !== undefined
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
  const { error } = outcome
  if (error instanceof MontySnapshotError) {
    throw new Refusal(error.reason === 'used' ? 409 : 400, error.message)
  }
  if (error instanceof MontyUsageError) throw new Refusal(400, error.message)
}

/** Runs of a queue, which any process can find. */
export class QueueSource implements RunSource {
  readonly #queue: ServedQueue

  constructor(queue: ServedQueue) {
    this.#queue = queue
  }

  async begin(
    tenant: string,
    code: string,
    inputs: Record<string, unknown> | undefined,
  ): Promise<Started> {
    const execution = this.#queue.execute(code, {
      tenant,
      ...(inputs === undefined ? {} : { inputs }),
    })
    await execution.added
    return { id: execution.runId, execution }
  }

  async resume(
    tenant: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<Started | undefined> {
    const runId = /^mnr1~([^.~]+)\./.exec(token)?.[1] ?? ''
    const owner = await this.#queue.tenantOf(runId)
    if (owner !== undefined && owner !== tenant) return undefined
    const execution = this.#queue.resume(token, decisions, { tenant })
    await execution.added
    return { id: idOfResumption(execution.runId, token), execution }
  }

  async find(tenant: string, id: string, from: number): Promise<Found | undefined> {
    if ((await this.#queue.tenantOf(id)) !== tenant) return undefined
    return { execution: this.#queue.follow(id, { from }), skip: 0 }
  }

  async cancel(tenant: string, id: string, reason: string): Promise<boolean> {
    if ((await this.#queue.tenantOf(id)) !== tenant) return false
    await this.#queue.cancel(id, reason)
    return true
  }

  async state(tenant: string, id: string): Promise<State | undefined> {
    if ((await this.#queue.tenantOf(id)) !== tenant) return undefined
    const outcome = await this.#queue.outcomeOf(id)
    const isPaused = outcome?.status === 'paused'
    const next = isPaused ? await this.#queue.resumptionOf(outcome.token) : undefined
    return next === undefined ? { id, outcome } : this.state(tenant, next)
  }

  paused(tenant: string): Promise<readonly ServedPause[]> {
    return this.#queue.pausedRuns({ tenant })
  }
}
