/**
 * The interpreter's time limit as a multiple of the run's, when no other turn is open: as in
 * `native_clock.rs`.
 */
const ALLOWANCE = 3

let open = 0

/** Number of open turns of this thread: Python is suspended in the middle of them, or running. */
export const openTurns = (): number => open

/**
 * Tracks how long a run may wait between slices. The interpreter's own clock goes on meanwhile and has a
 * limit of its own: once a run has waited so long that it could not use the rest of its time, the engine does
 * not suspend it again and holds the thread for all that is left. Therefore the scheduler needs this.
 */
export class TurnClock {
  /** The run's own limit, in ms. */
  maxDurationMs = Infinity
  #patienceMs = Infinity
  #isOpen = false

  /** Whether Python is in the middle of a turn. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  set isOpen(isOpen: boolean) {
    if (isOpen === this.#isOpen) return
    this.#isOpen = isOpen
    open += isOpen ? 1 : -1
  }

  /** Starts the clock for a run or a session's next feed. */
  begin(): void {
    this.#patienceMs = (ALLOWANCE - 1 + open) * this.maxDurationMs
  }

  /** Time in ms that the turn may yet wait for a slice. */
  get patienceMs(): number {
    return this.#patienceMs
  }

  /** Subtracts time that the turn has waited. */
  waited(ms: number): void {
    this.#patienceMs -= ms
  }
}
