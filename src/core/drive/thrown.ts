import type { Remember } from './answers.js'
import { takeCrossing } from '../engine/crossing.js'
import { weightOf } from './error-weight.js'

/** Maximum of errors kept; the oldest are dropped first. */
const KEPT = 1_000
/**
 * Maximum of characters and bytes that the kept errors hold: tools repeat Python's input, and keep servers'
 * answers.
 */
const KEPT_WEIGHT = 4 * 1024 * 1024

/** Errors of host functions that went into Python, to be found when they come out. */
export class Thrown {
  #errors: Map<number, { readonly error: unknown; readonly weight: number }> | undefined
  #weight = 0

  readonly remember: Remember = (error) => {
    this.#errors ??= new Map()
    const crossing = takeCrossing()
    const weight = weightOf(error)
    this.#errors.set(crossing, { error, weight })
    this.#weight += weight
    while (this.#errors.size > KEPT || (this.#weight > KEPT_WEIGHT && this.#errors.size > 1)) {
      const [oldest] = this.#errors.keys()
      this.#weight -= this.#errors.get(oldest!)!.weight
      this.#errors.delete(oldest!)
    }
    return crossing
  }

  /** The host's error behind a Python exception, by its number. */
  find(crossing: number | undefined): unknown {
    return crossing === undefined ? undefined : this.#errors?.get(crossing)?.error
  }
}
