import { Queue, type RepeatOptions } from 'bullmq'
import {
  askingTenant,
  checkNames,
  MontySnapshotError,
  MontyUsageError,
  nodeCrypto,
  Stopper,
} from '../internals.js'
import type { Decision, Outcome } from '../host/outcome.js'
import { Adder } from './bullmq-adder.js'
import { withBackend } from './bullmq-backend.js'
import { Canceller } from './bullmq-canceller.js'
import { QueuedExecution } from './bullmq-execution.js'
import type { Follower } from './bullmq-follower.js'
import { Followers } from './bullmq-followers.js'
import { outcomeOfJob, pausedIn, type QueuePause, resumptionOf } from './bullmq-found.js'
import {
  cancelledOutcome,
  discardJob,
  failedOutcome,
  JOB_NAME,
  notFollowed,
  resumeJob,
  resumeJobId,
  runIdOfToken,
  runJob,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'
import {
  checkPassedOn,
  type FollowOptions,
  jobFields,
  type PassedOn,
  type PythonQueueOptions,
  type QueueExecuteOptions,
  type QueueResumeOptions,
  type QueueScheduleOptions,
  resolveQueue,
} from './bullmq-options.js'

const UUID_LENGTH = 36
const NO_TOKEN = 'this is not the token of a run that is kept in a store'

/**
 * Runs Python on other machines, through a queue of BullMQ.
 *
 * @see {@link pythonQueue}
 */
export class PythonQueue implements AsyncDisposable {
  /** BullMQ's own queue, for its other features. */
  readonly bullmq: Queue<RunJob, RunJobResult>
  readonly #adder: Adder
  readonly #canceller: Canceller
  readonly #followers: Followers
  #isClosed = false

  /** Use {@link pythonQueue}. */
  constructor(options: PythonQueueOptions) {
    const complete = resolveQueue(options)
    const { place, queue } = complete
    this.bullmq = withBackend(
      place,
      (...backend) =>
        new Queue(
          place.name,
          { ...queue, ...place.connection },
          ...(backend as []),
        ) as unknown as Queue<RunJob, RunJobResult>,
    )
    this.bullmq.on('error', () => {})
    this.#adder = new Adder(complete, this.bullmq)
    this.#canceller = new Canceller(place, this.bullmq, this.#adder, (jobId, reason) =>
      this.#followers.endAll(jobId, reason),
    )
    this.#followers = new Followers(place, this.bullmq, (job) => this.#canceller.tellAgain(job))
  }

  /** Runs a program on any free worker. Never throws: failures are outcomes. */
  execute(code: string, options: QueueExecuteOptions = {}): QueuedExecution {
    const { inputs, signal, tenant, record, ...passedOn } = options
    const runId = nodeCrypto().randomUUID()
    return this.#launch(runId, runId, signal, () => {
      const job = { ...runJob(runId, code, inputs), ...jobFields(tenant, record) }
      return [job, checkPassedOn(passedOn)]
    })
  }

  /**
   * Resumes a paused run on any free worker. A token is valid once: resuming with it again follows
   * the same run, and then `added` of its execution is `false`.
   */
  resume(
    token: string,
    decisions: readonly Decision[],
    options: QueueResumeOptions = {},
  ): QueuedExecution {
    const { signal, tenant, ...passedOn } = options
    const runId = runIdOfToken(token)
    const id = runId ?? nodeCrypto().randomUUID()
    const jobId = runId === undefined ? id : resumeJobId(runId, token)
    return this.#launch(id, jobId, signal, () => {
      if (runId === undefined) throw new MontySnapshotError('format', NO_TOKEN)
      const job = { ...resumeJob(runId, token, decisions), ...jobFields(tenant) }
      return [job, checkPassedOn(passedOn)]
    })
  }

  /**
   * Gives up a paused run, which nobody is going to decide about: a worker removes what is stored of
   * it. Resolves when that is done.
   *
   * @throws MontySnapshotError when the token is invalid, is of another tenant's run, or the run was
   *   resumed or given up already
   */
  async discard(token: string, options: { tenant?: string } = {}): Promise<void> {
    const tenant = askingTenant(options, 'discard')
    this.#assertOpen()
    const runId = runIdOfToken(token)
    if (runId === undefined) throw new MontySnapshotError('format', NO_TOKEN)
    const job = { ...discardJob(runId, token), ...jobFields(tenant) }
    const added = await this.#adder.add(resumeJobId(runId, token), job)
    if (added?.isNew !== true) {
      throw new MontySnapshotError('used', 'the run was resumed or given up already')
    }
    const outcome = await this.follow(runId, { token }).outcome
    if ('error' in outcome && outcome.status !== 'cancelled') throw outcome.error
  }

  /**
   * Follows a run that was started in any process: `id` is that of its execution, or of its job.
   * For a run that was resumed, pass its token as well. A run that is not found within some seconds
   * has an error as its outcome.
   */
  follow(id: string, options: FollowOptions & { token?: string } = {}): QueuedExecution {
    checkNames(options, new Set(['from', 'token']), 'follow')
    const { token, from = 0 } = options
    const jobId = token === undefined ? id : resumeJobId(id, token)
    const runId = id.slice(0, UUID_LENGTH)
    const follower = this.#followers.follow(jobId, runId, from)
    if (this.#isClosed) follower.end(failedOutcome(runId, notFollowed()))
    else void this.#followers.look(follower)
    return this.#executionOf(follower, undefined, Promise.resolve(false))
  }

  /**
   * Cancels a run, wherever it is, or what it has become since it was paused. A run that waits for
   * decisions is given up. `false` when there is none of that id, or it has ended.
   *
   * @throws the errors of the connection
   */
  async cancel(runId: string, reason?: unknown): Promise<boolean> {
    return this.#canceller.cancel(runId, reason)
  }

  /**
   * Runs a program repeatedly, as BullMQ's job schedulers do: `{ every: 60_000 }` or `{ pattern: '0
   * 6 * * *' }`. Scheduling the same id again replaces the schedule;
   * `bullmq.removeJobScheduler(id)` ends it.
   *
   * @throws MontyUsageError for invalid options
   */
  async schedule(
    id: string,
    repeat: Omit<RepeatOptions, 'key'>,
    code: string,
    options: QueueScheduleOptions = {},
  ): Promise<void> {
    const { inputs, record, tenant, ...passedOn } = options
    if ('signal' in passedOn) throw new MontyUsageError('a schedule takes no signal')
    const { runId: _none, ...job } = { ...runJob('', code, inputs), ...jobFields(tenant, record) }
    await this.bullmq.upsertJobScheduler(id, repeat, {
      name: JOB_NAME,
      data: job as RunJob,
      opts: this.#adder.optionsOf(checkPassedOn(passedOn)),
    })
  }

  /**
   * The outcome of a run, or of its part up to a pause, by the id of its execution or of its job;
   * `undefined` while the run is in progress, and when there is none of that id.
   */
  async outcomeOf(id: string): Promise<Outcome | undefined> {
    const job = await this.bullmq.getJob(id)
    return job?.finishedOn === undefined ? undefined : outcomeOfJob(job)
  }

  /**
   * The id of the job that resumes a paused run, or gives it up; `undefined` while its token is
   * valid.
   */
  resumptionOf(token: string): Promise<string | undefined> {
    return resumptionOf(this.bullmq, token)
  }

  /** The tenant of a run; `undefined` when there is no run of that id. */
  async tenantOf(id: string): Promise<string | undefined> {
    const job = await this.bullmq.getJob(id)
    return job === undefined ? undefined : (job.data.tenant ?? '')
  }

  /**
   * The runs that wait for decisions, of those that paused within `keepSeconds`; those of a tenant,
   * if one is given.
   */
  async pausedRuns(options: { tenant?: string } = {}): Promise<QueuePause[]> {
    return pausedIn(this.bullmq, askingTenant(options, 'pausedRuns'))
  }

  #launch(
    runId: string,
    jobId: string,
    signal: AbortSignal | undefined,
    jobOf: () => [RunJob, PassedOn],
  ): QueuedExecution {
    const follower = this.#followers.follow(jobId, runId, 0)
    follower.isBeingAdded = true
    const stopper = new Stopper()
    const adding = this.#add(follower, stopper, jobOf)
    return this.#executionOf(follower, signal, adding, stopper)
  }

  /** Adds a job; `false` if it was there before, `undefined` if it was not added. */
  async #add(
    follower: Follower,
    stopper: Stopper,
    jobOf: () => [RunJob, PassedOn],
  ): Promise<boolean | undefined> {
    try {
      this.#assertOpen()
      const [job, passedOn] = jobOf()
      await this.#followers.listen()
      const { jobId } = follower
      const added = await this.#adder.add(jobId, job, passedOn, () => !stopper.aborted)
      if (added === undefined) {
        follower.end(cancelledOutcome(follower.runId, stopper.reason))
        return undefined
      }
      follower.wasSeen = true
      if (added.id !== jobId) this.#followers.followInstead(follower, added.id)
      // Events of a job that was there before may have been announced already.
      if (!added.isNew) void this.#followers.look(follower)
      return added.isNew
    } catch (error) {
      follower.end(failedOutcome(follower.runId, error))
      return undefined
    } finally {
      follower.isBeingAdded = false
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new MontyUsageError('the queue was closed', 'MONTY_DISPOSED')
  }

  #executionOf(
    follower: Follower,
    signal: AbortSignal | undefined,
    adding: Promise<boolean | undefined>,
    stopper = new Stopper(),
  ): QueuedExecution {
    stopper.addEventListener('abort', () => {
      void this.#cancelWhenAdded(follower, adding, stopper.reason)
    })
    const onAbort = (): void => stopper.abort(signal!.reason)
    if (signal?.aborted === true) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true })
    void follower.outcome.finally(() => signal?.removeEventListener('abort', onAbort))
    return new QueuedExecution(follower, stopper, adding)
  }

  async #cancelWhenAdded(
    follower: Follower,
    adding: Promise<unknown>,
    reason: unknown,
  ): Promise<void> {
    try {
      await adding
      if (!follower.isOver) await this.cancel(follower.jobId, reason)
    } catch (error) {
      follower.end(failedOutcome(follower.runId, error))
    }
  }

  /** Closes the connections. Runs continue, but are not followed here any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled([
      this.#followers.close(),
      this.#canceller.close(),
      this.bullmq.close(),
    ])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

/**
 * Creates a queue of runs: `execute` returns the same as on a runtime, and the Python runs on any
 * free {@link pythonWorker}.
 *
 * @throws MontyUsageError for invalid options
 * @example
 * ```ts
 * const queue = pythonQueue({ connection: await createClient({ url }).connect() })
 * await queue.execute('1 + 1').value() // 2
 * ```
 */
export function pythonQueue(options: PythonQueueOptions): PythonQueue {
  return new PythonQueue(options)
}
