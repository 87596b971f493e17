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

/** What a paused execution is taken to weigh, so that the collector knows what it holds on to. */
const HELD_BYTES = 32 * 1024

/** Frees executions that were forgotten. */
const forgotten = new FinalizationRegistry((number: number) => {
  binding().dropExecution(number)
  binding().adjustExternalMemory(-HELD_BYTES)
})

/** A program that begins with the first message. */
interface Beginning {
  readonly program: Program
  readonly setup: Uint8Array
}

/**
 * A run or session in this process. One is made for each run, so that methods are private by type
 * only, as those of the reader of values are.
 */
export class LocalExecution {
  /** Nobody's before a run's first step, and once the engine has freed what is over. */
  #number: number
  #beginning: Beginning | undefined
  #isHeld = false
  #isDisposed = false
  /** What is held and done here because of it. */
  readonly account = new Account()
  /** What its last event said of what it has used. */
  readonly meter = new Meter(this.account)
  /** Whether it is in the middle of a turn, and for how long it may stand there. */
  readonly turn = new TurnClock()
  /** The longest message it takes: its memory, as what is longer would not fit. */
  maxBytes = Infinity

  private constructor(number: number, beginning?: Beginning) {
    this.#number = number
    this.#beginning = beginning
  }

  /** Nothing happens before the first step. */
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

  /** From bytes that were authenticated. */
  static load(bytes: Uint8Array): LocalExecution {
    const { number, maxMemoryBytes } = binding().loadExecution(bytes)
    const execution = new LocalExecution(number).held()
    execution.maxBytes = maxMemoryBytes
    execution.turn.maxDurationMs = dumpedLimits(bytes).maxDurationMs
    execution.turn.begin()
    return execution
  }

  /** Sends a message, runs at most one slice, and reads the event that came of it. */
  step(message: Message, options: DecodeOptions, wait: boolean): Event {
    return this.crossing(message, wait, (reply) => this.read(reply, options))
  }

  /** As {@link step}; what is to be read in slices is left to the caller. */
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
      // The first byte says what happened, and is there before the rest is read.
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

  /** What it has used so far. */
  get usage(): Usage {
    return this.meter.usage
  }

  /** Whether there is nothing left to speak to. */
  get isGone(): boolean {
    return this.#isDisposed || (this.#number === NOBODY && this.#beginning === undefined)
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

  /**
   * Has the execution freed when it is forgotten, and kept as bytes when many follow it, for it now
   * waits in somebody's hands.
   */
  held(): this {
    if (!this.#isHeld && this.#number !== NOBODY) {
      this.#isHeld = true
      binding().holdExecution(this.#number, HELD_BYTES)
      forgotten.register(this, this.#number, this)
    }
    return this
  }

  /** It is freed otherwise: a number that was given back may be another's by the time of a collection. */
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

/** Reads an event whose message was kept for it. */
function* readKept(bytes: Buffer, options: DecodeOptions, meter: Meter): Sliced<Event> {
  const event = yield* readEventInSlices(new Reader(bytes), options, meter)
  free(bytes)
  return event
}

/** The error for an option of the binding that the engine refused. */
export function refusedSetup(error: unknown): MontyUsageError {
  // There is nothing to run it in.
  if (error instanceof MontyUsageError) return error
  return new MontyUsageError((error as Error).message, 'MONTY_USAGE', error)
}
