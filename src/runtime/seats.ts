import { advanceAsync } from '../core/drive/advance.js'
import { type Channel, LocalChannel } from '../core/drive/channel.js'
import { type Host, setupOf } from '../core/drive/host.js'
import type { Event } from '../core/engine/event.js'
import { describe, LocalExecution } from '../core/engine/local.js'
import { Program } from '../core/engine/program.js'
import { MontySnapshotError } from '../core/errors.js'
import type { Source } from '../core/source.js'
import { typeCheckAsync } from '../core/type-check.js'

/** A place where one execution runs. */
export interface Seat {
  /** A way to it, for one run or one feed; with `isKept` it stays when the channel is released. */
  channel(host: Host, isKept?: boolean): Channel
  /** The state of an execution at rest. */
  dump(): Buffer | Promise<Buffer>
  dispose(): void
}

/** A program that is ready to run. */
export interface Prepared {
  readonly source: Source
  open(host: Host): Seat
}

/** Where a runtime's Python runs. */
export interface Seats {
  /**
   * Compiles and checks.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(source: Source): Prepared | Promise<Prepared>
  /** A session in which nothing was defined yet. */
  session(source: Source, host: Host): Seat
  /** An execution from what it was dumped to. */
  load(state: Uint8Array, isSession: boolean, host: Host): Seat
}

/** Where a paused execution stands. */
export function standOf(seat: Seat, host: Host): Promise<Event> {
  return advanceAsync(seat.channel(host, true), describe, host)
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

  session(source: Source, host: Host): Seat {
    return new LocalSeat(LocalExecution.session(source, setupOf(host)), source.scriptName, true)
  }

  load(state: Uint8Array, isSession: boolean): Seat {
    try {
      return new LocalSeat(LocalExecution.load(state), 'main.py', isSession)
    } catch (error) {
      throw new MontySnapshotError('format', (error as Error).message, error)
    }
  }
}

async function checked(source: Source, program: Program): Promise<Prepared> {
  await typeCheckAsync(source)
  return preparedOf(source, program)
}

function preparedOf(source: Source, program: Program): Prepared {
  return {
    source,
    open: (host) =>
      new LocalSeat(LocalExecution.program(program, setupOf(host)), source.scriptName, false),
  }
}

class LocalSeat implements Seat {
  readonly #execution: LocalExecution
  readonly #scriptName: string
  readonly #isSession: boolean

  constructor(execution: LocalExecution, scriptName: string, isSession: boolean) {
    this.#execution = execution
    this.#scriptName = scriptName
    this.#isSession = isSession
  }

  channel(host: Host, isKept = this.#isSession): Channel {
    return new LocalChannel(this.#execution, host.decode, isKept)
  }

  dump(): Buffer {
    return this.#execution.dump(this.#scriptName)
  }

  dispose(): void {
    this.#execution.dispose()
  }
}
