import { monotonicNow } from '../timers.js'
import { atOnce, type Sliced } from './sliced.js'

/** Smaller collections are not measured. */
const FEW = 32
/** Number of items inserted between two readings of the clock. */
const STRETCH = 256
/** Maximum time counted per stretch: the process may have been suspended during one. */
const MAX_STRETCH_MS = 15
/** Numbers collide if they take more than this in total, and each more than twenty times as long as usual. */
const SLOW_MS = 60
const SLOW_MS_EACH = 0.002

/**
 * Creates sets and maps of keys chosen by Python. V8 hashes an int by its lowest 64 bits, without a seed:
 * ints chosen to collide are each compared with all before them. Therefore the time of one message's numbers
 * is measured, and quadratic behaviour is refused.
 */
export class Hashing {
  #ms = 0
  #numbers = 0

  /** Returns `undefined` when the items collide. */
  set(items: readonly unknown[]): Set<unknown> | undefined {
    return items.length < FEW ? new Set(items) : atOnce(this.setInSlices(items))
  }

  /** Returns `undefined` when the keys collide. */
  map(keys: readonly unknown[], values: readonly unknown[]): Map<unknown, unknown> | undefined {
    return atOnce(this.mapInSlices(keys, values))
  }

  /** Like {@link set}, in slices. */
  *setInSlices(items: readonly unknown[]): Sliced<Set<unknown> | undefined> {
    const set = new Set<unknown>()
    const isWhole = yield* this.#fill(items, (index) => set.add(items[index]))
    return isWhole ? set : undefined
  }

  /** Like {@link map}, in slices. */
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
      // Strings are hashed with a seed, and long ones take longer.
      if (numbers * 2 > end - start && this.#isSlow(numbers, monotonicNow() - began)) return false
      if (end < keys.length) yield
    }
    return true
  }

  #isSlow(numbers: number, ms: number): boolean {
    this.#numbers += numbers
    this.#ms += Math.min(ms, MAX_STRETCH_MS)
    return this.#ms > SLOW_MS && this.#ms > this.#numbers * SLOW_MS_EACH
  }
}

/** Whether a map is large enough for {@link Hashing}. */
export const isWatched = (count: number): boolean => count >= FEW
