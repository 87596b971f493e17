import { onAbort } from '../../core/drive/abort-signal.js'
import { MontyAbortError, MontyQuotaError, type Usage } from '../../core/errors.js'
import { monotonicNow } from '../../core/timers.js'
import type { CompleteTenants, TenantQuota } from './options.js'

/** Quantities limited per window, with their values in a run's usage. */
const COUNTED = {
  cpuMs: (usage: Usage) => usage.durationMs,
  hostCalls: (usage: Usage) => usage.hostCalls,
  memoryBytes: (usage: Usage) => usage.peakMemoryBytes,
} as const

type Counted = keyof typeof COUNTED

const NAMES = Object.keys(COUNTED) as Counted[]

interface Waiting {
  readonly enter: () => void
  readonly refuse: (error: MontyQuotaError) => void
}

/** The runs of one tenant in this process. */
class Tenant {
  readonly name: string
  readonly quota: Required<TenantQuota>
  readonly waiting: Waiting[] = []
  running = 0
  /** Start of the tenant's next run, in the virtual time of the fair queue. */
  next = 0
  readonly used: Record<Counted, number> = { cpuMs: 0, hostCalls: 0, memoryBytes: 0 }
  windowEnds = 0

  constructor(name: string, quota: Required<TenantQuota>) {
    this.name = name
    this.quota = quota
  }

  /** The quota that the tenant has exceeded in this window, as an error; `undefined` if none. */
  exceeded(now: number): MontyQuotaError | undefined {
    if (now >= this.windowEnds) return undefined
    const spent = NAMES.find((name) => this.used[name] >= this.quota[name])
    if (spent === undefined) return undefined
    return new MontyQuotaError(this.name, spent, Math.max(1, Math.ceil(this.windowEnds - now)))
  }

  charge(usage: Usage, now: number, windowMs: number): void {
    if (now >= this.windowEnds) {
      this.windowEnds = now + windowMs
      for (const name of NAMES) this.used[name] = 0
    }
    for (const name of NAMES) this.used[name] += COUNTED[name](usage)
  }
}

/** Admits the runs of tenants. */
export interface Admits {
  /**
   * Waits until a run may begin. Returns a function to call with the run's usage when it has ended; `usage`
   * returns the usage meanwhile.
   *
   * @throws MontyQuotaError when the tenant has exceeded a quota
   */
  enter(
    tenant: string,
    signal: AbortSignal,
    usage: () => Usage,
  ): Promise<(usage: Usage) => void | Promise<void>>
}

/**
 * Admits the runs of tenants up to a limit; waiting runs enter by weighted fair queueing between tenants. However
 * many runs of one tenant wait, another tenant's next run waits for one run of it at most.
 */
export class Admission implements Admits {
  readonly #options: CompleteTenants
  readonly #tenants = new Map<string, Tenant>()
  #running = 0
  /** Virtual time of the fair queue: the start of the run admitted last. */
  #now = 0

  constructor(options: CompleteTenants) {
    this.#options = options
  }

  /**
   * Waits until a run may begin. Returns a function to call with the run's usage when it has ended.
   *
   * @throws MontyQuotaError when the tenant has exceeded a quota; MontyAbortError when `signal` fires before
   */
  async enter(name: string, signal: AbortSignal): Promise<(usage: Usage) => void> {
    const tenant = this.#tenant(name)
    const exceeded = tenant.exceeded(monotonicNow())
    if (exceeded !== undefined) throw exceeded
    const { maxWaiting } = tenant.quota
    const mustWait = tenant.waiting.length > 0 || !this.#hasRoomFor(tenant)
    if (mustWait && tenant.waiting.length >= maxWaiting) {
      throw new MontyQuotaError(name, 'maxWaiting', RETRY_MS)
    }
    await this.#wait(tenant, signal)
    let isOver = false
    return (usage) => {
      if (isOver) return
      isOver = true
      this.#leave(tenant, usage)
    }
  }

  #tenant(name: string): Tenant {
    const known = this.#tenants.get(name)
    if (known !== undefined) return known
    this.#forgetIdle()
    const tenant = new Tenant(name, this.#options.quotaOf(name))
    this.#tenants.set(name, tenant)
    return tenant
  }

  /** Removes idle tenants, as there may be many over time. */
  #forgetIdle(): void {
    if (this.#tenants.size % SWEEP_EVERY !== SWEEP_EVERY - 1) return
    const now = monotonicNow()
    for (const [name, { running, waiting, windowEnds, next }] of this.#tenants) {
      const isIdle = running === 0 && waiting.length === 0 && windowEnds <= now
      if (isIdle && next <= this.#now) this.#tenants.delete(name)
    }
  }

  #hasRoomFor({ running, quota }: Tenant): boolean {
    return this.#running < this.#options.maxRuns && running < quota.maxRuns
  }

  #wait(tenant: Tenant, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let ignoreSignal = (): void => {}
      const waiting: Waiting = {
        enter: () => {
          ignoreSignal()
          resolve()
        },
        refuse: (error) => {
          ignoreSignal()
          reject(error)
        },
      }
      if (signal.aborted) return reject(new MontyAbortError(signal.reason))
      ignoreSignal = onAbort(signal, () => {
        const at = tenant.waiting.indexOf(waiting)
        if (at >= 0) tenant.waiting.splice(at, 1)
        reject(new MontyAbortError(signal.reason))
      })
      // Idle time earns no credit.
      if (tenant.waiting.length === 0) tenant.next = Math.max(tenant.next, this.#now)
      tenant.waiting.push(waiting)
      this.#admit()
    })
  }

  #leave(tenant: Tenant, usage: Usage): void {
    this.#running--
    tenant.running--
    tenant.charge(usage, monotonicNow(), this.#options.windowMs)
    this.#admit()
  }

  #admit(): void {
    for (let tenant = this.#nextTenant(); tenant !== undefined; tenant = this.#nextTenant()) {
      const exceeded = tenant.exceeded(monotonicNow())
      if (exceeded !== undefined) {
        for (const { refuse } of tenant.waiting.splice(0)) refuse(exceeded)
        continue
      }
      this.#now = tenant.next
      tenant.next += 1 / tenant.quota.weight
      this.#running++
      tenant.running++
      tenant.waiting.shift()!.enter()
    }
  }

  /** The next tenant in turn that has waiting runs and room for one. */
  #nextTenant(): Tenant | undefined {
    let first: Tenant | undefined
    for (const tenant of this.#tenants.values()) {
      if (tenant.waiting.length === 0 || !this.#hasRoomFor(tenant)) continue
      if (first === undefined || tenant.next < first.next) first = tenant
    }
    return first
  }
}

/** Suggested delay before a retry when too many runs wait, in ms. */
const RETRY_MS = 1_000
const SWEEP_EVERY = 1_000
