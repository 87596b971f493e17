import { Tick } from './tick.js'

/** Python may hold the event loop for this long per turn, for all runs together. */
const TURN_MS = 2
/** Runs in the middle of a turn keep a stack and a running clock, so they are few. */
const OPEN_AT_ONCE = 4
/** How long to leave another thread alone that has the interpreter. */
const BUSY_MS = 1

/** A run as the scheduler sees it. */
export interface Runnable {
  /** Whether it is in the middle of a turn. */
  readonly isOpen: boolean
  /** Runs one slice; the ms it took, or `'busy'` when another thread has the interpreter. */
  slice(): number | 'busy'
}

/** Hands out slices, so that Python never holds the event loop for more than one. */
class Scheduler {
  readonly #open: Runnable[] = []
  readonly #waiting: Runnable[] = []
  #used = 0
  readonly #nextTurn = new Tick(() => {
    this.#used = 0
  })
  readonly #slices = new Tick(() => this.#runSlices())

  /** Whether a run can begin a turn now, within this turn of the event loop. */
  get hasRoom(): boolean {
    return this.#used < TURN_MS && this.#open.length < OPEN_AT_ONCE && this.#waiting.length === 0
  }

  /** Counts time that Python held the event loop. */
  charge(ms: number): void {
    this.#used += ms
    if (!this.#nextTurn.isDue) this.#nextTurn.arm()
  }

  /** Takes a run that wants a slice. */
  add(run: Runnable): void {
    if (run.isOpen) this.#open.push(run)
    else this.#waiting.push(run)
    // Without room for long, it may be the turn's end that was lost.
    if (this.#nextTurn.isDue) this.#nextTurn.arm()
    this.#slices.arm()
  }

  /** Drops a run that was cancelled. */
  remove(run: Runnable): void {
    for (const queue of [this.#open, this.#waiting]) {
      const at = queue.indexOf(run)
      if (at >= 0) queue.splice(at, 1)
    }
  }

  /** Runs slices until this turn's time is used: one long one, or many short ones. */
  #runSlices(): void {
    let used = 0
    let delay = 0
    while (used < TURN_MS) {
      const run = this.#next()
      if (run === undefined) break
      const took = run.slice()
      if (took === 'busy') {
        delay = BUSY_MS
        break
      }
      used += took
    }
    this.charge(used)
    if (this.#open.length + this.#waiting.length > 0) this.#slices.arm(delay)
  }

  /** Newcomers first while there is room: most end within their slice. */
  #next(): Runnable | undefined {
    if (this.#open.length < OPEN_AT_ONCE && this.#waiting.length > 0) return this.#waiting.shift()
    return this.#open.shift()
  }
}

/** The scheduler of this thread. */
export const scheduler = new Scheduler()
