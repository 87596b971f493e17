import { MontyUsageError } from '../errors.js'
import { monotonicNow, wallClockNow } from '../timers.js'
import { loadChecker, loadCheckerNow } from './checker-module.js'
import { fillRandomly } from './random.js'
import { type CheckerExports, type Host, instantiate, instantiateLater } from './web-assembly.js'

/** A larger instance is discarded: its memory is freed only as a whole. */
export const MAX_CHECKER_BYTES = 512 * 1024 * 1024

/** The module's imports; `exports` is called once the module runs. */
const hostOf = (exports: () => CheckerExports): Host => ({
  monotonic_now: monotonicNow,
  wall_now: wallClockNow,
  random: (at, bytes) => fillRandomly(exports().memory.buffer, at >>> 0, bytes),
})

/** The type checker in this thread. It caches the standard library between checks. */
class Checker {
  #exports: CheckerExports | undefined
  #answer = Buffer.alloc(0)

  /** Instantiates the checker, so that checks need not wait. */
  async prepare(): Promise<void> {
    if (this.#exports !== undefined) return
    const exports: CheckerExports = await instantiateLater(
      await loadChecker(),
      hostOf(() => exports),
    )
    this.#exports ??= exports
  }

  /**
   * Checks for the engine, which then fetches the answer by {@link answerTo}.
   *
   * @param request encoded by the engine, in the engine's memory
   * @returns the length of the answer; negative: the length of the reason why the check failed
   */
  check(request: Uint8Array): number {
    try {
      const exports = (this.#exports ??= startNow())
      const at = exports.checker_request(request.length) >>> 0
      new Uint8Array(exports.memory.buffer, at, request.length).set(request)
      const answer = exports.checker_check() >>> 0
      const length = exports.checker_answer_bytes() >>> 0
      this.#answer = Buffer.from(Buffer.from(exports.memory.buffer, answer, length))
      if (exports.memory.buffer.byteLength > MAX_CHECKER_BYTES) this.#exports = undefined
      return length
    } catch (error) {
      // A failed check leaves the checker in an unknown state.
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
    // A browser's main thread refuses to instantiate a module of this size synchronously.
    if (!(error instanceof RangeError)) throw error
    throw new MontyUsageError(
      'the type checker takes a moment to start here: await Monty.create(…) or typeCheckAsync() instead',
    )
  }
}

/** Shared by all checks in this thread. */
export const checker = new Checker()
