import { monotonicNow } from '../timers.js'
import { atOnce, type Sliced } from './sliced.js'

/** Fewer items are no matter. */
const FEW = 32
/** So many items are put in between two looks at the clock. */
const STRETCH = 256
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
    return items.length < FEW ? new Set(items) : atOnce(this.setInSlices(items))
  }

  /** `undefined` when that would take too long. */
  map(keys: readonly unknown[], values: readonly unknown[]): Map<unknown, unknown> | undefined {
    return atOnce(this.mapInSlices(keys, values))
  }

  /** As {@link set}, stretch by stretch. */
  *setInSlices(items: readonly unknown[]): Sliced<Set<unknown> | undefined> {
    const set = new Set<unknown>()
    const isWhole = yield* this.#fill(items, (index) => set.add(items[index]))
    return isWhole ? set : undefined
  }

  /** As {@link map}, stretch by stretch. */
  *mapInSlices(
    keys: readonly unknown[],
    values: readonly unknown[],
  ): Sliced<Map<unknown, unknown> | undefined> {
    const map = new Map<unknown, unknown>()
    const isWhole = yield* this.#fill(keys, (index) => map.set(keys[index], values[index]))
    return isWhole ? map : undefined
  }

  *#fill(keys: readonly unknown[], put: (index: number) => void): Sliced<boolean> {
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
      if (end < keys.length) yield
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
