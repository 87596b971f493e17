import { MontyUsageError } from '../errors.js'
import { monotonicNow, wallClockNow } from '../timers.js'
import { loadChecker, loadCheckerNow } from './checker-module.js'
import { fillRandomly } from './random.js'
import { type CheckerExports, type Host, instantiate, instantiateLater } from './web-assembly.js'

/** An instance that has grown beyond is given up: its memory is given back only as a whole. */
export const MOST_CHECKER_BYTES = 512 * 1024 * 1024

/** What the module imports; `exports` are there once it runs. */
const hostOf = (exports: () => CheckerExports): Host => ({
  monotonic_now: monotonicNow,
  wall_now: wallClockNow,
  random: (at, bytes) => fillRandomly(exports().memory.buffer, at >>> 0, bytes),
})

/** The type checker in this thread. It keeps what it has read of the standard library for the next check. */
class Checker {
  #exports: CheckerExports | undefined
  #answer = Buffer.alloc(0)

  /** Gets ready for checks, which then wait for nothing. */
  async prepare(): Promise<void> {
    if (this.#exports !== undefined) return
    const exports: CheckerExports = await instantiateLater(
      await loadChecker(),
      hostOf(() => exports),
    )
    this.#exports ??= exports
  }

  /**
   * Checks for the engine, which takes the answer by {@link answerTo} then.
   *
   * @param request what is asked, as the engine writes it; it lies in the engine's memory
   * @returns the length of the answer; negative, that of a reason why it could not be checked
   */
  check(request: Uint8Array): number {
    try {
      const exports = (this.#exports ??= startNow())
      const at = exports.checker_request(request.length) >>> 0
      new Uint8Array(exports.memory.buffer, at, request.length).set(request)
      const answer = exports.checker_check() >>> 0
      const length = exports.checker_answer_bytes() >>> 0
      this.#answer = Buffer.from(Buffer.from(exports.memory.buffer, answer, length))
      if (exports.memory.buffer.byteLength > MOST_CHECKER_BYTES) this.#exports = undefined
      return length
    } catch (error) {
      // What failed in the middle of a check knows nothing that can be relied on.
      this.#exports = undefined
      this.#answer = Buffer.from((error as Error).message)
      return -this.#answer.length
    }
  }

  /** Copies the last answer. */
  answerTo(memory: Uint8Array, at: number): void {
    memory.set(this.#answer, at)
    this.#answer = Buffer.alloc(0)
  }
}

function startNow(): CheckerExports {
  try {
    const exports: CheckerExports = instantiate(
      loadCheckerNow(),
      hostOf(() => exports),
    )
    return exports
  } catch (error) {
    // A browser's own thread makes no instance so large at once.
    if (!(error instanceof RangeError)) throw error
    throw new MontyUsageError(
      'the type checker takes a moment to start here: await Monty.create(…) or typeCheckAsync() instead',
    )
  }
}

/** One for all that check in this thread. */
export const checker = new Checker()
