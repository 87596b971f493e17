import type { Account } from '../core/engine/account.js'
import type { Event } from '../core/engine/event.js'
import { Kind } from '../core/engine/kinds.js'
import { Meter } from '../core/engine/meter.js'
import { MontyError } from '../core/errors.js'
import type { CompleteLimits } from '../core/limits.js'
import type { Reader } from '../core/wire/reader.js'
import { budgetMs } from './bounds.js'
import { Reply } from './protocol.js'

/** The driver of an execution. */
export interface Client {
  /** Decodes an event, a long one asynchronously; the usage goes into `meter`. */
  read(body: Reader, meter: Meter): Event | Promise<Event>
  onEvent(event: Event): void
  onFailure(error: MontyError): void
}

/** A worker's reply to a step. */
export interface StepReply {
  /** `crash`: the interpreter failed, and its heap was leaked. */
  readonly kind: 'output' | 'pause' | 'end' | 'crash'
  /** Delivers the event to the client, or the error of decoding it. */
  readonly deliver: () => void
}

/** Validates the replies to an execution's steps, and tracks the usage. */
export class StepReplies {
  readonly #limits: CompleteLimits
  readonly #account: Account
  #meter: Meter
  /** Host calls since the execution came to this process, or since the feed began. */
  #hostCalls = 0
  #osCalls = 0
  #isPaused = false

  constructor(limits: CompleteLimits, account: Account) {
    this.#limits = limits
    this.#account = account
    this.#meter = new Meter(account)
  }

  /** Usage of the run, or of the current feed. */
  get meter(): Meter {
    return this.#meter
  }

  /** Whether Python is paused. */
  get isPaused(): boolean {
    return this.#isPaused
  }

  /** Maximum duration of the next step in ms. */
  get budgetMs(): number {
    return budgetMs(this.#limits, this.#meter)
  }

  /** Resets the usage, which is counted per feed. */
  beginFeed(): void {
    this.#account.extraCalls = 0
    this.#meter = new Meter(this.#account)
    this.#hostCalls = 0
    this.#osCalls = 0
  }

  /** Notes that the last pause was answered by another worker. */
  leavePause(): void {
    this.#isPaused = false
  }

  /** @throws RangeError when a sound worker would not send this reply to a step */
  interpret(kind: number, body: Reader, client: Client): StepReply | Promise<StepReply> {
    if (kind === Reply.PRINTED) return this.#interpretOutput(body, client)
    if (kind === Reply.EVENT) return this.#interpretEvent(body, client)
    throw new RangeError(`reply ${kind} to a step`)
  }

  #interpretOutput(body: Reader, client: Client): StepReply | Promise<StepReply> {
    return whenRead(client.read(body, this.#meter), (event) => {
      if (event.kind !== 'yielded') throw new RangeError('output in an event of another kind')
      return { kind: 'output', deliver: () => client.onEvent(event) }
    })
  }

  #interpretEvent(body: Reader, client: Client): StepReply | Promise<StepReply> {
    const kind = body.u8()
    body.position -= 1
    if (kind === Kind.YIELDED || kind === Kind.BUSY)
      throw new RangeError('a step that does not end')
    if (kind === Kind.FUNCTION) this.#countHostCall()
    if (kind === Kind.OS) this.#countOsCall()
    return whenRead(this.#readEvent(body, client), (deliver) => {
      this.#isPaused = !isEnd(kind) && (this.#isPaused || kind !== Kind.REJECTED)
      if (kind === Kind.CRASHED) return { kind: 'crash', deliver }
      return { kind: isEnd(kind) ? 'end' : 'pause', deliver }
    })
  }

  /** The worker counts as well, but Python may have compromised it. */
  #countHostCall(): void {
    this.#hostCalls++
    const { maxHostCalls } = this.#limits
    if (this.#hostCalls > maxHostCalls) throw new RangeError(`more than ${maxHostCalls} host calls`)
  }

  #countOsCall(): void {
    this.#osCalls++
    const { maxHostCalls, maxEnvironmentCalls } = this.#limits
    const most = maxHostCalls + maxEnvironmentCalls
    if (this.#osCalls > most) throw new RangeError(`more than ${most} OS calls`)
  }

  /** Decodes an event. An undecodable value is the run's failure; a malformed event is the worker's. */
  #readEvent(body: Reader, client: Client): Deliver | Promise<Deliver> {
    const failed = (error: unknown): Deliver => {
      if (error instanceof MontyError) return () => client.onFailure(error)
      throw error
    }
    const delivering =
      (event: Event): Deliver =>
      () =>
        client.onEvent(event)
    try {
      const event = client.read(body, this.#meter)
      return event instanceof Promise ? event.then(delivering, failed) : delivering(event)
    } catch (error) {
      return failed(error)
    }
  }
}

type Deliver = () => void

/** Continues with a decoded value, synchronously if it is available. */
function whenRead<T, R>(read: T | Promise<T>, then: (value: T) => R): R | Promise<R> {
  return read instanceof Promise ? read.then(then) : then(read)
}

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
