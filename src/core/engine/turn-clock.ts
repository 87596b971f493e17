/** The interpreter's limit of time, in multiples of the run's, when no other turn is open: as in `native_clock.rs`. */
const ALLOWANCE = 3

let open = 0

/** How many turns of this thread are open: Python stands still in their midst, or runs. */
export const openTurns = (): number => open

/**
 * For how long a run may stand open between slices. The interpreter's own clock runs on meanwhile, and has a
 * limit of its own: a run that has waited for so long that it could not use the rest of its time is not made
 * to wait again by the engine, which then holds the thread for all that is left. So whoever hands out slices
 * has to know.
 */
export class TurnClock {
  /** The run's own limit, in ms. */
  maxDurationMs = Infinity
  #patienceMs = Infinity
  #isOpen = false

  /** Whether Python stands in the middle of a turn. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  set isOpen(isOpen: boolean) {
    if (isOpen === this.#isOpen) return
    this.#isOpen = isOpen
    open += isOpen ? 1 : -1
  }

  /** A run, or a session's next feed, begins now. */
  begin(): void {
    this.#patienceMs = (ALLOWANCE - 1 + open) * this.maxDurationMs
  }

  /** For how many ms it may yet stand open without a slice. */
  get patienceMs(): number {
    return this.#patienceMs
  }

  /** It stood open for so many ms. */
  waited(ms: number): void {
    this.#patienceMs -= ms
  }
}
