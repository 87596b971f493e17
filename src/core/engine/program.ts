import { binding } from '../binding.js'
import { MontySyntaxError } from '../errors.js'
import type { Source } from '../source.js'
import { Reader } from '../wire/reader.js'
import { readException } from './event.js'
import { Numbers } from './numbers.js'

const numbers = new Numbers()
const forgotten = new FinalizationRegistry((number: number) => {
  binding().dropProgram(number)
  numbers.giveBack(number)
})

/** A compiled program of this process, freed when it is forgotten. */
export class Program {
  readonly number: number

  private constructor(number: number) {
    this.number = number
    forgotten.register(this, number)
  }

  static compile(source: Source): Program {
    const number = numbers.take()
    return settle(number, binding().compileProgram(number, source))
  }

  /** Compiles on another thread. */
  static async compileAsync(source: Source): Promise<Program> {
    const number = numbers.take()
    return settle(number, await binding().compileProgramAsync(number, source))
  }

  /** The program `number`, unless an exception refuses it. */
  static of(number: number, refusal: Buffer | null): Program {
    if (refusal === null) return new Program(number)
    numbers.giveBack(number)
    throw new MontySyntaxError(readException(new Reader(refusal)))
  }
}

const settle = Program.of.bind(Program)
