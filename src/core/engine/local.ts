import { binding, type BindingExecution, type BindingProgram } from '../binding.js'
import { MontyUsageError } from '../errors.js'
import type { DecodeOptions } from '../wire/decode.js'
import { Reader } from '../wire/reader.js'
import { returnWriter, takeWriter, type Writer } from '../wire/writer.js'
import { type Event, readEvent } from './event.js'
import { Op } from './kinds.js'

/** Writes a message to the engine. */
export type Message = (writer: Writer) => void

export const goOn: Message = (writer) => writer.u8(Op.CONTINUE)
export const stop: Message = (writer) => writer.u8(Op.STOP)
export const describe: Message = (writer) => writer.u8(Op.DESCRIBE)

let spareReader: Reader | undefined = undefined

/** A run or session in this process. */
export class LocalExecution {
  readonly #binding: BindingExecution

  private constructor(execution: BindingExecution) {
    this.#binding = execution
  }

  static program(program: BindingProgram, setup: Uint8Array): LocalExecution {
    return new LocalExecution(binding().BindingExecution.program(program, setup))
  }

  static session(
    source: { scriptName: string; assertBytes: number; allowEval: boolean; maxBytes: number },
    setup: Uint8Array,
  ): LocalExecution {
    const { scriptName, assertBytes, allowEval, maxBytes } = source
    const { BindingExecution } = binding()
    return new LocalExecution(
      BindingExecution.session(scriptName, assertBytes, allowEval, maxBytes, setup),
    )
  }

  /** From bytes that were authenticated. */
  static load(bytes: Uint8Array): LocalExecution {
    return new LocalExecution(binding().BindingExecution.load(bytes))
  }

  /** Sends a message, runs at most one slice, and reads the event that came of it. */
  step(message: Message, options: DecodeOptions, wait: boolean): Event {
    const writer = takeWriter()
    try {
      message(writer)
      const reply = this.#binding.step(writer.buffer, writer.length, wait)
      // Reading runs no code but ours, so one reader serves all.
      const reader = (spareReader ??= new Reader(writer.buffer, 0))
      if (typeof reply === 'number') reader.reset(writer.buffer, reply)
      else reader.reset(reply, reply.length)
      return readEvent(reader, options)
    } finally {
      returnWriter(writer)
    }
  }

  dump(scriptName: string): Buffer {
    return this.#binding.dump(scriptName)
  }

  functionNames(): string[] {
    return this.#binding.functionNames()
  }

  /** Tells the collector that this waits in the caller's hands with a heap of its own. */
  hold(): void {
    this.#binding.hold()
  }

  dispose(): void {
    this.#binding.dispose()
  }
}

/** A copy of a message, for a step that comes later. */
export function recorded(message: Message): Message {
  const writer = takeWriter()
  try {
    message(writer)
    const bytes = Uint8Array.prototype.slice.call(writer.buffer, 0, writer.length)
    return (later) => later.raw(bytes)
  } finally {
    returnWriter(writer)
  }
}

/** The error for an option of the binding that the engine refused. */
export function refusedSetup(error: unknown): MontyUsageError {
  return new MontyUsageError((error as Error).message, 'MONTY_USAGE', error)
}
