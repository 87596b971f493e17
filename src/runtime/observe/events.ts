import type { Outcome, PendingCall } from '../../host/outcome.js'
import { type RecordBudget, withoutValues } from './records.js'

/** Something that happened in a run. */
export type RunEvent =
  | {
      readonly type: 'start'
      readonly runId: string
      readonly code: string
      /** Of a resumed run: what each extension kept when it was paused. */
      readonly resumed?: Readonly<Record<string, string>>
      /** Of Python inside a tool: the call that it is in. */
      readonly parent?: { readonly runId: string; readonly callId: number }
    }
  | {
      readonly type: 'stdout'
      readonly runId: string
      readonly stream: 'stdout' | 'stderr'
      readonly text: string
      /** Set when values were left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  | {
      readonly type: 'call'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly args: readonly unknown[]
      readonly kwargs: Readonly<Record<string, unknown>>
      /** Set when values were left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  | {
      readonly type: 'result'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly value: unknown
      readonly durationMs: number
      /** Set when values were left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  | {
      readonly type: 'error'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly error: unknown
      readonly durationMs: number
    }
  /** What a tool told with `context.emit`. */
  | {
      readonly type: 'progress'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly data: unknown
    }
  /** An event of an execution inside a tool, or what an extension tells. */
  | {
      readonly type: 'child'
      readonly runId: string
      /** The call it happened in, if it happened in one. */
      readonly callId: number | undefined
      readonly name: string
      readonly event: unknown
    }
  | {
      readonly type: 'paused'
      readonly runId: string
      readonly pending: readonly PendingCall[]
      readonly token: string
    }
  | { readonly type: 'done'; readonly runId: string; readonly outcome: Outcome }

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

  /** Listeners hear the whole event. What readers get of it may have no values: of a call, by `isKept`. */
  push(event: RunEvent, isKept = true): void {
    if (this.#isClosed) return
    const isWhole = event.type === 'call' ? isKept : !this.#budget.isSpent
    this.#events.push(isWhole ? event : withoutValues(event))
    this.#tell()
    for (const listen of this.#listeners) listen(event)
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
