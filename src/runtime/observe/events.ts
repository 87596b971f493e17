import { type RecordBudget, withoutValues } from './records.js'
import { preciseNow } from '../../core/timers.js'
import type { Happening, RunEvent } from './run-event.js'

export type { RunEvent } from './run-event.js'

/** What happens now. It was made to be told of, and is the event itself. */
const timed = (happening: Happening): RunEvent => Object.assign(happening, { atMs: preciseNow() })

/** Everything that happened, in order, for any number of readers, each from the start. */
export class EventLog implements AsyncIterable<RunEvent> {
  readonly #events: RunEvent[] = []
  readonly #listeners: ReadonlyArray<(event: RunEvent) => void>
  readonly #budget: RecordBudget
  #isClosed = false
  #news: { promise: Promise<void>; tell: () => void } | undefined

  /** `budget` says for how long events are kept whole. */
  constructor(budget: RecordBudget, listeners: ReadonlyArray<(event: RunEvent) => void> = []) {
    this.#budget = budget
    this.#listeners = listeners
  }

  /**
   * Tells what happens now; an event that has its time, such as that of a recorded run, keeps it. Listeners
   * hear the whole event. What readers get of it may have no values: of a call, by
   * `isKept`.
   */
  push(happening: Happening | RunEvent, isKept = true): void {
    if (this.#isClosed) return
    const event = 'atMs' in happening ? happening : timed(happening)
    const isWhole = event.type === 'call' ? isKept : !this.#budget.isSpent
    this.#events.push(isWhole ? event : withoutValues(event))
    this.#tell()
    for (const listen of this.#listeners) listen(event)
  }

  /** About how many bytes whoever keeps it keeps. */
  get bytes(): number {
    return this.#budget.bytes
  }

  /** What has happened so far. */
  get all(): readonly RunEvent[] {
    return this.#events
  }

  /** Nothing more will happen. */
  close(): void {
    this.#isClosed = true
    this.#tell()
  }

  #tell(): void {
    const news = this.#news
    this.#news = undefined
    news?.tell()
  }

  #wait(): Promise<void> {
    if (this.#news === undefined) {
      const { promise, resolve } = withResolvers()
      this.#news = { promise, tell: resolve }
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
