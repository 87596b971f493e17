import type { Job } from 'bullmq'
import { MontyQuotaError, MontyUsageError, NO_USAGE } from '../internals.js'
import type { Usage } from '../core/errors.js'
import type { Admits } from '../runtime/tenants/admission.js'
import type {
  CountingWindow,
  TenantCounters,
  TenantRun,
  Used,
} from '../runtime/tenants/counters.js'
import type { CompleteTenants } from '../runtime/tenants/options.js'
import { stepOf } from './bullmq-backend.js'
import type { RunJob } from './bullmq-jobs.js'

/** Counters of a queue's runs, and the lease of a place without renewals. */
export interface QuotaPlace {
  readonly queue: string
  readonly counters: TenantCounters
  readonly tenants: CompleteTenants
  readonly leaseMs: number
  /** Promotes the job of a waiting run. `false` when the job does not exist any more. */
  readonly wake: (jobId: string) => Promise<boolean>
  readonly onError: (error: Error) => void
}

const NOTHING: Used = { cpuMs: 0, hostCalls: 0, memoryBytes: 0 }

/** Quotas of tenants over all workers of a queue together. */
export class SharedQuotas {
  readonly #place: QuotaPlace

  /** @throws MontyUsageError for a limit that applies to one process only */
  constructor(place: QuotaPlace) {
    if (place.tenants.maxRuns !== Infinity) {
      throw new MontyUsageError(
        'with counters, tenants.maxRuns of the runtime bounds nothing: the concurrency of each worker does',
      )
    }
    this.#place = place
  }

  /** Requests a place for a run; `undefined` when the run has to wait for one. */
  async enter({ id, data }: Job<RunJob>): Promise<QuotaSeat | undefined> {
    const { queue, counters, tenants, leaseMs } = this.#place
    const { tenant = '' } = data
    const quota = tenants.quotaOf(tenant)
    const { maxRuns, cpuMs, hostCalls, memoryBytes } = quota
    const isBounded = Math.min(maxRuns, cpuMs, hostCalls, memoryBytes) < Infinity
    if (!isBounded) return FREE
    const run = { queue, tenant, run: id! }
    const window = { windowMs: tenants.windowMs, leaseMs, maxRuns }
    const entrance = await stepOf(() => counters.enter(run, quota, leaseMs))
    if (entrance.state === 'waits') return undefined
    const seat = new Seat(this.#place, run, window)
    if (entrance.state === 'in') return seat
    // The run may have got a place while it waited.
    await seat.leave(NOTHING)
    const { quota: which, retryAfterMs } = entrance
    const refuse = (): Promise<never> =>
      Promise.reject(new MontyQuotaError(tenant, which, retryAfterMs))
    return { admission: { enter: refuse }, renew: () => Promise.resolve() }
  }
}

/** A run's place in the quota of its tenant. */
export interface QuotaSeat {
  /** Admits the run, or refuses it when the quota is used up. */
  readonly admission: Admits
  /** Renews the lease, and reports the usage since the last report. */
  renew(): Promise<void>
}

const FREE: QuotaSeat = {
  admission: { enter: () => Promise.resolve(() => {}) },
  renew: () => Promise.resolve(),
}

class Seat implements QuotaSeat {
  readonly #place: QuotaPlace
  readonly #run: TenantRun
  readonly #window: CountingWindow
  #usage: () => Usage = () => NO_USAGE
  #reported: Usage = NO_USAGE
  #hasLeft = false

  constructor(place: QuotaPlace, run: TenantRun, window: CountingWindow) {
    this.#place = place
    this.#run = run
    this.#window = window
  }

  readonly admission: Admits = {
    enter: (_tenant, _signal, usage) => {
      this.#usage = usage
      return Promise.resolve((used: Usage) => this.leave(this.#since(used)))
    },
  }

  /** The usage since the last report. */
  #since(usage: Usage): Used {
    const before = this.#reported
    this.#reported = usage
    return {
      cpuMs: Math.max(0, usage.durationMs - before.durationMs),
      hostCalls: Math.max(0, usage.hostCalls - before.hostCalls),
      memoryBytes: Math.max(0, usage.peakMemoryBytes - before.peakMemoryBytes),
    }
  }

  async renew(): Promise<void> {
    if (this.#hasLeft) return
    await this.#place.counters.use(this.#run, this.#since(this.#usage()), this.#window)
  }

  /** Never rejects: a failure here must not change the run's outcome. */
  async leave(used: Used): Promise<void> {
    this.#hasLeft = true
    const { counters, wake, onError } = this.#place
    try {
      let next = await counters.leave(this.#run, used, this.#window)
      // The place of a cancelled run goes to the next one.
      while (next !== undefined && !(await wake(next))) {
        next = await counters.leave({ ...this.#run, run: next }, NOTHING, this.#window)
      }
    } catch (error) {
      onError(error as Error)
    }
  }
}
