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

/** Abort signal and deadline for resuming. A resumed run that is cancelled has ended. */
export type ResumeOptions = Pick<RunAsyncOptions, 'signal' | 'timeoutMs'>

const RESUME = namesOf<ResumeOptions>({ signal: true, timeoutMs: true })

/** The event a run waits for: a function call, an operating system call, a name, or futures. */
export type PauseKind = 'function' | 'os' | 'name' | 'futures'

/**
 * A run that waits for the host. It can be resumed once; until then it can be dumped.
 *
 * @example
 * ```ts
 * const progress = new Monty('approve(5)').start()
 * if (progress instanceof PausedRun) save(progress.dump({ key }))
 * ```
 */
export abstract class PausedRun<K extends PauseKind = PauseKind> {
  /** The kind of the pause: `'function'`, `'os'`, `'name'` or `'futures'`. */
  readonly kind: K
  /** The program's name in tracebacks. */
  readonly scriptName: string
  /** The resources used so far. */
  readonly usage: Usage
  readonly #context: PausedContext
  readonly #event: PauseEventOf<K>
  #isOver = false

  /** @internal */
  constructor(context: PausedContext, event: PauseEventOf<K>) {
    this.#context = context
    this.#event = event
    this.kind = event.kind
    this.scriptName = context.scriptName
    this.usage = context.execution.usage
    context.execution.retain()
  }

  /** The source range at which Python waits. */
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
    this.#context.session?.onEnd()
    if (event.kind !== 'raised') throw new MontyUsageError(`the run could not be aborted`)
    throw failureOf(event, isError(error) ? error : undefined)
  }

  /**
   * Serializes the run, signed; {@link PausedRun.load} continues it in another process, on another
   * machine, or later. Files in memory travel with it. The run itself can still be resumed. For a
   * session's feed, `MontySession.loadPaused` continues the session as well.
   *
   * @throws MontyUsageError when an overlay has been written to, whose changes cannot travel
   */
  dump(options: DumpOptions = {}): Buffer {
    this.#assertWaiting()
    const { execution, scriptName, host, feed } = this.#context
    const extras = { ...hostStateOf(host), ...(feed === undefined ? {} : { feed }) }
    const payload = packState(execution.dump(), extras)
    return seal({ kind: this.kind, scriptName, payload }, options)
  }

  /**
   * Loads a run that {@link PausedRun.dump} wrote. The options given to `start` must be given anew,
   * except files in memory.
   *
   * @throws MontySnapshotError when the bytes are not a snapshot, are not authentic or have expired
   */
  static load(bytes: Uint8Array, options: PausedLoadOptions = {}): PausedRun {
    const { context, event } = openPaused(bytes, options)
    return progressOf(context, event) as PausedRun
  }

  /**
   * The representation in `console.log`.
   *
   * @internal
   */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const shown = { ...this.shown, scriptName: this.scriptName }
    return `${this.constructor.name} ${inspect(shown, options)}`
  }

  /**
   * The details of the pause, for inspection.
   *
   * @internal
   */
  protected abstract get shown(): object

  /**
   * Claims the run for resuming, which is possible once.
   *
   * @internal
   */
  protected claim(): PausedContext {
    this.#assertWaiting()
    this.#isOver = true
    return this.#context
  }

  /**
   * Stores errors passed into Python, so that they can be the cause when they come out again.
   *
   * @internal
   */
  protected get remember(): Remember {
    return rememberIn(this.#context)
  }

  /** @internal */
  protected go(message: Message): MontyProgress {
    const execution = localOnly(this.#context.execution, 'resumeAsync')
    const context = this.claim()
    let event: Stopped
    try {
      event = step(execution, message, context)
    } catch (error) {
      context.session?.onEnd(error)
      throw error
    }
    return this.#progress(context, event)
  }

  /** @internal */
  protected async goAsync(message: Message, options: ResumeOptions = {}): Promise<MontyProgress> {
    checkNames(options, RESUME, 'resumeAsync')
    const cancellation = resolveCancellation(options)
    // A signal that is already aborted leaves the run paused.
    if (cancellation.signal?.aborted) throw new MontyAbortError(cancellation.signal.reason)
    const context = this.claim()
    const channel = context.execution.channel(context.host.decode, true)
    context.session?.onDrive(channel)
    const event = await stepAsync(channel, message, context, cancellation).catch(
      (error: unknown) => {
        context.session?.onEnd(error)
        throw error
      },
    )
    return this.#progress(context, event)
  }

  #progress(context: PausedContext, event: Stopped): MontyProgress {
    // A rejected answer leaves the run paused.
    if (event.kind === 'rejected') {
      this.#isOver = false
      throw failureOf(event)
    }
    return progressOf(context, event)
  }

  #assertWaiting(): void {
    if (this.#isOver) throw new MontyUsageError('Progress already resumed')
  }

  /** @internal */
  static hostOf(paused: PausedRun): ResolvedHost {
    return paused.#context.host
  }

  /**
   * Hands the run to a driver.
   *
   * @internal
   */
  static take(paused: PausedRun): { context: PausedContext; event: PauseEvent } {
    return { context: paused.claim(), event: paused.#event }
  }
}
