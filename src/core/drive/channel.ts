import type { Account } from '../engine/account.js'
import type { Event } from '../engine/event.js'
import type { LocalExecution } from '../engine/local-execution.js'
import { goOn, type Message, recorded, stop } from '../engine/message.js'
import type { TurnClock } from '../engine/turn-clock.js'
import type { PythonException, Usage } from '../errors.js'
import type { DecodeOptions } from '../wire/decode.js'
import { Delivery } from './async-context.js'
import { inSlices, takesSlices } from './in-slices.js'
import type { Listener } from './listener.js'
import { type Runnable, scheduler } from './scheduler.js'

/** A way to an execution, here or in another process. */
export interface Channel {
  set listener(listener: Listener)
  /** What the run has used so far. */
  readonly usage: Usage
  /** What is held and done here because of it. */
  readonly account: Account
  /** Ends the run for its driver, which is not the one that asks for it. */
  fail(error: unknown): void
  /** Sends a message; the event, when it came at once, else the listener gets it. */
  send(message: Message): Event | undefined
  /** Ends the run, whatever it is doing, and frees it. No event follows; but where Python was, if it was running. */
  stop(): Place
  /** The run is over: nothing more will be sent. */
  release(): void
}

/** Where Python was when it was ended, if that is known, now or later. */
export type Place = PythonException | undefined | Promise<PythonException | undefined>

const nobody: Listener = { onEvent() {}, onFailure() {} }

/** An execution of this thread, whose slices the scheduler hands out. */
export class LocalChannel implements Channel, Runnable {
  readonly #delivery = new Delivery(nobody)
  readonly #execution: LocalExecution
  readonly #decode: DecodeOptions
  readonly #isShared: boolean
  #isReleased = false
  #next: Message | undefined
  #durationMs = 0
  heldMs = 0

  /** `isShared` is for a session, which lives on when a feed is over. */
  constructor(execution: LocalExecution, decode: DecodeOptions, isShared = false) {
    this.#execution = execution
    this.#decode = decode
    this.#isShared = isShared
  }

  set listener(listener: Listener) {
    this.#delivery.listener = listener
  }

  get usage(): Usage {
    return this.#execution.usage
  }

  get account(): Account {
    return this.#execution.account
  }

  fail(error: unknown): void {
    this.#delivery.onFailure(error)
  }

  get turn(): TurnClock {
    return this.#execution.turn
  }

  get leftMs(): number {
    return Math.max(0, this.turn.maxDurationMs - this.#durationMs)
  }

  get memoryBytes(): number {
    return this.#execution.meter.peakMemoryBytes
  }

  send(message: Message): Event | undefined {
    if (!scheduler.hasRoom) {
      this.#delivery.expect()
      // The values are read now: the caller may change them later.
      this.#next = recorded(message, this.#execution.maxBytes)
      scheduler.add(this)
      return undefined
    }
    const event = this.#step(message)
    if (event === undefined) {
      this.#delivery.expect()
      scheduler.charge(this.#took())
      return undefined
    }
    scheduler.charge(this.#took())
    return this.#settle(event)
  }

  slice(): number | 'busy' {
    const message = this.#next ?? goOn
    this.#next = undefined
    let event: Event | undefined
    try {
      event = this.#step(message)
    } catch (error) {
      this.#delivery.onFailure(error)
      return 0
    }
    const took = this.#took()
    if (event === undefined) return took
    const settled = this.#settle(event)
    if (event.kind === 'busy') return 'busy'
    // What the host does with it may throw nothing: the listener sees to that.
    if (settled !== undefined) this.#delivery.onEvent(settled)
    return took
  }

  stop(): Place {
    scheduler.remove(this)
    // It may be over, or have been disposed of together with its session.
    const { isGone } = this.#execution
    // A session between two feeds has nothing to stop, and lives on.
    const isIdle = !isGone && this.#isShared && this.#execution.isIdle
    const event = isGone || isIdle ? undefined : this.#execution.step(stop, this.#decode, true)
    this.release()
    return event?.kind === 'stopped' ? event.exception : undefined
  }

  release(): void {
    this.#isReleased = true
    this.#delivery.listener = nobody
    if (!this.#isShared) this.#execution.dispose()
  }

  /** The event, unless it is long: then it is read in slices, and told when it was. */
  #step(message: Message): Event | undefined {
    const event = this.#execution.stepInSlices(message, this.#decode, takesSlices)
    if ('kind' in event) return event
    inSlices(event, this.account, () => this.#isReleased).then(
      (read) => {
        const settled = this.#isReleased ? undefined : this.#settle(read)
        if (settled !== undefined) this.#delivery.onEvent(settled)
        return undefined
      },
      (error: unknown) => this.#delivery.onFailure(error),
    )
    return undefined
  }

  /** Time that the last step took. */
  #took(): number {
    const { durationMs } = this.#execution.meter
    const took = durationMs - this.#durationMs
    this.#durationMs = durationMs
    // A new feed starts from nothing.
    const sliceMs = took < 0 ? durationMs : took
    this.heldMs += sliceMs
    return sliceMs
  }

  /** Queues what has to go on; what came of the rest is the listener's. */
  #settle(event: Event): Event | undefined {
    switch (event.kind) {
      case 'yielded':
        this.#delivery.expect()
        scheduler.add(this)
        // Output does not wait for the end of the turn.
        return event.printed.length > 0 ? event : undefined
      case 'busy':
        this.#delivery.expect()
        scheduler.add(this)
        return undefined
      default:
        this.heldMs = 0
        return event
    }
  }
}
