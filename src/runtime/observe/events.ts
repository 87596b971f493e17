import { type RecordBudget, withoutValues } from './records.js'
import { preciseNow } from '../../core/timers.js'
import type { UntimedEvent, RunEvent } from './run-event.js'

export type { RunEvent } from './run-event.js'

/** Adds the current time to an event. The object is not copied: the caller made it for this. */
const timed = (given: UntimedEvent): RunEvent => Object.assign(given, { atMs: preciseNow() })

/** All events of a run, in order, for any number of readers, each from the start. */
export class EventLog implements AsyncIterable<RunEvent> {
  readonly #events: RunEvent[] = []
  readonly #listeners: ReadonlyArray<(event: RunEvent) => void>
  readonly #budget: RecordBudget
  #isClosed = false
  #news: { promise: Promise<void>; notify: () => void } | undefined

  /** `budget` bounds how many events are kept whole. */
  constructor(budget: RecordBudget, listeners: ReadonlyArray<(event: RunEvent) => void> = []) {
    this.#budget = budget
    this.#listeners = listeners
  }

  /**
   * Adds an event; one that has its time already, such as that of a recorded run, keeps it. Listeners receive
   * the whole event. Readers may get it without values: a call unless `isKept`, others once the budget is spent.
   */
  push(given: UntimedEvent | RunEvent, isKept = true): void {
    if (this.#isClosed) return
    const event = 'atMs' in given ? given : timed(given)
    const isWhole = event.type === 'call' ? isKept : !this.#budget.isSpent
    this.#events.push(isWhole ? event : withoutValues(event))
    this.#notify()
    for (const listen of this.#listeners) listen(event)
  }

  /** Approximate size of the values kept, in bytes. */
  get bytes(): number {
    return this.#budget.bytes
  }

  /** The events so far. */
  get all(): readonly RunEvent[] {
    return this.#events
  }

  /** Ends the log: later events are ignored. */
  close(): void {
    this.#isClosed = true
    this.#notify()
  }

  #notify(): void {
    const news = this.#news
    this.#news = undefined
    news?.notify()
  }

  #wait(): Promise<void> {
    if (this.#news === undefined) {
      const { promise, resolve } = withResolvers()
      this.#news = { promise, notify: resolve }
    }
    return this.#news.promise
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent, void, undefined> {
    for (let at = 0; ; at++) {
      while (at >= this.#events.length) {
        if (this.#isClosed) return
        await this.#wait()
      }
      yield this.#events[at]!
    }
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
