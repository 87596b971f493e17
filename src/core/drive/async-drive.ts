import { awaitedElsewhere, notAwaited } from './not-awaited.js'
import { timeOutcome } from './clock.js'
import type { CallEvent, EndEvent, Event, FuturesEvent, NameEvent } from '../engine/event.js'
import { inSlices, never, untilOver } from './in-slices.js'
import type { Sliced } from '../wire/sliced.js'
import { failureOf } from '../engine/failure.js'
import type { Message } from '../engine/message.js'
import {
  answer,
  future,
  isUnasked,
  unhandledOsCall,
  type Outcome,
  type Settled,
} from './answers.js'
import {
  isSynchronous,
  observe,
  returnsAwaitable,
  isThenable,
  outcomeOf,
  type OutcomeCallbacks,
  whenSettled,
} from './calls.js'
import type { Channel } from './channel.js'
import type { Listener } from './listener.js'
import { type Cancellation, onCancel } from './cancellation.js'
import { interrupt } from './interruption.js'
import type { Host } from './host.js'
import { endsTheRun, HostAsks } from './host-asks.js'
import { HostCalls } from './host-calls.js'
import { NOT_HANDLED } from '../contract/os.js'
import { serveOs } from './serve-os.js'
import { Outcomes } from './outcomes.js'
import {
  answerLookup,
  asMethodCall,
  lazyValue,
  resolveCallee,
  unknownCallee,
} from './resolve-callee.js'
import { encodedOutcome, isLong } from './long-outcome.js'
import { hasLongOutput, LongOutput } from './long-output.js'
import { Scope } from './scope.js'
import { sleepOf } from './sleep.js'
import { Thrown } from './thrown.js'
import { type SuspendedRun, CallSuspended, HeldCalls, type Resumption } from './supervise.js'
import { deliver } from './sync-drive.js'
import { retainIn } from '../contract/host-object.js'

export type Complete = Extract<EndEvent, { kind: 'complete' }>

/** Runs Python to its end without holding the event loop, answering its calls. */
export function driveAsync(
  channel: Channel,
  first: Message | Event,
  host: Host,
  cancellation: Cancellation,
): Promise<Complete> {
  return new Promise((resolve, reject) => {
    const finish = (event: Complete | SuspendedRun): void => resolve(event as Complete)
    new AsyncDrive(channel, host, cancellation, finish, reject).begin(first)
  })
}

/** Like `driveAsync`, under a supervisor, who may also suspend the run. Then the channel stays open. */
export function driveSupervised(
  channel: Channel,
  first: Message | Event,
  host: Host,
  cancellation: Cancellation,
  resumption?: Resumption,
): Promise<Complete | SuspendedRun> {
  return new Promise((resolve, reject) => {
    new AsyncDrive(channel, host, cancellation, resolve, reject, resumption).begin(first)
  })
}

/**
 * An outcome for Python. The call's arguments stay counted until Python receives it: they may be the outcome.
 */
const settledOf = ({ callId, name, heldBytes }: CallEvent, outcome: Outcome): Settled => ({
  callId,
  name,
  outcome,
  heldBytes,
})

class AsyncDrive implements Listener {
  readonly #channel: Channel
  readonly #host: Host
  readonly #cancellation: Cancellation
  readonly #resolve: (event: Complete | SuspendedRun) => void
  readonly #reject: (error: unknown) => void
  readonly #thrown = new Thrown()
  readonly #held: HeldCalls | undefined
  readonly #scope: Scope
  readonly #asks: HostAsks
  readonly #calls: HostCalls
  readonly #outcomes: Outcomes
  /** Calls beyond the limit of concurrent ones. */
  #queued: CallEvent[] = []
  #running = 0
  /** Running calls that are alarms, which do not count towards the limit. */
  #alarms = 0
  /** Running calls that were answered with a future. */
  readonly #promised = new Map<number, CallEvent>()
  /** The call whose value Python is blocked on: there is one at most. */
  #blockingCall: CallEvent | undefined
  /** Callbacks for the promise of the blocking call; created once, at its first use. */
  #callbacks: OutcomeCallbacks | undefined
  #isOver = false
  #longOutput: LongOutput | undefined
  /** Number of waits so far, which identifies the current one. */
  #waits = 0
  /** Called when the last running call of a detached run ends. */
  #onEnded: (() => void) | undefined
  #unwatch: (() => void) | undefined

  constructor(
    channel: Channel,
    host: Host,
    cancellation: Cancellation,
    resolve: (event: Complete | SuspendedRun) => void,
    reject: (error: unknown) => void,
    resumption?: Resumption,
  ) {
    this.#channel = channel
    this.#host = host
    this.#scope = new Scope(host, channel.account, () => channel.usage.durationMs)
    this.#asks = new HostAsks(channel, host)
    this.#calls = new HostCalls(host, this.#scope)
    this.#outcomes = new Outcomes(
      resumption?.settled ?? [],
      channel.account,
      this.#thrown.remember,
      () => this.#flush(),
    )
    this.#cancellation = cancellation
    this.#resolve = resolve
    this.#reject = reject
    this.#held = host.supervisor && new HeldCalls(host.supervisor, resumption)
    this.#queued = [...(resumption?.start ?? [])]
    for (const call of [...this.#queued, ...(resumption?.held ?? [])]) this.#hold(call)
    channel.listener = this
  }

  begin(first: Message | Event): void {
    this.#unwatch = onCancel(this.#cancellation, (error) => this.#stop(error))
    if (this.#isOver) return
    if ('write' in first) return this.#send(first)
    const current = this.#takeCurrentCall(first)
    this.#startQueued()
    this.onEvent(current)
  }

  /**
   * Looks up the kept call for the one that Python is paused at. The kept call is what was decided about: the
   * state may come back from a worker that reports another one.
   */
  #takeCurrentCall(first: Event): Event {
    if (!('callId' in first)) return first
    const kept = this.#queued.find(({ callId }) => callId === first.callId)
    if (kept === undefined) return first
    this.#queued = this.#queued.filter((call) => call !== kept)
    return kept
  }

  onEvent(event: Event): void {
    if (this.#longOutput?.holds(event) === true) return
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
    this.#waits++
    try {
      retainIn(this.#host.kept)
      event = this.#channel.send(message)
      if (event !== undefined) this.#follow(event)
    } catch (error) {
      this.onFailure(error)
    }
  }

  /** Answers one event after the other, as long as the answers are available synchronously. */
  #follow(first: Event): void {
    let event: Event | undefined = first
    while (event !== undefined && !this.#isOver) {
      if (event.printed.length > 0) {
        if (hasLongOutput(event)) return this.#deliverInSlices(event)
        deliver(event.printed, this.#host)
      }
      this.#host.supervisor?.onUsage(this.#channel.usage, this.#channel.account)
      const message = this.#answer(event)
      if (message === undefined || this.#isOver) return
      retainIn(this.#host.kept)
      event = this.#channel.send(message)
    }
  }

  #deliverInSlices(event: Event): void {
    this.#longOutput ??= new LongOutput(this, this.#host, this.#inSlices)
    this.#longOutput.deliver(event)
  }

  /** The answer to an event; `undefined` when the answer comes later, or when there is none to give. */
  #answer(event: Event): Message | undefined {
    switch (event.kind) {
      case 'function':
        return this.#answerFunction(event)
      case 'os':
        return this.#answerOs(event)
      case 'name':
        return this.#answerName(event)
      case 'futures':
        this.#forgetOthers(event)
        this.#outcomes.waitFor(event)
        return this.#outcomes.take() ?? this.#suspend() ?? this.#waitFor(event)
      case 'yielded':
      case 'busy':
        return undefined
      default:
        this.#settle(event)
        return undefined
    }
  }

  /** Ends the drive with the run's own end. */
  #settle(event: EndEvent): void {
    this.#host.flush?.()
    this.#end()
    this.#channel.release()
    if (event.kind === 'complete') {
      const failure = notAwaited(event)
      return failure === undefined ? this.#resolve(event) : this.#reject(failure)
    }
    const cause = event.kind === 'raised' ? this.#thrown.find(event.crossing) : undefined
    this.#reject(failureOf(event, cause))
  }

  /** Releases a call whose outcome Python does not receive. */
  #release(event: CallEvent): void {
    this.#channel.account.release(event.heldBytes)
  }

  readonly #inSlices = <T>(work: Sliced<T>): Promise<T> => {
    const isOver = (): boolean => this.#isOver
    return inSlices(untilOver(work, isOver), this.#channel.account, never)
  }

  /** Counts the call's arguments towards the run's memory while Python goes on. */
  #hold(event: CallEvent): void {
    if (event.heldBytes === 0) event.heldBytes = this.#channel.account.holdCall(event)
  }

  #answerFunction(given: CallEvent): Message | undefined {
    const event = asMethodCall(given, this.#host)
    event.account = this.#channel.account
    event.inSlices = this.#inSlices
    this.#asks.check()
    const callee = resolveCallee(event, this.#host)
    // The callee of a released call may be in another process: then the decision is the answer.
    if (callee === undefined && this.#held?.isReleased(event) !== true)
      return unknownCallee(event, this.#thrown.remember)
    if (this.#held?.takes(event, callee)) return this.#answerHeld(this.#held, event)
    // Python blocks on callees that are declared as synchronous, however long they take.
    const isValue = callee !== undefined && isSynchronous(callee)
    const inOrder = this.#host.serial || isValue
    // Serial calls return values, except where the source wants an awaitable.
    const isWanted = this.#host.serial && event.awaited && !isValue
    const awaited = isWanted || (callee !== undefined && returnsAwaitable(callee))
    if (this.#isFull && (awaited || !inOrder)) {
      this.#queued.push(event)
      this.#hold(event)
      return future
    }
    const outcome = this.#calls.make(callee, event)
    if (this.#isSuspended(event, outcome)) return this.#answerHeld(this.#held!, event)
    if ('value' in outcome && isThenable(outcome.value)) {
      // An interceptor turns every value into a promise: Python blocks on those that were plain values.
      const blocks = inOrder || this.#calls.wasAtHand(event)
      return this.#answerLater(event, outcome.value, blocks && !awaited)
    }
    if ('value' in outcome && isLong(outcome.value)) {
      return this.#answerLater(event, Promise.resolve(outcome.value), !awaited)
    }
    if (!awaited || event.eager) {
      return answer(event.name, outcome, event.eager, this.#thrown.remember)
    }
    this.#hold(event)
    this.#outcomes.add(settledOf(event, outcome))
    return future
  }

  #answerName(event: NameEvent): Message | undefined {
    const outcome = lazyValue(event, this.#host, this.#asks)
    if (outcome === undefined) {
      return answerLookup(event, this.#host, this.#asks, this.#thrown.remember)
    }
    const answerWith = (known: Outcome): Message =>
      answer(event.name, known, false, this.#thrown.remember)
    if (!('value' in outcome) || !isThenable(outcome.value)) return answerWith(outcome)
    whenSettled(outcome.value, (known) => {
      if (!this.#isOver) this.#send(answerWith(known))
    })
    return undefined
  }

  /** Maximum of host functions running at once. */
  get #mostAtOnce(): number {
    return this.#host.serial ? 1 : this.#host.limits.maxConcurrentCalls
  }

  get #isFull(): boolean {
    return this.#running - this.#alarms >= this.#mostAtOnce
  }

  readonly #sleep = (event: CallEvent, ms: number): Promise<void> | void =>
    this.#calls.sleep(event, ms)

  #answerOs(event: CallEvent): Message | undefined {
    const ms = sleepOf(event)
    if (ms !== undefined) {
      if (this.#held?.takes(event)) return this.#answerHeld(this.#held, event)
      const outcome = outcomeOf(this.#sleep, event, ms)
      const slept = 'value' in outcome ? outcome.value : undefined
      if (!isThenable(slept)) {
        const known = 'error' in outcome ? outcome : { value: null }
        return answer(event.name, known, event.eager, this.#thrown.remember)
      }
      const blocks = event.name === 'time.sleep' || (this.#host.serial && !event.isAlarm)
      return this.#answerLater(
        event,
        slept.then(() => null),
        blocks,
      )
    }
    event.inSlices = this.#inSlices
    const outcome = timeOutcome(event, this.#host) ?? serveOs(event, this.#host, this.#asks)
    if (outcome === undefined) return unhandledOsCall(event)
    if ('value' in outcome && isThenable(outcome.value)) {
      return this.#answerLater(event, outcome.value, true)
    }
    return answer(event.name, outcome, false, this.#thrown.remember, isUnasked(event))
  }

  /**
   * Answers a call that has a pending promise. If Python awaits the call at once, or if `blocks`, Python
   * waits for the promise; otherwise it gets a future and goes on.
   */
  #answerLater(
    event: CallEvent,
    promise: PromiseLike<unknown>,
    blocks: boolean,
  ): Message | undefined {
    this.#started(event)
    if (event.eager || blocks) {
      this.#blockingCall = event
      this.#callbacks ??= {
        onValue: (value) => {
          if (isLong(value))
            this.#encoded(this.#blockingCall!, value, (outcome) => this.#goOn(outcome))
          else this.#goOn({ value })
        },
        onError: (error) => this.#goOn({ error }),
      }
      observe(promise, this.#callbacks)
      this.#notifyWaiting()
      return undefined
    }
    this.#hold(event)
    this.#promise(event, promise)
    return future
  }

  /** Settles the call that Python is blocked on. */
  #goOn(outcome: Outcome): void {
    const event = this.#blockingCall!
    this.#ended(event)
    if (this.#isOver) return
    if ('error' in outcome && endsTheRun(outcome.error)) return this.#stop(outcome.error)
    if (this.#isSuspended(event, outcome)) {
      const message = this.#answerHeld(this.#held!, event)
      if (message !== undefined) this.#send(message)
      return
    }
    this.#startQueued()
    const isRefused = 'value' in outcome && outcome.value === NOT_HANDLED
    this.#send(
      isRefused
        ? unhandledOsCall(event)
        : answer(event.name, outcome, event.eager, this.#thrown.remember, isUnasked(event)),
    )
  }

  #promise(event: CallEvent, promise: PromiseLike<unknown>): void {
    const { callId } = event
    this.#promised.set(callId, event)
    const settled = (outcome: Outcome): void => {
      this.#ended(event)
      if (this.#isOver) return
      if (!this.#promised.delete(callId)) {
        this.#release(event)
        return this.#startQueued()
      }
      if (!this.#isSuspended(event, outcome)) {
        this.#startQueued()
        this.#outcomes.add(settledOf(event, outcome))
      }
      if (this.#outcomes.isPythonWaiting) this.#outcomes.flushSoon()
      else if (this.#held?.isAtCall) this.#suspend()
    }
    whenSettled(promise, (outcome) => {
      if ('value' in outcome && isLong(outcome.value)) this.#encoded(event, outcome.value, settled)
      else settled(outcome)
    })
  }

  /** Encodes a result in slices. The call is under way until then. */
  #encoded({ name }: CallEvent, value: unknown, then: (outcome: Outcome) => void): void {
    const { limits, kept } = this.#host
    const work = encodedOutcome(value, name, limits.maxMemoryBytes, kept)
    // What refuses the value, or ends the run, is found again when it is sent.
    this.#inSlices(work).then(then, () => then({ value }))
  }

  #startQueued(): void {
    while (!this.#isFull) {
      const event = this.#queued[0]
      if (event === undefined || this.#held?.delays(event)) return
      this.#queued.shift()
      const outcome = this.#makeAgain(event)
      this.#started(event)
      const promised =
        'value' in outcome ? Promise.resolve(outcome.value) : Promise.reject(outcome.error)
      this.#promise(event, promised)
    }
  }

  #started(event: CallEvent): void {
    this.#running++
    if (event.isAlarm) this.#alarms++
    this.#held?.started(event)
  }

  #ended(event: CallEvent): void {
    this.#running--
    if (event.isAlarm) this.#alarms--
    this.#calls.ended(event)
    this.#held?.ended(event)
    if (this.#running === 0) this.#onEnded?.()
  }

  /**
   * Drops calls that Python has abandoned, such as those that a timeout in Python has ended: Python waits for
   * all others.
   */
  #forgetOthers({ callIds }: FuturesEvent): void {
    const known = this.#promised.size + this.#queued.length + this.#outcomes.undelivered.length
    if (known === callIds.length) return
    const awaited = new Set(callIds)
    for (const event of this.#queued) if (!awaited.has(event.callId)) this.#release(event)
    this.#queued = this.#queued.filter(({ callId }) => awaited.has(callId))
    this.#outcomes.forgetOthers(awaited)
    for (const [callId, event] of this.#promised) {
      if (awaited.has(callId)) continue
      this.#promised.delete(callId)
      this.#calls.abandon(event)
    }
  }

  /** Sends Python the outcomes that it waits for. */
  #flush(): void {
    if (this.#isOver) return
    const message = this.#outcomes.take() ?? this.#suspend()
    if (message !== undefined) this.#send(message)
  }

  /** Answers a call that waits for a decision, or behind a call that does. */
  #answerHeld(hold: HeldCalls, event: CallEvent): Message | undefined {
    this.#hold(event)
    return hold.stopsAt(event, resolveCallee(event, this.#host)) ? this.#suspend() : future
  }

  /** Whether Python inside the call waits for a decision. Then the call is held as well. */
  #isSuspended(event: CallEvent, outcome: Outcome): boolean {
    if (this.#held === undefined || !('error' in outcome)) return false
    if (!(outcome.error instanceof CallSuspended)) return false
    this.#held.suspend(event)
    return true
  }

  /** Makes a call, or a sleep, that was queued. */
  #makeAgain(event: CallEvent): Outcome {
    if (event.kind === 'os') return { value: this.#calls.sleep(event, sleepOf(event) ?? 0) }
    return this.#calls.make(resolveCallee(event, this.#host), event)
  }

  #waitFor(event: FuturesEvent): undefined {
    this.#refuseForeign(event)
    this.#notifyWaiting()
  }

  /** Notifies the supervisor that Python waits for running calls: the state can be fetched now. */
  #notifyWaiting(): void {
    const hold = this.#held
    if (this.#isOver || hold === undefined) return
    const waits = ++this.#waits
    this.#host.supervisor?.onWaiting?.(
      () => this.#suspension(hold),
      () => waits === this.#waits && this.#leave(hold),
    )
  }

  #suspension(hold: HeldCalls): SuspendedRun {
    return hold.suspension(this.#channel.usage, this.#queued, this.#outcomes.undelivered)
  }

  /** Suspends the run while its calls run on without it. */
  #leave(hold: HeldCalls): boolean {
    if (this.#isOver) return false
    const suspension = this.#suspension(hold)
    if (!this.#flushed()) return false
    const ended = new Promise<void>((resolve) => {
      this.#onEnded = resolve
    })
    this.#close()
    this.#resolve({ ...suspension, underWay: { ended, abandon: () => this.#scope.end() } })
    return true
  }

  /** Flushes held back output: the resumed run starts a new line buffer. */
  #flushed(): boolean {
    try {
      this.#host.flush?.()
      return true
    } catch (error) {
      this.#stop(error)
      return false
    }
  }

  /** Fails the run if Python waits only for calls that this drive does not make. */
  #refuseForeign({ callIds }: FuturesEvent): undefined {
    if (this.#isOver || this.#held?.isActive || this.#running + this.#queued.length > 0) return
    this.#stop(awaitedElsewhere(callIds))
  }

  /** Suspends the run if everything that Python waits for is held. */
  #suspend(): undefined {
    const hold = this.#held
    if (!hold?.isActive) return undefined
    const suspension = this.#suspension(hold)
    if (this.#running > 0) {
      hold.announce(suspension)
      return undefined
    }
    if (!this.#flushed()) return undefined
    this.#end()
    this.#resolve(suspension)
    return undefined
  }

  #stop(error: unknown): void {
    if (this.#isOver) return
    this.#end()
    try {
      this.#host.flush?.()
    } catch {
      // The error that ended the run takes precedence.
    }
    interrupt(this.#channel, error, this.#reject)
  }

  #end(): void {
    this.#scope.end()
    this.#close()
  }

  #close(): void {
    this.#isOver = true
    this.#unwatch?.()
    this.#longOutput = undefined
    this.#queued = []
    this.#outcomes.clear()
    this.#channel.account.clear()
  }
}
