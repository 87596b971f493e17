import type { CallEvent, EndEvent, Event, FuturesEvent } from '../engine/event.js'
import { failureOf } from '../engine/failure.js'
import type { Message } from '../engine/local.js'
import { MontyAbortError, MontyTimeoutError } from '../errors.js'
import { answer, future, notFound, type Outcome, settle, type Settled } from './answers.js'
import { callFunction, isThenable, Thrown, whenSettled } from './calls.js'
import type { Channel, Listener } from './channel.js'
import { tellTime } from './clock.js'
import type { Host } from './host.js'
import { hostSleep, sleepOf } from './sleep.js'
import { answerName, deliver } from './sync.js'

/** How a run can be ended from outside. */
export interface Ending {
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number | undefined
}

type Complete = Extract<EndEvent, { kind: 'complete' }>

/** Runs Python to its end without holding the event loop, answering its calls on the way. */
export function driveAsync(
  channel: Channel,
  first: Message | Event,
  host: Host,
  ending: Ending,
): Promise<Complete> {
  return new Promise((resolve, reject) => {
    new AsyncDrive(channel, host, ending, resolve, reject).begin(first)
  })
}

class AsyncDrive implements Listener {
  readonly #channel: Channel
  readonly #host: Host
  readonly #ending: Ending
  readonly #resolve: (event: Complete) => void
  readonly #reject: (error: unknown) => void
  readonly #thrown = new Thrown()
  /** Ends the host's waits when the run ends; made when the first one begins. */
  #over: AbortController | undefined
  /** Outcomes of promised calls that Python has not been told. */
  #settled: Settled[] = []
  /** Calls beyond the limit of concurrent ones. */
  #queued: CallEvent[] = []
  #running = 0
  #waiting: FuturesEvent | undefined
  #isFlushDue = false
  #isOver = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    channel: Channel,
    host: Host,
    ending: Ending,
    resolve: (event: Complete) => void,
    reject: (error: unknown) => void,
  ) {
    this.#channel = channel
    this.#host = host
    this.#ending = ending
    this.#resolve = resolve
    this.#reject = reject
    channel.listener = this
  }

  begin(first: Message | Event): void {
    const { signal, timeoutMs } = this.#ending
    if (signal?.aborted) return this.#stop(new MontyAbortError(signal.reason))
    signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (timeoutMs !== undefined && timeoutMs !== Infinity) {
      const onTimeout = (): void => this.#stop(new MontyTimeoutError(timeoutMs))
      this.#timer = setTimeout(onTimeout, Math.min(timeoutMs, 2 ** 31 - 1))
    }
    if (typeof first === 'function') this.#send(first)
    else this.onEvent(first)
  }

  readonly #onAbort = (): void => this.#stop(new MontyAbortError(this.#ending.signal?.reason))

  onEvent(event: Event): void {
    try {
      this.#follow(event)
    } catch (error) {
      this.onFailure(error)
    }
  }

  onFailure(error: unknown): void {
    this.#stop(error)
  }

  #send(message: Message): void {
    let event: Event | undefined
    try {
      event = this.#channel.send(message)
      if (event !== undefined) this.#follow(event)
    } catch (error) {
      this.onFailure(error)
    }
  }

  /** Answers one event after the other, as long as the answers are at hand. */
  #follow(first: Event): void {
    let event: Event | undefined = first
    while (event !== undefined && !this.#isOver) {
      if (event.printed.length > 0) deliver(event.printed, this.#host)
      const message = this.#answer(event)
      if (message === undefined || this.#isOver) return
      event = this.#channel.send(message)
    }
  }

  /** The answer to an event; `undefined` when it comes later, or when there is none to give. */
  #answer(event: Event): Message | undefined {
    switch (event.kind) {
      case 'function':
        return this.#answerFunction(event)
      case 'os':
        return this.#answerOs(event)
      case 'name':
        return answerName(event, this.#host)
      case 'futures':
        this.#waiting = event
        return this.#takeSettled()
      case 'yielded':
      case 'busy':
        return undefined
      default:
        this.#settle(event)
        return undefined
    }
  }

  /** The run ended by itself. */
  #settle(event: EndEvent): void {
    this.#end()
    this.#channel.release()
    if (event.kind === 'complete') return this.#resolve(event)
    const cause = event.kind === 'raised' ? this.#thrown.find(event.exception) : undefined
    this.#reject(failureOf(event, cause))
  }

  #answerFunction(event: CallEvent): Message | undefined {
    const call = event.receiver === undefined ? this.#host.functions.get(event.name) : undefined
    if (call === undefined) return notFound
    if (this.#running >= this.#host.limits.maxConcurrentCalls && !this.#host.serial) {
      this.#queued.push(event)
      return future
    }
    const outcome = this.#call(event)
    if ('value' in outcome && isThenable(outcome.value)) {
      return this.#answerLater(event, outcome.value, this.#host.serial)
    }
    return answer(event.name, outcome, event.eager, this.#thrown.remember)
  }

  #call(event: CallEvent): Outcome {
    try {
      return { value: this.#perform(event) }
    } catch (error) {
      return { error }
    }
  }

  #perform(event: CallEvent): unknown {
    const call = this.#host.functions.get(event.name)!
    const { intercept } = this.#host
    if (intercept === undefined) return callFunction(call, event)
    const { name, args, kwargs = {}, callId, position } = event
    return intercept({ name, args, kwargs, callId, position }, async () =>
      callFunction(call, event),
    )
  }

  #answerOs(event: CallEvent): Message | undefined {
    const ms = sleepOf(event)
    if (ms !== undefined) {
      this.#over ??= new AbortController()
      const slept = hostSleep(ms, this.#host.sleep, this.#over.signal)
      const nothing = { value: null }
      if (!isThenable(slept)) return answer(event.name, nothing, event.eager, () => {})
      const blocks = event.name === 'time.sleep' || this.#host.serial
      return this.#answerLater(event, slept.then(() => null), blocks)
    }
    const time = this.#host.now && tellTime(event, this.#host.now)
    return time === undefined
      ? notFound
      : answer(event.name, { value: time }, false, this.#thrown.remember)
  }

  /**
   * Python waits for the promise itself if it awaits the call at once or if `blocks`; else it gets
   * a future and goes on.
   */
  #answerLater(event: CallEvent, promise: PromiseLike<unknown>, blocks: boolean): Message | undefined {
    this.#running++
    if (event.eager || blocks) {
      whenSettled(promise, (outcome) => {
        this.#running--
        if (this.#isOver) return
        this.#startQueued()
        this.#send(answer(event.name, outcome, event.eager, this.#thrown.remember))
      })
      return undefined
    }
    this.#promise(event, promise)
    return future
  }

  #promise({ callId, name }: CallEvent, promise: PromiseLike<unknown>): void {
    whenSettled(promise, (outcome) => {
      this.#running--
      if (this.#isOver) return
      this.#startQueued()
      this.#settled.push({ callId, name, outcome })
      if (this.#waiting !== undefined) this.#flushSoon(this.#waiting)
    })
  }

  #startQueued(): void {
    while (this.#running < this.#host.limits.maxConcurrentCalls) {
      const event = this.#queued.shift()
      if (event === undefined) return
      const outcome = this.#call(event)
      this.#running++
      const promised =
        'value' in outcome ? Promise.resolve(outcome.value) : Promise.reject(outcome.error)
      this.#promise(event, promised)
    }
  }

  /** Outcomes that arrive together go together; the last one need not wait for others. */
  #flushSoon(waiting: FuturesEvent): void {
    if (this.#settled.length >= waiting.callIds.length) return this.#flush()
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    setImmediate(() => {
      this.#isFlushDue = false
      this.#flush()
    })
  }

  #flush(): void {
    if (this.#isOver || this.#waiting === undefined) return
    const message = this.#takeSettled()
    if (message !== undefined) this.#send(message)
  }

  /** The outcomes that Python waits for; others stay until it does. */
  #takeSettled(): Message | undefined {
    const awaited = new Set(this.#waiting?.callIds)
    const ready = this.#settled.filter(({ callId }) => awaited.has(callId))
    if (ready.length === 0) return undefined
    this.#settled = this.#settled.filter(({ callId }) => !awaited.has(callId))
    this.#waiting = undefined
    return settle(ready, this.#thrown.remember)
  }

  #stop(error: unknown): void {
    if (this.#isOver) return
    this.#end()
    this.#channel.stop()
    this.#reject(error)
  }

  #end(): void {
    this.#isOver = true
    this.#over?.abort()
    clearTimeout(this.#timer)
    this.#ending.signal?.removeEventListener('abort', this.#onAbort)
    this.#queued = []
    this.#settled = []
  }
}
