import { type Ending, untilEnded } from '../core/drive/ending.js'
import type { Host } from '../core/drive/host.js'
import { MontyRuntimeError, MontyUsageError } from '../core/errors.js'
import { isFatal } from '../core/failures.js'
import type { Source } from '../core/source.js'
import { type Earlier, type FeedTypes, SessionTypes } from '../core/session/types.js'
import type { Seat, Seats } from './seats.js'

/** The one state of a runtime whose executions share it, and their queue. */
export class Shared {
  readonly #seats: Seats
  readonly #source: Source
  #seat: Seat | undefined
  /** What earlier executions defined, when types are checked. */
  #types: SessionTypes | undefined
  #tail: Promise<void> = Promise.resolve()
  /** The paused run that has the state. */
  #pausedRunId: string | undefined
  /** Gets the state back that was there before the paused run. */
  #restore: (() => void) | undefined
  #isClosed = false

  constructor(seats: Seats, source: Source) {
    this.#seats = seats
    this.#source = source
    this.#types = this.#typesAfter(undefined)
  }

  #typesAfter(earlier: Earlier | undefined): SessionTypes | undefined {
    return this.#source.typeCheck ? new SessionTypes(this.#source, earlier) : undefined
  }

  /**
   * Waits for those before, then works on the state.
   *
   * @throws MontyAbortError when `signal` fires before its turn has come
   */
  async enter<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const before = this.#tail
    let leave = (): void => {}
    this.#tail = new Promise<void>((resolve) => {
      leave = resolve
    })
    try {
      await untilEnded(before, { signal, timeoutMs: undefined })
    } catch (error) {
      // Those behind wait for those before all the same.
      void before.then(leave)
      throw error
    }
    try {
      return await work()
    } finally {
      leave()
    }
  }

  /**
   * The state, for one feed, which is checked against those before it. When the feed is ended from
   * outside, or fails on the host's side, the state is what it was before.
   *
   * @throws MontyTypingError, and then nothing was run
   */
  async feed<T>(
    host: Host,
    feed: FeedTypes,
    ending: Ending,
    work: (seat: Seat) => Promise<T>,
  ): Promise<T> {
    if (this.#isClosed) throw new MontyUsageError('the runtime was closed', 'MONTY_DISPOSED')
    if (this.#pausedRunId !== undefined) {
      throw new MontyUsageError(
        `run ${this.#pausedRunId} is paused and has the shared state: resume it first`,
      )
    }
    const checked = this.#types?.request(feed)
    if (checked !== undefined) await untilEnded(this.#seats.check(checked), ending)
    this.#seat ??= this.#seats.session(this.#source, host)
    const seat = this.#seat
    const before = seat.copy()
    const types = this.#types
    try {
      const result = await work(seat)
      if (this.#seat === seat) this.#types?.commit(feed)
      else {
        this.#restore = () => {
          this.#seat = before()
          this.#types = types
        }
      }
      return result
    } catch (error) {
      if (isFatal(error) || !seat.isIdle) {
        seat.dispose()
        this.#seat = before()
      } else if (error instanceof MontyRuntimeError) {
        // What came before an exception is there, too.
        this.#types?.commit(feed)
      }
      throw error
    }
  }

  /** What the type checker will know when a feed has ended; `null` when types are not checked. */
  earlierWith(feed: FeedTypes): Earlier | null {
    const types = this.#typesAfter(this.#types?.earlier)
    types?.commit(feed)
    return types?.earlier ?? null
  }

  /** The state goes with a paused run. */
  leaveWith(runId: string): void {
    this.#pausedRunId = runId
    this.#seat = undefined
    this.#types = this.#typesAfter(undefined)
  }

  /** A resumed run brings it back. */
  returnWith(seat: Seat, earlier: Earlier | null): void {
    this.#pausedRunId = undefined
    this.#restore = undefined
    if (this.#seat !== seat) this.#seat?.dispose()
    this.#seat = seat
    this.#types = this.#typesAfter(earlier ?? undefined)
  }

  /**
   * A resumed run failed: the state came back with it. When the run was ended from outside, the state
   * is what it was before the run, if that was here.
   */
  returnFailed(runId: string, error: unknown, seat: Seat, earlier: Earlier | null): void {
    if (error instanceof MontyRuntimeError && !isFatal(error)) return this.returnWith(seat, earlier)
    if (this.#pausedRunId !== runId) return
    this.#pausedRunId = undefined
    if (!this.#isClosed) this.#restore?.()
    this.#restore = undefined
  }

  close(): void {
    this.#isClosed = true
    this.#seat?.dispose()
    this.#seat = undefined
  }
}
