import type { Host } from '../core/drive/host.js'
import {
  MontyAbortError,
  MontyCrashedError,
  MontyLimitError,
  MontyTimeoutError,
  MontyUsageError,
} from '../core/errors.js'
import type { Source } from '../core/source.js'
import type { Seat, Seats } from './seats.js'

/** The one state of a runtime whose executions share it, and their queue. */
export class Shared {
  readonly #seats: Seats
  readonly #source: Source
  #seat: Seat | undefined
  #tail: Promise<unknown> = Promise.resolve()
  /** The paused run that has the state. */
  #pausedRunId: string | undefined
  #isClosed = false

  constructor(seats: Seats, source: Source) {
    this.#seats = seats
    this.#source = source
  }

  /** Waits for those before, then works on the state. */
  async enter<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#tail
    let leave = (): void => {}
    this.#tail = new Promise<void>((resolve) => {
      leave = resolve
    })
    await before
    try {
      return await work()
    } finally {
      leave()
    }
  }

  /**
   * The state, for one feed. When the feed is ended from outside, the state is what it was before.
   */
  async feed<T>(host: Host, work: (seat: Seat) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new MontyUsageError('the runtime was closed', 'MONTY_DISPOSED')
    if (this.#pausedRunId !== undefined) {
      throw new MontyUsageError(
        `run ${this.#pausedRunId} is paused and has the shared state: resume it first`,
      )
    }
    this.#seat ??= this.#seats.session(this.#source, host)
    const seat = this.#seat
    const before = seat.copy()
    try {
      return await work(seat)
    } catch (error) {
      if (isFatal(error)) {
        seat.dispose()
        this.#seat = before()
      }
      throw error
    }
  }

  /** The state goes with a paused run. */
  leaveWith(runId: string): void {
    this.#pausedRunId = runId
    this.#seat = undefined
  }

  /** A resumed run brings it back. */
  returnWith(seat: Seat): void {
    this.#pausedRunId = undefined
    if (this.#seat !== seat) this.#seat?.dispose()
    this.#seat = seat
  }

  /** The paused run is over, and the state went with it. */
  forget(runId: string): void {
    if (this.#pausedRunId === runId) this.#pausedRunId = undefined
  }

  close(): void {
    this.#isClosed = true
    this.#seat?.dispose()
    this.#seat = undefined
  }
}

function isFatal(error: unknown): boolean {
  return (
    error instanceof MontyLimitError ||
    error instanceof MontyAbortError ||
    error instanceof MontyTimeoutError ||
    error instanceof MontyCrashedError
  )
}
