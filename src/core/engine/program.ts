import { binding } from '../binding.js'
import { MontySyntaxError } from '../errors.js'
import type { Source } from './source.js'
import { Reader } from '../wire/reader.js'
import { returnWriter, takeWriter } from '../wire/writer.js'
import { readException } from './event.js'
import { ask, subjectOfReply } from './mailbox.js'
import { Request } from './requests.js'
import { writeProgram } from './opening.js'

/**
 * Maximum number of compiled programs kept, and maximum size of their sources; the oldest are dropped. A
 * compiled program is much larger than its source, and the garbage collector sees neither, so it may leave
 * unreachable ones.
 */
const KEPT = 256
const KEPT_SOURCE = 1024 * 1024

/** A compiled program in the engine; without a number once it was dropped. */
interface Compiled {
  number: number | undefined
  readonly size: number
}

const kept: Compiled[] = []
let keptSource = 0

function keep(number: number, size: number): Compiled {
  const compiled: Compiled = { number, size }
  kept.push(compiled)
  keptSource += size
  while (kept.length > KEPT || (keptSource > KEPT_SOURCE && kept.length > 1)) {
    const oldest = kept.shift()!
    keptSource -= oldest.size
    binding().dropProgram(oldest.number!)
    oldest.number = undefined
  }
  return compiled
}

/** A program in this process. Its compiled form may be dropped, and is recreated on use. */
export class Program {
  readonly #source: Source
  #compiled: Compiled

  private constructor(source: Source, compiled: Compiled) {
    this.#source = source
    this.#compiled = compiled
  }

  /** The number of the compiled program. */
  get number(): number {
    if (this.#compiled.number === undefined) this.#compiled = compile(this.#source)
    return this.#compiled.number!
  }

  static compile(source: Source): Program {
    return new Program(source, compile(source))
  }

  /** Compiles on another thread. */
  static async compileAsync(source: Source): Promise<Program> {
    const compiled = await binding().compileProgramAsync(written(source))
    if (typeof compiled !== 'number') throw refusal(new Reader(compiled))
    return new Program(source, keep(compiled, source.code.length))
  }
}

function compile(source: Source): Compiled {
  const writer = takeWriter()
  try {
    writeProgram(writer, source)
    const exception = ask(Request.PROGRAM, 0, writer, 0, false)
    if (exception.remaining > 0) throw refusal(exception)
    return keep(subjectOfReply(), source.code.length)
  } finally {
    returnWriter(writer)
  }
}

/** A source in memory that another thread may read. */
function written(source: Source): Buffer {
  const writer = takeWriter()
  try {
    writeProgram(writer, source)
    return Buffer.from(writer.buffer.subarray(0, writer.length))
  } finally {
    returnWriter(writer)
  }
}

function refusal(exception: Reader): MontySyntaxError {
  return new MontySyntaxError(readException(exception))
}
