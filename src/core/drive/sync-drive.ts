import type { Sliced } from '../wire/sliced.js'
import { unhandledOsCall } from './answers.js'
import { isUnasked } from './answers.js'
import type { Account } from '../engine/account.js'
import type { CallEvent, EndEvent, Event, NameEvent, PauseEvent, Printed } from '../engine/event.js'
import { failureOf } from '../engine/failure.js'
import type { LocalExecution } from '../engine/local-execution.js'
import { goOn, type Message } from '../engine/message.js'
import { MontyUsageError } from '../errors.js'
import { retainIn } from '../contract/host-object.js'
import { answer } from './answers.js'
import { callFunction, returnsAwaitable, isThenable, outcomeOf, whenSettled } from './calls.js'
import { timeOutcome } from './clock.js'
import type { Host } from './host.js'
import { HostAsks } from './host-asks.js'
import { serveOs } from './serve-os.js'
import { PromisedCalls } from './promised.js'
import {
  answerLookup,
  asMethodCall,
  lazyValue,
  resolveCallee,
  unknownCallee,
} from './resolve-callee.js'
import { Scope } from './scope.js'
import { sleepOf } from './sleep.js'
import { Thrown } from './thrown.js'

/** The event at a pause or end. */
export type Stopped = PauseEvent | EndEvent

export function deliver(printed: readonly Printed[], host: Pick<Host, 'print'>): void {
  if (host.print === undefined) return
  for (const { stream, text } of printed) host.print(stream, text)
}

/** Pieces of output that are delivered at once. */
const STRETCH = 100

/** Like {@link deliver}, in slices. */
export function* deliveredInSlices(
  printed: readonly Printed[],
  host: Pick<Host, 'print'>,
): Sliced<void> {
  for (let at = 0; at < printed.length; at += STRETCH) {
    deliver(printed.slice(at, at + STRETCH), host)
    yield
  }
}

/** Sends a message and runs to the next pause or to the end, holding this thread. */
export function advance(execution: LocalExecution, message: Message, host: Host): Stopped {
  retainIn(host.kept)
  let event: Event = execution.step(message, host.decode, true)
  for (;;) {
    if (event.printed.length > 0) deliver(event.printed, host)
    if (event.kind !== 'yielded' && event.kind !== 'busy') return event
    event = execution.step(goOn, host.decode, true)
  }
}

/** Runs Python to its end, answering its calls, holding this thread. */
export function driveSync(
  execution: LocalExecution,
  first: Message,
  host: Host,
): Extract<EndEvent, { kind: 'complete' }> {
  let event = advance(execution, first, host)
  if (event.kind === 'complete') {
    host.flush?.()
    return event
  }
  const drive = new SyncDrive(host, execution)
  try {
    while (event.kind !== 'complete') event = advance(execution, drive.answer(event), host)
    return event
  } finally {
    drive.end()
    host.flush?.()
  }
}

class SyncDrive {
  readonly #host: Host
  readonly #account: Account
  readonly #thrown = new Thrown()
  readonly #promised: PromisedCalls
  readonly #scope: Scope
  readonly #asks: HostAsks

  constructor(host: Host, execution: LocalExecution) {
    const { account } = execution
    this.#host = host
    this.#account = account
    this.#asks = new HostAsks(execution, host)
    this.#promised = new PromisedCalls(host, account, this.#thrown.remember)
    this.#scope = new Scope(host, account, () => 0)
  }

  /**
   * The answer to a pause.
   *
   * @throws the failure of the run
   */
  answer(event: Exclude<Stopped, { kind: 'complete' }>): Message {
    switch (event.kind) {
      case 'function':
        return this.#answerFunction(event)
      case 'os':
        return this.#answerOs(event)
      case 'name':
        return this.#answerName(event)
      case 'futures':
        return this.#promised.settleNext(event)
      default:
        throw failureOf(
          event,
          event.kind === 'raised' ? this.#thrown.find(event.crossing) : undefined,
        )
    }
  }

  end(): void {
    this.#scope.end()
  }

  #answerFunction(given: CallEvent): Message {
    const event = asMethodCall(given, this.#host)
    event.account = this.#account
    this.#asks.check()
    const call = resolveCallee(event, this.#host)
    if (call === undefined) return unknownCallee(event, this.#thrown.remember)
    const outcome = outcomeOf(callFunction, call, event, this.#scope)
    if ('value' in outcome && isThenable(outcome.value)) throw promiseRefused(event, outcome.value)
    return returnsAwaitable(call)
      ? this.#promised.answer(event, outcome)
      : answer(event.name, outcome, event.eager, this.#thrown.remember)
  }

  #answerName(event: NameEvent): Message {
    const outcome = lazyValue(event, this.#host, this.#asks)
    if (outcome === undefined) {
      return answerLookup(event, this.#host, this.#asks, this.#thrown.remember)
    }
    if ('value' in outcome && isThenable(outcome.value)) throw promiseRefused(event, outcome.value)
    return answer(event.name, outcome, false, this.#thrown.remember)
  }

  #answerOs(event: CallEvent): Message {
    const ms = sleepOf(event)
    if (ms !== undefined) return this.#promised.sleep(event, ms)
    const outcome = timeOutcome(event, this.#host) ?? serveOs(event, this.#host, this.#asks)
    if (outcome === undefined) return unhandledOsCall(event)
    if ('value' in outcome && isThenable(outcome.value)) throw promiseRefused(event, outcome.value)
    return answer(event.name, outcome, false, this.#thrown.remember, isUnasked(event))
  }
}

export function promiseRefused(
  event: Pick<CallEvent, 'name'>,
  promise: PromiseLike<unknown>,
): MontyUsageError {
  whenSettled(promise, () => {})
  return new MontyUsageError(
    `${event.name}() returned a promise, which a synchronous run cannot wait for: use runAsync, or feedAsync of a session`,
    'MONTY_ASYNC_ONLY',
  )
}
