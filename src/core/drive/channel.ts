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

/** A connection to an execution, in this process or in a worker. */
export interface Channel {
  set listener(listener: Listener)
  /** Resources used so far by the run. */
  readonly usage: Usage
  /** Host memory and time that the run accounts for. */
  readonly account: Account
  /** Fails the run from outside of its driver. */
  fail(error: unknown): void
  /** Sends a message. Returns the event if it is available at once; otherwise the listener receives it. */
  send(message: Message): Event | undefined
  /**
   * Ends the run, whatever it is doing, and frees it. No event follows. Returns Python's position if Python
   * was running.
   */
  stop(): Place
  /** Releases the channel at the end of a run: no further messages are sent. */
  release(): void
}

/** Python's position when the run was stopped, if available, now or later. */
export type Place = PythonException | undefined | Promise<PythonException | undefined>

const noListener: Listener = { onEvent() {}, onFailure() {} }

/** A channel to an execution on this thread, to which the scheduler gives slices. */
export class LocalChannel implements Channel, Runnable {
  readonly #delivery = new Delivery(noListener)
  readonly #execution: LocalExecution
  readonly #decode: DecodeOptions
  readonly #isShared: boolean
  #isReleased = false
  #next: Message | undefined
  #durationMs = 0
  heldMs = 0

  /** `isShared` is for a session, which outlives each feed. */
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
      // Values are encoded now: the caller may change them later.
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
    // Handling the event must not throw: the listener catches everything.
    if (settled !== undefined) this.#delivery.onEvent(settled)
    return took
  }

  stop(): Place {
    scheduler.remove(this)
    // The execution may be over, or disposed of together with its session.
    const { isGone } = this.#execution
    // A session between two feeds has nothing to stop and stays usable.
    const isIdle = !isGone && this.#isShared && this.#execution.isIdle
    const event = isGone || isIdle ? undefined : this.#execution.step(stop, this.#decode, true)
    this.release()
    return event?.kind === 'stopped' ? event.exception : undefined
  }

  release(): void {
    this.#isReleased = true
    this.#delivery.listener = noListener
    if (!this.#isShared) this.#execution.dispose()
  }

  /** The event, unless it is long: then it is decoded in slices, and delivered to the listener afterwards. */
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

  /** Duration of the last step, in ms. */
  #took(): number {
    const { durationMs } = this.#execution.meter
    const took = durationMs - this.#durationMs
    this.#durationMs = durationMs
    // A new feed starts at zero.
    const sliceMs = took < 0 ? durationMs : took
    this.heldMs += sliceMs
    return sliceMs
  }

  /** Schedules a turn that is not over. Returns the event for the listener, if there is one. */
  #settle(event: Event): Event | undefined {
    switch (event.kind) {
      case 'yielded':
        this.#delivery.expect()
        scheduler.add(this)
        // Output is delivered before the end of the turn.
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
