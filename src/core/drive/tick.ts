import { monotonicNow, setImmediate, setTimeout } from '../timers.js'

/** A tick that has not come for so long was lost: whoever had taken the timers over is gone with it. */
const LOST_MS = 1_000

/** Something to do in a later turn of the event loop: once, however often it is asked for. */
export class Tick {
  readonly #run: () => void
  #isDue = false
  #armedAt = 0
  /** Which arming counts: one that was taken for lost may still come. */
  #number = 0

  constructor(run: () => void) {
    this.#run = run
  }

  get isDue(): boolean {
    return this.#isDue
  }

  /** Has it come in the next turn, or after some milliseconds, unless it is on its way. */
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
