import { MontyAbortError } from '../errors.js'
import { onAbort } from './abort-signal.js'

/**
 * Maximum of nested programs of one run that run at once, per depth. Each may make a hundred calls that run a
 * program in turn, so without a bound there could be ten million at the eighth depth.
 */
const AT_ONCE = 16

interface Depth {
  running: number
  readonly waiting: Set<() => void>
}

/**
 * Limits how many nested programs of a run execute at once at each depth. A program waits only for deeper
 * ones, and the deepest for none: no deadlock is possible.
 */
export class NestedTurns {
  readonly #depths = new Map<number, Depth>()

  /**
   * Does the work when a slot at its depth is free.
   *
   * @throws MontyAbortError when `signal` fires first
   */
  async take<T>(depth: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const level = this.#depths.get(depth) ?? { running: 0, waiting: new Set() }
    this.#depths.set(depth, level)
    if (level.running >= AT_ONCE) await turnIn(level, signal)
    else level.running++
    try {
      return await work()
    } finally {
      const [next] = level.waiting
      // The slot goes to the next one.
      if (next === undefined) level.running--
      else next()
    }
  }
}

function turnIn({ waiting }: Depth, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new MontyAbortError(signal.reason))
    const ignore = onAbort(signal, () => {
      waiting.delete(go)
      reject(new MontyAbortError(signal.reason))
    })
    const go = (): void => {
      waiting.delete(go)
      ignore()
      resolve()
    }
    waiting.add(go)
  })
}
