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
import type { Question, Worker } from './worker.js'
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
type State = 'away' | 'waiting' | 'running' | 'resting' | 'parking' | 'over'

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
  #state: State = 'away'
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
  #tell: () => void = nothing

  constructor(crew: WorkerPool, from: ExecutionSource | StateCache, keeping: ExecutionOptions) {
    this.#workers = crew
    this.#cache = from instanceof StateCache ? from : new StateCache(crew.states, from)
    this.#options = keeping
    this.#dumpsEveryPause = keeping.dumpsEveryPause
    this.#replies = new StepReplies(keeping.limits, this.account)
    this.#frames = new ExecutionFrames(crew.takeNumber(), keeping.scriptName, keeping.limits)
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
    if (this.#state !== 'resting') this.account.forgetTold()
    const { bytes, isFeed } = this.#frames.step(message, this.account)
    if (isFeed) this.#replies.beginFeed()
    this.#client = client
    this.#workers.setActive(this, true)
    switch (this.#state) {
      case 'resting':
        this.#workers.reactivate(this)
        return this.#ask(this.#worker!, [bytes])
      case 'parking':
        this.#next = bytes
        return undefined
      case 'away':
        this.#next = bytes
        return this.#checkout()
    }
  }

  /** Called when the driver gives up: ends a run, and a session too unless its state is available. */
  giveUp(): Place {
    if (!this.#options.isSession || !this.#cache.isCurrent || this.isOver) return this.stop()
    if (this.#state === 'waiting') {
      this.#workers.cancel(this)
      this.#state = 'away'
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
      case 'resting':
        worker!.tell(this.#frames.drop())
        this.#leave()
        return undefined
      case 'waiting':
        this.#workers.cancel(this)
        this.#finish()
        return undefined
      // The worker is returned once it has replied.
      case 'parking':
      case 'away':
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
  isIn(crew: WorkerPool): boolean {
    return this.#workers === crew
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
    if (this.#state !== 'resting') return Promise.resolve(false)
    const steps = this.#steps
    return new Promise((resolve) => {
      this.#worker!.ask(this.#frames.dump(), {
        ...this.#question(DUMP_MS, (kind, body) => {
          // The execution may have gone on meanwhile.
          if (kind === Reply.STATE && this.#state === 'resting' && steps === this.#steps) {
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
      requestSync(Buffer.concat([...this.#makingFrames(), this.#frames.dump()]), (kind, body) =>
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
    this.account.forgetTold()
    const { bytes: step } = this.#frames.step(message, this.account)
    const frames = Buffer.concat([...this.#makingFrames(), step, this.#frames.dump()])
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
  #makingFrames(): Buffer[] {
    return this.#frames.make(this.#cache.origin, new ProgramCache())
  }

  /** Takes a state from a separate worker; the execution continues from there. */
  #takeState(kind: number, body: Reader): void {
    if (kind !== Reply.STATE) return
    this.#cache.take(body)
    this.#state = 'away'
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
    this.#ask(worker, [...this.#frames.make(this.#cache.origin, worker.programs), next])
  }

  onLost(end: WorkerEnd): void {
    this.#worker = undefined
    this.#endParking()
    switch (this.#state) {
      case 'resting':
        if (this.#cache.isCurrent) return this.#goAway()
        return this.#fail(crashOf(end))
      case 'parking':
        return this.#fail(crashOf(end))
      case 'running': {
        const waitedMs = monotonicNow() - this.#askedAt
        return this.#fail(failureOfEnd(end, this.#options.limits, this.usage, waitedMs))
      }
      case 'away':
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
      worker.tell(this.#frames.drop())
      return this.#goAway()
    }
    this.#state = 'parking'
    worker.ask(this.#frames.park(), this.#question(DUMP_MS, this.#onParkReply))
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
    this.#cache.leave()
    this.#askedAt = monotonicNow()
    const step = this.#question(this.#replies.budgetMs, this.#onStepReply)
    if (!this.#dumpsEveryPause) {
      return worker.ask(frames.length === 1 ? frames[0]! : Buffer.concat(frames), step)
    }
    frames.push(this.#frames.dump())
    worker.ask(Buffer.concat(frames), step, this.#question(DUMP_MS, this.#onStateReply))
  }

  #question(ms: number, onReply: Question['onReply']): Question {
    // The pool reports the worker's end.
    return { subject: this.#frames.number, budgetMs: ms, onReply, onEnd() {} }
  }

  readonly #onStepReply = (kind: number, body: Reader): void | Promise<void> => {
    if (kind === Reply.REFUSED) return this.#fail(new MontySyntaxError(readException(body)))
    if (kind === Reply.FAILED) return this.#fail(this.#setupError(body.text()))
    const heard = this.#replies.interpret(kind, body, this.#client!)
    if (!(heard instanceof Promise)) return this.#hear(heard)
    // The execution may have been stopped meanwhile. Nothing else can have happened, as the worker is held
    // until the reply is decoded.
    return heard.then((reply) => (this.#state === 'running' ? this.#hear(reply) : undefined))
  }

  #hear(heard: StepReply): void {
    const isOver = heard.kind === 'crash' || (heard.kind === 'end' && !this.#options.isSession)
    if (isOver) {
      // After a crash the process must not be reused.
      this.#leave(heard.kind !== 'crash')
    } else if (heard.kind !== 'output') {
      if (this.#dumpsEveryPause) {
        this.#tell = heard.tell
        return
      }
      this.#rest()
    }
    heard.tell()
  }

  readonly #onStateReply = (kind: number, body: Reader): void => {
    // A run that has ended has no state, and its client was notified already.
    if (this.#state !== 'running') return
    if (kind === Reply.STATE) {
      this.#cache.take(body)
      this.#rest()
    } else {
      this.#leave()
    }
    const tell = this.#tell
    this.#tell = nothing
    tell()
  }

  readonly #onParkReply = (kind: number, body: Reader): void => {
    this.#endParking()
    const worker = this.#worker!
    if (this.#state !== 'parking' || kind === Reply.STATE) {
      worker.tell(this.#frames.drop())
    }
    if (this.#state !== 'parking') {
      this.#worker = undefined
      return this.#workers.giveBack(worker)
    }
    if (kind === Reply.STATE) {
      this.#cache.take(body)
      return this.#goAway()
    }
    // The state could not be dumped: keep the worker.
    this.#state = 'resting'
    const next = this.#next
    this.#next = undefined
    if (next !== undefined) this.#ask(worker, [next])
  }

  #rest(): void {
    this.#state = 'resting'
    this.#workers.rest(this)
  }

  /** Returns the worker and keeps the state as a dump; sends the next step, if there is one. */
  #goAway(): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#state = 'away'
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
  #leave(isSound = true): void {
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
    this.#cache.leave()
    this.#setParked(false)
    this.#workers.setActive(this, false)
  }

  #fail(error: MontyError): void {
    const client = this.#client
    if (this.#worker !== undefined && this.#state === 'running') {
      this.#worker.tell(this.#frames.drop())
      this.#leave()
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

function nothing(): void {}

/** Python's position, from the reply of an interrupted worker. */
const placeOf = (kind: number, body: Reader): PythonException | undefined =>
  kind === Reply.EVENT ? readPlace(body) : undefined

function goneError(): MontyUsageError {
  return new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
}
