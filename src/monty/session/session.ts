import { copyFiles } from '../../host/files/of-session.js'
import { driveAsync } from '../../core/drive/async-drive.js'
import { resolveCancellation, type Cancellation } from '../../core/drive/cancellation.js'
import { localOnly } from '../../core/drive/local-backend.js'
import { takesJson } from '../../core/drive/host.js'
import type { ResolvedHost } from '../host/resolve.js'
import { KNOWN } from '../host/resolve.js'
import { adjustHost } from '../host/adjust.js'
import { step, stepAsync } from '../../core/drive/stepping.js'
import { driveSync } from '../../core/drive/sync-drive.js'
import { MontyAbortError } from '../../core/errors.js'
import { type MontyComplete, type MontyProgress, progressOf } from '../paused/index.js'
import { hostStateOf } from '../paused/host-state.js'
import { pauseOf } from '../paused/loading.js'
import { callOf, type Feed, feedOf } from './feed.js'
import { loadFeed, loadState, openExecution, type Restored } from './open.js'
import { resolveSession, type SessionLoadOptions, type SessionOptions } from './options.js'
import { type Begun, channelOf, endingWith, type FeedEnding, SessionState } from './state.js'
import { type FeedTypes, SessionTypes } from './types.js'
import type { FeedAsyncOptions, FeedOptions } from '../options.js'
import { type DumpOptions, seal } from '../snapshot/envelope.js'
import { packState } from '../snapshot/state-payload.js'

export type { FeedAsyncOptions, FeedOptions, SessionLoadOptions, SessionOptions }

/**
 * Python whose state persists: what one feed defines, the next ones can use.
 *
 * @example
 * ```ts
 * const session = new MontySession()
 * session.feed('x = 41')
 * session.feed('x + 1') // 42
 * session.dispose()
 * ```
 */
export class MontySession implements Disposable {
  readonly #options: SessionOptions
  readonly #host: ResolvedHost
  readonly #state: SessionState
  /** What the type checker knows of earlier feeds, with `typeCheck: true`. */
  readonly #types: SessionTypes | undefined

  constructor(options?: SessionOptions)
  constructor(options: SessionOptions = {}, restored?: Restored) {
    const { host, source } = resolveSession(options)
    const scriptName = restored?.scriptName ?? source.scriptName
    this.#options = options
    this.#host = host
    if (restored?.kept !== undefined) host.kept.addAll(restored.kept)
    if (source.typeCheck) {
      this.#types = new SessionTypes({ ...source, scriptName }, restored)
    }
    const execution = restored?.execution ?? openExecution(options.isolation, source, host)
    this.#state = new SessionState(execution, scriptName, options.checkpoint === true)
  }

  /** The name in tracebacks. */
  get scriptName(): string {
    return this.#state.scriptName
  }

  /** Runs code to its end and returns the value of its last expression. Holds the thread. */
  feed(code: string, options?: FeedOptions): unknown {
    localOnly(this.#state.execution, 'feedAsync')
    const host = adjustHost(this.#host, options, KNOWN.feed, 'feed')
    const feed = this.#feedOf(code, options, host)
    this.#check(feed)
    return this.#feed(feed, host)
  }

  /** Runs code to its end without holding the event loop. */
  async feedAsync(code: string, options?: FeedAsyncOptions): Promise<unknown> {
    const host = adjustHost(this.#host, options, KNOWN.feedAsync, 'feedAsync')
    const ending = resolveCancellation(options)
    const feed = this.#feedOf(code, options, host)
    await this.#checkAsync(feed, ending)
    return this.#feedAsync(feed, host, ending)
  }

  /**
   * Runs code to its first pause, see `Monty.start`. The session is busy until the run has ended. Its
   * functions are for when the run is driven on with `runMontyAsync`.
   */
  feedStart(code: string, options?: FeedOptions): MontyProgress {
    const execution = localOnly(this.#state.execution, 'feedStartAsync')
    const host = adjustHost(this.#host, options, KNOWN.feed, 'feedStart')
    const feed = this.#feedOf(code, options, host)
    this.#check(feed)
    const rest = this.#begin(feed, host)
    try {
      return progressOf(rest, step(execution, feed.message, rest))
    } catch (error) {
      rest.session.onEnd(error)
      throw error
    }
  }

  /** The same without holding the event loop. */
  async feedStartAsync(code: string, options?: FeedAsyncOptions): Promise<MontyProgress> {
    const host = adjustHost(this.#host, options, KNOWN.feedAsync, 'feedStartAsync')
    const ending = resolveCancellation(options)
    const feed = this.#feedOf(code, options, host)
    await this.#checkAsync(feed, ending)
    const rest = this.#begin(feed, host, ending)
    try {
      return progressOf(rest, await stepAsync(channelOf(rest), feed.message, rest, ending))
    } catch (error) {
      rest.session.onEnd(error)
      throw error
    }
  }

  /** Calls a function that earlier code defined; an `async def` is awaited. */
  callFunction(name: string, args: unknown[] = [], kwargs: Record<string, unknown> = {}): unknown {
    localOnly(this.#state.execution, 'callFunctionAsync')
    return this.#feed(this.#callOf(name, args, kwargs), this.#host)
  }

  /** The same without holding the event loop. */
  async callFunctionAsync(
    name: string,
    args: unknown[] = [],
    kwargs: Record<string, unknown> = {},
  ): Promise<unknown> {
    const call = this.#callOf(name, args, kwargs)
    return this.#feedAsync(call, this.#host, resolveCancellation(undefined))
  }

  /** The names of what can be called. */
  functionNames(): string[] {
    this.#state.assertIdle()
    return this.#state.execution.functionNames()
  }

  /** A session of its own with the same state and the same files. */
  fork(): MontySession {
    this.#state.assertIdle()
    const { execution, scriptName } = this.#state
    const { files } = this.#options
    const options = {
      ...this.#options,
      ...(files === undefined ? {} : { files: copyFiles(files) }),
    }
    return new WithState(options, {
      execution: execution.fork()(),
      scriptName,
      kept: this.#host.kept,
      ...this.#types?.kept,
    })
  }

  /** The state as bytes, signed. Files in memory travel with it. See {@link DumpOptions}. */
  dump(options?: DumpOptions): Buffer {
    this.#state.assertIdle()
    const { execution, scriptName } = this.#state
    const extras = { ...hostStateOf(this.#host), ...this.#types?.kept }
    const payload = packState(execution.dump(), extras)
    return seal({ kind: 'session', scriptName, payload }, options)
  }

  /**
   * The session that {@link MontySession.dump} wrote. Limits, compile options, the seed and a fixed
   * clock travel with it and cannot be given; functions, callbacks and the like are given anew. Files
   * in memory travel, too, unless others are given. So does type checking, with its stubs:
   * `typeCheck: false` ends it, and `typeStubs` takes the place of what it was declared.
   *
   * @throws MontySnapshotError when the bytes are not one, are not authentic or have expired;
   *   MontyUsageError for an option that travels
   */
  static load(bytes: Uint8Array, options: SessionLoadOptions = {}): MontySession {
    const { restored, options: completed } = loadState(bytes, options)
    return new WithState(completed, restored)
  }

  /**
   * The session in whose feed a run was paused, and the run: of the bytes that its `dump`
   * wrote. Until the run has ended the session is busy with it. Options are those of
   * {@link MontySession.load}; Python goes on in this process.
   *
   * @throws MontySnapshotError when the bytes are not one, are not authentic or have expired, or are of a
   *   run without a session; MontyUsageError for an option that travels
   *
   * @example
   * ```ts
   * const { session, paused } = MontySession.loadPaused(bytes, { key })
   * if (paused instanceof FunctionSnapshot) paused.resume({ returnValue: 20 })
   * session.feed('answer')
   * ```
   */
  static loadPaused(
    bytes: Uint8Array,
    options: Omit<SessionLoadOptions, 'isolation'> = {},
  ): { session: MontySession; paused: Exclude<MontyProgress, MontyComplete> } {
    const { restored, options: completed, types } = loadFeed(bytes, options)
    const session = new WithState(completed, restored)
    const rest = session.#state.adopt(session.#host, session.#ending(types))
    const event = pauseOf(localOnly(restored.execution, 'load'), session.#host)
    return { session, paused: progressOf(rest, event) as Exclude<MontyProgress, MontyComplete> }
  }

  /** Frees the state. A feed that runs ends with an error that says so. */
  dispose(): void {
    this.#state.dispose()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  #feed(feed: Feed, host: ResolvedHost): unknown {
    const execution = localOnly(this.#state.execution, 'feedAsync')
    const { session } = this.#begin(feed, host)
    return endingWith(session, () => driveSync(execution, feed.message, host).value)
  }

  async #feedAsync(feed: Feed, host: ResolvedHost, ending: Cancellation): Promise<unknown> {
    const begun = this.#begin(feed, host, ending)
    let value: unknown
    try {
      ;({ value } = await driveAsync(channelOf(begun), feed.message, host, ending))
    } catch (error) {
      begun.session.onEnd(error)
      throw error
    }
    begun.session.onEnd()
    return value
  }

  #feedOf(code: string, options: FeedOptions | undefined, host: ResolvedHost): Feed {
    const assigning = this.#options.lastAssignment === true
    const { lazyInputs = {} } = host.given
    return feedOf(code, { ...options, lazyInputs }, { assigning, json: takesJson(host.decode) })
  }

  #callOf(name: string, args: unknown[], kwargs: Record<string, unknown>): Feed {
    return callOf(name, args, kwargs, { json: takesJson(this.#host.decode) })
  }

  #check({ types, isChecked }: Feed): void {
    if (isChecked && types !== undefined) this.#types?.check(types)
  }

  async #checkAsync({ types, isChecked }: Feed, ending: Cancellation): Promise<void> {
    if (!isChecked || types === undefined || this.#types === undefined) return
    await this.#types.checkAsync(types, this.#options.isolation, ending)
  }

  /** Begins a feed. The session hears of its end. */
  #begin({ types }: Feed, host: ResolvedHost, ending?: Cancellation): Begun {
    // What never began changes nothing.
    if (ending?.signal?.aborted) throw new MontyAbortError(ending.signal.reason)
    return this.#state.begin(host, this.#ending(types))
  }

  #ending(types: FeedTypes | undefined): FeedEnding {
    const isChecked = this.#types !== undefined && types !== undefined
    return {
      feed: { ...this.#types?.kept, ...(isChecked ? { types } : {}) },
      commit: () => {
        if (types !== undefined) this.#types?.commit(types)
      },
    }
  }
}

/** The constructor, with the argument that only we may pass. */
const WithState = MontySession as new (options: SessionOptions, restored: Restored) => MontySession
