import type { Account } from '../core/engine/account.js'
import { Op } from '../core/engine/kinds.js'
import type { Message } from '../core/engine/message.js'
import type { CompleteLimits } from '../core/limits.js'
import type { Writer } from '../core/wire/writer.js'
import { frame } from './frames.js'
import { type ExecutionSource, originFrames } from './execution-source.js'
import type { ProgramCache } from './program-cache.js'
import { Request } from './protocol.js'

/** The frames that speak of one execution. */
export class ExecutionFrames {
  /** By which its workers know it. */
  readonly number: number
  readonly #scriptName: string
  readonly #limits: CompleteLimits

  constructor(number: number, scriptName: string, limits: CompleteLimits) {
    this.number = number
    this.#scriptName = scriptName
    this.#limits = limits
  }

  /** Makes it, on a worker that knows these programs. */
  make(origin: ExecutionSource, programs: ProgramCache): Buffer[] {
    return originFrames(origin, this.number, programs)
  }

  /** @throws MontyLimitError when Python could not hold the values in the message */
  step(message: Message, account: Account): { readonly bytes: Buffer; readonly isFeed: boolean } {
    const { maxMemoryBytes } = this.#limits
    let isFeed = false
    const write = (writer: Writer): void => {
      if (account.isOwing) account.write(writer)
      const start = writer.length
      message.write(writer)
      const op = writer.buffer[start]
      isFeed = op === Op.FEED
      // What a run begins with is the host's own.
      if (!isFeed && op !== Op.START) account.move(writer.length - start)
    }
    return { bytes: frame(Request.STEP, this.number, write, maxMemoryBytes), isFeed }
  }

  /** Asks for its state. */
  dump(): Buffer {
    return frame(Request.DUMP, this.number, (writer) => writer.raw(Buffer.from(this.#scriptName)))
  }

  /** The same, on its own time. */
  park(): Buffer {
    return frame(Request.PARK, this.number, (writer) => writer.raw(Buffer.from(this.#scriptName)))
  }

  /** Has the worker forget it. */
  drop(): Buffer {
    return frame(Request.DROP, this.number)
  }
}
