import { Delivery } from '../core/drive/async-context.js'
import type { Channel, Listener } from '../core/drive/channel.js'
import { type Event, readEvent } from '../core/engine/event.js'
import type { Message } from '../core/engine/message.js'
import type { Meter } from '../core/engine/meter.js'
import type { MontyError, Usage } from '../core/errors.js'
import type { DecodeOptions } from '../core/wire/decode.js'
import type { Reader } from '../core/wire/reader.js'
import type { Client } from './step-replies.js'
import type { RemoteExecution } from './execution.js'

const nobody: Listener = { onEvent() {}, onFailure() {} }

/** The way to an execution in a worker process. Its events always come later. */
export class RemoteChannel implements Channel, Client {
  readonly #delivery = new Delivery(nobody)
  readonly #execution: RemoteExecution
  readonly #decode: DecodeOptions
  readonly #isShared: boolean

  /** `isShared` is for an execution that lives on when this channel is released. */
  constructor(execution: RemoteExecution, decode: DecodeOptions, isShared: boolean) {
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

  stop(): void {
    this.#delivery.listener = nobody
    this.#execution.giveUp()
  }

  release(): void {
    this.#delivery.listener = nobody
    if (this.#isShared) this.#execution.detach()
    else this.#execution.stop()
  }

  get usage(): Usage {
    return this.#execution.usage
  }

  read(body: Reader, meter: Meter): Event {
    return readEvent(body, this.#decode, meter)
  }

  onEvent(event: Event): void {
    this.#delivery.onEvent(event)
  }

  onFailure(error: MontyError): void {
    this.#delivery.onFailure(error)
  }
}
