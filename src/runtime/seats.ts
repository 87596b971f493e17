import { advanceAsync } from '../core/drive/advance.js'
import type { Channel } from '../core/drive/channel.js'
import { type AnyExecution, channelTo, copyOf } from '../core/drive/execution.js'
import { type Host, setupOf } from '../core/drive/host.js'
import type { Event } from '../core/engine/event.js'
import { LocalExecution } from '../core/engine/local.js'
import { describe } from '../core/engine/message.js'
import { Program } from '../core/engine/program.js'
import { MontySnapshotError, MontyTypingError } from '../core/errors.js'
import type { Source } from '../core/source.js'
import { type Checked, typeCheckAsync } from '../core/type-check.js'
import { RemoteExecution } from '../isolation/execution.js'
import { openDump, openRun, openSession } from '../isolation/open.js'
import type { MontyPool } from '../isolation/pool.js'
import { checkTypesIn } from '../isolation/type-check.js'

/** An execution, wherever it runs. */
export class Seat {
  readonly #execution: AnyExecution
  readonly #scriptName: string
  readonly #isSession: boolean

  constructor(execution: AnyExecution, scriptName: string, isSession: boolean) {
    this.#execution = execution
    this.#scriptName = scriptName
    this.#isSession = isSession
  }

  /** A way to it, for one run or one feed; with `isKept` it stays when the channel is released. */
  channel(host: Host, isKept = this.#isSession): Channel {
    return channelTo(this.#execution, host.decode, isKept)
  }

  /** Where a paused execution stands. */
  stand(host: Host): Promise<Event> {
    return advanceAsync(this.channel(host, true), describe, host)
  }

  /** From now on its state is at hand at every pause. */
  startKeeping(): void {
    if (this.#execution instanceof RemoteExecution) this.#execution.startKeeping()
  }

  /** Whether it is at hand. */
  get hasState(): boolean {
    return !(this.#execution instanceof RemoteExecution) || this.#execution.hasState
  }

  /** The state at a pause while the run is on its way, of an execution that is kept. */
  dumpNow(): Buffer {
    return this.#execution.dump(this.#scriptName)
  }

  /** The state of an execution at rest. */
  async dump(host: Host): Promise<Buffer> {
    if (this.#execution instanceof RemoteExecution) {
      // Asking where it stands brings its state along.
      this.startKeeping()
      await this.stand(host)
    }
    return this.dumpNow()
  }

  /** A session in the same state, made when it is asked for. */
  copy(): () => Seat {
    const copy = copyOf(this.#execution, this.#scriptName)
    return () => new Seat(copy(), this.#scriptName, this.#isSession)
  }

  /** Whether it is a session between two feeds. */
  get isIdle(): boolean {
    const execution = this.#execution
    const isGone = execution instanceof RemoteExecution ? execution.isOver : execution.isGone
    return !isGone && execution.isIdle
  }

  dispose(): void {
    this.#execution.dispose()
  }
}

/** A program that is ready to run. */
export interface Prepared {
  readonly source: Source
  open(host: Host): Seat
}

/** Where a runtime's Python runs. */
export interface Seats {
  /**
   * Compiles, or has it compiled when it runs, and checks types.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(source: Source): Prepared | Promise<Prepared>
  /**
   * Checks the types of code for a session. What is wrong with its syntax, the compiler says better.
   *
   * @throws MontyTypingError
   */
  check(feed: Checked): Promise<void>
  /** A session in which nothing was defined yet. */
  session(source: Source, host: Host): Seat
  /** An execution from what it was dumped to. */
  load(state: Uint8Array, isSession: boolean): Seat
}

/** Longer sources are compiled on another thread. */
const LONG = 8_192

/** Python in this process. */
export class LocalSeats implements Seats {
  /** Compiling comes first: it is quick, and says best what is wrong with the syntax. */
  prepare(source: Source): Prepared | Promise<Prepared> {
    if (source.code.length > LONG) return this.#prepareElsewhere(source)
    const program = Program.compile(source)
    return source.typeCheck ? checked(source, program) : preparedOf(source, program)
  }

  async #prepareElsewhere(source: Source): Promise<Prepared> {
    const program = await Program.compileAsync(source)
    return source.typeCheck ? checked(source, program) : preparedOf(source, program)
  }

  check(feed: Checked): Promise<void> {
    return leavingSyntax(() => typeCheckAsync(feed))
  }

  session(source: Source, host: Host): Seat {
    const execution = LocalExecution.session(source, setupOf(host))
    execution.maxBytes = host.limits.maxMemoryBytes
    return new Seat(execution, source.scriptName, true)
  }

  load(state: Uint8Array, isSession: boolean): Seat {
    try {
      return new Seat(LocalExecution.load(state), SCRIPT_NAME, isSession)
    } catch (error) {
      throw new MontySnapshotError('format', (error as Error).message, error)
    }
  }
}

const SCRIPT_NAME = 'main.py'

async function leavingSyntax(check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    const isSyntax =
      error instanceof MontyTypingError &&
      error.diagnostics.some(({ code }) => code === 'invalid-syntax')
    if (!isSyntax) throw error
  }
}

async function checked(source: Source, program: Program): Promise<Prepared> {
  await typeCheckAsync(source)
  return preparedOf(source, program)
}

function preparedOf(source: Source, program: Program): Prepared {
  const { scriptName } = source
  return {
    source,
    open(host) {
      const execution = LocalExecution.program(program, setupOf(host))
      execution.maxBytes = host.limits.maxMemoryBytes
      return new Seat(execution, scriptName, false)
    },
  }
}

/** Python in worker processes. No source is compiled or checked in this one. */
export class RemoteSeats implements Seats {
  readonly #pool: MontyPool
  readonly #isKept: boolean

  /** `isKept` is for states that are wanted while a run is on its way. */
  constructor(pool: MontyPool, isKept: boolean) {
    this.#pool = pool
    this.#isKept = isKept
  }

  prepare(source: Source): Prepared | Promise<Prepared> {
    const prepared: Prepared = {
      source,
      open: (host) =>
        new Seat(openRun(this.#pool, source, host, this.#isKept), source.scriptName, false),
    }
    return source.typeCheck ? this.#checked(prepared) : prepared
  }

  async #checked(prepared: Prepared): Promise<Prepared> {
    await this.check(prepared.source)
    return prepared
  }

  check(feed: Checked): Promise<void> {
    return leavingSyntax(() => checkTypesIn(this.#pool, feed))
  }

  session(source: Source, host: Host): Seat {
    return new Seat(openSession(this.#pool, source, host), source.scriptName, true)
  }

  load(state: Uint8Array, isSession: boolean): Seat {
    const kept = { scriptName: SCRIPT_NAME, isSession, isKept: this.#isKept || isSession }
    return new Seat(openDump(this.#pool, state, kept), SCRIPT_NAME, isSession)
  }
}
