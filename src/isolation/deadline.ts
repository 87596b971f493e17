import { MAX_TIMER_MS } from '../core/drive/sleep.js'
import { clearTimeout, monotonicNow, setImmediate, setTimeout } from '../core/timers.js'

/** Number and length of the extensions for a worker in the middle of a long reply. */
const EXTENSIONS = 50
const EXTENSION_MS = 100

/** A timer that is reset for each request, and reschedules Node's timer only when necessary. */
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
    // A running Node timer will find nothing due, and is reused for the next request.
    this.#due = Infinity
  }

  /** Notes that bytes have arrived. */
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
    // This process may have been too busy to read a reply that has arrived: check once more.
    this.#hasProgressed = false
    setImmediate(() => {
      if (monotonicNow() < this.#due) return this.#arm()
      if (!this.#hasProgressed || this.#extensions++ >= EXTENSIONS) return this.#onPassed()
      this.#due = monotonicNow() + EXTENSION_MS
      this.#arm()
    })
  }
}
