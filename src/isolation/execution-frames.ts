import type { Account } from '../core/engine/account.js'
import { Op } from '../core/engine/kinds.js'
import type { Message } from '../core/engine/message.js'
import type { CompleteLimits } from '../core/limits.js'
import type { Writer } from '../core/wire/writer.js'
import { frame } from './frames.js'
import { type ExecutionSource, creationFrames } from './execution-source.js'
import type { ProgramCache } from './program-cache.js'
import { Request } from './protocol.js'

/** Creates the frames for one execution. */
export class ExecutionFrames {
  /** The execution's number on its workers. */
  readonly number: number
  readonly #scriptName: string
  readonly #limits: CompleteLimits

  constructor(number: number, scriptName: string, limits: CompleteLimits) {
    this.number = number
    this.#scriptName = scriptName
    this.#limits = limits
  }

  /** The frames that create the execution, on a worker that has these programs, in pieces. */
  create(origin: ExecutionSource, programs: ProgramCache): Buffer[] {
    return creationFrames(origin, this.number, programs)
  }

  /** @throws MontyLimitError when the message's values exceed Python's memory limit */
  step(message: Message, account: Account): { readonly bytes: Buffer; readonly isFeed: boolean } {
    const { maxMemoryBytes } = this.#limits
    let isFeed = false
    const write = (writer: Writer): void => {
      if (account.isOwing) account.write(writer)
      const start = writer.length
      message.write(writer)
      const op = writer.buffer[start]
      isFeed = op === Op.FEED
      // The inputs of a run are the host's own.
      if (!isFeed && op !== Op.START) account.move(writer.length - start)
    }
    return { bytes: frame(Request.STEP, this.number, write, maxMemoryBytes), isFeed }
  }

  /** Requests the state. */
  dump(): Buffer {
    return frame(Request.DUMP, this.number, (writer) => writer.raw(Buffer.from(this.#scriptName)))
  }

  /** Requests the state in order to park, outside of the run's time. */
  park(): Buffer {
    return frame(Request.PARK, this.number, (writer) => writer.raw(Buffer.from(this.#scriptName)))
  }

  /** Drops the execution on its worker. */
  drop(): Buffer {
    return frame(Request.DROP, this.number)
  }
}
