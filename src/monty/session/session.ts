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
 * Python with persistent state: definitions of one feed are available to the next ones.
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
  /** Type-checking state across feeds, with `typeCheck: true`. */
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

  /** Runs code to its end and returns the value of its last expression. Blocks the thread. */
  feed(code: string, options?: FeedOptions): unknown {
    localOnly(this.#state.execution, 'feedAsync')
    const host = adjustHost(this.#host, options, KNOWN.feed, 'feed')
    const feed = this.#feedOf(code, options, host)
    this.#check(feed)
    return this.#feed(feed, host)
  }

  /** Runs code to its end without blocking the event loop. */
  async feedAsync(code: string, options?: FeedAsyncOptions): Promise<unknown> {
    const host = adjustHost(this.#host, options, KNOWN.feedAsync, 'feedAsync')
    const cancellation = resolveCancellation(options)
    const feed = this.#feedOf(code, options, host)
    await this.#checkAsync(feed, cancellation)
    return this.#feedAsync(feed, host, cancellation)
  }

  /**
   * Runs code to its first pause, see `Monty.start`. The session is busy until the run has ended.
   * The session's functions are used when the run is resumed with `runMontyAsync`.
   */
  feedStart(code: string, options?: FeedOptions): MontyProgress {
    const execution = localOnly(this.#state.execution, 'feedStartAsync')
    const host = adjustHost(this.#host, options, KNOWN.feed, 'feedStart')
    const feed = this.#feedOf(code, options, host)
    this.#check(feed)
    const context = this.#begin(feed, host)
    try {
      return progressOf(context, step(execution, feed.message, context))
    } catch (error) {
      context.session.onEnd(error)
      throw error
    }
  }

  /** {@link MontySession.feedStart} without blocking the event loop. */
  async feedStartAsync(code: string, options?: FeedAsyncOptions): Promise<MontyProgress> {
    const host = adjustHost(this.#host, options, KNOWN.feedAsync, 'feedStartAsync')
    const cancellation = resolveCancellation(options)
    const feed = this.#feedOf(code, options, host)
    await this.#checkAsync(feed, cancellation)
    const context = this.#begin(feed, host, cancellation)
    try {
      return progressOf(
        context,
        await stepAsync(channelOf(context), feed.message, context, cancellation),
      )
    } catch (error) {
      context.session.onEnd(error)
      throw error
    }
  }

  /** Calls a function that earlier code defined; an `async def` is awaited. */
  callFunction(name: string, args: unknown[] = [], kwargs: Record<string, unknown> = {}): unknown {
    localOnly(this.#state.execution, 'callFunctionAsync')
    return this.#feed(this.#callOf(name, args, kwargs), this.#host)
  }

  /** {@link MontySession.callFunction} without blocking the event loop. */
  async callFunctionAsync(
    name: string,
    args: unknown[] = [],
    kwargs: Record<string, unknown> = {},
  ): Promise<unknown> {
    const call = this.#callOf(name, args, kwargs)
    return this.#feedAsync(call, this.#host, resolveCancellation(undefined))
  }

  /** The names of the functions that can be called. */
  functionNames(): string[] {
    this.#state.assertIdle()
    return this.#state.execution.functionNames()
  }

  /** Creates an independent session with a copy of the state and of files in memory. */
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

  /** Serializes the state, signed. Files in memory travel with it. See {@link DumpOptions}. */
  dump(options?: DumpOptions): Buffer {
    this.#state.assertIdle()
    const { execution, scriptName } = this.#state
    const extras = { ...hostStateOf(this.#host), ...this.#types?.kept }
    const payload = packState(execution.dump(), extras)
    return seal({ kind: 'session', scriptName, payload }, options)
  }

  /**
   * Loads a session that {@link MontySession.dump} wrote. Limits, compile options, the seed and a
   * fixed clock travel with it and cannot be given; functions, callbacks and the like are given
   * anew. Files in memory travel, too, unless others are given. So does type checking, with its
   * stubs: `typeCheck: false` ends it, and `typeStubs` replaces the stubs.
   *
   * @throws MontySnapshotError when the bytes are not a session, are not authentic or have expired;
   *   MontyUsageError for an option that travels
   */
  static load(bytes: Uint8Array, options: SessionLoadOptions = {}): MontySession {
    const { restored, options: completed } = loadState(bytes, options)
    return new WithState(completed, restored)
  }

  /**
   * Loads a paused feed from the bytes that its `dump` wrote, together with its session. The
   * session is busy until the run has ended. Options are those of {@link MontySession.load}; Python
   * continues in this process.
   *
   * @throws MontySnapshotError when the bytes are not a snapshot, are not authentic or have
   * expired, or are of a run without a session; MontyUsageError for an option that travels
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
    const context = session.#state.adopt(session.#host, session.#feedEnding(types))
    const event = pauseOf(localOnly(restored.execution, 'load'), session.#host)
    return { session, paused: progressOf(context, event) as Exclude<MontyProgress, MontyComplete> }
  }

  /** Frees the state. A running feed ends with an error. */
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

  async #feedAsync(feed: Feed, host: ResolvedHost, cancellation: Cancellation): Promise<unknown> {
    const begun = this.#begin(feed, host, cancellation)
    let value: unknown
    try {
      ;({ value } = await driveAsync(channelOf(begun), feed.message, host, cancellation))
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

  async #checkAsync({ types, isChecked }: Feed, cancellation: Cancellation): Promise<void> {
    if (!isChecked || types === undefined || this.#types === undefined) return
    await this.#types.checkAsync(types, this.#options.isolation, cancellation)
  }

  /** Begins a feed, whose end is reported to the session. */
  #begin({ types }: Feed, host: ResolvedHost, cancellation?: Cancellation): Begun {
    // A signal that is already aborted leaves the session unchanged.
    if (cancellation?.signal?.aborted) throw new MontyAbortError(cancellation.signal.reason)
    return this.#state.begin(host, this.#feedEnding(types))
  }

  #feedEnding(types: FeedTypes | undefined): FeedEnding {
    const isChecked = this.#types !== undefined && types !== undefined
    return {
      feed: { ...this.#types?.kept, ...(isChecked ? { types } : {}) },
      commit: () => {
        if (types !== undefined) this.#types?.commit(types)
      },
    }
  }
}

/** The constructor with its internal argument. */
const WithState = MontySession as new (options: SessionOptions, restored: Restored) => MontySession
