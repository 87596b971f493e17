import { checkNames, MontyUsageError, namesOf } from '../internals.js'
import {
  type BullWorkerOptions,
  type CompletePlace,
  type QueuePlace,
  resolvePlace,
} from './bullmq-backend.js'
import { DEFAULT_NAME } from './bullmq-jobs.js'

/** Options of {@link pythonWorker}. */
export interface PythonWorkerOptions extends QueuePlace {
  /** Maximum number of concurrent runs in this process. Default 16. */
  concurrency?: number
  /**
   * Interval of checkpoints of a run: a number of calls, or ms, whichever comes first. If a worker
   * dies, another worker continues its runs from their last checkpoints. Default `{ ms: 1000 }`; a
   * plain number counts calls.
   */
  checkpointEvery?: number | { calls?: number; ms?: number }
  /**
   * Number of ms for which runs may go on when the worker is drained: to the end of the calls in
   * progress. Runs that are still here by then are put back into the queue. Default 10,000.
   */
  drainMs?: number
  /**
   * Maximum number of runs that are parked while calls of theirs go on in this process (see
   * `parkAfterMs` of a tool). Further runs keep their places. Default 1,000.
   */
  maxLeft?: number
  /** Whether SIGTERM drains the worker, and then ends the process. Default `true`. */
  drainOnSigterm?: boolean
  /** Options of BullMQ's `Worker`, such as `lockDuration`, `stalledInterval` and `limiter`. */
  worker?: BullWorkerOptions
  /** Receives errors of the queue's connection and jobs. Default: a warning of the process. */
  onError?: (error: Error) => void
}

const OPTIONS = namesOf<PythonWorkerOptions>({
  name: true,
  connection: true,
  backend: true,
  prefix: true,
  counters: true,
  concurrency: true,
  checkpointEvery: true,
  drainMs: true,
  maxLeft: true,
  drainOnSigterm: true,
  worker: true,
  onError: true,
})
const DEFAULT_CONCURRENCY = 16
const DEFAULT_LOCK_MS = 30_000
const EVERY_MS = 1_000
const DRAIN_MS = 10_000
const MAX_LEFT = 1_000

/** Validated {@link PythonWorkerOptions}. */
export interface CompleteWorker {
  readonly place: CompletePlace
  readonly concurrency: number
  readonly checkpointEvery: { readonly calls: number; readonly ms: number }
  readonly drainMs: number
  readonly maxLeft: number
  readonly drainOnSigterm: boolean
  readonly lockMs: number
  readonly worker: BullWorkerOptions
  readonly onError: (error: Error) => void
}

/** @throws MontyUsageError for invalid options */
export function resolveWorker(options: PythonWorkerOptions): CompleteWorker {
  const place = resolvePlace(options, 'pythonWorker', DEFAULT_NAME)
  checkNames(options, OPTIONS, 'pythonWorker')
  const { concurrency = DEFAULT_CONCURRENCY, worker = {}, onError = warn } = options
  const { drainMs = DRAIN_MS, drainOnSigterm = true, maxLeft = MAX_LEFT } = options
  if (!(maxLeft >= 0)) throw new MontyUsageError('maxLeft must be a number of at least 0')
  if (!(drainMs >= 0)) throw new MontyUsageError('drainMs must be a number of at least 0')
  const { lockDuration: lockMs = DEFAULT_LOCK_MS } = worker
  const checkpointEvery = resolveEvery(options.checkpointEvery)
  return {
    place,
    concurrency,
    checkpointEvery,
    drainMs,
    maxLeft,
    drainOnSigterm,
    lockMs,
    worker,
    onError,
  }
}

function warn(error: Error): void {
  process.emitWarning(error)
}

function resolveEvery(given: PythonWorkerOptions['checkpointEvery'] = { ms: EVERY_MS }): {
  calls: number
  ms: number
} {
  const { calls = Infinity, ms = Infinity } = typeof given === 'number' ? { calls: given } : given
  if (!(calls >= 1) || !(ms >= 0)) {
    throw new MontyUsageError(
      'checkpointEvery must be a number of calls of at least 1, or { calls } or { ms }',
    )
  }
  return { calls, ms }
}
