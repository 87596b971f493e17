import { Delivery } from '../core/drive/async-context.js'
import type { Channel, Place } from '../core/drive/channel.js'
import { type Account, isLong } from '../core/engine/account.js'
import type { Listener } from '../core/drive/listener.js'
import { inSlices, takesSlices } from '../core/drive/in-slices.js'
import { type Event, readEvent, readEventInSlices } from '../core/engine/event.js'
import type { Message } from '../core/engine/message.js'
import type { Meter } from '../core/engine/meter.js'
import type { MontyError, Usage } from '../core/errors.js'
import type { DecodeOptions } from '../core/wire/decode.js'
import type { Reader } from '../core/wire/reader.js'
import type { Client } from './step-replies.js'

const noListener: Listener = { onEvent() {}, onFailure() {} }

/** The execution at the other end of a {@link RemoteChannel}. */
export interface RemotePeer {
  readonly usage: Usage
  readonly account: Account
  /** Sends a message; the client receives the replies later. */
  step(message: Message, client: Client): void
  /** Called when the driver gives up: ends a run, and a session too unless its state is available. */
  giveUp(): Place
  /** Called when the driver is finished for now; the execution stays. */
  detach(): void
  /** Ends the execution, whatever it is doing. */
  stop(): Place
}

/** A channel to an execution in a worker process. Its events are always asynchronous. */
export class RemoteChannel implements Channel, Client {
  readonly #delivery = new Delivery(noListener)
  readonly #execution: RemotePeer
  readonly #decode: DecodeOptions
  readonly #isShared: boolean
  #isReleased = false

  /** `isShared` is for an execution that outlives this channel. */
  constructor(execution: RemotePeer, decode: DecodeOptions, isShared: boolean) {
    this.#execution = execution
    this.#decode = decode
    this.#isShared = isShared
  }

  set listener(listener: Listener) {
    this.#delivery.listener = listener
  }

  send(message: Message): undefined {
    this.#delivery.expect()
    this.#execution.step(message, this)
  }

  stop(): Place {
    this.#isReleased = true
    this.#delivery.listener = noListener
    return this.#execution.giveUp()
  }

  release(): void {
    this.#isReleased = true
    this.#delivery.listener = noListener
    if (this.#isShared) this.#execution.detach()
    else void this.#execution.stop()
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

  read(body: Reader, meter: Meter): Event | Promise<Event> {
    const { account } = this
    const bytes = body.remaining
    account.move(bytes)
    if (takesSlices(bytes)) {
      return inSlices(readEventInSlices(body, this.#decode, meter), account, () => this.#isReleased)
    }
    if (!isLong(bytes)) return readEvent(body, this.#decode, meter)
    return account.timed(() => readEvent(body, this.#decode, meter))
  }

  onEvent(event: Event): void {
    this.#delivery.onEvent(event)
  }

  onFailure(error: MontyError): void {
    this.#delivery.onFailure(error)
  }
}
