import type { Language } from '../../core/engine/source.js'
import { raceCancel } from '../../core/drive/cancellation.js'
import type { Cancellation } from '../../core/drive/cancellation.js'
import { resolveSource } from '../../monty/source.js'
import type { ModuleSet } from '../../host/modules.js'
import type { Backend, Prepared } from '../../core/drive/backend.js'

const KEPT = 128

/** Compilation and type-check options of a runtime's programs. */
export interface ProgramOptions {
  readonly stubs: string
  readonly modules: ModuleSet
  readonly typeCheck: boolean
  readonly lastAssignment: boolean
  readonly language: Language
  readonly maxCodeBytes: number
}

/** A program in preparation, shared by all runs that wait for it. */
interface Preparing {
  readonly prepared: Promise<Prepared>
  readonly abortController: AbortController
  waiting: number
}

/** Prepares programs, and caches the last ones: agents run the same code more than once. */
export class Programs {
  readonly #backend: Backend
  readonly #options: ProgramOptions
  readonly #kept = new Map<string, Prepared>()
  readonly #preparing = new Map<string, Preparing>()

  constructor(backend: Backend, options: ProgramOptions) {
    this.#backend = backend
    this.#options = options
  }

  /**
   * The prepared program, synchronously if it is cached. Rejected programs are not cached: their errors may be
   * long, and the checker caches its findings.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(
    code: string,
    inputs: readonly string[],
    cancellation: Cancellation,
    maxCodeBytes: number,
  ): Prepared | Promise<Prepared> {
    const { stubs, modules, typeCheck, lastAssignment, language } = this.#options
    const isUsual = maxCodeBytes === this.#options.maxCodeBytes
    const key =
      inputs.length === 0 && isUsual
        ? code
        : `${isUsual ? '' : maxCodeBytes};${inputs.join(',')}\0${code}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const underWay = this.#preparing.get(key)
    if (underWay !== undefined) return this.#wait(key, underWay, cancellation)
    const source = resolveSource(code, {
      inputs: [...inputs],
      typeCheck,
      lastAssignment,
      language,
      typeStubs: stubs,
      modules,
      limits: { maxCodeBytes },
    })
    const abortController = new AbortController()
    const prepared = this.#backend.prepare(source, abortController.signal)
    if (!(prepared instanceof Promise)) {
      this.#keep(key, prepared)
      return prepared
    }
    const preparing: Preparing = { prepared, abortController, waiting: 0 }
    this.#preparing.set(key, preparing)
    void this.#settle(key, preparing)
    return this.#wait(key, preparing, cancellation)
  }

  async #settle(key: string, preparing: Preparing): Promise<void> {
    try {
      this.#keep(key, await preparing.prepared)
    } catch {
      // Waiting runs report the error.
    } finally {
      if (this.#preparing.get(key) === preparing) this.#preparing.delete(key)
    }
  }

  /** Waits for a shared preparation; aborts it when no run waits any more, which frees its worker. */
  async #wait(key: string, preparing: Preparing, cancellation: Cancellation): Promise<Prepared> {
    preparing.waiting++
    try {
      return await raceCancel(preparing.prepared, cancellation)
    } finally {
      preparing.waiting--
      if (preparing.waiting === 0) {
        if (this.#preparing.get(key) === preparing) this.#preparing.delete(key)
        preparing.abortController.abort()
      }
    }
  }

  #keep(key: string, prepared: Prepared): void {
    this.#kept.delete(key)
    this.#kept.set(key, prepared)
    if (this.#kept.size <= KEPT) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }
}
