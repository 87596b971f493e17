import type { InspectOptions } from 'node:util'
import { type HostError, raise, type Remember } from '../../core/drive/answers.js'
import { resolveCancellation } from '../../core/drive/cancellation.js'
import { localOnly } from '../../core/drive/local-backend.js'
import type { ResolvedHost } from '../host/resolve.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { rememberIn, step, stepAsync } from '../../core/drive/stepping.js'
import type { Stopped } from '../../core/drive/sync-drive.js'
import { type PauseEvent, type PauseEventOf, positionOf } from '../../core/engine/event.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import { failureOf } from '../../core/engine/failure.js'
import { Op } from '../../core/engine/kinds.js'
import type { Message } from '../../core/engine/message.js'
import { MontyAbortError, MontyUsageError, type Usage } from '../../core/errors.js'
import { inspect } from '../../core/node.js'
import type { RunAsyncOptions } from '../options.js'
import { type DumpOptions, seal } from '../snapshot/envelope.js'
import { packState } from '../snapshot/state-payload.js'
import { hostStateOf } from './host-state.js'
import { openPaused, type PausedLoadOptions } from './loading.js'
import { type MontyProgress, progressOf } from './progress.js'
import type { PausedContext } from './paused-context.js'
import { isError } from '../../core/realm.js'

/** How going on can be ended from outside. What was begun and is ended is over. */
export type ResumeOptions = Pick<RunAsyncOptions, 'signal' | 'timeoutMs'>

const RESUME = namesOf<ResumeOptions>({ signal: true, timeoutMs: true })

/** For what a run can wait: a call of a function, of the operating system, a name, or futures. */
export type PauseKind = 'function' | 'os' | 'name' | 'futures'

/**
 * A run that waits for the host. It goes on once; until then it can be kept as bytes.
 *
 * @example
 * ```ts
 * const progress = new Monty('approve(5)').start()
 * if (progress instanceof PausedRun) save(progress.dump({ key }))
 * ```
 */
export abstract class PausedRun<K extends PauseKind = PauseKind> {
  /** What it waits for: `'function'`, `'os'`, `'name'` or `'futures'`. */
  readonly kind: K
  /** The program's name in tracebacks. */
  readonly scriptName: string
  /** What the run has used so far. */
  readonly usage: Usage
  readonly #rest: PausedContext
  readonly #event: PauseEventOf<K>
  #isOver = false

  /** @internal */
  constructor(rest: PausedContext, event: PauseEventOf<K>) {
    this.#rest = rest
    this.#event = event
    this.kind = event.kind
    this.scriptName = rest.scriptName
    this.usage = rest.execution.usage
    rest.execution.retain()
  }

  /** Where in the source Python waits. */
  get position(): SourceRange {
    return positionOf(this.#event)
  }

  /** @internal */
  protected get event(): PauseEventOf<K> {
    return this.#event
  }

  /**
   * Ends the run with an exception that Python cannot catch, for its traceback.
   *
   * @throws MontyRuntimeError always; its `cause` is the error given
   */
  abort(error: HostError = { type: 'RuntimeError', message: 'aborted by the host' }): never {
    const { execution, host } = this.claim()
    const event = execution.endPaused(raise(Op.ABORT, error), host)
    host.flush?.()
    this.#rest.session?.onEnd()
    if (event.kind !== 'raised') throw new MontyUsageError(`the run could not be aborted`)
    throw failureOf(event, isError(error) ? error : undefined)
  }

  /**
   * The run as bytes, signed, from which {@link PausedRun.load} continues it: in another process,
   * on another machine, later. Files in memory travel with it. The run itself can still go on.
   * Of a session's feed, `MontySession.loadPaused` continues the session as well.
   *
   * @throws MontyUsageError when an overlay has been written to, whose changes cannot travel
   */
  dump(options: DumpOptions = {}): Buffer {
    this.#assertWaiting()
    const { execution, scriptName, host, feed } = this.#rest
    const extras = { ...hostStateOf(host), ...(feed === undefined ? {} : { feed }) }
    const payload = packState(execution.dump(), extras)
    return seal({ kind: this.kind, scriptName, payload }, options)
  }

  /**
   * The run that {@link PausedRun.dump} wrote. What `start` was given to reach is given anew,
   * except files in memory.
   *
   * @throws MontySnapshotError when the bytes are not one, are not authentic or have expired
   */
  static load(bytes: Uint8Array, options: PausedLoadOptions = {}): PausedRun {
    const { rest, event } = openPaused(bytes, options)
    return progressOf(rest, event) as PausedRun
  }

  /**
   * What `console.log` shows.
   *
   * @internal
   */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const shown = { ...this.shown, scriptName: this.scriptName }
    return `${this.constructor.name} ${inspect(shown, options)}`
  }

  /**
   * What it waits for, to look at.
   *
   * @internal
   */
  protected abstract get shown(): object

  /**
   * Takes the right to go on, which there is once.
   *
   * @internal
   */
  protected claim(): PausedContext {
    this.#assertWaiting()
    this.#isOver = true
    return this.#rest
  }

  /**
   * Keeps errors that go into Python, to give them back as the cause when they come out.
   *
   * @internal
   */
  protected get remember(): Remember {
    return rememberIn(this.#rest)
  }

  /** @internal */
  protected go(message: Message): MontyProgress {
    const execution = localOnly(this.#rest.execution, 'resumeAsync')
    const rest = this.claim()
    let event: Stopped
    try {
      event = step(execution, message, rest)
    } catch (error) {
      rest.session?.onEnd(error)
      throw error
    }
    return this.#progress(rest, event)
  }

  /** @internal */
  protected async goAsync(message: Message, options: ResumeOptions = {}): Promise<MontyProgress> {
    checkNames(options, RESUME, 'resumeAsync')
    const ending = resolveCancellation(options)
    // What never began changes nothing.
    if (ending.signal?.aborted) throw new MontyAbortError(ending.signal.reason)
    const rest = this.claim()
    const channel = rest.execution.channel(rest.host.decode, true)
    rest.session?.onDrive(channel)
    const event = await stepAsync(channel, message, rest, ending).catch((error: unknown) => {
      rest.session?.onEnd(error)
      throw error
    })
    return this.#progress(rest, event)
  }

  #progress(rest: PausedContext, event: Stopped): MontyProgress {
    // An answer that does not fit leaves the run where it waits.
    if (event.kind === 'rejected') {
      this.#isOver = false
      throw failureOf(event)
    }
    return progressOf(rest, event)
  }

  #assertWaiting(): void {
    if (this.#isOver) throw new MontyUsageError('Progress already resumed')
  }

  /** @internal */
  static hostOf(paused: PausedRun): ResolvedHost {
    return paused.#rest.host
  }

  /**
   * Hands the run to a driver.
   *
   * @internal
   */
  static take(paused: PausedRun): { rest: PausedContext; event: PauseEvent } {
    return { rest: paused.claim(), event: paused.#event }
  }
}
