import { nodeCrypto } from '../../core/node.js'
import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import { later, wallClockNow } from '../../core/timers.js'
import type { Decision, Outcome, PendingCall } from '../../host/outcome.js'
import { Execution } from '../run/execution.js'
import { MontyRuntime } from '../runtime.js'
import { Refusal } from './refusal.js'

/** A paused run, as a service tells of it. */
export interface ServedPause {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
}

/** What a service needs of a queue: that of `pythonQueue` has it. */
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
  /** What a run came to; `undefined` while it is on its way. */
  outcomeOf(id: string): Promise<Outcome | undefined>
  /** The id of what goes on with a paused run; `undefined` while it waits. */
  resumptionOf(token: string): Promise<string | undefined>
  cancel(id: string, reason?: unknown): Promise<boolean>
  /** Whose run it is; `undefined` when there is none of that id. */
  tenantOf(id: string): Promise<string | undefined>
  pausedRuns(options: { tenant: string }): Promise<readonly ServedPause[]>
}

/** A run that is put into a queue. */
export type ServedExecution = Execution & {
  /** When it is in the queue, where others find it. It never rejects. */
  readonly added: Promise<void>
}

/** Where runs are begun and found again, each for its tenant. */
export interface RunSource {
  begin(tenant: string, code: string, inputs: Record<string, unknown> | undefined): Promise<Started>
  resume(
    tenant: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<Started | undefined>
  /** The events of a run from one on, and its outcome; `undefined` when the tenant has none of that id. */
  find(tenant: string, id: string, from: number): Promise<Found | undefined>
  /** How a run is now, also when it was resumed since; `undefined` when the tenant has none of that id. */
  state(tenant: string, id: string): Promise<State | undefined>
  cancel(tenant: string, id: string, reason: string): Promise<boolean>
  paused(tenant: string): Promise<readonly ServedPause[]>
}

/** A run that was begun: by its id it is found again. */
export interface Started {
  readonly id: string
  readonly execution: Execution
}

/** A run, and how many of its events come before those that are wanted. */
export interface Found {
  readonly execution: Execution
  readonly skip: number
}

/** How a run is now. */
export interface State {
  /** By which its last stretch is found. */
  readonly id: string
  /** What that came to; `undefined` while it is on its way. */
  readonly outcome: Outcome | undefined
}

/** For how long the outcome of a run is waited for that may be known already. */
const SOON_MS = 200

const soon = (): Promise<undefined> =>
  new Promise((resolve) => {
    later(() => resolve(undefined), SOON_MS)
  })

const idOfResumption = (runId: string, token: string): string =>
  `${runId}-${nodeCrypto().createHash('sha256').update(token).digest('hex').slice(0, 32)}`

/** What runs of a runtime that have ended may hold together: the oldest are not found any more then. */
const KEPT_BYTES = 256 * 1024 * 1024
/** One takes so much at least. */
const LEAST_BYTES = 4 * 1024

interface Kept {
  readonly execution: Execution
  /** About how much it holds since it has ended. */
  bytes: number
  readonly tenant: string
  /** Until when it can be asked for; `undefined` while it is running. */
  until: number | undefined
}

/** Runs of a runtime of this process. They are found for a while after their end. */
export class RuntimeSource implements RunSource {
  readonly #runtime: MontyRuntime
  readonly #keepMs: number
  #bytes = 0
  readonly #kept = new Map<string, Kept>()
  /** Whose a run is that was paused, also when it is not found any more. */
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
    kept.bytes = LEAST_BYTES + files + Execution.bytesOf(kept.execution)
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
 * Waits until a resumed run goes on.
 *
 * @throws Refusal when it never does: its token is not good, or was used; or the decisions cannot be carried out
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

/** Runs of a queue, which any process finds again. */
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
