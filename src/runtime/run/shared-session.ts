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

/** A paused run that holds the shared state. */
export interface Checkout {
  readonly runId: string
  readonly token: string
  /** Expiry of the pause, in ms since the epoch. */
  readonly expiresAt: number
}

/** The shared state of a runtime, and the queue of its executions. */
export class SharedSession {
  readonly #backend: Backend
  #source: Source
  #execution: Execution | undefined
  /** Definitions of earlier executions, if types are checked. */
  #types: SessionTypes | undefined
  #tail: Promise<void> = Promise.resolve()
  #checkout: Checkout | undefined
  /** Whether the token of that run is in use in this process. */
  #isTaken = false
  /** Restores the state from before the paused run. */
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

  /** Replaces the declarations that programs are checked against. */
  declare(source: Source): void {
    this.#source = { ...this.#source, stubs: source.stubs, modules: source.modules }
    this.#types = this.#typesAfter(this.#types?.earlier)
  }

  /**
   * Waits for earlier executions, then works on the state.
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
      // Later executions still wait for the earlier ones.
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
   * Provides the state for one feed, whose types are checked against earlier ones. When the feed is aborted, or fails on
   * the host's side, the state and files in memory are restored.
   *
   * @throws MontyTypingError, and then nothing was run
   */
  async feed<T>(
    host: ResolvedHost,
    feed: FeedTypes,
    cancellation: Cancellation,
    work: (execution: Execution) => Promise<T>,
  ): Promise<T> {
    this.#assertUsable()
    const checked = this.#types?.request(feed)
    if (checked !== undefined) await leavingSyntax(() => this.#backend.check(checked, cancellation))
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
        // Statements before the exception took effect.
        this.#types?.commit(feed)
      }
      throw error
    }
  }

  #assertUsable(): void {
    if (this.#isClosed) throw new MontyUsageError('the runtime was closed', 'MONTY_DISPOSED')
    this.#assertHere()
  }

  /** The state between two feeds, with the type checker's state. */
  takeState(host: ResolvedHost): { state: Buffer; earlier: Earlier | undefined } {
    this.#assertUsable()
    this.#execution ??= this.#backend.session(this.#source, host)
    return { state: this.#execution.dump(), earlier: this.#types?.earlier }
  }

  /** Replaces the state. */
  putState(state: Uint8Array, earlier: Earlier | undefined): void {
    this.#assertUsable()
    const loading = { scriptName: this.#source.scriptName, isSession: true, isKept: true }
    this.checkIn(this.#backend.load(state, loading), earlier ?? null)
  }

  #assertHere(): void {
    const away = this.#checkout
    if (away === undefined) return
    // The paused run has expired.
    if (wallClockNow() >= away.expiresAt && !this.#isTaken) return this.giveUp(away.runId)
    throw new MontyUsageError(
      `run ${away.runId} is paused and has the shared state until ` +
        `${new Date(away.expiresAt).toISOString()}: resume it, or give it up with discard(token)`,
    )
  }

  /** The type checker's state after a feed; `null` when types are not checked. */
  earlierWith(feed: FeedTypes): Earlier | null {
    const types = this.#typesAfter(this.#types?.earlier)
    types?.commit(feed)
    return types?.earlier ?? null
  }

  /** Hands the state to a paused run. */
  checkOut(away: Checkout): void {
    this.#checkout = away
    this.#execution = undefined
    this.#types = this.#typesAfter(undefined)
  }

  /** Updates the checkout when a resumed run is paused again. */
  renew(away: Checkout): void {
    if (this.#checkout?.runId !== away.runId) return
    this.#checkout = away
    this.#isTaken = false
  }

  /** Marks the token of the state as in use. Returns `false` if the token is another one, or in use already. */
  claim(token: string): boolean {
    if (!this.isCheckedOutBy(token)) return false
    this.#isTaken = true
    return true
  }

  /** Ends the use of a token without effect. */
  unclaim(token: string): void {
    if (this.#checkout?.token === token) this.#isTaken = false
  }

  /** Whether the state is held by the run of a token that is not in use here. */
  isCheckedOutBy(token: string): boolean {
    return this.#checkout !== undefined && this.#checkout.token === token && !this.#isTaken
  }

  /** Gives up a paused run: if it holds the state, the state from before the run is restored. */
  giveUp(runId: string | undefined = this.#checkout?.runId): void {
    if (this.#checkout === undefined || this.#checkout.runId !== runId) return
    this.#checkout = undefined
    this.#isTaken = false
    if (!this.#isClosed) this.#restore?.()
    this.#restore = undefined
  }

  /** Takes the state back from a resumed run that ended. */
  checkIn(execution: Execution, earlier: Earlier | null): void {
    this.#checkout = undefined
    this.#isTaken = false
    this.#restore = undefined
    if (this.#execution !== execution) this.#execution?.dispose()
    this.#execution = execution
    this.#types = this.#typesAfter(earlier ?? undefined)
  }

  /**
   * Takes the state back from a resumed run that failed. If the run was aborted, the state from before the run is
   * restored, if it was kept here.
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
