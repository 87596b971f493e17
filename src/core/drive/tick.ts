import { monotonicNow, setImmediate, setTimeout } from '../timers.js'

/** A tick that is overdue by this much is lost: fake timers that had captured it are gone. */
const LOST_MS = 1_000

/** A callback for a later turn of the event loop, scheduled at most once at a time. */
export class Tick {
  readonly #run: () => void
  #isDue = false
  #armedAt = 0
  /** Identifies the current schedule: a tick that was considered lost may still fire. */
  #number = 0

  constructor(run: () => void) {
    this.#run = run
  }

  get isDue(): boolean {
    return this.#isDue
  }

  /** Schedules the tick for the next turn, or after some milliseconds, unless it is scheduled already. */
  arm(delayMs = 0): void {
    const now = monotonicNow()
    if (this.#isDue && now - this.#armedAt < LOST_MS) return
    this.#isDue = true
    this.#armedAt = now
    const number = ++this.#number
    const come = (): void => {
      if (number !== this.#number) return
      this.#isDue = false
      this.#run()
    }
    if (delayMs === 0) setImmediate(come)
    else setTimeout(come, delayMs)
  }
}
