import { type Event, readException } from '../core/engine/event.js'
import { Kind, Op } from '../core/engine/kinds.js'
import type { Message } from '../core/engine/local.js'
import {
  MontyError,
  MontySnapshotError,
  MontySyntaxError,
  MontyUsageError,
  type Usage,
} from '../core/errors.js'
import type { CompleteLimits } from '../core/limits.js'
import type { Reader } from '../core/wire/reader.js'
import { budgetMs, DUMP_MS, maxReplyBytes, NOTHING_USED } from './bounds.js'
import type { Crew, Member } from './crew.js'
import { crashOf, failureOfEnd, type WorkerEnd } from './ending.js'
import { frame } from './frames.js'
import { askOnce } from './once.js'
import { type Origin, originFrames } from './origin.js'
import { ProgramCache } from './program-cache.js'
import { HEAD_BYTES, LENGTH_BYTES, Reply, Request } from './protocol.js'
import type { Question, Worker } from './worker.js'

/** Who drives an execution. */
export interface Client {
  /** Decodes an event. */
  read(body: Reader): Event
  onEvent(event: Event): void
  onFailure(error: MontyError): void
}

/** How an execution is kept. */
export interface Keeping {
  readonly scriptName: string
  readonly limits: CompleteLimits
  /** Whether it lives on when a feed is over. */
  readonly isSession: boolean
  /** Whether its state is fetched at every pause, for a dump at any moment. */
  readonly isKept: boolean
}

/**
 * `away` has no worker and wants none, `waiting` wants one, `running` works, `resting` has one and
 * waits for its driver, `parking` is about to give it up.
 */
type State = 'away' | 'waiting' | 'running' | 'resting' | 'parking' | 'over'

/** A run or session in a worker process, or on its way from one to another. */
export class RemoteExecution implements Member {
  readonly #crew: Crew
  readonly #keeping: Keeping
  readonly #number: number
  #isKept: boolean
  #origin: Origin
  /** Whether `#origin` is the state it is in. */
  #isSaved = true
  #state: State = 'away'
  #worker: Worker | undefined
  #client: Client | undefined
  /** The step to take as soon as there is a worker. */
  #next: Buffer | undefined
  #usage: Usage = NOTHING_USED
  /** Host calls since it came to this process, or since the feed began. */
  #hostCalls = 0
  #askedAt = 0
  #isPaused = false
  /** Whether the crew waits for it to park. */
  #isParking = false
  #isParked = false
  #functionNames: string[] = []

  constructor(crew: Crew, origin: Origin, keeping: Keeping) {
    this.#crew = crew
    this.#origin = origin
    this.#keeping = keeping
    this.#isKept = keeping.isKept
    this.#number = crew.takeNumber()
  }

  /** Sends a message; the client hears what comes of it, later. */
  step(message: Message, client: Client): void {
    if (this.#state === 'over') throw goneError()
    if (this.#state === 'running' || this.#state === 'waiting' || this.#next !== undefined) {
      throw new MontyUsageError('Python is running')
    }
    const bytes = this.#stepFrame(message)
    if (bytes[LENGTH_BYTES + HEAD_BYTES] === Op.FEED) {
      this.#usage = NOTHING_USED
      this.#hostCalls = 0
    }
    this.#client = client
    this.#crew.setActive(this, true)
    switch (this.#state) {
      case 'resting':
        this.#crew.unrest(this)
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
  giveUp(): void {
    if (!this.#keeping.isSession || !this.#isSaved || this.isOver) return this.stop()
    if (this.#state === 'waiting') {
      this.#crew.cancel(this)
      this.#state = 'away'
      this.#next = undefined
    }
    this.detach()
  }

  /** Ends it, whatever it is doing. Nobody is told. */
  stop(): void {
    const worker = this.#worker
    switch (this.#state) {
      case 'running':
        this.#finish()
        return this.#crew.kill(worker!)
      case 'resting':
        worker!.tell(frame(Request.DROP, this.#number))
        return this.#leave()
      case 'waiting':
        this.#crew.cancel(this)
        return this.#finish()
      // The worker goes back when it has answered.
      case 'parking':
      case 'away':
      case 'over':
        return this.#finish()
    }
  }

  /** Its driver is done with it for now; it stays. */
  detach(): void {
    this.#client = undefined
    this.#crew.setActive(this, false)
  }

  /** Whether nothing more will happen. */
  get isOver(): boolean {
    return this.#state === 'over'
  }

  /** Whether a session is between two feeds, or a run has not begun. */
  get isIdle(): boolean {
    return this.#isSaved && !this.#isPaused
  }

  /** Whether its workers are these. */
  isIn(crew: Crew): boolean {
    return this.#crew === crew
  }

  /** From now on its state is fetched at every pause. */
  startKeeping(): void {
    this.#isKept = true
  }

  /** From now on its state is fetched only when it has to leave its worker. */
  stopKeeping(): void {
    if (!this.#keeping.isSession) this.#isKept = false
  }

  /** As {@link stop}, and its driver is told. */
  dispose(): void {
    const client = this.#client
    this.stop()
    client?.onFailure(goneError())
  }

  /** The state as bytes. It must be one that is kept, at rest. */
  dump(_scriptName?: string): Buffer {
    this.#assertSaved()
    if (this.#origin.kind !== 'dump') {
      askOnce(Buffer.concat([...this.#originFrames(), this.#dumpFrame()]), (kind, body) =>
        this.#takeState(kind, body),
      )
    }
    const { bytes } = this.#origin as Extract<Origin, { kind: 'dump' }>
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /**
   * Steps once, holding this thread, in a process of its own.
   *
   * @throws MontyCrashedError
   */
  stepOnce(message: Message, read: Client['read']): Event {
    this.#assertSaved()
    const step = this.#stepFrame(message)
    const events: Event[] = []
    this.stop()
    askOnce(Buffer.concat([...this.#originFrames(), step, this.#dumpFrame()]), (kind, body) => {
      if (kind === Reply.EVENT) events.push(read(body))
      else if (kind !== Reply.PRINTED) this.#takeState(kind, body)
    })
    const [event] = events
    if (event === undefined) throw new MontyUsageError('Python did not answer')
    this.#isPaused = false
    return event
  }

  #originFrames(): Buffer[] {
    return originFrames(this.#origin, this.#number, new ProgramCache())
  }

  /** What a state of its own process came to: it goes on from there, if it goes on. */
  #takeState(kind: number, body: Reader): void {
    if (kind !== Reply.STATE) return
    this.#save(body)
    this.#state = 'away'
  }

  #assertSaved(): void {
    if (!this.#isSaved) throw new MontyUsageError('Python is running')
  }

  /** Another execution in the same state. */
  fork(): RemoteExecution {
    this.#assertSaved()
    const copy = new RemoteExecution(this.#crew, this.#origin, this.#keeping)
    copy.#functionNames = this.#functionNames
    return copy
  }

  /** The names of an idle session's functions. */
  functionNames(): string[] {
    return [...this.#functionNames]
  }

  onWorker(worker: Worker): void {
    this.#setParked(false)
    this.#worker = worker
    worker.maxReplyBytes = maxReplyBytes(this.#keeping.limits)
    const next = this.#next!
    this.#next = undefined
    this.#ask(worker, [...originFrames(this.#origin, this.#number, worker.programs), next])
  }

  onLost(end: WorkerEnd): void {
    this.#worker = undefined
    this.#endParking()
    switch (this.#state) {
      case 'resting':
        if (this.#isSaved) return this.#goAway()
        return this.#fail(crashOf(end))
      case 'parking':
        return this.#fail(crashOf(end))
      case 'running': {
        const waitedMs = performance.now() - this.#askedAt
        return this.#fail(failureOfEnd(end, this.#keeping.limits, this.#usage, waitedMs))
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
    if (this.#isSaved) {
      this.#endParking()
      worker.tell(frame(Request.DROP, this.#number))
      return this.#goAway()
    }
    this.#state = 'parking'
    worker.ask(this.#dumpFrame(), this.#question(DUMP_MS, this.#onParkReply))
  }

  #endParking(): void {
    if (!this.#isParking) return
    this.#isParking = false
    this.#crew.parkEnded()
  }

  #checkout(): void {
    this.#state = 'waiting'
    try {
      this.#crew.checkout(this)
    } catch (error) {
      this.#finish()
      throw error
    }
  }

  #ask(worker: Worker, frames: Buffer[]): void {
    this.#state = 'running'
    this.#isSaved = false
    this.#askedAt = performance.now()
    const step = this.#question(budgetMs(this.#keeping.limits, this.#usage), this.#onStepReply)
    if (!this.#isKept) {
      return worker.ask(frames.length === 1 ? frames[0]! : Buffer.concat(frames), step)
    }
    frames.push(this.#dumpFrame())
    worker.ask(Buffer.concat(frames), step, this.#question(DUMP_MS, this.#onStateReply))
  }

  /** @throws MontyLimitError when Python could not hold the values in it */
  #stepFrame(message: Message): Buffer {
    const { maxMemoryBytes } = this.#keeping.limits
    return frame(Request.STEP, this.#number, message, maxMemoryBytes)
  }

  #dumpFrame(): Buffer {
    const { scriptName } = this.#keeping
    return frame(Request.DUMP, this.#number, (writer) => writer.raw(Buffer.from(scriptName)))
  }

  #question(ms: number, onReply: Question['onReply']): Question {
    // The crew tells of a worker's end.
    return { subject: this.#number, budgetMs: ms, onReply, onEnd() {} }
  }

  readonly #onStepReply = (kind: number, body: Reader): void => {
    const client = this.#client!
    switch (kind) {
      case Reply.PRINTED: {
        const event = client.read(body)
        if (event.kind !== 'yielded') throw new RangeError('output in an event of another kind')
        this.#usage = event.usage
        return client.onEvent(event)
      }
      case Reply.EVENT:
        return this.#onEvent(client, body)
      case Reply.REFUSED: {
        const error = new MontySyntaxError(readException(body))
        return this.#fail(error)
      }
      case Reply.FAILED:
        return this.#fail(this.#setupError(body.text()))
      default:
        throw new RangeError(`reply ${kind} to a step`)
    }
  }

  #onEvent(client: Client, body: Reader): void {
    const kind = body.u8()
    body.position -= 1
    if (kind === Kind.YIELDED || kind === Kind.BUSY)
      throw new RangeError('a step that does not end')
    if (kind === Kind.FUNCTION || kind === Kind.OS) this.#countHostCall()
    const tell = this.#readEvent(client, body)
    this.#isPaused = !isEnd(kind) && (this.#isPaused || kind !== Kind.REJECTED)
    if (kind === Kind.CRASHED) {
      // The interpreter's heap was leaked, so the process has had its day.
      this.#leave(false)
    } else if (isEnd(kind) && !this.#keeping.isSession) {
      this.#leave()
    } else if (this.#isKept) {
      this.#tell = tell
      return
    } else {
      this.#rest()
    }
    tell()
  }

  /** The worker counts, too, but it may be Python's by now. */
  #countHostCall(): void {
    this.#hostCalls++
    const { maxHostCalls } = this.#keeping.limits
    if (this.#hostCalls > maxHostCalls) throw new RangeError(`more than ${maxHostCalls} host calls`)
  }

  /** What to tell the client: the event, or why it cannot be had. */
  #tell: () => void = nothing

  #readEvent(client: Client, body: Reader): () => void {
    try {
      const event = client.read(body)
      this.#usage = event.usage
      return () => client.onEvent(event)
    } catch (error) {
      if (error instanceof MontyError) return () => client.onFailure(error)
      throw error
    }
  }

  readonly #onStateReply = (kind: number, body: Reader): void => {
    // A run that ended has no state, and its driver was told.
    if (this.#state !== 'running') return
    if (kind === Reply.STATE) {
      this.#save(body)
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
      worker.tell(frame(Request.DROP, this.#number))
    }
    if (this.#state !== 'parking') {
      this.#worker = undefined
      return this.#crew.giveBack(worker)
    }
    if (kind === Reply.STATE) {
      this.#save(body)
      return this.#goAway()
    }
    // It cannot be moved, so it stays.
    this.#state = 'resting'
    const next = this.#next
    this.#next = undefined
    if (next !== undefined) this.#ask(worker, [next])
  }

  #save(body: Reader): void {
    this.#functionNames = Array.from({ length: body.count() }, () => body.text())
    // Copied, as the reply's memory may hold much else.
    this.#origin = { kind: 'dump', bytes: Buffer.from(body.view(body.remaining)) }
    this.#isSaved = true
  }

  #rest(): void {
    this.#state = 'resting'
    this.#crew.rest(this)
  }

  /** Gives the worker back and stays as a dump, unless there is something to do. */
  #goAway(): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#state = 'away'
    if (this.#next === undefined) this.#setParked(this.#client !== undefined)
    if (worker !== undefined) this.#crew.giveBack(worker)
    if (this.#next !== undefined) this.#checkout()
  }

  #setParked(isParked: boolean): void {
    if (isParked === this.#isParked) return
    this.#isParked = isParked
    this.#crew.parked += isParked ? 1 : -1
  }

  /** Is over, and gives its worker back. */
  #leave(isSound = true): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#finish()
    if (worker !== undefined) this.#crew.giveBack(worker, isSound)
  }

  #finish(): void {
    if (this.#state !== 'parking') this.#worker = undefined
    this.#state = 'over'
    this.#next = undefined
    this.#client = undefined
    this.#setParked(false)
    this.#crew.setActive(this, false)
  }

  #fail(error: MontyError): void {
    const client = this.#client
    if (this.#worker !== undefined && this.#state === 'running') {
      this.#worker.tell(frame(Request.DROP, this.#number))
      this.#leave()
    } else {
      this.#finish()
    }
    client?.onFailure(error)
  }

  #setupError(reason: string): MontyError {
    return this.#origin.kind === 'dump'
      ? new MontySnapshotError('format', reason)
      : new MontyUsageError(reason)
  }
}

function nothing(): void {}

function isEnd(kind: number): boolean {
  switch (kind) {
    case Kind.COMPLETE:
    case Kind.RAISED:
    case Kind.REFUSED:
    case Kind.LIMIT:
    case Kind.STOPPED:
    case Kind.UNCONVERTIBLE:
      return true
    default:
      return false
  }
}

function goneError(): MontyUsageError {
  return new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
}
