import { binding } from '../binding.js'
import { MontyUsageError, type Usage } from '../errors.js'
import type { DecodeOptions } from '../wire/decode.js'
import { free } from '../wire/memory.js'
import { Reader } from '../wire/reader.js'
import type { Sliced } from '../wire/sliced.js'
import { returnWriter, takeWriter, type Writer } from '../wire/writer.js'
import { dumpedLimits } from './dumped-limits.js'
import { type Event, readEvent, readEventInSlices } from './event.js'
import { Account, isLong } from './account.js'
import { Kind, Op } from './kinds.js'
import { Meter } from './meter.js'
import { ask, freeReply, keepReply, subjectOfReply } from './mailbox.js'
import { NOBODY, Request } from './requests.js'
import type { Message } from './message.js'
import { type SessionSource, writeSession } from './opening.js'
import { TurnClock } from './turn-clock.js'
import type { Program } from './program.js'

/** Approximate memory of a paused execution, reported to the garbage collector. */
const HELD_BYTES = 32 * 1024

/** Frees executions that were garbage collected. */
const forgotten = new FinalizationRegistry((number: number) => {
  binding().dropExecution(number)
  binding().adjustExternalMemory(-HELD_BYTES)
})

/** A program that starts with the first message. */
interface Beginning {
  readonly program: Program
  readonly setup: Uint8Array
}

/**
 * A run or session in this process. One is created for each run, so methods are private by type only, like
 * those of `Decoder`.
 */
export class LocalExecution {
  /** `NOBODY` until a run's first step, and after the engine has freed the execution. */
  #number: number
  #beginning: Beginning | undefined
  #isHeld = false
  #isDisposed = false
  /** Host memory and time that the run accounts for. */
  readonly account = new Account()
  /** Resource usage as reported by the last event. */
  readonly meter = new Meter(this.account)
  /** Whether Python is in the middle of a turn, and how long it may wait there. */
  readonly turn = new TurnClock()
  /** Maximum length of a message: the run's memory limit, as a longer message would not fit. */
  maxBytes = Infinity

  private constructor(number: number, beginning?: Beginning) {
    this.#number = number
    this.#beginning = beginning
  }

  /** A run of a program. Nothing happens before the first step. */
  static program(program: Program, setup: Uint8Array): LocalExecution {
    return new LocalExecution(NOBODY, { program, setup })
  }

  static session(source: SessionSource, setup: Uint8Array): LocalExecution {
    const writer = takeWriter()
    try {
      writeSession(writer, source)
      writer.raw(setup)
      ask(Request.SESSION, 0, writer, 0, false)
    } finally {
      returnWriter(writer)
    }
    return new LocalExecution(subjectOfReply()).held()
  }

  /** Loads an execution from authenticated bytes. */
  static load(bytes: Uint8Array): LocalExecution {
    const { number, maxMemoryBytes } = binding().loadExecution(bytes)
    const execution = new LocalExecution(number).held()
    execution.maxBytes = maxMemoryBytes
    execution.turn.maxDurationMs = dumpedLimits(bytes).maxDurationMs
    execution.turn.begin()
    return execution
  }

  /** Sends a message, runs at most one slice, and decodes the resulting event. */
  step(message: Message, options: DecodeOptions, wait: boolean): Event {
    return this.crossing(message, wait, (reply) => this.read(reply, options))
  }

  /** Like {@link step}; returns long events undecoded, for decoding in slices. */
  stepInSlices(
    message: Message,
    options: DecodeOptions,
    takesSlices: (bytes: number) => boolean,
  ): Event | Sliced<Event> {
    return this.crossing<Event | Sliced<Event>>(message, false, (reply) => {
      const bytes = reply.remaining
      if (!takesSlices(bytes)) return this.read(reply, options)
      this.account.move(bytes)
      return readKept(keepReply(), options, this.meter)
    })
  }

  private crossing<T extends Event | Sliced<Event>>(
    message: Message,
    wait: boolean,
    read: (reply: Reader) => T,
  ): T {
    if (this.#isDisposed) {
      throw new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
    }
    const writer = takeWriter(this.maxBytes)
    try {
      const reply = this.ask(message, writer, wait)
      const number = subjectOfReply()
      if (number === NOBODY) this.letGo()
      this.#number = number
      const wasOpen = this.turn.isOpen
      this.turn.isOpen = false
      // The first byte is the event's kind, available before the rest is decoded.
      const kind = reply.peek()
      const event = read(reply)
      this.turn.isOpen = kind === Kind.YIELDED || (kind === Kind.BUSY && wasOpen)
      return event
    } finally {
      freeReply()
      returnWriter(writer)
    }
  }

  private read(reply: Reader, options: DecodeOptions): Event {
    const { account } = this
    const bytes = reply.remaining
    account.move(bytes)
    if (!isLong(bytes)) return readEvent(reply, options, this.meter)
    return account.timed(() => readEvent(reply, options, this.meter))
  }

  private ask(message: Message, writer: Writer, wait: boolean): Reader {
    const beginning = this.#beginning
    if (beginning !== undefined) return this.begin(beginning, message, writer, wait)
    const { account } = this
    if (account.isOwing) account.write(writer)
    const start = writer.length
    message.write(writer)
    if (writer.buffer[start] === Op.FEED) {
      this.turn.begin()
      account.extraCalls = 0
    } else account.move(writer.length - start)
    return ask(Request.STEP, this.#number, writer, 0, wait)
  }

  private begin(
    { program, setup }: Beginning,
    message: Message,
    writer: Writer,
    wait: boolean,
  ): Reader {
    writer.raw(setup)
    message.write(writer)
    const { number } = program
    this.#beginning = undefined
    this.turn.begin()
    try {
      return ask(Request.RUN, number, writer, setup.length, wait)
    } catch (error) {
      throw refusedSetup(error)
    }
  }

  dump(scriptName: string): Buffer {
    return binding().dumpExecution(this.#number, scriptName)
  }

  /** Resources used so far. */
  get usage(): Usage {
    return this.meter.usage
  }

  /** Whether the execution is over or disposed of. */
  get isGone(): boolean {
    return this.#isDisposed || (this.#number === NOBODY && this.#beginning === undefined)
  }

  /**
   * Ends an unfinished feed at a pause. Returns whether the session can be fed again: one that was stopped in
   * the middle of a computation cannot.
   */
  endFeed(abort: Message, options: DecodeOptions): boolean {
    if (this.#isDisposed) return false
    if (this.isIdle) return true
    try {
      this.step(abort, options, true)
    } catch {
      // The execution was over, and freed.
      return false
    }
    return this.isIdle
  }

  /** Whether the execution is a session between two feeds. */
  get isIdle(): boolean {
    return binding().isIdle(this.#number)
  }

  functionNames(): string[] {
    return binding().functionNames(this.#number)
  }

  /**
   * Hands the execution to JavaScript: it is freed when it is garbage collected, and compacted to bytes when
   * many others follow.
   */
  held(): this {
    if (!this.#isHeld && this.#number !== NOBODY) {
      this.#isHeld = true
      binding().holdExecution(this.#number, HELD_BYTES)
      forgotten.register(this, this.#number, this)
    }
    return this
  }

  /**
   * Unregisters the execution, as it is freed in another way: its number may be reused by the time of a
   * collection.
   */
  private letGo(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    forgotten.unregister(this)
    binding().adjustExternalMemory(-HELD_BYTES)
  }

  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    this.letGo()
    this.turn.isOpen = false
    if (this.#number !== NOBODY) binding().dropExecution(this.#number)
  }
}

/** Decodes an event from a message in memory of its own. */
function* readKept(bytes: Buffer, options: DecodeOptions, meter: Meter): Sliced<Event> {
  const event = yield* readEventInSlices(new Reader(bytes), options, meter)
  free(bytes)
  return event
}

/** The error for an option that the engine refused. */
export function refusedSetup(error: unknown): MontyUsageError {
  // The binary itself is missing.
  if (error instanceof MontyUsageError) return error
  return new MontyUsageError((error as Error).message, 'MONTY_USAGE', error)
}
