import type { Source } from './source.js'
import type { Checked } from './type-check.js'

/** What earlier feeds of a session defined. */
export interface Earlier {
  /** Their code, one after the other. */
  readonly code: string
  /** The names of their inputs, which are still there. */
  readonly inputs: readonly string[]
}

const NOTHING: Earlier = { code: '', inputs: [] }

/** Feeds as the type checker sees them: each against what came before it. */
export class SessionTypes {
  readonly #source: Omit<Source, 'code' | 'inputs'>
  #earlier: Earlier

  constructor(source: Omit<Source, 'code' | 'inputs'>, earlier: Earlier = NOTHING) {
    this.#source = source
    this.#earlier = earlier
  }

  get earlier(): Earlier {
    return this.#earlier
  }

  /** What is to be checked before a feed. */
  request(code: string, inputs: readonly string[]): Checked {
    const { scriptName, stubs, modules } = this.#source
    const earlier = this.#earlier
    return {
      code,
      scriptName,
      stubs,
      modules,
      inputs: [...new Set([...earlier.inputs, ...inputs])],
      earlier: earlier.code,
    }
  }

  /** A feed was executed, to its end or to an exception: what it defined is there. */
  commit(code: string, inputs: readonly string[]): void {
    this.#earlier = {
      code: `${this.#earlier.code}${code}\n`,
      inputs: [...new Set([...this.#earlier.inputs, ...inputs])],
    }
  }
}
