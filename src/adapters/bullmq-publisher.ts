import type { Job } from 'bullmq'
import { later, portableValue } from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import type { RunEvent } from '../runtime/observe/events.js'
import { stepOf } from './bullmq-backend.js'
import type { EventRow, RowNews } from './bullmq-jobs.js'

/** Longer rows are only announced: whoever wants them reads the log. */
const INLINE_BYTES = 16 * 1024
/** Events that come within so many ms are one row. */
const TOGETHER_MS = 4

/** The log of a job, as far as its events need it. */
export type LoggedJob = Pick<Job, 'log' | 'updateProgress'>

/** What was told by earlier attempts at a run, so that it is not told again. */
export interface Told {
  readonly events: number
  readonly rows: number
  readonly stdout: number
  readonly stderr: number
  /** Calls whose beginning and whose end were told. */
  readonly begun: ReadonlySet<number>
  readonly ended: ReadonlySet<number>
}

export const NOTHING_TOLD: Told = {
  events: 0,
  rows: 0,
  stdout: 0,
  stderr: 0,
  begun: new Set(),
  ended: new Set(),
}

/** Reads what earlier attempts told. */
export function toldIn(rows: readonly string[]): Told {
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

/** How much a state that was put away had printed. */
interface PrintedNote {
  readonly stdout: number
  readonly stderr: number
}

/** Puts a run's events into its job's log, in order and a few at a time, and tells who listens. */
export class Publisher {
  readonly #job: LoggedJob
  readonly #told: Told
  readonly #printed = { stdout: 0, stderr: 0 }
  #count: number
  #waiting: JsonValue[] = []
  #flushing: Promise<void> = Promise.resolve()
  #isDue = false
  #error: unknown

  constructor(job: LoggedJob, told: Told = NOTHING_TOLD) {
    this.#job = job
    this.#told = told
    this.#count = told.events
  }

  /** How many events there are, those of earlier attempts included. */
  get count(): number {
    return this.#count
  }

  /** What has been printed, for a state that is put away. */
  get note(): string {
    return JSON.stringify(this.#printed)
  }

  /** The run goes on from a state that had printed so much. */
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

  /** What of an event was not told before. */
  #news(event: RunEvent): RunEvent | undefined {
    switch (event.type) {
      case 'start':
        return this.#told.events > 0 ? undefined : event
      case 'stdout': {
        const before = this.#printed[event.stream]
        this.#printed[event.stream] += event.text.length
        const told = this.#told[event.stream] - before
        if (told <= 0) return event
        const text = event.text.slice(told)
        return text === '' ? undefined : { ...event, text }
      }
      case 'call':
        return this.#told.begun.has(event.callId) ? undefined : event
      case 'result':
      case 'error':
        return this.#told.ended.has(event.callId) ? undefined : event
      case 'progress':
      case 'child':
      case 'paused':
        return event
      case 'done':
        // It is the job's result.
        return undefined
    }
  }

  /**
   * Resolves when all that was pushed is in the log.
   *
   * @throws what the queue's connection threw
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
