import type { TenantQuota } from './options.js'

/**
 * Counts what tenants of a queue have had, for all processes that use it, so that each has its turn: in the time
 * of a fair queue, in which a run takes as long as its tenant's weight says.
 */
export interface TenantCounters {
  /** When a tenant's next run has its turn; the one after that comes later by the inverse of its weight. */
  turn(queue: string, tenant: string, weight: number): Promise<number>
  /** A run whose turn was then has begun: nobody is given an earlier turn. */
  began(queue: string, turn: number): Promise<void>
  /** Nothing waits: time begins anew. */
  reset(queue: string): Promise<void>
  /** A run wants to begin, or to go on after others had its place. Whoever may do so has a place for `leaseMs`. */
  enter(run: TenantRun, quota: SharedQuota, leaseMs: number): Promise<Entrance>
  /** A run goes on: it has used so much more, and keeps its place for `leaseMs`. */
  use(run: TenantRun, used: Used, window: CountingWindow): Promise<void>
  /**
   * A run has left its place. It goes to the one of its tenant that has waited longest, if there may be another one:
   * what is given is the id of that.
   */
  leave(run: TenantRun, used: Used, window: CountingWindow): Promise<string | undefined>
}

/** A run of a tenant, by the id of its job. */
export interface TenantRun {
  readonly queue: string
  readonly tenant: string
  readonly run: string
}

/** What a tenant may use in all processes together; `Infinity` is as much as it likes. */
export type SharedQuota = Required<Omit<TenantQuota, 'weight'>>

/** What a run has used. */
export type Used = Readonly<Record<'cpuMs' | 'hostCalls' | 'memoryBytes', number>>

/** For how long what is used counts, for how long a place is kept, and how many there are. */
export interface CountingWindow {
  readonly windowMs: number
  readonly leaseMs: number
  readonly maxRuns: number
}

/** Whether a run may begin. One that waits is told of by {@link TenantCounters.leave} of another one. */
export type Entrance =
  | { readonly state: 'in' }
  | { readonly state: 'waits' }
  | {
      readonly state: 'refused'
      readonly quota: 'maxWaiting' | keyof Used
      readonly retryAfterMs: number
    }

/** After how long a tenant may try again of whom too many runs wait, in ms. */
const RETRY_MS = 1_000

/** What a database says of {@link TenantCounters.enter}: a state, and of a refusal after how many ms it is over. */
export function entranceOf(said: string): Entrance {
  const [state = '', retryAfterMs] = said.split(' ')
  if (state === 'in' || state === 'waits') return { state }
  const quota = state as 'maxWaiting' | keyof Used
  return {
    state: 'refused',
    quota,
    retryAfterMs: quota === 'maxWaiting' ? RETRY_MS : Math.max(1, Math.ceil(Number(retryAfterMs))),
  }
}

/** What the time of the fair queue is kept under. */
export const NOW = 'now'
export const ofTenant = (tenant: string): string => `t:${tenant}`
