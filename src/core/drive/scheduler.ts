import { monotonicNow } from '../timers.js'
import { openTurns, type TurnClock } from '../engine/turn-clock.js'
import { Tick } from './tick.js'
import { mostUrgent } from './urgency.js'

/** Time per turn of the event loop that Python may hold it, for all runs together. */
const TURN_MS = 2
/** Time that runs may go on at once, host work included: settled promises hold the event loop, too. */
const AT_ONCE_MS = 20
/** Number of runs that may be in the middle of a turn, whatever memory they hold. */
const ALWAYS_OPEN = 4
/** Memory that runs in the middle of a turn may hold together, if there are more. */
const OPEN_BYTES = 512 * 1024 * 1024
/** Each open turn has a stack, which is mostly address space, and delays the clocks of native operations. */
const OPEN_AT_ONCE = 64
/** A run that has computed for this long without a pause goes to the queue of old runs. */
const LONG_MS = 50
/** Delay before a retry when another thread has the interpreter. */
const BUSY_MS = 1

/** A run as seen by the scheduler. */
export interface Runnable {
  /** Whether the run is in the middle of a turn, and how long it may yet wait there. */
  readonly turn: TurnClock
  /** Time computed since the last pause, in ms. */
  readonly heldMs: number
  /** Time left of the run's limit, in ms. */
  readonly leftMs: number
  /** Peak memory of the run, in bytes. */
  readonly memoryBytes: number
  /** Runs one slice. Returns its duration in ms, or `'busy'` when another thread has the interpreter. */
  slice(): number | 'busy'
}

/** A queued run, and when it was queued. */
interface Queued {
  readonly run: Runnable
  readonly since: number
}

/**
 * Hands out slices, so that Python never holds the event loop for more than one, and long computations do not
 * delay others. A run can be suspended in the middle of a turn, but not discarded there: therefore many turns
 * may be open at once, as a few endless ones would otherwise keep all others from starting. Three queues take
 * turns: each gets its share, however many runs are in the others.
 */
class Scheduler {
  /** Runs at the beginning of a turn. */
  #beginning: Queued[] = []
  /** Runs in the middle of a turn. */
  #young: Queued[] = []
  /** Runs in the middle of a turn that have computed for long. */
  #old: Queued[] = []
  /** Takes runs from the queues in turn: most of those that begin end within their slice. */
  readonly #takes = [
    () => this.#takeBeginning(),
    () => this.#young.shift(),
    () => this.#takeBeginning(),
    () => this.#old.splice(mostUrgent(this.#old, monotonicNow()), 1)[0],
  ]
  #turn = 0
  #used = 0
  /** Approximate beginning of the event loop's current turn. */
  #began = 0
  readonly #nextTurn = new Tick(() => {
    this.#used = 0
  })
  readonly #slices = new Tick(() => this.#runSlices())

  /** Whether a run can begin a turn now, within this turn of the event loop. */
  get hasRoom(): boolean {
    if (this.#used >= TURN_MS || this.#beginning.length > 0 || !this.#hasPlace) return false
    return !this.#nextTurn.isDue || monotonicNow() - this.#began < AT_ONCE_MS
  }

  /** Counts time that Python held the event loop. */
  charge(ms: number): void {
    this.#used += ms
    if (this.#nextTurn.isDue) return
    this.#began = monotonicNow()
    this.#nextTurn.arm()
  }

  /** Queues a run for a slice. */
  add(run: Runnable): void {
    this.#queueOf(run).push({ run, since: monotonicNow() })
    // When there has been no room for long, the tick for the turn's end may have been lost.
    if (this.#nextTurn.isDue) this.#nextTurn.arm()
    this.#slices.arm()
  }

  #queueOf({ turn, heldMs }: Runnable): Queued[] {
    if (!turn.isOpen) return this.#beginning
    return heldMs < LONG_MS ? this.#young : this.#old
  }

  /** Removes a cancelled run. */
  remove(run: Runnable): void {
    for (const queue of [this.#beginning, this.#young, this.#old]) {
      const at = queue.findIndex((queued) => queued.run === run)
      if (at >= 0) queue.splice(at, 1)
    }
  }

  /** Whether one more run can be in the middle of a turn. */
  get #hasPlace(): boolean {
    const open = openTurns()
    if (open < ALWAYS_OPEN) return true
    if (open >= OPEN_AT_ONCE) return false
    let bytes = 0
    for (const { run } of this.#young) bytes += run.memoryBytes
    for (const { run } of this.#old) bytes += run.memoryBytes
    return bytes <= OPEN_BYTES
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
    if (this.#beginning.length + this.#young.length + this.#old.length > 0) this.#slices.arm(delay)
  }

  #takeBeginning(): Queued | undefined {
    return this.#beginning.length > 0 && this.#hasPlace ? this.#beginning.shift() : undefined
  }

  #next(): Runnable | undefined {
    for (let tries = 0; tries < this.#takes.length; tries++) {
      this.#turn = (this.#turn + 1) % this.#takes.length
      const queued = this.#takes[this.#turn]!()
      if (queued === undefined) continue
      const { run, since } = queued
      if (run.turn.isOpen) run.turn.waited(monotonicNow() - since)
      return run
    }
    return undefined
  }
}

/** The scheduler of this thread. */
export const scheduler = new Scheduler()
