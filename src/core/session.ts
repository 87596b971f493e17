import { completeIsolation, type Isolation } from '../isolation/isolation.js'
import { openDump, openSession } from '../isolation/open.js'
import { checkTypesIn } from '../isolation/type-check.js'
import { MemoryFileSystem } from '../host/files/memory.js'
import { copyFiles, dumpFiles, keepFiles } from '../host/files/of-session.js'
import { isPythonName } from '../host/names.js'
import { advanceAsync } from './drive/advance.js'
import { driveAsync } from './drive/async.js'
import { completeEnding } from './drive/ending.js'
import type { Channel } from './drive/channel.js'
import { type AnyExecution, channelTo, copyOf, endFeed, localOnly } from './drive/execution.js'
import { checkNames, completeHost, type Host, KNOWN, setupOf } from './drive/host.js'
import { advance, driveSync } from './drive/sync.js'
import { LocalExecution, type Message, refusedSetup } from './engine/local.js'
import {
  MontyAbortError,
  MontyCrashedError,
  MontyLimitError,
  MontyRuntimeError,
  MontyTimeoutError,
  MontyUsageError,
} from './errors.js'
import { feedMessage } from './inputs.js'
import type { MontyOptions, RunAsyncOptions, RunOptions } from './options.js'
import { loadExecution, type MontyProgress, progressOf, type Rest, wrongKind } from './paused.js'
import { type DumpOptions, type LoadOptions, open, seal } from './snapshot/envelope.js'
import { type Earlier, SessionTypes } from './session-types.js'
import { packSession, unpackSession } from './snapshot/session-payload.js'
import { checkCode, checkFlag, completeCompilation } from './source.js'
import { type Checked, typeCheck, typeCheckAsync } from './type-check.js'
import { PyTuple } from './values/index.js'

/** How a session is set up. What a feed is given overrides what the session was given. */
export interface SessionOptions
  extends Omit<MontyOptions, 'inputs' | 'limits' | 'modules'>, Omit<RunOptions, 'inputs'> {
  /**
   * Whether a feed that is cancelled, times out or hits a limit leaves the state as it was before
   * it. Without it, such a feed ends the session. Costs a dump a feed. Default `false`.
   */
  checkpoint?: boolean
  /**
   * Whether a feed that ends with an assignment to names gives what it assigned, and not nothing.
   * Default `false`.
   */
  lastAssignment?: boolean
  /**
   * Where Python runs, see `RunAsyncOptions`. In a worker process only the methods that end in
   * `Async` run code. The state is kept in this process between feeds, so that the session holds no
   * worker: a feed that ends takes a copy. Default `'none'`.
   */
  isolation?: Isolation
}

/** What a feed is given. */
export type FeedOptions = Pick<
  RunOptions,
  'inputs' | 'externalFunctions' | 'printCallback' | 'dicts' | 'cycles' | 'sleep'
>

/** What an asynchronous feed is given. */
export type FeedAsyncOptions = FeedOptions &
  Pick<RunAsyncOptions, 'signal' | 'timeoutMs' | 'concurrency' | 'intercept'>

const COMPILATION = ['scriptName', 'typeCheck', 'typeStubs', 'assertMessages', 'allowEval']
const OURS = ['checkpoint', 'isolation', 'lastAssignment']
const KNOWN_SESSION = new Set([...COMPILATION, ...KNOWN.run, ...OURS])
KNOWN_SESSION.delete('inputs')
const FEED = ['inputs', 'externalFunctions', 'printCallback', 'dicts', 'cycles', 'sleep']
const KNOWN_FEED = new Set(FEED)
const KNOWN_FEED_ASYNC = new Set([...FEED, 'signal', 'timeoutMs', 'concurrency', 'intercept'])

type State = 'idle' | 'busy' | 'dead' | 'disposed'

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
  readonly scriptName: string
  readonly #options: SessionOptions
  readonly #host: Host
  #execution: AnyExecution
  /** What the type checker knows of earlier feeds, with `typeCheck: true`. */
  readonly #types: SessionTypes | undefined
  #state: State = 'idle'
  /** The way to a feed that runs without holding the thread. */
  #channel: Channel | undefined

  constructor(options?: SessionOptions)
  constructor(options: SessionOptions = {}, restored?: Restored) {
    checkNames(options, KNOWN_SESSION, 'MontySession')
    const { modules } = options
    const compilation = completeCompilation({
      ...omit(options, [...KNOWN.run, ...OURS]),
      ...(modules === undefined ? {} : { modules }),
    })
    checkFlag(options.checkpoint, 'checkpoint')
    checkFlag(options.lastAssignment, 'lastAssignment')
    this.#options = options
    this.#host = completeHost(omit(options, [...COMPILATION, ...OURS]), KNOWN.run, 'MontySession')
    this.scriptName = restored?.scriptName ?? compilation.scriptName
    if (compilation.typeCheck) {
      const { scriptName } = this
      this.#types = new SessionTypes({ ...compilation, scriptName }, restored?.earlier)
    }
    const pool = completeIsolation(options.isolation)
    const source = { ...compilation, maxBytes: this.#host.limits.maxCodeBytes }
    try {
      this.#execution =
        restored?.execution ??
        (pool === undefined
          ? LocalExecution.session(source, setupOf(this.#host))
          : openSession(pool, source, this.#host))
    } catch (error) {
      throw refusedSetup(error)
    }
  }

  /** Runs code to its end and returns the value of its last expression. Holds the thread. */
  feed(code: string, options?: FeedOptions): unknown {
    localOnly(this.#execution, 'feedAsync')
    const feed = this.#feedOf(code, options)
    if (feed.checked !== undefined) typeCheck(feed.checked)
    return this.#feed(feed, options)
  }

  #feed(feed: Feed, options: FeedOptions | undefined): unknown {
    const execution = localOnly(this.#execution, 'feedAsync')
    const host = this.#hostOf(options, KNOWN_FEED, 'feed')
    const restore = this.#enter()
    try {
      const { value } = driveSync(execution, feed.message, host)
      this.#commit(feed)
      return value
    } catch (error) {
      this.#recover(error, restore, feed)
      throw error
    } finally {
      this.#leave()
    }
  }

  /** Runs code to its end without holding the event loop. */
  async feedAsync(code: string, options?: FeedAsyncOptions): Promise<unknown> {
    const feed = this.#feedOf(code, options)
    if (feed.checked !== undefined) await this.#check(feed.checked)
    return this.#feedAsync(feed, options)
  }

  async #feedAsync(feed: Feed, options: FeedAsyncOptions | undefined): Promise<unknown> {
    const host = this.#hostOf(options, KNOWN_FEED_ASYNC, 'feedAsync')
    const ending = completeEnding(options)
    // What never began changes nothing.
    if (ending.signal?.aborted) throw new MontyAbortError(ending.signal.reason)
    const restore = this.#enter()
    const channel = (this.#channel = channelTo(this.#execution, host.decode, true))
    try {
      const { value } = await driveAsync(channel, feed.message, host, ending)
      this.#commit(feed)
      return value
    } catch (error) {
      this.#recover(error, restore, feed)
      throw error
    } finally {
      this.#leave()
    }
  }

  /** Runs code to its first pause. The session is busy until the run has ended. */
  feedStart(code: string, options?: FeedOptions): MontyProgress {
    const execution = localOnly(this.#execution, 'feedStartAsync')
    const host = this.#hostOf(options, KNOWN_FEED, 'feedStart')
    const feed = this.#feedOf(code, options)
    if (feed.checked !== undefined) typeCheck(feed.checked)
    const restore = this.#enter()
    const rest = this.#restOf(host, restore, feed)
    try {
      return progressOf(rest, advance(execution, feed.message, host))
    } catch (error) {
      this.#recover(error, restore, feed)
      this.#leave()
      throw error
    }
  }

  /** The same without holding the event loop. */
  async feedStartAsync(code: string, options?: FeedAsyncOptions): Promise<MontyProgress> {
    const host = this.#hostOf(options, KNOWN_FEED_ASYNC, 'feedStartAsync')
    const ending = completeEnding(options)
    const feed = this.#feedOf(code, options)
    if (feed.checked !== undefined) await this.#check(feed.checked)
    // What never began changes nothing.
    if (ending.signal?.aborted) throw new MontyAbortError(ending.signal.reason)
    const restore = this.#enter()
    const channel = (this.#channel = channelTo(this.#execution, host.decode, true))
    try {
      const event = await advanceAsync(channel, feed.message, host, ending)
      return progressOf(this.#restOf(host, restore, feed), event)
    } catch (error) {
      this.#recover(error, restore, feed)
      this.#leave()
      throw error
    }
  }

  /** Calls a function that earlier code defined; an `async def` is awaited. */
  callFunction(name: string, args: unknown[] = [], kwargs: Record<string, unknown> = {}): unknown {
    return this.#feed(this.#callOf(name, args, kwargs), undefined)
  }

  /** The same without holding the event loop. */
  async callFunctionAsync(
    name: string,
    args: unknown[] = [],
    kwargs: Record<string, unknown> = {},
  ): Promise<unknown> {
    return this.#feedAsync(this.#callOf(name, args, kwargs), undefined)
  }

  /** The names of what can be called. */
  functionNames(): string[] {
    this.#assertIdle()
    return this.#execution.functionNames()
  }

  /** A session of its own with the same state. */
  fork(): MontySession {
    this.#assertIdle()
    const { files } = this.#options
    const options = {
      ...this.#options,
      ...(files === undefined ? {} : { files: copyFiles(files) }),
    }
    const execution = copyOf(this.#execution, this.scriptName)()
    return new WithState(options, this.#restoredWith(execution))
  }

  /** The state as bytes, signed. See {@link DumpOptions}. */
  dump(options?: DumpOptions): Buffer {
    this.#assertIdle()
    const files = dumpFiles(this.#options.files)
    const { earlier } = this.#types ?? {}
    const extras = { files, ...(earlier === undefined ? {} : { earlier }) }
    const payload = packSession(this.#execution.dump(this.scriptName), extras)
    return seal({ kind: 'session', scriptName: this.scriptName, payload }, options)
  }

  /**
   * The session that {@link MontySession.dump} wrote. Limits and compile options travel with it;
   * functions, callbacks and the like are given anew. So may files be; those in memory travel too.
   */
  static load(bytes: Uint8Array, options: LoadOptions & SessionOptions = {}): MontySession {
    const { key, keys, trusted, ...sessionOptions } = options
    const opened = open(bytes, {
      ...(key === undefined ? {} : { key }),
      ...(keys === undefined ? {} : { keys }),
      ...(trusted === undefined ? {} : { trusted }),
    })
    if (opened.kind !== 'session') throw wrongKind(opened.kind, 'session')
    const { scriptName } = opened
    const { state: payload, extras } = unpackSession(opened.payload)
    if (sessionOptions.files === undefined && extras.files.length > 0) {
      sessionOptions.files = extras.files.map((file) => MemoryFileSystem.load(file))
    }
    const { earlier } = extras
    const pool = completeIsolation(sessionOptions.isolation)
    const execution =
      pool === undefined
        ? loadExecution(payload)
        : openDump(pool, payload, { scriptName, isSession: true, isKept: true })
    return new WithState(sessionOptions, {
      execution,
      scriptName,
      ...(earlier === undefined ? {} : { earlier }),
    })
  }

  /** Frees the state. A feed that runs ends with an error that says so. */
  dispose(): void {
    this.#state = 'disposed'
    const reason = new MontyUsageError('the session was disposed of', 'MONTY_DISPOSED')
    this.#channel?.listener.onFailure(reason)
    this.#execution.dispose()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  #hostOf(options: FeedAsyncOptions | undefined, known: ReadonlySet<string>, what: string): Host {
    if (options === undefined) return this.#host
    const given = completeHost(options, known, what)
    return {
      ...given,
      limits: this.#host.limits,
      now: this.#host.now,
      print: given.print ?? this.#host.print,
      sleep: options.sleep === undefined ? this.#host.sleep : given.sleep,
      decode:
        options.dicts === undefined && options.cycles === undefined
          ? this.#host.decode
          : given.decode,
      functions: new Map([...this.#host.functions, ...given.functions]),
      modules: this.#host.modules,
      os: this.#host.os,
      files: this.#host.files,
      kept: this.#host.kept,
    }
  }

  #feedOf(code: string, options: FeedOptions | undefined): Feed {
    const isAssigning = this.#options.lastAssignment === true
    const message = feedMessage(checkCode(code), options?.inputs, isAssigning)
    const inputs = Object.keys(options?.inputs ?? {})
    return { message, code, inputs, checked: this.#types?.request(code, inputs) }
  }

  /** A call of a function that is there is nothing to check, nor to remember. */
  #callOf(name: string, args: unknown[], kwargs: Record<string, unknown>): Feed {
    const message = feedMessage(callCode(name), callInputs(args, kwargs))
    return { message, code: '', inputs: [], checked: undefined }
  }

  async #check(checked: Checked): Promise<void> {
    const pool = completeIsolation(this.#options.isolation)
    await (pool === undefined ? typeCheckAsync(checked) : checkTypesIn(pool, checked))
  }

  /** What a feed defined is there from now on. */
  #commit({ code, inputs }: Feed): void {
    if (code !== '') this.#types?.commit(code, inputs)
  }

  #restoredWith(execution: AnyExecution): Restored {
    const { earlier } = this.#types ?? {}
    return { execution, scriptName: this.scriptName, ...(earlier === undefined ? {} : { earlier }) }
  }

  #restOf(host: Host, restore: Restore, feed: Feed): Rest {
    const onEnd = (error?: unknown): void => {
      if (error === undefined) this.#commit(feed)
      else this.#recover(error, restore, feed)
      this.#leave()
    }
    const session = { onEnd }
    return { execution: this.#execution, host, scriptName: this.scriptName, session }
  }

  #assertIdle(): void {
    switch (this.#state) {
      case 'idle':
        return
      case 'busy':
        throw new MontyUsageError('the session is busy with a feed')
      case 'dead':
        throw new MontyUsageError(
          'the session was ended by a limit, a cancellation or a failure (see checkpoint: true)',
          'MONTY_DISPOSED',
        )
      case 'disposed':
        throw new MontyUsageError('the session was disposed of', 'MONTY_DISPOSED')
    }
  }

  /** Begins a feed, and says how to get back to here. */
  #enter(): Restore {
    this.#assertIdle()
    const { checkpoint, files } = this.#options
    const before = checkpoint === true ? copyOf(this.#execution, this.scriptName) : undefined
    const restoreFiles = before === undefined ? undefined : keepFiles(files)
    this.#state = 'busy'
    if (before === undefined) return undefined
    return () => {
      restoreFiles?.()
      return before()
    }
  }

  #leave(): void {
    this.#channel = undefined
    if (this.#state === 'busy') this.#state = 'idle'
  }

  /** After a stop that Python could not catch, or a failure of the host's, the state may be gone. */
  #recover(error: unknown, restore: Restore, feed: Feed): void {
    if (this.#state !== 'busy') return
    if (!isFatal(error) && endFeed(this.#execution, this.#host)) {
      // What came before the exception is there.
      if (error instanceof MontyRuntimeError) this.#commit(feed)
      return
    }
    this.#execution.dispose()
    if (restore === undefined) this.#state = 'dead'
    else this.#execution = restore()
  }
}

/** How to get back to the state before a feed. */
type Restore = (() => AnyExecution) | undefined

interface Restored {
  readonly execution: AnyExecution
  readonly scriptName: string
  readonly earlier?: Earlier
}

/** Code on its way into a session. */
interface Feed {
  readonly message: Message
  readonly code: string
  readonly inputs: readonly string[]
  /** What to check first. */
  readonly checked: Checked | undefined
}

/** The constructor, with the argument that only we may pass. */
const WithState = MontySession as new (options: SessionOptions, restored: Restored) => MontySession

function omit<T extends object>(object: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name))) as T
}

function isFatal(error: unknown): boolean {
  return (
    error instanceof MontyLimitError ||
    error instanceof MontyAbortError ||
    error instanceof MontyTimeoutError ||
    error instanceof MontyCrashedError
  )
}

// The call is fed as code, so that it can pause as any other.
const ARGS = '__call_args__'
const KWARGS = '__call_kwargs__'

function callCode(name: string): string {
  if (typeof name !== 'string' || !isPythonName(name)) {
    throw new MontyUsageError(`${JSON.stringify(name)} is not a Python name`)
  }
  // A comprehension, so that the value is not kept under a name. A coroutine is awaited.
  const call = `${name}(*${ARGS}, **${KWARGS})`
  return `[await v if type(v).__name__ == 'coroutine' else v for v in [${call}]][0]`
}

function callInputs(args: unknown[], kwargs: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(args)) throw new MontyUsageError('args must be an array')
  if (typeof kwargs !== 'object' || kwargs === null) {
    throw new MontyUsageError('kwargs must be an object of values by name')
  }
  return { [ARGS]: new PyTuple(...args), [KWARGS]: { ...kwargs } }
}
