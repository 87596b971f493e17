import { checkNames, namesOf } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import { nodeOs } from '../core/node.js'
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js'
import { crashOf } from './worker-end.js'
import { frame } from './frames.js'
import { Reply, Request } from './protocol.js'
import type { Worker } from './worker.js'

/** Options of a pool: number and lifetime of its processes. */
export interface MontyPoolOptions {
  /** Minimum number of worker processes. Default 1. */
  minWorkers?: number
  /**
   * Maximum number of worker processes, and so of concurrent runs. Default: the number of processor cores.
   */
  maxWorkers?: number
  /** Number of runs after which a process is replaced. Default 1,000. */
  maxRunsPerWorker?: number
  /**
   * Time in ms that a run waits for a process before it fails with `MontyTimeoutError`. Default: unlimited.
   */
  checkoutTimeoutMs?: number
  /**
   * Memory in bytes that states may take in this process: those of runs that gave up their worker process to
   * others, and of sessions between two feeds. Default 64 MiB. Further states are written to an unnamed file
   * in the temporary folder (`TMPDIR`), if one can be created; with `Infinity` none ever is.
   */
  stateMemoryBytes?: number
}

/** Current state of a pool. */
export interface MontyPoolStats {
  /** Number of worker processes. */
  readonly live: number
  /** Worker processes without a run. */
  readonly idle: number
  /** Worker processes that ended unexpectedly, since the pool was created. */
  readonly crashed: number
  /** Runs that wait for a process. */
  readonly waiting: number
  /** Runs that wait for the host and have given up their process to others. */
  readonly parked: number
}

const KNOWN = namesOf<MontyPoolOptions>({
  minWorkers: true,
  maxWorkers: true,
  maxRunsPerWorker: true,
  checkoutTimeoutMs: true,
  stateMemoryBytes: true,
})
const DEFAULT_RUNS = 1_000
const DEFAULT_STATE_MEMORY = 64 * 1024 * 1024
const START_MS = 10_000

/** The workers of a pool. */
export let workersOf: (pool: MontyPool) => WorkerPool

/**
 * Worker processes that run Python, one run at a time each. A run that crashes, hangs or exhausts its memory
 * affects only its own process: the pool starts another one. Idle processes never keep this process alive,
 * and all end with it.
 *
 * @example
 * ```ts
 * const pool = await MontyPool.create({ maxWorkers: 4 })
 * await new Monty('sum(range(10))').runAsync({ isolation: pool }) // 45
 * await pool.close()
 * ```
 */
export class MontyPool implements AsyncDisposable {
  readonly #workers: WorkerPool

  static {
    workersOf = (pool) => pool.#workers
  }

  private constructor(options: MontyPoolOptions | undefined) {
    this.#workers = new WorkerPool(resolveOptions(options))
  }

  /**
   * Starts a pool, and resolves when its first workers are ready.
   *
   * @throws MontyCrashedError when the workers cannot be started
   */
  static async create(options?: MontyPoolOptions): Promise<MontyPool> {
    const pool = new MontyPool(options)
    try {
      await Promise.all(pool.#workers.fill().map(ready))
    } catch (error) {
      await pool.close()
      throw error
    }
    return pool
  }

  /** A pool whose workers start with the first runs. */
  static #lazy(): MontyPool {
    return new MontyPool(undefined)
  }

  static #shared: MontyPool | undefined

  /** @internal The pool behind `isolation: 'process'`, one for each thread. */
  static get shared(): MontyPool {
    return (MontyPool.#shared ??= MontyPool.#lazy())
  }

  /** Current state of the pool. */
  stats(): MontyPoolStats {
    return this.#workers.stats
  }

  /**
   * Ends all processes. Runs in them, and runs that wait for one, fail with `MontyAbortError`. Resolves when
   * all processes have ended.
   */
  close(): Promise<void> {
    return this.#workers.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.ask([frame(Request.PING, 0)], {
      subject: 0,
      budgetMs: START_MS,
      onReply(kind) {
        if (kind !== Reply.PONG) throw new RangeError(`reply ${kind} to a ping`)
        resolve()
      },
      onEnd: (end) => reject(crashOf(end)),
    })
  })
}

function resolveOptions(options: MontyPoolOptions = {}): WorkerPoolOptions {
  checkNames(options, KNOWN, 'MontyPool.create')
  const cores = nodeOs().availableParallelism()
  const { minWorkers, maxWorkers, maxRunsPerWorker, stateMemoryBytes } = options
  const { checkoutTimeoutMs = Infinity } = options
  const most = checkCount(maxWorkers ?? Math.max(cores, minWorkers ?? 1), 'maxWorkers', 1)
  const least = checkCount(minWorkers ?? Math.min(1, most), 'minWorkers', 0)
  if (least > most) throw new MontyUsageError('minWorkers must be at most maxWorkers')
  if (typeof checkoutTimeoutMs !== 'number' || !(checkoutTimeoutMs >= 0)) {
    throw new MontyUsageError('checkoutTimeoutMs must be a number of at least 0')
  }
  return {
    minWorkers: least,
    maxWorkers: most,
    maxRunsPerWorker: checkCount(maxRunsPerWorker ?? DEFAULT_RUNS, 'maxRunsPerWorker', 1),
    checkoutTimeoutMs,
    stateMemoryBytes: checkCount(stateMemoryBytes ?? DEFAULT_STATE_MEMORY, 'stateMemoryBytes', 0),
  }
}

function checkCount(value: number, name: string, least: number): number {
  if (value === Infinity || (Number.isSafeInteger(value) && value >= least)) return value
  throw new MontyUsageError(`${name} must be a whole number of at least ${least}`)
}
