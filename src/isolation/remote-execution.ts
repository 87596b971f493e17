import type { Execution } from '../core/drive/backend.js'
import type { Place } from '../core/drive/channel.js'
import type { Host } from '../core/drive/host.js'
import type { Stopped } from '../core/drive/sync-drive.js'
import { type Event, readEvent, readException, readPlace } from '../core/engine/event.js'
import { Account } from '../core/engine/account.js'
import type { Message } from '../core/engine/message.js'
import {
  type MontyError,
  MontySnapshotError,
  MontySyntaxError,
  MontyUsageError,
  type PythonException,
  type Usage,
} from '../core/errors.js'
import type { CompleteLimits } from '../core/limits.js'
import type { DecodeOptions } from '../core/wire/decode.js'
import type { Reader } from '../core/wire/reader.js'
import { DUMP_MS, maxReplyBytes } from './bounds.js'
import type { WorkerPool, PoolTask } from './worker-pool.js'
import { type Client, StepReplies, type StepReply } from './step-replies.js'
import { crashOf, failureOfEnd, type WorkerEnd } from './worker-end.js'
import { ExecutionFrames } from './execution-frames.js'
import { RemoteChannel } from './channel.js'
import { requestSync } from './request-sync.js'
import type { ExecutionSource } from './execution-source.js'
import { ProgramCache } from './program-cache.js'
import { Reply } from './protocol.js'
import { StateCache } from './state-cache.js'
import type { PendingReply, Worker } from './worker.js'
import { monotonicNow } from '../core/timers.js'

/** Options of an execution. */
export interface ExecutionOptions {
  readonly scriptName: string
  readonly limits: CompleteLimits
  /** Whether the execution outlives a feed. */
  readonly isSession: boolean
  /** Whether the state is fetched at every pause, so that it can be dumped at any time. */
  readonly dumpsEveryPause: boolean
}

/**
 * `detached`: no worker, and none wanted. `waiting`: waits for a worker. `running`: Python works. `idle`: has
 * a worker and waits for the driver. `parking`: about to give up the worker.
 */
type State = 'detached' | 'waiting' | 'running' | 'idle' | 'parking' | 'over'

/** A run or session in a worker process, which may move between workers. */
export class RemoteExecution implements Execution, PoolTask {
  readonly #workers: WorkerPool
  readonly #options: ExecutionOptions
  readonly #frames: ExecutionFrames
  readonly #replies: StepReplies
  readonly #cache: StateCache
  /** Host memory and time that the run accounts for. */
  readonly account = new Account()
  #dumpsEveryPause: boolean
  #state: State = 'detached'
  #worker: Worker | undefined
  #client: Client | undefined
  /** The step to send as soon as there is a worker. */
  #next: Buffer | undefined
  #askedAt = 0
  /** Number of steps sent by this process. */
  #steps = 0
  /** Whether the pool waits for the execution to park. */
  #isParking = false
  #isParked = false
  /** Delivers the last event to the client, once the state requested with it has arrived. */
  #deliver: () => void = noop

  constructor(workers: WorkerPool, from: ExecutionSource | StateCache, options: ExecutionOptions) {
    this.#workers = workers
    this.#cache = from instanceof StateCache ? from : new StateCache(workers.states, from)
    this.#options = options
    this.#dumpsEveryPause = options.dumpsEveryPause
    this.#replies = new StepReplies(options.limits, this.account)
    this.#frames = new ExecutionFrames(workers.takeNumber(), options.scriptName, options.limits)
  }

  /** Resources used so far. */
  get usage(): Usage {
    return this.#replies.meter.usage
  }

  /** Sends a message; the client receives the replies later. */
  step(message: Message, client: Client): void {
    if (this.#state === 'over') throw goneError()
    if (this.#state === 'running' || this.#state === 'waiting' || this.#next !== undefined) {
      throw new MontyUsageError('Python is running')
    }
    // Another worker than the last has no record of the account.
    if (this.#state !== 'idle') this.account.resetReported()
    const { bytes, isFeed } = this.#frames.step(message, this.account)
    if (isFeed) this.#replies.beginFeed()
    this.#client = client
    this.#workers.setActive(this, true)
    switch (this.#state) {
      case 'idle':
        this.#workers.reactivate(this)
        return this.#ask(this.#worker!, [bytes])
      case 'parking':
        this.#next = bytes
        return undefined
      case 'detached':
        this.#next = bytes
        return this.#checkout()
    }
  }

  /** Called when the driver gives up: ends a run, and a session too unless its state is available. */
  giveUp(): Place {
    if (!this.#options.isSession || !this.#cache.isCurrent || this.isOver) return this.stop()
    if (this.#state === 'waiting') {
      this.#workers.cancel(this)
      this.#state = 'detached'
      this.#next = undefined
    }
    this.detach()
    return undefined
  }

  /** Ends the execution, whatever it is doing, without notifying the client. */
  stop(): Place {
    const worker = this.#worker
    switch (this.#state) {
      case 'running':
        this.#finish()
        return this.#workers.interrupt(worker!, placeOf)
      case 'idle':
        worker!.send(this.#frames.drop())
        this.#endAndReturn()
        return undefined
      case 'waiting':
        this.#workers.cancel(this)
        this.#finish()
        return undefined
      // The worker is returned once it has replied.
      case 'parking':
      case 'detached':
      case 'over':
        this.#finish()
        return undefined
    }
  }

  /** Called when the driver is finished for now; the execution stays. */
  detach(): void {
    this.#client = undefined
    this.#workers.setActive(this, false)
  }

  /** Whether the execution is over. */
  get isOver(): boolean {
    return this.#state === 'over'
  }

  get isIdle(): boolean {
    return !this.isOver && this.#cache.isCurrent && !this.#replies.isPaused
  }

  channel(decode: DecodeOptions, isShared: boolean): RemoteChannel {
    return new RemoteChannel(this, decode, isShared)
  }

  /** Whether the execution belongs to these workers. */
  isIn(workers: WorkerPool): boolean {
    return this.#workers === workers
  }

  get hasState(): boolean {
    return this.#cache.isCurrent
  }

  startKeeping(): boolean {
    this.#dumpsEveryPause = true
    return true
  }

  /** Fetches the state of an idle execution: requested once, not at every pause. */
  fetchState(): Promise<boolean> {
    if (this.#cache.isCurrent) return Promise.resolve(true)
    if (this.#state !== 'idle') return Promise.resolve(false)
    const steps = this.#steps
    return new Promise((resolve) => {
      this.#worker!.ask([this.#frames.dump()], {
        ...this.#pendingReply(DUMP_MS, (kind, body) => {
          // The execution may have gone on meanwhile.
          if (kind === Reply.STATE && this.#state === 'idle' && steps === this.#steps) {
            this.#cache.take(body)
          }
          resolve(this.#cache.isCurrent)
        }),
        onEnd: () => resolve(false),
      })
    })
  }

  stopKeeping(): void {
    if (!this.#options.isSession) this.#dumpsEveryPause = false
  }

  /** Like {@link stop}, and notifies the client. */
  dispose(): void {
    const client = this.#client
    void this.stop()
    client?.onFailure(goneError())
  }

  /** The state as bytes. The execution must be paused or idle, with its state available. */
  dump(): Buffer {
    this.#cache.assertCurrent()
    if (this.#cache.origin.kind !== 'dump') {
      requestSync(Buffer.concat([...this.#creationFrames(), this.#frames.dump()]), (kind, body) =>
        this.#takeState(kind, body),
      )
    }
    const { bytes } = this.#cache.origin as Extract<ExecutionSource, { kind: 'dump' }>
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  endFeed(abort: Message, host: Host): boolean {
    if (this.isOver) return false
    if (!this.isIdle) this.endPaused(abort, host)
    return true
  }

  /** Ends a paused run, in a worker process of its own. */
  endPaused(abort: Message, host: Host): Stopped {
    const event = this.#stepOnce(abort, host.decode)
    if (event.kind === 'yielded' || event.kind === 'busy') {
      throw new MontyUsageError('the run could not be aborted')
    }
    return event
  }

  #stepOnce(message: Message, decode: DecodeOptions): Event {
    this.#cache.assertCurrent()
    this.account.resetReported()
    const { bytes: step } = this.#frames.step(message, this.account)
    const frames = Buffer.concat([...this.#creationFrames(), step, this.#frames.dump()])
    const events: Event[] = []
    void this.stop()
    requestSync(frames, (kind, body) => {
      if (kind === Reply.EVENT) events.push(readEvent(body, decode, this.#replies.meter))
      else if (kind !== Reply.PRINTED) this.#takeState(kind, body)
    })
    const [event] = events
    if (event === undefined) throw new MontyUsageError('Python did not answer')
    this.#replies.leavePause()
    return event
  }

  /** The frames that recreate the execution, on a new worker. */
  #creationFrames(): Buffer[] {
    return this.#frames.create(this.#cache.origin, new ProgramCache())
  }

  /** Takes a state from a separate worker; the execution continues from there. */
  #takeState(kind: number, body: Reader): void {
    if (kind !== Reply.STATE) return
    this.#cache.take(body)
    this.#state = 'detached'
  }

  fork(): () => RemoteExecution {
    this.#cache.assertCurrent()
    const copy = new RemoteExecution(this.#workers, this.#cache.copy(), this.#options)
    return () => copy
  }

  /** Does nothing: the execution's memory belongs to the worker. */
  retain(): void {}

  /** The names of an idle session's functions. */
  functionNames(): string[] {
    return this.#cache.functionNames
  }

  onWorker(worker: Worker): void {
    this.#setParked(false)
    this.#worker = worker
    worker.maxReplyBytes = maxReplyBytes(this.#options.limits)
    const next = this.#next!
    this.#next = undefined
    this.#ask(worker, [...this.#frames.create(this.#cache.origin, worker.programs), next])
  }

  onLost(end: WorkerEnd): void {
    this.#worker = undefined
    this.#endParking()
    switch (this.#state) {
      case 'idle':
        if (this.#cache.isCurrent) return this.#detachWorker()
        return this.#fail(crashOf(end))
      case 'parking':
        return this.#fail(crashOf(end))
      case 'running': {
        const waitedMs = monotonicNow() - this.#askedAt
        return this.#fail(failureOfEnd(end, this.#options.limits, this.usage, waitedMs))
      }
      case 'detached':
      case 'waiting':
      case 'over':
    }
  }

  onRefused(error: MontyError): void {
    this.#fail(error)
  }

  park(): void {
    const worker = this.#worker!
    this.#isParking = true
    if (this.#cache.isCurrent) {
      this.#endParking()
      worker.send(this.#frames.drop())
      return this.#detachWorker()
    }
    this.#state = 'parking'
    worker.ask([this.#frames.park()], this.#pendingReply(DUMP_MS, this.#onParkReply))
  }

  #endParking(): void {
    if (!this.#isParking) return
    this.#isParking = false
    this.#workers.parkEnded()
  }

  #checkout(): void {
    this.#state = 'waiting'
    try {
      this.#workers.checkout(this)
    } catch (error) {
      this.#finish()
      throw error
    }
  }

  #ask(worker: Worker, frames: Buffer[]): void {
    this.#state = 'running'
    this.#steps++
    this.#cache.invalidate()
    this.#askedAt = monotonicNow()
    const step = this.#pendingReply(this.#replies.budgetMs, this.#onStepReply)
    if (!this.#dumpsEveryPause) return worker.ask(frames, step)
    frames.push(this.#frames.dump())
    worker.ask(frames, step, this.#pendingReply(DUMP_MS, this.#onStateReply))
  }

  #pendingReply(ms: number, onReply: PendingReply['onReply']): PendingReply {
    // The pool reports the worker's end.
    return { subject: this.#frames.number, budgetMs: ms, onReply, onEnd() {} }
  }

  readonly #onStepReply = (kind: number, body: Reader): void | Promise<void> => {
    if (kind === Reply.REFUSED) return this.#fail(new MontySyntaxError(readException(body)))
    if (kind === Reply.FAILED) return this.#fail(this.#setupError(body.text()))
    const reply = this.#replies.interpret(kind, body, this.#client!)
    if (!(reply instanceof Promise)) return this.#handleReply(reply)
    // The execution may have been stopped meanwhile. Nothing else can have happened, as the worker is held
    // until the reply is decoded.
    return reply.then((read) => (this.#state === 'running' ? this.#handleReply(read) : undefined))
  }

  #handleReply(reply: StepReply): void {
    const isOver = reply.kind === 'crash' || (reply.kind === 'end' && !this.#options.isSession)
    if (isOver) {
      // After a crash the process must not be reused.
      this.#endAndReturn(reply.kind !== 'crash')
    } else if (reply.kind !== 'output') {
      if (this.#dumpsEveryPause) {
        this.#deliver = reply.deliver
        return
      }
      this.#becomeIdle()
    }
    reply.deliver()
  }

  readonly #onStateReply = (kind: number, body: Reader): void => {
    // A run that has ended has no state, and its client was notified already.
    if (this.#state !== 'running') return
    if (kind === Reply.STATE) {
      this.#cache.take(body)
      this.#becomeIdle()
    } else {
      this.#endAndReturn()
    }
    const deliver = this.#deliver
    this.#deliver = noop
    deliver()
  }

  readonly #onParkReply = (kind: number, body: Reader): void => {
    this.#endParking()
    const worker = this.#worker!
    if (this.#state !== 'parking' || kind === Reply.STATE) {
      worker.send(this.#frames.drop())
    }
    if (this.#state !== 'parking') {
      this.#worker = undefined
      return this.#workers.giveBack(worker)
    }
    if (kind === Reply.STATE) {
      this.#cache.take(body)
      return this.#detachWorker()
    }
    // The state could not be dumped: keep the worker.
    this.#state = 'idle'
    const next = this.#next
    this.#next = undefined
    if (next !== undefined) this.#ask(worker, [next])
  }

  #becomeIdle(): void {
    this.#state = 'idle'
    this.#workers.setIdle(this)
  }

  /** Returns the worker and keeps the state as a dump; sends the next step, if there is one. */
  #detachWorker(): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#state = 'detached'
    if (this.#next === undefined) this.#setParked(this.#client !== undefined)
    if (worker !== undefined) this.#workers.giveBack(worker)
    if (this.#next !== undefined) this.#checkout()
  }

  #setParked(isParked: boolean): void {
    if (isParked === this.#isParked) return
    this.#isParked = isParked
    this.#workers.parked += isParked ? 1 : -1
  }

  /** Ends the execution and returns its worker to the pool. */
  #endAndReturn(isSound = true): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#finish()
    if (worker !== undefined) this.#workers.giveBack(worker, isSound)
  }

  #finish(): void {
    if (this.#state !== 'parking') this.#worker = undefined
    this.#state = 'over'
    this.#next = undefined
    this.#client = undefined
    this.#cache.invalidate()
    this.#setParked(false)
    this.#workers.setActive(this, false)
  }

  #fail(error: MontyError): void {
    const client = this.#client
    if (this.#worker !== undefined && this.#state === 'running') {
      this.#worker.send(this.#frames.drop())
      this.#endAndReturn()
    } else {
      this.#finish()
    }
    client?.onFailure(error)
  }

  #setupError(reason: string): MontyError {
    return this.#cache.origin.kind === 'dump'
      ? new MontySnapshotError('format', reason)
      : new MontyUsageError(reason)
  }
}

function noop(): void {}

/** Python's position, from the reply of an interrupted worker. */
const placeOf = (kind: number, body: Reader): PythonException | undefined =>
  kind === Reply.EVENT ? readPlace(body) : undefined

function goneError(): MontyUsageError {
  return new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
}
