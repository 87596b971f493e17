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

/** How an execution is kept. */
export interface ExecutionOptions {
  readonly scriptName: string
  readonly limits: CompleteLimits
  /** Whether it lives on when a feed is over. */
  readonly isSession: boolean
  /** Whether its state is fetched at every pause, for a dump at any moment. */
  readonly dumpsEveryPause: boolean
}

/**
 * `away` has no worker and wants none, `waiting` wants one, `running` works, `resting` has one and
 * waits for its driver, `parking` is about to give it up.
 */
type State = 'away' | 'waiting' | 'running' | 'resting' | 'parking' | 'over'

/** A run or session in a worker process, or on its way from one to another. */
export class RemoteExecution implements Execution, PoolTask {
  readonly #workers: WorkerPool
  readonly #options: ExecutionOptions
  readonly #frames: ExecutionFrames
  readonly #replies: StepReplies
  readonly #cache: StateCache
  /** What is held and done here because of it. */
  readonly account = new Account()
  #dumpsEveryPause: boolean
  #state: State = 'away'
  #worker: Worker | undefined
  #client: Client | undefined
  /** The step to take as soon as there is a worker. */
  #next: Buffer | undefined
  #askedAt = 0
  /** How many steps it has taken here. */
  #steps = 0
  /** Whether the crew waits for it to park. */
  #isParking = false
  #isParked = false
  /** Tells the client of the last event, once the state has come that was asked for with it. */
  #tell: () => void = nothing

  constructor(crew: WorkerPool, from: ExecutionSource | StateCache, keeping: ExecutionOptions) {
    this.#workers = crew
    this.#cache = from instanceof StateCache ? from : new StateCache(crew.states, from)
    this.#options = keeping
    this.#dumpsEveryPause = keeping.dumpsEveryPause
    this.#replies = new StepReplies(keeping.limits, this.account)
    this.#frames = new ExecutionFrames(crew.takeNumber(), keeping.scriptName, keeping.limits)
  }

  /** What it has used so far. */
  get usage(): Usage {
    return this.#replies.meter.usage
  }

  /** Sends a message; the client hears what comes of it, later. */
  step(message: Message, client: Client): void {
    if (this.#state === 'over') throw goneError()
    if (this.#state === 'running' || this.#state === 'waiting' || this.#next !== undefined) {
      throw new MontyUsageError('Python is running')
    }
    // Another worker than the last knows nothing of it.
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

  /** Its driver gives up: a run ends, and so does a session, unless its state is at hand. */
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

  /** Ends it, whatever it is doing. Nobody is told. */
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
      // The worker goes back when it has answered.
      case 'parking':
      case 'away':
      case 'over':
        this.#finish()
        return undefined
    }
  }

  /** Its driver is done with it for now; it stays. */
  detach(): void {
    this.#client = undefined
    this.#workers.setActive(this, false)
  }

  /** Whether nothing more will happen. */
  get isOver(): boolean {
    return this.#state === 'over'
  }

  get isIdle(): boolean {
    return !this.isOver && this.#cache.isCurrent && !this.#replies.isPaused
  }

  channel(decode: DecodeOptions, isShared: boolean): RemoteChannel {
    return new RemoteChannel(this, decode, isShared)
  }

  /** Whether its workers are these. */
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

  /** Has the state at hand, if it rests: asked for once, and not at every pause. */
  fetchState(): Promise<boolean> {
    if (this.#cache.isCurrent) return Promise.resolve(true)
    if (this.#state !== 'resting') return Promise.resolve(false)
    const steps = this.#steps
    return new Promise((resolve) => {
      this.#worker!.ask(this.#frames.dump(), {
        ...this.#question(DUMP_MS, (kind, body) => {
          // It may have gone on meanwhile.
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

  /** As {@link stop}, and its driver is told. */
  dispose(): void {
    const client = this.#client
    void this.stop()
    client?.onFailure(goneError())
  }

  /** The state as bytes. It must be one that is kept, at rest. */
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

  /** Ends what Python is paused in, in a process of its own. */
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

  /** For a worker of its own. */
  #makingFrames(): Buffer[] {
    return this.#frames.make(this.#cache.origin, new ProgramCache())
  }

  /** What a state of its own process came to: it goes on from there, if it goes on. */
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

  /** A worker's execution holds nothing of this process's. */
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
    // The crew tells of a worker's end.
    return { subject: this.#frames.number, budgetMs: ms, onReply, onEnd() {} }
  }

  readonly #onStepReply = (kind: number, body: Reader): void | Promise<void> => {
    if (kind === Reply.REFUSED) return this.#fail(new MontySyntaxError(readException(body)))
    if (kind === Reply.FAILED) return this.#fail(this.#setupError(body.text()))
    const heard = this.#replies.interpret(kind, body, this.#client!)
    if (!(heard instanceof Promise)) return this.#hear(heard)
    // It may have been stopped meanwhile. Nothing else can have happened, as the worker waits until this is read.
    return heard.then((reply) => (this.#state === 'running' ? this.#hear(reply) : undefined))
  }

  #hear(heard: StepReply): void {
    const isOver = heard.kind === 'crash' || (heard.kind === 'end' && !this.#options.isSession)
    if (isOver) {
      // After a crash the process has had its day.
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
    // A run that ended has no state, and its driver was told.
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
    // It cannot be moved, so it stays.
    this.#state = 'resting'
    const next = this.#next
    this.#next = undefined
    if (next !== undefined) this.#ask(worker, [next])
  }

  #rest(): void {
    this.#state = 'resting'
    this.#workers.rest(this)
  }

  /** Gives the worker back and stays as a dump, unless there is something to do. */
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

  /** Is over, and gives its worker back. */
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

/** Where Python was, from what a worker says when it is interrupted. */
const placeOf = (kind: number, body: Reader): PythonException | undefined =>
  kind === Reply.EVENT ? readPlace(body) : undefined

function goneError(): MontyUsageError {
  return new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
}
