import type { Remember } from './answers.js'
import { takeCrossing } from '../engine/crossing.js'
import { weightOf } from './error-weight.js'

/** Errors kept for recognition; those thrown longest ago go first. */
const KEPT = 1_000
/** Characters and bytes that these hold: tools repeat what Python gives them, and keep what servers answered. */
const KEPT_WEIGHT = 4 * 1024 * 1024

/** The errors of host functions that went into Python, to be found again when they come out. */
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

  /** The error that Python's exception began as, by its number. */
  find(crossing: number | undefined): unknown {
    return crossing === undefined ? undefined : this.#errors?.get(crossing)?.error
  }
}
