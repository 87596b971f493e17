import type { TenantQuota } from './options.js'

/**
 * Counters of a queue's tenants, shared by all of its processes. They implement weighted fair queueing, in whose
 * virtual time a run takes the inverse of its tenant's weight, and quotas.
 */
export interface TenantCounters {
  /**
   * Assigns the turn of a tenant's next run, in virtual time; the following turn is later by the inverse of the
   * weight.
   */
  turn(queue: string, tenant: string, weight: number): Promise<TenantTurn>
  /**
   * Advances the virtual time to the turn of a run that has begun: no earlier turn is assigned from then on. When that is
   * {@link BASE_SPAN} or more after the base, moves the base there and returns it, to one caller only.
   */
  began(queue: string, turn: number): Promise<number | undefined>
  /** Resets the virtual time, when no run waits. */
  reset(queue: string): Promise<void>
  /**
   * Requests a slot for a run that begins, or that continues after it lost its slot. A slot is leased for
   * `leaseMs`.
   */
  enter(run: TenantRun, quota: SharedQuota, leaseMs: number): Promise<Entrance>
  /** Charges usage to a running run, and renews the lease of its slot. */
  use(run: TenantRun, used: Used, window: CountingWindow): Promise<void>
  /**
   * Charges usage, and frees the slot of a run. The slot goes to the tenant's longest waiting run, if the quota permits
   * another one: returns the id of that run.
   */
  leave(run: TenantRun, used: Used, window: CountingWindow): Promise<string | undefined>
}

/** The turn of a run, and the base from which turns are counted where numbers are bounded. */
export interface TenantTurn {
  readonly turn: number
  readonly base: number
}

/** A run of a tenant, by the id of its job. */
export interface TenantRun {
  readonly queue: string
  readonly tenant: string
  readonly run: string
}

/** Quota of a tenant over all processes; `Infinity` is unlimited. */
export type SharedQuota = Required<Omit<TenantQuota, 'weight'>>

/** Usage of a run. */
export type Used = Readonly<Record<'cpuMs' | 'hostCalls' | 'memoryBytes', number>>

/** Window in which usage counts, lease of a slot, and number of slots. */
export interface CountingWindow {
  readonly windowMs: number
  readonly leaseMs: number
  readonly maxRuns: number
}

/** Whether a run may begin. A waiting run is returned by a later {@link TenantCounters.leave} of another run. */
export type Entrance =
  | { readonly state: 'in' }
  | { readonly state: 'waits' }
  | {
      readonly state: 'refused'
      readonly quota: 'maxWaiting' | keyof Used
      readonly retryAfterMs: number
    }

/** Suggested delay before a retry when too many runs wait, in ms. */
const RETRY_MS = 1_000

/** Parses the reply of a database to {@link TenantCounters.enter}: a state, and for a refusal its remaining ms. */
export function entranceOf(reply: string): Entrance {
  const [state = '', retryAfterMs] = reply.split(' ')
  if (state === 'in' || state === 'waits') return { state }
  const quota = state as 'maxWaiting' | keyof Used
  return {
    state: 'refused',
    quota,
    retryAfterMs: quota === 'maxWaiting' ? RETRY_MS : Math.max(1, Math.ceil(Number(retryAfterMs))),
  }
}

/** Key of the virtual time of the fair queue. */
export const NOW = 'now'
/** Key of the base of turns. */
export const BASE = 'base'
/** Virtual time after which the base of turns moves. */
export const BASE_SPAN = 32_768
export const ofTenant = (tenant: string): string => `t:${tenant}`
