import { MontyAbortError } from '../errors.js'
import { onAbort } from './abort-signal.js'

/**
 * Programs inside tools of one run that run at once at each depth. Each may make a hundred calls that run a
 * program in turn, so without a bound ten million could be there at the eighth depth.
 */
const AT_ONCE = 16

interface Depth {
  running: number
  readonly waiting: Set<() => void>
}

/**
 * The turns of Python inside the tools of one run, and inside their tools. Who has a turn waits only for those
 * that are deeper, and the deepest for nobody: all get theirs.
 */
export class NestedTurns {
  readonly #depths = new Map<number, Depth>()

  /**
   * Does the work when its turn has come.
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
      // The turn is handed on.
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
