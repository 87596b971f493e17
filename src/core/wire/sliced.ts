/** Work that can be put down wherever it yields, every tenth of a millisecond or so. */
export type Sliced<T> = Generator<void, T, void>

/** Does all of it now. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
  }
}

/** Counts steps of such work: after so many it is time to put it down. */
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
