import type { Account } from '../engine/account.js'
import type { CallEvent, FuturesEvent } from '../engine/event.js'
import type { Message } from '../engine/message.js'
import { MontyUsageError } from '../errors.js'
import { answer, future, type Outcome, type Remember, settle, type Settled } from './answers.js'
import type { Host } from './host.js'
import { hostSleepSync } from './sleep.js'
import { monotonicNow } from '../timers.js'

interface Promised {
  readonly name: string
  readonly outcome: Outcome
  /** Due time, by `monotonicNow()`. */
  readonly due: number
  /** Bytes held for the call until Python receives the outcome. */
  readonly heldBytes: number
}

/** Futures that a synchronous run has given to Python: sleeps, which overlap, and available answers. */
export class PromisedCalls {
  readonly #host: Host
  readonly #account: Account
  readonly #remember: Remember
  readonly #calls = new Map<number, Promised>()

  constructor(host: Host, account: Account, remember: Remember) {
    this.#host = host
    this.#account = account
    this.#remember = remember
  }

  sleep(event: CallEvent, ms: number): Message {
    const outcome = { value: null }
    if (event.name === 'asyncio.sleep' && !event.eager) {
      return this.#promise(event, outcome, monotonicNow() + ms)
    }
    const slept = sleptFor(ms, this.#host.sleep) ?? outcome
    return answer(event.name, slept, event.eager, this.#remember)
  }

  /** Gives Python an awaitable for an available answer. */
  answer(event: CallEvent, outcome: Outcome): Message {
    if (event.eager) return answer(event.name, outcome, true, this.#remember)
    return this.#promise(event, outcome, 0)
  }

  #promise(event: CallEvent, outcome: Outcome, due: number): Message {
    const { callId, name } = event
    // The outcome may be one of the call's arguments.
    const heldBytes = this.#account.holdCall(event)
    this.#calls.set(callId, { name, outcome, due, heldBytes })
    return future
  }

  /** Settles the calls that are due, after sleeping until the first is. */
  settleNext(event: FuturesEvent): Message {
    const pending = event.callIds
      .map((callId) => ({ callId, call: this.#calls.get(callId) }))
      .filter((one): one is { callId: number; call: Promised } => one.call !== undefined)
    const first = Math.min(...pending.map(({ call }) => call.due))
    if (pending.length === 0) throw new MontyUsageError('no pending call can be settled')
    const failed = sleptFor(Math.max(0, first - monotonicNow()), this.#host.sleep)
    const due = Math.max(first, monotonicNow())
    const settled = pending
      .filter(({ call }) => call.due <= due)
      .map(({ callId, call }): Settled => {
        this.#calls.delete(callId)
        this.#account.release(call.heldBytes)
        return { callId, name: call.name, outcome: failed ?? call.outcome }
      })
    return settle(settled, this.#remember)
  }
}

/** The error that the host's sleep threw, if it did. */
function sleptFor(ms: number, sleep: Host['sleep']): Outcome | undefined {
  try {
    hostSleepSync(ms, sleep)
    return undefined
  } catch (error) {
    // A sleep that returned a promise is an error of the host, which is not raised in Python.
    if (error instanceof MontyUsageError) throw error
    return { error }
  }
}
