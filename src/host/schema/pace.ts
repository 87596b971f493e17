import { PyTuple } from '../../core/values/index.js'
import type { Sliced } from '../../core/wire/sliced.js'

/** Number of steps that run at once: a millisecond or two. */
const STRETCH = 5_000
/** Number of steps that one slice of nested work counts as. */
const STEPS_OF_PART = 500

/** Thrown through interrupted work. */
const INTERRUPTED = new Error('the work was interrupted')

/**
 * Makes synchronous work resumable. An interrupt is thrown through the work; each loop on the stack
 * saves its position, and the next attempt continues from there. Small values have no pace, and are
 * processed at once.
 */
export class Pace {
  #left = STRETCH
  /** Saved positions of loops, by schema and value. */
  readonly #places = new Map<object, Map<unknown, object>>()
  /** Number of saved positions that the current attempt has not restored yet. */
  #ahead = 0
  /** Results of nested work. */
  readonly #finished = new Map<object, { readonly value: unknown }>()
  readonly #arrays = new Map<ReadonlySet<unknown>, unknown[]>()

  /**
   * Counts a step, and interrupts the work when the stretch is over. Steps on the way back to saved
   * positions do not count.
   */
  step(): void {
    if (this.#ahead === 0 && --this.#left < 0) throw INTERRUPTED
  }

  /** Restores the saved position of a loop; `undefined` for a loop that begins. */
  take(about: object, value: unknown): object | undefined {
    const places = this.#places.get(about)
    const place = places?.get(value)
    if (place === undefined) return undefined
    places!.delete(value)
    this.#ahead--
    return place
  }

  /** Saves the position of a loop, if the work was interrupted. */
  keep(error: unknown, about: object, value: unknown, place: object): void {
    if (error !== INTERRUPTED) return
    let places = this.#places.get(about)
    if (places === undefined) this.#places.set(about, (places = new Map()))
    places.set(value, place)
    this.#ahead++
  }

  /** Runs nested work in slices about a value within an attempt, and caches its result. */
  finish<T>(value: object, begin: () => Sliced<T>): T {
    const done = this.#finished.get(value)
    if (done !== undefined) return done.value as T
    const work = (this.take(this, value) as Sliced<T> | undefined) ?? begin()
    for (;;) {
      const step = work.next()
      if (step.done === true) {
        this.#finished.set(value, step)
        return step.value
      }
      this.#left -= STEPS_OF_PART
      if (this.#left >= 0) continue
      this.keep(INTERRUPTED, this, value, work)
      throw INTERRUPTED
    }
  }

  /** The items of a set, as the same array in each attempt. */
  arrayOf(set: ReadonlySet<unknown>): unknown[] {
    let array = this.#arrays.get(set)
    if (array === undefined) this.#arrays.set(set, (array = [...set]))
    return array
  }

  /** Runs an attempt; `undefined` when it was interrupted. */
  attempt<T>(work: () => T): { readonly value: T } | undefined {
    this.#left = STRETCH
    try {
      return { value: work() }
    } catch (error) {
      if (error === INTERRUPTED) return undefined
      throw error
    }
  }
}

/** Runs resumable work in slices. */
export function* paced<T>(work: (pace: Pace) => T): Sliced<T> {
  const pace = new Pace()
  for (;;) {
    const done = pace.attempt(() => work(pace))
    if (done !== undefined) return done.value
    yield
  }
}

/** Position of an interrupted loop over an array, and the changed copy, if any. */
export interface PlaceInArray {
  readonly index: number
  readonly copy: unknown[] | undefined
}

export const FROM_START: Partial<PlaceInArray> = {}

/** Copies an array, keeping tuples. */
export function copyOf(array: readonly unknown[]): unknown[] {
  if (!(array instanceof PyTuple)) return array.slice()
  const copy = new PyTuple()
  for (const item of array) copy.push(item)
  return copy
}
