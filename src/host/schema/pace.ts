import { PyTuple } from '../../core/values/index.js'
import type { Sliced } from '../../core/wire/sliced.js'

/** So many steps are done at once: a millisecond or two. */
const STRETCH = 5_000
/** A part of longer work is about so many of them. */
const STEPS_OF_PART = 500

/** Is thrown through work that is put down. */
const PUT_DOWN = new Error('the work was put down')

/**
 * Lets work that is written as if it were done at once be put down and taken up again: it is thrown out of where it is,
 * each loop on the way keeps how far it has come, and the next attempt walks straight to that place. What is small has
 * no pace, and is done at once.
 */
export class Pace {
  #left = STRETCH
  /** How far loops have come, by what they are about and the value. */
  readonly #places = new Map<object, Map<unknown, object>>()
  /** Those to which the attempt at hand has not come back yet. */
  #ahead = 0
  /** What came of longer work. */
  readonly #finished = new Map<object, { readonly value: unknown }>()
  readonly #arrays = new Map<ReadonlySet<unknown>, unknown[]>()

  /** Counts a step, and puts the work down when it is time. What was done before does not count again. */
  step(): void {
    if (this.#ahead === 0 && --this.#left < 0) throw PUT_DOWN
  }

  /** How far a loop had come; `undefined` for one that begins. */
  take(about: object, value: unknown): object | undefined {
    const places = this.#places.get(about)
    const place = places?.get(value)
    if (place === undefined) return undefined
    places!.delete(value)
    this.#ahead--
    return place
  }

  /** Keeps how far a loop has come, if that is why it ends. */
  keep(error: unknown, about: object, value: unknown, place: object): void {
    if (error !== PUT_DOWN) return
    let places = this.#places.get(about)
    if (places === undefined) this.#places.set(about, (places = new Map()))
    places.set(value, place)
    this.#ahead++
  }

  /** Does longer work about a value in the midst of an attempt: once. */
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
      this.keep(PUT_DOWN, this, value, work)
      throw PUT_DOWN
    }
  }

  /** The items of a set, the same array in each attempt. */
  arrayOf(set: ReadonlySet<unknown>): unknown[] {
    let array = this.#arrays.get(set)
    if (array === undefined) this.#arrays.set(set, (array = [...set]))
    return array
  }

  /** Whether an attempt came to its end. */
  attempt<T>(work: () => T): { readonly value: T } | undefined {
    this.#left = STRETCH
    try {
      return { value: work() }
    } catch (error) {
      if (error === PUT_DOWN) return undefined
      throw error
    }
  }
}

/** Does work that keeps to a pace, in slices. */
export function* paced<T>(work: (pace: Pace) => T): Sliced<T> {
  const pace = new Pace()
  for (;;) {
    const done = pace.attempt(() => work(pace))
    if (done !== undefined) return done.value
    yield
  }
}

/** How far a loop over an array has come, and what has become of it if that is another one. */
export interface PlaceInArray {
  readonly index: number
  readonly copy: unknown[] | undefined
}

export const FROM_START: Partial<PlaceInArray> = {}

/** An array to be changed in the place of another. */
export function copyOf(array: readonly unknown[]): unknown[] {
  if (!(array instanceof PyTuple)) return array.slice()
  const copy = new PyTuple()
  for (const item of array) copy.push(item)
  return copy
}
