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

/** What the engine frees by itself after one of these, unless it is a session. */
const ENDS: ReadonlySet<Event['kind']> = new Set([
  'complete',
  'raised',
  'limit',
  'stopped',
  'crashed',
  'unconvertible',
])

/** A program that begins with the first message. */
interface Beginning {
  readonly program: Program
  readonly setup: Uint8Array
}

/** A run or session in this process. */
export class LocalExecution {
  readonly #number: number
  readonly #isRun: boolean
  #beginning: Beginning | undefined
  #isHeld = false
  #isFreed = false
  #isDisposed = false

  private constructor(number: number, beginning?: Beginning) {
    this.#number = number
    this.#isRun = beginning !== undefined
    this.#beginning = beginning
  }

  /** Nothing happens before the first step. */
  static program(program: Program, setup: Uint8Array): LocalExecution {
    return new LocalExecution(numbers.take(), { program, setup })
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
      const reply =
        this.#beginning === undefined
          ? binding().step(this.#number, writer.buffer, writer.length, wait)
          : this.#begin(this.#beginning, writer, wait)
      // Reading runs no code but ours, so one reader serves all.
      const reader = (spareReader ??= new Reader(writer.buffer, 0))
      if (typeof reply === 'number') reader.reset(writer.buffer, reply)
      else reader.reset(reply, reply.length)
      const event = readEvent(reader, options)
      if (this.#isRun && ENDS.has(event.kind)) this.#isFreed = true
      return event
    } finally {
      returnWriter(writer)
    }
  }

  #begin({ program, setup }: Beginning, writer: Writer, wait: boolean): number | Buffer {
    this.#beginning = undefined
    try {
      const { buffer, length } = writer
      return binding().startRun(this.#number, program.number, setup, buffer, length, wait)
    } catch (error) {
      this.#isFreed = true
      throw refusedSetup(error)
    }
  }

  dump(scriptName: string): Buffer {
    return binding().dumpExecution(this.#number, scriptName)
  }

  /** Whether there is nothing left to speak to. */
  get isGone(): boolean {
    return this.#isDisposed || this.#isFreed
  }

  /**
   * Ends what a feed left unfinished at a pause. Whether this is a session that can be fed: what
   * ended in the midst of a computation is none.
   */
  endFeed(abort: Message, options: DecodeOptions): boolean {
    if (this.#isDisposed) return false
    if (this.isIdle) return true
    try {
      this.step(abort, options, true)
    } catch {
      // It was over, and freed.
      return false
    }
    return this.isIdle
  }

  /** Whether it is a session between two feeds. */
  get isIdle(): boolean {
    return binding().isIdle(this.#number)
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
    if (!this.#isFreed || this.#isHeld) free(this.#number, this.#isHeld)
    else numbers.giveBack(this.#number)
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
