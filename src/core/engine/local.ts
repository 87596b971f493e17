import { binding } from '../binding.js'
import { MontyUsageError } from '../errors.js'
import type { DecodeOptions } from '../wire/decode.js'
import { Reader } from '../wire/reader.js'
import { returnWriter, takeWriter, type Writer } from '../wire/writer.js'
import { type Event, readEvent } from './event.js'
import { Op } from './kinds.js'
import { Numbers } from './numbers.js'
import type { Program } from './program.js'

/** Writes a message to the engine. */
export type Message = (writer: Writer) => void

export const goOn: Message = (writer) => writer.u8(Op.CONTINUE)
export const stop: Message = (writer) => writer.u8(Op.STOP)
export const describe: Message = (writer) => writer.u8(Op.DESCRIBE)

let spareReader: Reader | undefined = undefined

/** What a paused execution is taken to weigh, so that the collector knows what it holds on to. */
const HELD_BYTES = 32 * 1024

const numbers = new Numbers()
/** Frees executions that were forgotten. */
const forgotten = new FinalizationRegistry((number: number) => free(number, true))

function free(number: number, isHeld: boolean): void {
  binding().dropExecution(number)
  if (isHeld) binding().adjustExternalMemory(-HELD_BYTES)
  numbers.giveBack(number)
}

/** A run or session in this process. */
export class LocalExecution {
  readonly #number: number
  #isHeld = false
  #isDisposed = false

  private constructor(number: number) {
    this.#number = number
  }

  static program(program: Program, setup: Uint8Array): LocalExecution {
    const number = numbers.take()
    binding().openRun(number, program.number, setup)
    return new LocalExecution(number)
  }

  static session(
    source: { scriptName: string; assertBytes: number; allowEval: boolean; maxBytes: number },
    setup: Uint8Array,
  ): LocalExecution {
    const { scriptName, assertBytes, allowEval, maxBytes } = source
    const number = numbers.take()
    binding().openSession(number, scriptName, assertBytes, allowEval, maxBytes, setup)
    return new LocalExecution(number).held()
  }

  /** From bytes that were authenticated. */
  static load(bytes: Uint8Array): LocalExecution {
    const number = numbers.take()
    binding().loadExecution(number, bytes)
    return new LocalExecution(number).held()
  }

  /** Sends a message, runs at most one slice, and reads the event that came of it. */
  step(message: Message, options: DecodeOptions, wait: boolean): Event {
    if (this.#isDisposed) {
      throw new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
    }
    const writer = takeWriter()
    try {
      message(writer)
      const reply = binding().step(this.#number, writer.buffer, writer.length, wait)
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
    return binding().dumpExecution(this.#number, scriptName)
  }

  functionNames(): string[] {
    return binding().functionNames(this.#number)
  }

  /** Has the execution freed when it is forgotten, for it now waits in somebody's hands. */
  held(): this {
    if (!this.#isHeld && !this.#isDisposed) {
      this.#isHeld = true
      binding().adjustExternalMemory(HELD_BYTES)
      forgotten.register(this, this.#number, this)
    }
    return this
  }

  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    if (this.#isHeld) forgotten.unregister(this)
    free(this.#number, this.#isHeld)
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
