import { monotonicNow } from '../../core/timers.js'

/** Limit of requests: `requests` in `perMs` ms. */
export interface RateLimit {
  readonly requests: number
  readonly perMs: number
}

const MAX_KNOWN = 10_000

/** A leaky bucket per client: room returns as time passes. */
export class Rate {
  readonly #limit: RateLimit
  readonly #used = new Map<string, { count: number; at: number }>()

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** Counts a request if there is room, and returns 0; else returns the time until there is room, in ms. */
  wait(who: string): number {
    const { requests, perMs } = this.#limit
    const now = monotonicNow()
    const used = this.#used.get(who) ?? { count: 0, at: now }
    const count = Math.max(0, used.count - ((now - used.at) * requests) / perMs)
    if (count + 1 > requests) return Math.ceil(((count + 1 - requests) * perMs) / requests)
    this.#used.delete(who)
    this.#used.set(who, { count: count + 1, at: now })
    if (this.#used.size > MAX_KNOWN) this.#used.delete(this.#used.keys().next().value!)
    return 0
  }
}
