import { monotonicNow } from '../timers.js'
import { openTurns, type TurnClock } from '../engine/turn-clock.js'
import { Tick } from './tick.js'
import { mostUrgent } from './urgency.js'

/** Python may hold the event loop for this long per turn, for all runs together. */
const TURN_MS = 2
/** For so long runs may go on at once, with what the host does for them: promises that are settled hold the loop, too. */
const AT_ONCE_MS = 20
/** Runs that may be in the middle of a turn whatever they hold. */
const ALWAYS_OPEN = 4
/** More may be, as long as those that are hold no more than this together. */
const OPEN_BYTES = 512 * 1024 * 1024
/** Each has a stack, which is address space above all, and makes the clocks of native operations later. */
const OPEN_AT_ONCE = 64
/** A run that has computed for so long without a pause is one of the long ones. */
const LONG_MS = 50
/** How long to leave another thread alone that has the interpreter. */
const BUSY_MS = 1

/** A run as the scheduler sees it. */
export interface Runnable {
  /** Whether it is in the middle of a turn, and for how long it may yet stand there. */
  readonly turn: TurnClock
  /** What it has computed since its last pause, in ms. */
  readonly heldMs: number
  /** What is left to it of its limit, in ms. */
  readonly leftMs: number
  /** The most that it has held, in bytes. */
  readonly memoryBytes: number
  /** Runs one slice; the ms it took, or `'busy'` when another thread has the interpreter. */
  slice(): number | 'busy'
}

/** A run in its queue, and since when. */
interface Queued {
  readonly run: Runnable
  readonly since: number
}

/**
 * Hands out slices, so that Python never holds the event loop for more than one, and so that nobody has to
 * wait for those that compute for long. A run can be put down in the middle of a turn, but not given up
 * there: so many are open at once, as none could begin beside a few that never end. There are three queues,
 * which take turns: whatever is in one gets its share, however many are in the others.
 */
class Scheduler {
  /** Those that begin a turn. */
  #beginning: Queued[] = []
  /** Those in the middle of one. */
  #young: Queued[] = []
  /** Those of them that have computed for long. */
  #old: Queued[] = []
  /** Takes from the queues in turn: most of what begins ends within its slice. */
  readonly #takes = [
    () => this.#takeBeginning(),
    () => this.#young.shift(),
    () => this.#takeBeginning(),
    () => this.#old.splice(mostUrgent(this.#old, monotonicNow()), 1)[0],
  ]
  #turn = 0
  #used = 0
  /** When the event loop's turn began, for all that is known here. */
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

  /** Takes a run that wants a slice. */
  add(run: Runnable): void {
    this.#queueOf(run).push({ run, since: monotonicNow() })
    // Without room for long, it may be the turn's end that was lost.
    if (this.#nextTurn.isDue) this.#nextTurn.arm()
    this.#slices.arm()
  }

  #queueOf({ turn, heldMs }: Runnable): Queued[] {
    if (!turn.isOpen) return this.#beginning
    return heldMs < LONG_MS ? this.#young : this.#old
  }

  /** Drops a run that was cancelled. */
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
