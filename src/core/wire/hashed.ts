import { monotonicNow } from '../timers.js'

/** Fewer items are no matter. */
const FEW = 32
/** So many items are put in between two looks at the clock. */
const STRETCH = 1_024
/** What one stretch counts at most: this process may have been stopped in the midst of one. */
const STRETCH_MOST_MS = 15
/** Numbers that take more than this in all, and each of them more than twenty times what is usual, collide. */
const SLOW_MS = 60
const SLOW_MS_EACH = 0.002

/**
 * Makes sets and maps of keys that Python chose. V8 hashes an int by its lowest 64 bits, and without a seed:
 * of numbers that were chosen for it, each is compared with all before it. So the time of one message's
 * numbers is watched, and what goes by squares is given up.
 */
export class Hashing {
  #ms = 0
  #numbers = 0

  /** `undefined` when that would take too long. */
  set(items: readonly unknown[]): Set<unknown> | undefined {
    if (items.length < FEW) return new Set(items)
    const set = new Set<unknown>()
    return this.#fill(items, (index) => set.add(items[index])) ? set : undefined
  }

  /** `undefined` when that would take too long. */
  map(keys: readonly unknown[], values: readonly unknown[]): Map<unknown, unknown> | undefined {
    const map = new Map<unknown, unknown>()
    return this.#fill(keys, (index) => map.set(keys[index], values[index])) ? map : undefined
  }

  #fill(keys: readonly unknown[], put: (index: number) => void): boolean {
    for (let start = 0; start < keys.length; start += STRETCH) {
      const end = Math.min(start + STRETCH, keys.length)
      const began = monotonicNow()
      let numbers = 0
      for (let index = start; index < end; index++) {
        const kind = typeof keys[index]
        if (kind === 'number' || kind === 'bigint') numbers++
        put(index)
      }
      // Texts are hashed with a seed, and long ones take their time.
      if (numbers * 2 > end - start && this.#isSlow(numbers, monotonicNow() - began)) return false
    }
    return true
  }

  #isSlow(numbers: number, ms: number): boolean {
    this.#numbers += numbers
    this.#ms += Math.min(ms, STRETCH_MOST_MS)
    return this.#ms > SLOW_MS && this.#ms > this.#numbers * SLOW_MS_EACH
  }
}

/** Whether a map is worth making by {@link Hashing}. */
export const isWatched = (count: number): boolean => count >= FEW
