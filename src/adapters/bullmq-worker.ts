import {
  DelayedError,
  Queue,
  QueueEvents,
  WaitingChildrenError,
  WaitingError,
  Worker,
} from 'bullmq'
import {
  delay,
  monotonicNow,
  MontyRuntime,
  MontyUsageError,
  valueFrom,
  wallClockNow,
} from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import { type CompletePlace, stepOf, withBackend } from './bullmq-backend.js'
import {
  CANCEL,
  type CancelNews,
  type GoneJob,
  type QueuedJob,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'
import type { TenantCounters } from '../runtime/tenants/counters.js'
import type { Legs } from '../runtime/durable/legs.js'
import { addChildren, childEnds } from './bullmq-children.js'
import { LeftRuns } from './bullmq-left.js'
import { SharedQuotas } from './bullmq-quotas.js'
import { type Left, QueuedRun } from './bullmq-run.js'
import { moveTurns } from './bullmq-turns.js'
import { type PythonWorkerOptions, resolveWorker } from './bullmq-worker-options.js'

const DRAIN_STEP_MS = 20
/** Lease of a place in a quota, in lock durations: it is renewed with the lock. */
const LEASES = 2
/** Lock durations after which a waiting run checks by itself whether there is a place. */
const WAITING_LOCKS = 4
/** Unlimited: workers may die as often as they like. */
const MAX_STALLED = 1_000_000_000

/** Runs Python from a queue, see {@link pythonWorker}. */
export class PythonWorker implements AsyncDisposable {
  /** BullMQ's own worker, for its other features. */
  readonly bullmq: Worker<RunJob, RunJobResult>
  readonly #runs = new Map<string, QueuedRun>()
  /** Runs that have ended, until BullMQ confirms their results. */
  readonly #ended = new Map<string, QueuedRun>()
  /** Runs that were parked while calls of theirs go on here. */
  readonly #left: LeftRuns
  readonly #lockMs: number
  readonly #cancels: QueueEvents
  readonly #place: CompletePlace
  readonly #legs: Legs
  /** Quotas of tenants over all workers together. */
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
    const complete = resolveWorker(options)
    const { place, concurrency, checkpointEvery, lockMs, maxLeft, worker, onError } = complete
    this.#place = place
    this.#onError = onError
    this.#drainMs = complete.drainMs
    this.#lockMs = lockMs
    this.#left = new LeftRuns(lockMs, onError)
    this.#quotas = this.#sharedQuotas()
    const conduct = async (job: QueuedJob, token = ''): Promise<RunJobResult> => {
      if (this.#draining !== undefined) return this.#handOn(job, token)
      const run = new QueuedRun(this.#legs, job, {
        checkpointEvery,
        lockMs,
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
    const bullOptions = {
      maxStalledCount: MAX_STALLED,
      ...worker,
      ...place.connection,
      concurrency,
    }
    this.bullmq = withBackend(
      place,
      (...backend) =>
        new Worker(
          place.name,
          conduct as never,
          bullOptions,
          ...(backend as []),
        ) as unknown as Worker<RunJob, RunJobResult>,
    )
    this.bullmq.on('error', onError)
    const { counters } = place
    if (counters !== undefined) {
      this.bullmq.on('active', ({ data: { turn } }) => {
        if (turn !== undefined) void this.#passTurn(counters, turn).catch(onError)
      })
      this.bullmq.on('drained', () => void counters.reset(place.name).catch(onError))
    }
    this.bullmq.on('completed', ({ id }) => this.#finish(id!))
    this.bullmq.on('locksRenewed', ({ jobIds }) => {
      for (const id of jobIds) {
        const run = this.#runs.get(id)
        if (run === undefined) continue
        run.onRenewed()
        void run.reportUsage().catch(onError)
        void this.#heedCancelled(id, run).catch(onError)
      }
    })
    this.bullmq.on('lockRenewalFailed', (jobIds) => {
      for (const id of jobIds) this.#runs.get(id)?.abandon()
    })
    this.#cancels = this.#listen()
    if (complete.drainOnSigterm) process.on('SIGTERM', this.#onSigterm)
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
        const job: QueuedJob | undefined = await this.#queueOf(name).getJob(jobId)
        if (job === undefined || job.finishedOn !== undefined) return false
        // A run that is about to be delayed checks again.
        if (await job.isDelayed()) await job.promote().catch(() => {})
        return true
      },
      onError: this.#onError,
    })
  }

  /** Lets virtual time pass to the turn of a run that has begun here. */
  async #passTurn(counters: TenantCounters, turn: number): Promise<void> {
    const { name } = this.#place
    const base = await counters.began(name, turn)
    if (base !== undefined) await moveTurns(this.#queueOf(name), base)
  }

  /** Puts back a run that the queue gave to this worker after its drain had begun. */
  async #handOn(job: QueuedJob, token: string): Promise<never> {
    // Time for another worker to take it.
    await delay(DRAIN_STEP_MS)
    await stepOf(() => job.moveToWait(token))
    throw new WaitingError()
  }

  /** Delays a run until another run of its tenant ends. */
  async #putOff(job: QueuedJob, token: string): Promise<never> {
    const again = wallClockNow() + this.#lockMs * WAITING_LOCKS
    await stepOf(() => job.moveToDelayed(again, token))
    // A place may have become free before the job was delayed.
    if ((await this.#quotas?.enter(job)) !== undefined) await job.promote().catch(this.#onError)
    throw new DelayedError()
  }

  /** Subscribes to cancellations by other processes. */
  #listen(): QueueEvents {
    const { name, connection } = this.#place
    const events = withBackend(
      this.#place,
      (...backend) => new QueueEvents(name, { ...connection }, ...(backend as [])),
    )
    events.on('error', this.#onError)
    const cancel = ({ jobId, reason, gone }: CancelNews): void => {
      const run = this.#runs.get(jobId) ?? this.#left.find(jobId)
      run?.cancel(valueFrom(JSON.parse(reason) as JsonValue))
      // No worker will run the leg: the first worker that receives the event removes its state.
      if (gone === undefined) return
      void this.#legs.forget(JSON.parse(gone) as GoneJob).catch(this.#onError)
    }
    ;(events as unknown as { on(name: string, listener: typeof cancel): void }).on(CANCEL, cancel)
    return events
  }

  /** Cancels a run whose cancellation was not announced here: events may be missed. */
  async #heedCancelled(id: string, run: QueuedRun): Promise<void> {
    const job: QueuedJob | undefined = await this.#queueOf(this.#place.name).getJob(id)
    if (job?.data.cancelled !== undefined) run.cancel(valueFrom(job.data.cancelled))
  }

  /** The queue has stored the outcome of a run: removes the run's intermediate state. */
  #finish(id: string): void {
    const run = this.#ended.get(id)
    this.#ended.delete(id)
    void run?.finish().catch(this.#onError)
  }

  async #rowsOf(jobId: string): Promise<readonly string[]> {
    return (await this.#queueOf(this.#place.name).getJobLogs(jobId, 0, -1, true)).logs
  }

  /** A queue in the same database. */
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

  /**
   * Moves the job of a run that leaves this process: to wait for other workers' calls, or for
   * another worker.
   */
  async #leave(
    job: QueuedJob,
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
   * Takes no new runs, and lets its runs leave this process: each makes no new call, and is parked
   * when those in progress have ended. Runs that are still here after `drainMs` are put back into
   * the queue. Then the worker is closed.
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
      // Other listeners have been called; without any, the process ends now.
      .finally(() => {
        if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM')
      })
  }

  /** The number of runs in this process. */
  get running(): number {
    return this.#runs.size
  }

  /** The number of runs that were parked while calls of theirs go on in this process. */
  get left(): number {
    return this.#left.size
  }

  /** Resolves when the worker takes runs and receives cancellations. */
  async ready(): Promise<void> {
    await Promise.all([this.bullmq.waitUntilReady(), this.#cancels.waitUntilReady()])
  }

  /** Takes no new runs, waits for the current runs and calls, and closes the connections. */
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

/**
 * Takes runs from a queue and runs them with a runtime's tools, in any number of processes. If a
 * process dies, another one continues its runs: calls whose outcome is known are not made again; a
 * call that may have been made needs a person's approval, unless its tool has `idempotent: true`.
 *
 * @param runtime with `snapshots: { store, key }`, the same in each worker
 * @throws MontyUsageError for invalid options, and for a runtime without a store
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
