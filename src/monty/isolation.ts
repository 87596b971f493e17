import type { Backend } from '../core/drive/backend.js'
import { localBackend } from '../core/drive/local-backend.js'
import { MontyUsageError } from '../core/errors.js'
import { WorkerBackend } from '../isolation/backend.js'
import { MontyPool } from '../isolation/pool.js'

/** Where Python runs: in this process, in a worker process, or in a worker of the caller's pool. */
export type Isolation = 'none' | 'process' | MontyPool

/** Selects the backend for the `isolation` option. */
export function backendOf(isolation: unknown): Backend {
  if (isolation === undefined || isolation === 'none') return localBackend
  if (isolation === 'process') return backendOfPool(MontyPool.shared)
  if (isolation instanceof MontyPool) return backendOfPool(isolation)
  throw new MontyUsageError("isolation must be 'none', 'process' or a MontyPool")
}

const backends = new WeakMap<MontyPool, Backend>()

function backendOfPool(pool: MontyPool): Backend {
  let backend = backends.get(pool)
  if (backend === undefined) {
    backend = new WorkerBackend(pool)
    backends.set(pool, backend)
  }
  return backend
}
