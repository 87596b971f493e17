import { Seat, type Prepared, type Seats } from './backend.js'
import { type Host, setupOf } from './host.js'
import { LocalExecution } from '../engine/local.js'
import { Program } from '../engine/program.js'
import { MontySnapshotError, MontyTypingError } from '../errors.js'
import type { Source } from '../engine/source.js'
import { type Checked, typeCheckAsync } from '../type-check/check.js'
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

export const SCRIPT_NAME = 'main.py'

export async function leavingSyntax(check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    const isSyntax =
      error instanceof MontyTypingError &&
      error.diagnostics.some(({ code }) => code === 'invalid-syntax')
    if (!isSyntax) throw error
  }
}

export async function checked(source: Source, program: Program): Promise<Prepared> {
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
