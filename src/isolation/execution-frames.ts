import type { Message } from '../core/engine/message.js'
import type { CompleteLimits } from '../core/limits.js'
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
  step(message: Message): Buffer {
    const { maxMemoryBytes } = this.#limits
    return frame(Request.STEP, this.number, (writer) => message.write(writer), maxMemoryBytes)
  }

  /** Asks for its state. */
  dump(): Buffer {
    return frame(Request.DUMP, this.number, (writer) => writer.raw(Buffer.from(this.#scriptName)))
  }

  /** Has the worker forget it. */
  drop(): Buffer {
    return frame(Request.DROP, this.number)
  }
}
