import type { Job } from 'bullmq'
import { later, portableValue } from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import type { RunEvent } from '../runtime/observe/events.js'
import { stepOf } from './bullmq-backend.js'
import type { EventRow, RowNews } from './bullmq-jobs.js'

/** Longer rows are announced without their events, which followers read from the log. */
const INLINE_BYTES = 16 * 1024
/** Number of ms within which events are collected into one row. */
const TOGETHER_MS = 4

/** The used methods of a job. */
export type LoggedJob = Pick<Job, 'log' | 'updateProgress'>

/** Events that earlier attempts at a run have published, which are not published again. */
export interface Published {
  readonly events: number
  readonly rows: number
  readonly stdout: number
  readonly stderr: number
  /** Calls whose start and whose end were published. */
  readonly begun: ReadonlySet<number>
  readonly ended: ReadonlySet<number>
}

export const NOTHING_PUBLISHED: Published = {
  events: 0,
  rows: 0,
  stdout: 0,
  stderr: 0,
  begun: new Set(),
  ended: new Set(),
}

/** Parses the events that earlier attempts have published. */
export function publishedIn(rows: readonly string[]): Published {
  const counts = { stdout: 0, stderr: 0 }
  const begun = new Set<number>()
  const ended = new Set<number>()
  let events = 0
  for (const row of rows) {
    const { n, e = [] } = JSON.parse(row) as EventRow
    for (const [index, event] of (e as unknown as RunEvent[]).entries()) {
      if (n + index < events) continue
      events++
      if (event.type === 'stdout') counts[event.stream] += event.text.length
      if (event.type === 'call') begun.add(event.callId)
      if (event.type === 'result' || event.type === 'error') ended.add(event.callId)
    }
  }
  return { events, rows: rows.length, ...counts, begun, ended }
}

/** Length of the output at the time of a checkpoint. */
interface PrintedNote {
  readonly stdout: number
  readonly stderr: number
}

/**
 * Writes a run's events to its job's log, in order and in batches, and announces them to followers.
 */
export class Publisher {
  readonly #job: LoggedJob
  readonly #published: Published
  readonly #printed = { stdout: 0, stderr: 0 }
  #count: number
  #waiting: JsonValue[] = []
  #flushing: Promise<void> = Promise.resolve()
  #isDue = false
  #error: unknown

  constructor(job: LoggedJob, published: Published = NOTHING_PUBLISHED) {
    this.#job = job
    this.#published = published
    this.#count = published.events
  }

  /** The number of events, including those of earlier attempts. */
  get count(): number {
    return this.#count
  }

  /** Length of the output, to store with a checkpoint. */
  get note(): string {
    return JSON.stringify(this.#printed)
  }

  /** Restores the length of the output at the checkpoint from which the run continues. */
  goOnFrom(note: string): void {
    Object.assign(this.#printed, JSON.parse(note) as PrintedNote)
  }

  push(event: RunEvent): void {
    const news = this.#news(event)
    if (news === undefined) return
    this.#count++
    this.#waiting.push(portableValue(news))
    if (this.#isDue) return
    this.#isDue = true
    later(() => void this.flush().catch(() => {}), TOGETHER_MS)
  }

  /** The part of an event that was not published before. */
  #news(event: RunEvent): RunEvent | undefined {
    switch (event.type) {
      case 'start':
        return this.#published.events > 0 ? undefined : event
      case 'stdout': {
        const before = this.#printed[event.stream]
        this.#printed[event.stream] += event.text.length
        const seen = this.#published[event.stream] - before
        if (seen <= 0) return event
        const text = event.text.slice(seen)
        return text === '' ? undefined : { ...event, text }
      }
      case 'call':
        return this.#published.begun.has(event.callId) ? undefined : event
      case 'result':
      case 'error':
        return this.#published.ended.has(event.callId) ? undefined : event
      case 'progress':
      case 'child':
      case 'paused':
        return event
      case 'done':
        // The outcome is the job's result.
        return undefined
    }
  }

  /**
   * Resolves when all pushed events are in the log.
   *
   * @throws the errors of the queue's connection
   */
  async flush(): Promise<void> {
    this.#isDue = false
    this.#flushing = this.#flushing.then(() => this.#write())
    await this.#flushing
    if (this.#error !== undefined) throw this.#error
  }

  async #write(): Promise<void> {
    const events = this.#waiting
    if (events.length === 0 || this.#error !== undefined) return
    this.#waiting = []
    const n = this.#count - events.length
    const row = JSON.stringify({ n, e: events } satisfies EventRow)
    try {
      const rows = await stepOf(() => this.#job.log(row))
      const news: RowNews =
        row.length > INLINE_BYTES ? { r: rows - 1, n } : { r: rows - 1, n, e: events }
      await stepOf(() => this.#job.updateProgress(news))
    } catch (error) {
      this.#error = error
    }
  }
}
