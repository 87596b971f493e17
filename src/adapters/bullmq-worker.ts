import {
  DelayedError,
  type Job,
  Queue,
  QueueEvents,
  WaitingChildrenError,
  WaitingError,
  Worker,
} from 'bullmq'
import {
  checkNames,
  delay,
  monotonicNow,
  MontyRuntime,
  MontyUsageError,
  namesOf,
  valueFrom,
  wallClockNow,
} from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import {
  type BullWorkerOptions,
  type CompletePlace,
  type QueuePlace,
  resolvePlace,
  stepOf,
  withBackend,
} from './bullmq-backend.js'
import {
  CANCEL,
  type CancelNews,
  DEFAULT_NAME,
  type GoneJob,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'
import type { Legs } from '../runtime/durable/legs.js'
import { addChildren, childEnds } from './bullmq-children.js'
import { LeftRuns } from './bullmq-left.js'
import { SharedQuotas } from './bullmq-quotas.js'
import { type Left, QueuedRun } from './bullmq-run.js'

type RunningJob = Job<RunJob, RunJobResult>

/** How runs are taken from a queue. */
export interface PythonWorkerOptions extends QueuePlace {
  /** How many runs there are at once in this process. Default 16. */
  concurrency?: number
  /**
   * How often the state of a run is put away: after so many calls, or ms, whichever comes first. Who goes on
   * with a run whose worker died begins from there. Default `{ ms: 1000 }`; a number is one of calls.
   */
  checkpointEvery?: number | { calls?: number; ms?: number }
  /**
   * For how long runs may go on when the worker is to end: to the end of the calls under way. What has not left
   * by then is put back as it is. Default 10,000.
   */
  drainMs?: number
  /**
   * How many runs may be put away at once while calls of theirs go on in this process (see `parkAfterMs` of a
   * tool). Further ones stay in their places. Default 1,000.
   */
  maxLeft?: number
  /** Whether a SIGTERM has the worker drain, and then the process end. Default `true`. */
  drainOnSigterm?: boolean
  /** Options of BullMQ's `Worker`, such as `lockDuration`, `stalledInterval` and `limiter`. */
  worker?: BullWorkerOptions
  /** Hears of what goes wrong with the queue's connection and jobs. Default: a warning of the process. */
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
const DRAIN_STEP_MS = 20
/** A run keeps its place for so many times the time of its lock: it is renewed with that. */
const LEASES = 2
/** After so many times a run looks by itself whether there is a place. */
const WAITING_LOCKS = 4
/** Workers may die as often as they like. */
const MAX_STALLED = 1_000_000_000

/** Runs Python from a queue, see {@link pythonWorker}. */
export class PythonWorker implements AsyncDisposable {
  /** BullMQ's own worker, for all else that it can do. */
  readonly bullmq: Worker<RunJob, RunJobResult>
  readonly #runs = new Map<string, QueuedRun>()
  /** Runs whose end the queue is about to hear of. */
  readonly #ended = new Map<string, QueuedRun>()
  /** Runs that were put away, of which calls go on here. */
  readonly #left: LeftRuns
  readonly #lockMs: number
  readonly #cancels: QueueEvents
  readonly #place: CompletePlace
  readonly #legs: Legs
  /** What tenants use in all workers together. */
  readonly #quotas: SharedQuotas | undefined
  readonly #queues = new Map<string, Queue>()
  readonly #onError: (error: Error) => void
  readonly #drainMs: number
  #draining: Promise<void> | undefined

  /** Use {@link pythonWorker}. */
  constructor(runtime: MontyRuntime, options: PythonWorkerOptions) {
    if (!(runtime instanceof MontyRuntime)) {
      throw new MontyUsageError('pythonWorker needs a MontyRuntime, which has the tools')
    }
    this.#legs = MontyRuntime.legsOf(runtime)
    const place = resolvePlace(options, 'pythonWorker', DEFAULT_NAME)
    checkNames(options, OPTIONS, 'pythonWorker')
    this.#place = place
    const { concurrency = DEFAULT_CONCURRENCY, worker = {}, onError = warn } = options
    const checkpointEvery = resolveEvery(options.checkpointEvery)
    const { drainMs = DRAIN_MS, drainOnSigterm = true, maxLeft = MAX_LEFT } = options
    if (!(maxLeft >= 0)) throw new MontyUsageError('maxLeft must be a number of at least 0')
    if (!(drainMs >= 0)) throw new MontyUsageError('drainMs must be a number of at least 0')
    this.#onError = onError
    this.#drainMs = drainMs
    const { lockDuration = DEFAULT_LOCK_MS } = worker
    this.#lockMs = lockDuration
    this.#left = new LeftRuns(lockDuration, onError)
    this.#quotas = this.#sharedQuotas()
    const conduct = async (job: RunningJob, token = ''): Promise<RunJobResult> => {
      const run = new QueuedRun(this.#legs, job, {
        checkpointEvery,
        lockMs: lockDuration,
        mayLeave: () => this.#left.size < maxLeft,
        rowsOf: (jobId) => this.#rowsOf(jobId),
        endsOf: childEnds,
        seatOf: this.#quotas && (() => this.#quotas!.enter(job)),
      })
      const id = job.id!
      this.#runs.set(id, run)
      try {
        const result = await run.result()
        if ('parked' in result) return await this.#leave(job, token, run, result)
        this.#ended.set(id, run)
        return result
      } finally {
        this.#runs.delete(id)
      }
    }
    const complete = {
      maxStalledCount: MAX_STALLED,
      ...worker,
      ...place.connection,
      concurrency,
    }
    this.bullmq = withBackend(
      place,
      (...backend) =>
        new Worker(place.name, conduct as never, complete, ...(backend as [])) as unknown as Worker<
          RunJob,
          RunJobResult
        >,
    )
    this.bullmq.on('error', onError)
    const { counters } = place
    if (counters !== undefined) {
      this.bullmq.on('active', ({ data: { turn } }) => {
        if (turn !== undefined) void counters.began(place.name, turn).catch(onError)
      })
      this.bullmq.on('drained', () => void counters.reset(place.name).catch(onError))
    }
    this.bullmq.on('completed', ({ id }) => this.#finish(id!, onError))
    this.bullmq.on('locksRenewed', ({ jobIds }) => {
      for (const id of jobIds) {
        const run = this.#runs.get(id)
        run?.onRenewed()
        void run?.tellUsage().catch(onError)
      }
    })
    this.bullmq.on('lockRenewalFailed', (jobIds) => {
      for (const id of jobIds) this.#runs.get(id)?.abandon()
    })
    this.#cancels = this.#listen(place, onError)
    if (drainOnSigterm) process.on('SIGTERM', this.#onSigterm)
  }

  #sharedQuotas(): SharedQuotas | undefined {
    const { counters, name } = this.#place
    const { tenants } = this.#legs
    if (counters === undefined || tenants === undefined) return undefined
    return new SharedQuotas({
      queue: name,
      counters,
      tenants,
      leaseMs: this.#lockMs * LEASES,
      wake: async (jobId) => {
        const job: RunningJob | undefined = await this.#queueOf(name).getJob(jobId)
        if (job === undefined || job.finishedOn !== undefined) return false
        // One that is about to be put off looks again.
        if (await job.isDelayed()) await job.promote().catch(() => {})
        return true
      },
      onError: this.#onError,
    })
  }

  /** A run waits until one of its tenant's ends. */
  async #putOff(job: RunningJob, token: string): Promise<never> {
    const again = wallClockNow() + this.#lockMs * WAITING_LOCKS
    await stepOf(() => job.moveToDelayed(again, token))
    // It may have been told of its place before it was put off.
    if ((await this.#quotas?.enter(job)) !== undefined) await job.promote().catch(this.#onError)
    throw new DelayedError()
  }

  /** Hears of runs that are cancelled elsewhere. */
  #listen(place: CompletePlace, onError: (error: Error) => void): QueueEvents {
    const events = withBackend(
      place,
      (...backend) => new QueueEvents(place.name, { ...place.connection }, ...(backend as [])),
    )
    events.on('error', onError)
    const cancel = ({ jobId, reason, gone }: CancelNews): void => {
      const run = this.#runs.get(jobId) ?? this.#left.find(jobId)
      run?.cancel(valueFrom(JSON.parse(reason) as JsonValue))
      // Nobody takes it up any more: whoever hears of it first clears up.
      if (gone !== undefined) void this.#legs.forget(JSON.parse(gone) as GoneJob).catch(onError)
    }
    ;(events as unknown as { on(name: string, listener: typeof cancel): void }).on(CANCEL, cancel)
    return events
  }

  /** The queue knows what came of a run: what it kept in between is not needed any more. */
  #finish(id: string, onError: (error: Error) => void): void {
    const run = this.#ended.get(id)
    this.#ended.delete(id)
    void run?.finish().catch(onError)
  }

  async #rowsOf(jobId: string): Promise<readonly string[]> {
    return (await this.#queueOf(this.#place.name).getJobLogs(jobId, 0, -1, true)).logs
  }

  /** A queue of the same database. */
  #queueOf(name: string): Queue {
    const known = this.#queues.get(name)
    if (known !== undefined) return known
    const queue = withBackend(
      this.#place,
      (...backend) => new Queue(name, { ...this.#place.connection }, ...(backend as [])),
    )
    queue.on('error', this.#onError)
    this.#queues.set(name, queue)
    return queue
  }

  /** A run leaves this process: it waits for what others do, or for another worker. */
  async #leave(
    job: RunningJob,
    token: string,
    run: QueuedRun,
    { parked, delayMs, underWay, isWaiting }: Left,
  ): Promise<never> {
    if (isWaiting === true) return this.#putOff(job, token)
    if (underWay !== undefined) {
      await stepOf(() => job.moveToDelayed(wallClockNow() + this.#lockMs, token))
      run.onRenewed()
      this.#left.add(job, run, underWay)
      throw new DelayedError()
    }
    if (parked.length > 0) {
      await addChildren(job, parked, (name) => this.#queueOf(name))
      if (await stepOf(() => job.moveToWaitingChildren(token))) throw new WaitingChildrenError()
    }
    if (delayMs > 0) {
      await stepOf(() => job.moveToDelayed(wallClockNow() + delayMs, token))
      throw new DelayedError()
    }
    await stepOf(() => job.moveToWait(token))
    throw new WaitingError()
  }

  /**
   * Takes nothing new, and has its runs leave this process: each makes no new call, and is put away when those
   * under way have ended. What has not left after `drainMs` is put back as it is. Then it is closed.
   */
  drain(): Promise<void> {
    return (this.#draining ??= this.#drain())
  }

  async #drain(): Promise<void> {
    await this.bullmq.pause(true)
    const until = monotonicNow() + this.#drainMs
    while (this.#runs.size + this.#left.size > 0 && monotonicNow() < until) {
      for (const run of this.#runs.values()) run.drain()
      await delay(DRAIN_STEP_MS)
    }
    for (const run of this.#runs.values()) run.putBack()
    this.#left.putBack()
    await this.close()
  }

  readonly #onSigterm = (): void => {
    void this.drain()
      .catch(this.#onError)
      // Whoever else listens has been told; if nobody does, the process ends now.
      .finally(() => {
        if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM')
      })
  }

  /** How many runs there are in this process now. */
  get running(): number {
    return this.#runs.size
  }

  /** How many runs were put away while calls that they made go on in this process. */
  get left(): number {
    return this.#left.size
  }

  /** Resolves when it takes runs and hears of cancellations. */
  async ready(): Promise<void> {
    await Promise.all([this.bullmq.waitUntilReady(), this.#cancels.waitUntilReady()])
  }

  /** Takes nothing new, waits for the runs and the calls there are, and lets go of its connections. */
  async close(): Promise<void> {
    await this.bullmq.pause()
    await this.#left.settled()
    await this.bullmq.close()
    process.off('SIGTERM', this.#onSigterm)
    const queues = [...this.#queues.values()].map((queue) => queue.close())
    await Promise.all([this.#cancels.close(), ...queues])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
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

/**
 * Takes runs from a queue and runs them with a runtime's tools. Any number of processes may do so. Should one
 * die, another goes on with its runs: calls whose outcome is known are not made again; of one that may have been
 * made, a person is asked, unless its tool says `idempotent: true`.
 *
 * @param runtime with `snapshots: { store, key }`, the same in each worker
 * @throws MontyUsageError for options that make no sense, and for a runtime that keeps nothing
 * @example
 * ```ts
 * const store = new RedisStore(client)
 * const runtime = new MontyRuntime({ tools, snapshots: { store, key } })
 * const worker = pythonWorker(runtime, { connection: client, concurrency: 50 })
 * ```
 */
export function pythonWorker(runtime: MontyRuntime, options: PythonWorkerOptions): PythonWorker {
  return new PythonWorker(runtime, options)
}
