import { binding } from '../binding.js'
import { MontySyntaxError } from '../errors.js'
import type { Source } from '../source.js'
import { Reader } from '../wire/reader.js'
import { readException } from './event.js'
import { Numbers } from './numbers.js'

/**
 * Compiled forms kept at once, and the source behind them. A compiled form is much larger than
 * its source, and the collector, which sees neither, may leave thousands of forgotten ones around.
 */
const KEPT = 256
const KEPT_SOURCE = 4 * 1024 * 1024

/** A compiled form in the engine; without a number once it was dropped. */
interface Compiled {
  number: number | undefined
  readonly size: number
}

const numbers = new Numbers()
const kept: Compiled[] = []
let keptSource = 0

function keep(number: number, size: number): Compiled {
  const compiled: Compiled = { number, size }
  kept.push(compiled)
  keptSource += size
  while (kept.length > KEPT || (keptSource > KEPT_SOURCE && kept.length > 1)) {
    const oldest = kept.shift()!
    keptSource -= oldest.size
    drop(oldest)
  }
  return compiled
}

function drop(compiled: Compiled): void {
  if (compiled.number === undefined) return
  binding().dropProgram(compiled.number)
  numbers.giveBack(compiled.number)
  compiled.number = undefined
}

const forgotten = new FinalizationRegistry(drop)

/** A program of this process. Its compiled form may be dropped, and is then made again on use. */
export class Program {
  readonly #source: Source
  #compiled: Compiled

  private constructor(source: Source, compiled: Compiled) {
    this.#source = source
    this.#compiled = compiled
    forgotten.register(this, compiled, this)
  }

  /** The number of the compiled form. */
  get number(): number {
    if (this.#compiled.number === undefined) {
      this.#compiled = compile(this.#source)
      forgotten.unregister(this)
      forgotten.register(this, this.#compiled, this)
    }
    return this.#compiled.number!
  }

  static compile(source: Source): Program {
    return new Program(source, compile(source))
  }

  /** Compiles on another thread. */
  static async compileAsync(source: Source): Promise<Program> {
    const number = numbers.take()
    const refusal = await binding().compileProgramAsync(number, source)
    return new Program(source, settle(number, refusal, source))
  }
}

function compile(source: Source): Compiled {
  const number = numbers.take()
  return settle(number, binding().compileProgram(number, source), source)
}

/** The compiled form, unless an exception refuses the source. */
function settle(number: number, refusal: Buffer | null, source: Source): Compiled {
  if (refusal === null) return keep(number, source.code.length)
  numbers.giveBack(number)
  throw new MontySyntaxError(readException(new Reader(refusal)))
}
