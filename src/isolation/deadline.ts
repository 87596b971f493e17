import { MAX_TIMER_MS } from '../core/drive/sleep.js'
import { clearTimeout, monotonicNow, setImmediate, setTimeout } from '../core/timers.js'

/** How often a worker that is in the middle of a long reply gets more time, and how much. */
const EXTENSIONS = 50
const EXTENSION_MS = 100

/** A timer that is set anew for each request, and moves Node's own timer only when it must. */
export class Deadline {
  readonly #onPassed: () => void
  #due = Infinity
  #timer: NodeJS.Timeout | undefined
  #timerDue = Infinity
  #hasProgressed = false
  #extensions = 0

  constructor(onPassed: () => void) {
    this.#onPassed = onPassed
  }

  set(budgetMs: number): void {
    this.#due = monotonicNow() + budgetMs
    this.#extensions = 0
    if (this.#due < this.#timerDue) this.#arm()
  }

  clear(): void {
    // A timer that is on its way finds nothing due, and will do for the next request.
    this.#due = Infinity
  }

  /** Bytes came. */
  noteProgress(): void {
    this.#hasProgressed = true
  }

  #arm(): void {
    clearTimeout(this.#timer)
    this.#timerDue = this.#due
    if (this.#due === Infinity) return
    const delay = Math.min(Math.max(0, this.#due - monotonicNow()), MAX_TIMER_MS)
    this.#timer = setTimeout(() => this.#onTimer(), delay)
    this.#timer.unref()
  }

  #onTimer(): void {
    this.#timerDue = Infinity
    if (monotonicNow() < this.#due) return this.#arm()
    // This process may have been too busy to read a reply that is here: look once more.
    this.#hasProgressed = false
    setImmediate(() => {
      if (monotonicNow() < this.#due) return this.#arm()
      if (!this.#hasProgressed || this.#extensions++ >= EXTENSIONS) return this.#onPassed()
      this.#due = monotonicNow() + EXTENSION_MS
      this.#arm()
    })
  }
}
