import { wallClockNow } from '../../core/timers.js'
import { type Cancellation, raceCancel } from '../../core/drive/cancellation.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import { MontyRuntimeError, MontyUsageError } from '../../core/errors.js'
import { isFatal } from '../../core/failures.js'
import type { Source } from '../../core/engine/source.js'
import { type FeedTypes, SessionTypes } from '../../monty/session/types.js'
import { type Earlier } from '../../monty/snapshot/state-payload.js'
import { backUpFiles } from '../../host/files/of-session.js'
import type { Backend, Execution } from '../../core/drive/backend.js'
import { leavingSyntax } from '../../core/type-check/check.js'

/** A paused run that has the state. */
export interface Checkout {
  readonly runId: string
  readonly token: string
  /** Until when it can be resumed, in ms since the epoch. */
  readonly expiresAt: number
}

/** The one state of a runtime whose executions share it, and their queue. */
export class SharedSession {
  readonly #backend: Backend
  #source: Source
  #execution: Execution | undefined
  /** What earlier executions defined, when types are checked. */
  #types: SessionTypes | undefined
  #tail: Promise<void> = Promise.resolve()
  #checkout: Checkout | undefined
  /** Whether somebody here is using the token of that run. */
  #isTaken = false
  /** Gets the state back that was there before the paused run. */
  #restore: (() => void) | undefined
  #isClosed = false

  constructor(backend: Backend, source: Source) {
    this.#backend = backend
    this.#source = source
    this.#types = this.#typesAfter(undefined)
  }

  #typesAfter(earlier: Earlier | undefined): SessionTypes | undefined {
    if (!this.#source.typeCheck) return undefined
    return new SessionTypes(this.#source, earlier === undefined ? {} : { earlier })
  }

  /** What is checked from now on is checked against the declarations of another source. */
  declare(source: Source): void {
    this.#source = { ...this.#source, stubs: source.stubs, modules: source.modules }
    this.#types = this.#typesAfter(this.#types?.earlier)
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
      await raceCancel(before, { signal, timeoutMs: undefined })
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
   * outside, or fails on the host's side, the state is what it was before, and so are files in memory.
   *
   * @throws MontyTypingError, and then nothing was run
   */
  async feed<T>(
    host: ResolvedHost,
    feed: FeedTypes,
    ending: Cancellation,
    work: (execution: Execution) => Promise<T>,
  ): Promise<T> {
    this.#assertUsable()
    const checked = this.#types?.request(feed)
    if (checked !== undefined) await leavingSyntax(() => this.#backend.check(checked, ending))
    this.#execution ??= this.#backend.session(this.#source, host)
    const execution = this.#execution
    const before = execution.fork()
    const restoreFiles = backUpFiles(host.given.files)
    const types = this.#types
    try {
      const result = await work(execution)
      if (this.#execution === execution) this.#types?.commit(feed)
      else {
        this.#restore = () => {
          this.#execution = before()
          this.#types = types
        }
      }
      return result
    } catch (error) {
      if (isFatal(error) || !execution.isIdle) {
        execution.dispose()
        this.#execution = before()
        restoreFiles()
      } else if (error instanceof MontyRuntimeError) {
        // What came before an exception is there, too.
        this.#types?.commit(feed)
      }
      throw error
    }
  }

  #assertUsable(): void {
    if (this.#isClosed) throw new MontyUsageError('the runtime was closed', 'MONTY_DISPOSED')
    this.#assertHere()
  }

  /** The state between two feeds, and what the type checker knows of it. */
  takeState(host: ResolvedHost): { state: Buffer; earlier: Earlier | undefined } {
    this.#assertUsable()
    this.#execution ??= this.#backend.session(this.#source, host)
    return { state: this.#execution.dump(), earlier: this.#types?.earlier }
  }

  /** Puts another state in its place. */
  putState(state: Uint8Array, earlier: Earlier | undefined): void {
    this.#assertUsable()
    const loading = { scriptName: this.#source.scriptName, isSession: true, isKept: true }
    this.checkIn(this.#backend.load(state, loading), earlier ?? null)
  }

  #assertHere(): void {
    const away = this.#checkout
    if (away === undefined) return
    // Nobody can bring it back any more.
    if (wallClockNow() >= away.expiresAt && !this.#isTaken) return this.giveUp(away.runId)
    throw new MontyUsageError(
      `run ${away.runId} is paused and has the shared state until ` +
        `${new Date(away.expiresAt).toISOString()}: resume it, or give it up with discard(token)`,
    )
  }

  /** What the type checker will know when a feed has ended; `null` when types are not checked. */
  earlierWith(feed: FeedTypes): Earlier | null {
    const types = this.#typesAfter(this.#types?.earlier)
    types?.commit(feed)
    return types?.earlier ?? null
  }

  /** The state goes with a paused run. */
  checkOut(away: Checkout): void {
    this.#checkout = away
    this.#execution = undefined
    this.#types = this.#typesAfter(undefined)
  }

  /** A run was resumed, and is paused again. */
  renew(away: Checkout): void {
    if (this.#checkout?.runId !== away.runId) return
    this.#checkout = away
    this.#isTaken = false
  }

  /** Somebody uses a token. Whether that is the first one here with the token of the state. */
  claim(token: string): boolean {
    if (!this.isCheckedOutBy(token)) return false
    this.#isTaken = true
    return true
  }

  /** Nothing came of that. */
  unclaim(token: string): void {
    if (this.#checkout?.token === token) this.#isTaken = false
  }

  /** Whether the state waits for a token that nobody here is using. */
  isCheckedOutBy(token: string): boolean {
    return this.#checkout !== undefined && this.#checkout.token === token && !this.#isTaken
  }

  /** A paused run does not go on here: if it has the state, that is what it was before the run. */
  giveUp(runId: string | undefined = this.#checkout?.runId): void {
    if (this.#checkout === undefined || this.#checkout.runId !== runId) return
    this.#checkout = undefined
    this.#isTaken = false
    if (!this.#isClosed) this.#restore?.()
    this.#restore = undefined
  }

  /** A resumed run brings it back. */
  checkIn(execution: Execution, earlier: Earlier | null): void {
    this.#checkout = undefined
    this.#isTaken = false
    this.#restore = undefined
    if (this.#execution !== execution) this.#execution?.dispose()
    this.#execution = execution
    this.#types = this.#typesAfter(earlier ?? undefined)
  }

  /**
   * A resumed run failed: the state came back with it. When the run was ended from outside, the state
   * is what it was before the run, if that was here.
   */
  returnFailed(runId: string, error: unknown, execution: Execution, earlier: Earlier | null): void {
    if (error instanceof MontyRuntimeError && !isFatal(error))
      return this.checkIn(execution, earlier)
    this.giveUp(runId)
  }

  close(): void {
    this.#isClosed = true
    this.#execution?.dispose()
    this.#execution = undefined
  }
}
