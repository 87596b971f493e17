/** Work that can be suspended wherever it yields, about every tenth of a millisecond. */
export type Sliced<T> = Generator<void, T, void>

/** Does longer work without holding the event loop. */
export type InSlices = <T>(work: Sliced<T>) => Promise<T>

/** Does all of the work synchronously. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
  }
}

/** Counts steps of sliced work, to suspend it after a fixed number of them. */
export class Stretch {
  readonly #steps: number
  #left: number

  constructor(steps: number) {
    this.#steps = steps
    this.#left = steps
  }

  isOver(): boolean {
    if (--this.#left > 0) return false
    this.#left = this.#steps
    return true
  }
}
