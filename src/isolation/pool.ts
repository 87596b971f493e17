import { checkNames, namesOf } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import { nodeOs } from '../core/node.js'
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.js'
import { crashOf } from './worker-end.js'
import { frame } from './frames.js'
import { Reply, Request } from './protocol.js'
import type { Worker } from './worker.js'

/** How many processes a pool has, and for how long. */
export interface MontyPoolOptions {
  /** Worker processes that are always there. Default 1. */
  minWorkers?: number
  /** Worker processes at most, so runs at the same time. Default: the number of processor cores. */
  maxWorkers?: number
  /** After how many runs a process is replaced by a new one. Default 1,000. */
  maxRunsPerWorker?: number
  /** How long a run waits for a process before it fails with `MontyTimeoutError`. Default: for ever. */
  checkoutTimeoutMs?: number
  /**
   * How much memory of this process the states may take that runs left here while others have their
   * processes, and sessions between two feeds. Default 64 MiB. What is more is written to a file without a
   * name in the temporary folder (`TMPDIR`), where one can be made; `Infinity` never does that.
   */
  stateMemoryBytes?: number
}

/** What the processes of a pool are doing. */
export interface MontyPoolStats {
  /** Worker processes there are. */
  readonly live: number
  /** Those without a run. */
  readonly idle: number
  /** Those that ended when nobody wanted them to, ever. */
  readonly crashed: number
  /** Runs that wait for a process. */
  readonly waiting: number
  /** Runs that wait for the host and have lent their process to others. */
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

/** The workers of a pool, for the runs in it. */
export let workersOf: (pool: MontyPool) => WorkerPool

/**
 * Worker processes that run Python, one run at a time each. A run that crashes, hangs or exhausts
 * its memory takes its process with it and nothing else: the pool starts another one. Idle
 * processes never keep this one alive, and all end with it.
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
   * @throws MontyCrashedError when they cannot be started
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

  /** A pool of which the workers start with the first runs. */
  static #lazy(): MontyPool {
    return new MontyPool(undefined)
  }

  static #shared: MontyPool | undefined

  /** @internal The pool behind `isolation: 'process'`, one for each thread. */
  static get shared(): MontyPool {
    return (MontyPool.#shared ??= MontyPool.#lazy())
  }

  /** What its processes are doing now. */
  stats(): MontyPoolStats {
    return this.#workers.stats
  }

  /**
   * Ends all processes. Runs in them, and runs that wait for one, fail with `MontyAbortError`.
   * Resolves when all processes are gone.
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
    worker.ask(frame(Request.PING, 0), {
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
