import { MontyUsageError } from '../core/errors.js'
import { MontyPool } from '../isolation/pool.js'

/** Where Python runs: in this process, in a worker process, or in one of a pool of the caller's. */
export type Isolation = 'none' | 'process' | MontyPool

/** The pool to run in; `undefined` for this process. */
export function completeIsolation(isolation: unknown): MontyPool | undefined {
  if (isolation === undefined || isolation === 'none') return undefined
  if (isolation === 'process') return MontyPool.shared
  if (isolation instanceof MontyPool) return isolation
  throw new MontyUsageError("isolation must be 'none', 'process' or a MontyPool")
}
