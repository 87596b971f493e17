import { MontySyntaxError, MontyTypingError } from '../core/errors.js'
import { completeSource } from '../core/source.js'
import type { ModuleSet } from '../host/modules.js'
import type { Prepared, Seats } from './seats.js'

const KEPT = 128

/** How the programs of a runtime are compiled and checked. */
export interface ProgramOptions {
  readonly stubs: string
  readonly modules: ModuleSet
  readonly typeCheck: boolean
  readonly lastAssignment: boolean
  readonly maxCodeBytes: number
}

/** Prepares programs, and remembers the last ones: agents run the same code more than once. */
export class Programs {
  readonly #seats: Seats
  readonly #options: ProgramOptions
  readonly #kept = new Map<string, Prepared | Promise<Prepared>>()

  constructor(seats: Seats, options: ProgramOptions) {
    this.#seats = seats
    this.#options = options
  }

  /**
   * The program, at once if it is known.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(code: string, inputs: readonly string[]): Prepared | Promise<Prepared> {
    const key = inputs.length === 0 ? code : `${inputs.join(',')}\0${code}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const { stubs, modules, typeCheck, lastAssignment, maxCodeBytes } = this.#options
    const source = completeSource(code, {
      inputs: [...inputs],
      typeCheck,
      lastAssignment,
      typeStubs: stubs,
      modules,
      limits: { maxCodeBytes },
    })
    const preparing = this.#seats.prepare(source)
    this.#keep(key, preparing)
    if (preparing instanceof Promise) this.#settle(key, preparing)
    return preparing
  }

  #settle(key: string, preparing: Promise<Prepared>): void {
    preparing.then(
      (prepared) => this.#keep(key, prepared),
      (error: unknown) => {
        const isItsOwn = error instanceof MontyTypingError || error instanceof MontySyntaxError
        // Another failure, such as of a worker, need not come again.
        if (!isItsOwn) this.#kept.delete(key)
      },
    )
  }

  #keep(key: string, prepared: Prepared | Promise<Prepared>): void {
    this.#kept.delete(key)
    this.#kept.set(key, prepared)
    if (this.#kept.size <= KEPT) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }
}
