import { EventLog, RecordBudget, valueFrom } from '../internals.js'
import type { Outcome } from '../host/outcome.js'
import type { Recording } from '../runtime/recording/recording.js'
import type { RunEvent } from '../runtime/observe/events.js'
import {
  crashedOutcome,
  type EventRow,
  outcomeFrom,
  type RowNews,
  type RunJobResult,
} from './bullmq-jobs.js'

/** The queue that a follower reads from. */
export interface FollowedQueue {
  /** The rows of a job's log, starting with row `from`. */
  rows(jobId: string, from: number): Promise<readonly string[]>
}

/**
 * Follows a job on another machine: its events in order, without loss or duplicates, and its
 * outcome.
 */
export class Follower {
  jobId: string
  readonly runId: string
  readonly log = new EventLog(new RecordBudget(Infinity))
  readonly outcome: Promise<Outcome>
  /** The recording of the run, or the reason why there is none; set when the run has ended. */
  recording: Recording | string | undefined
  readonly #queue: FollowedQueue
  readonly #from: number
  #settle: (outcome: Outcome) => void = () => {}
  /** The number of the next event. */
  #next = 0
  #rows = 0
  #reading: Promise<void> = Promise.resolve()
  #isOver = false
  /** Whether the job was ever found. */
  wasSeen = false
  /** Whether this process is about to add the job. */
  isBeingAdded = false
  /** Number of polls that did not find the job. */
  misses = 0
  /** Whether any row was announced since the last poll. */
  hasNews = false

  /** `from` is the number of the first event to report. */
  constructor(queue: FollowedQueue, jobId: string, runId: string, from = 0) {
    this.#queue = queue
    this.jobId = jobId
    this.runId = runId
    this.#from = from
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Handles the announcement of a new row. */
  onRow({ r, n, e }: RowNews): void {
    this.hasNews = true
    if (r === this.#rows && e !== undefined && !this.#isReading) {
      this.#rows++
      this.#take({ n, e })
    } else if (r >= this.#rows) {
      void this.catchUp()
    }
  }

  get #isReading(): boolean {
    return this.#readers > 0
  }

  #readers = 0

  #take({ n, e = [] }: EventRow): void {
    e.forEach((event, index) => {
      if (n + index !== this.#next) return
      this.#next++
      if (this.#next > this.#from) this.log.push(valueFrom(event) as RunEvent)
    })
  }

  /** Reads the rows of the log that were not announced. */
  catchUp(): Promise<void> {
    this.#readers++
    this.#reading = this.#reading
      .then(() => this.#read())
      .finally(() => {
        this.#readers--
      })
    return this.#reading.catch(() => {})
  }

  async #read(): Promise<void> {
    const rows = await this.#queue.rows(this.jobId, this.#rows)
    for (const row of rows) {
      this.#rows++
      this.#take(JSON.parse(row) as EventRow)
    }
  }

  /** Handles the completion of the job. */
  async onCompleted(result: RunJobResult): Promise<void> {
    if (this.#isOver) return
    if (this.#next < result.events) await this.catchUp()
    this.recording = result.recording
    this.end(outcomeFrom(result))
  }

  /** Handles the failure of the job: no worker could complete it. */
  async onFailed(reason: string): Promise<void> {
    if (this.#isOver) return
    await this.catchUp()
    this.end(crashedOutcome(this.runId, reason))
  }

  end(outcome: Outcome): void {
    if (this.#isOver) return
    // After a last event that the reader has seen already, nothing is left to report.
    if (this.#next >= this.#from) this.log.push({ type: 'done', runId: this.runId, outcome })
    this.leave(outcome)
  }

  /** Ends the following, of which `outcome` tells: the run itself goes on. */
  leave(outcome: Outcome): void {
    if (this.#isOver) return
    this.#isOver = true
    this.log.close()
    this.#settle(outcome)
  }
}
