import { closeSync, openSync, readSync } from 'node:fs'

const EVERY_MS = 1
const NANOS = 1e6

/**
 * Measures for how long this thread's event loop stood still at most. Time in which the thread was ready
 * and no processor was free is not counted: what else the machine does is no program's doing.
 */
export class StallMeter {
  #timer
  #last = 0
  #lastQueued = 0
  #longest = 0
  #schedule = openSchedule()
  #text = Buffer.alloc(128)

  start() {
    this.#longest = 0
    this.#note()
    this.#timer = setInterval(() => this.#tick(), EVERY_MS)
  }

  /** The longest stall since the start, in ms. */
  stop() {
    this.#tick()
    clearInterval(this.#timer)
    if (this.#schedule !== undefined) closeSync(this.#schedule)
    return this.#longest
  }

  #tick() {
    const [last, lastQueued] = [this.#last, this.#lastQueued]
    this.#note()
    const stood = this.#last - last - (this.#lastQueued - lastQueued) - EVERY_MS
    this.#longest = Math.max(this.#longest, stood)
  }

  #note() {
    this.#last = performance.now()
    this.#lastQueued = this.#queuedMs()
  }

  /** Time that this thread has waited for a processor. */
  #queuedMs() {
    if (this.#schedule === undefined) return 0
    const length = readSync(this.#schedule, this.#text, 0, this.#text.length, 0)
    const [, queued] = this.#text.toString('latin1', 0, length).split(' ')
    return Number(queued) / NANOS
  }
}

function openSchedule() {
  try {
    return openSync(`/proc/self/task/${process.pid}/schedstat`)
  } catch {
    return undefined
  }
}
