import { returnWriter, takeWriter, type Writer } from '../wire/writer.js'
import { Op } from './kinds.js'

/**
 * A message to the engine. Each host call has an instance of its own: an object is cheaper than a closure.
 */
export interface Message {
  /** Writes the message. Reading the caller's values may run the caller's code. */
  write(writer: Writer): void
}

/** A message of one byte. */
export class Signal implements Message {
  readonly #op: number

  constructor(op: number) {
    this.#op = op
  }

  write(writer: Writer): void {
    writer.u8(this.#op)
  }
}

export const goOn = new Signal(Op.CONTINUE)
export const stop = new Signal(Op.STOP)
export const describe = new Signal(Op.DESCRIBE)
/** Requests the current pause again, with no value as JSON text. */
export const describePlain = new Signal(Op.DESCRIBE_PLAIN)

/** A copy of a message, for a later step. */
export function recorded(message: Message, maxBytes: number): Message {
  const writer = takeWriter(maxBytes)
  try {
    message.write(writer)
    const bytes = Uint8Array.prototype.slice.call(writer.buffer, 0, writer.length)
    return { write: (later) => later.raw(bytes) }
  } finally {
    returnWriter(writer)
  }
}
