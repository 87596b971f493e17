import { type Job, type JobsOptions, Queue, QueueEvents, QueueEventsProducer } from 'bullmq'
import type { RepeatOptions } from 'bullmq'
import {
  cancelLater,
  checkNames,
  Execution,
  isError,
  later,
  MontyUsageError,
  namesOf,
  nodeCrypto,
  notRecorded,
  portableValue,
  Stopper,
} from '../internals.js'
import type { Decision, Outcome, PendingCall } from '../host/outcome.js'
import type { Recording } from '../runtime/recording/recording.js'
import {
  type BullOptions,
  type CompletePlace,
  type QueuePlace,
  resolvePlace,
  stepOf,
  withBackend,
} from './bullmq-backend.js'
import { Follower } from './bullmq-follower.js'
import {
  CANCEL,
  cancelledOutcome,
  crashedOutcome,
  DEFAULT_NAME,
  goneJob,
  JOB_NAME,
  outcomeFrom,
  priorityOf,
  resumeJob,
  resumeJobId,
  type RowNews,
  runIdOf,
  runIdOfToken,
  runJob,
  type RunJob,
  type RunJobResult,
} from './bullmq-jobs.js'

/** Options of {@link pythonQueue}. */
export interface PythonQueueOptions extends QueuePlace {
  /** A tenant's share of the turns, relative to a tenant of weight 1. Default: 1 for all. */
  weightOf?: (tenant: string) => number
  /** Options of BullMQ's `Queue`, such as `defaultJobOptions` and `streams`. */
  queue?: BullOptions
  /**
   * Number of seconds for which a run and its events can be found after its end. Default an hour.
   */
  keepSeconds?: number
}

/** Options of BullMQ's jobs that the caller may set. */
type PassedOn = Omit<JobsOptions, 'jobId' | 'repeat' | 'parent' | 'keepLogs'>

/** Options of a run, and of BullMQ for its job. */
export interface QueueExecuteOptions extends PassedOn {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
  /** Cancels the run, wherever it is. */
  signal?: AbortSignal
  /** The tenant of the run. */
  tenant?: string
  /**
   * Whether `execution.recording` will have the run's recording, over its pauses and on whatever
   * workers it runs, for `replay()`. The recording comes with the job's result, without the values
   * that `record: { redact }` of the worker's runtime removes. Default `false`.
   */
  record?: boolean
}

/** Options of a resumption, and of BullMQ for its job. */
export interface QueueResumeOptions extends PassedOn {
  /** Cancels the run, wherever it is. */
  signal?: AbortSignal
  /** The tenant of the run. */
  tenant?: string
}

/** A run that waits for decisions. */
export interface QueuePause {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
}

/** Options of `follow`. */
export interface FollowOptions {
  /** The number of the first event to report, from 0. Default 0. */
  from?: number
}

const OPTIONS = namesOf<PythonQueueOptions>({
  name: true,
  connection: true,
  backend: true,
  prefix: true,
  counters: true,
  weightOf: true,
  queue: true,
  keepSeconds: true,
})
const HOUR_SECONDS = 3_600
const UUID_LENGTH = 36
/** Number of last runs that are searched for paused ones. */
const MAX_LISTED = 10_000
/** Time without announcements after which a job is polled: announcements may have been missed. */
const POLL_MS = 2_000
/** Maximum number of jobs per poll; further ones take turns. */
const MAX_POLLED = 200

/** A run in a queue, or about to be added to one. */
export class QueuedExecution extends Execution {
  /**
   * Resolves when the run's job is in the queue, where other processes can follow it. Never
   * rejects: see `outcome`.
   */
  readonly added: Promise<void>
  readonly #follower: Follower

  /** @internal */
  constructor(follower: Follower, stopper: Stopper, added: Promise<void>) {
    super(follower.runId, follower.log, stopper, follower.outcome)
    this.added = added
    this.#follower = follower
  }

  /** The recording of the run, as that of a runtime's execution. */
  override get recording(): Promise<Recording> {
    return this.outcome.then(() => {
      const { recording } = this.#follower
      if (recording === undefined) throw notRecorded()
      if (typeof recording === 'string') throw new MontyUsageError(recording)
      return recording
    })
  }
}

/** Whether a job did not resume its paused run. */
const isRefused = ({ finishedOn, returnvalue }: Job<RunJob, RunJobResult>): boolean =>
  finishedOn !== undefined && returnvalue?.isPauseGood === true

function recordOf(record: unknown): Pick<RunJob, 'record'> {
  if (record === undefined || record === false) return {}
  if (record === true) return { record }
  throw new MontyUsageError('record must be true or false: what takes secrets out is the worker’s')
}

/**
 * Runs Python on other machines, through a queue of BullMQ.
 *
 * @see {@link pythonQueue}
 */
export class PythonQueue implements AsyncDisposable {
  /** BullMQ's own queue, for its other features. */
  readonly bullmq: Queue<RunJob, RunJobResult>
  readonly #place: CompletePlace
  readonly #keepSeconds: number
  readonly #weightOf: (tenant: string) => number
  readonly #followers = new Map<string, Set<Follower>>()
  #events: Promise<QueueEvents> | undefined
  #producer: QueueEventsProducer | undefined
  #looking: NodeJS.Timeout | undefined

  /** Use {@link pythonQueue}. */
  constructor(options: PythonQueueOptions) {
    this.#place = resolvePlace(options, 'pythonQueue', DEFAULT_NAME)
    checkNames(options, OPTIONS, 'pythonQueue')
    const { keepSeconds = HOUR_SECONDS, queue = {}, weightOf = () => 1 } = options
    this.#weightOf = weightOf
    this.#keepSeconds = keepSeconds
    const { name, connection } = this.#place
    this.bullmq = withBackend(
      this.#place,
      (...backend) =>
        new Queue(name, { ...queue, ...connection }, ...(backend as [])) as unknown as Queue<
          RunJob,
          RunJobResult
        >,
    )
    this.bullmq.on('error', () => {})
  }

  /** Runs a program on any free worker. Never throws: failures are outcomes. */
  execute(code: string, options: QueueExecuteOptions = {}): QueuedExecution {
    const { inputs, signal, tenant, record, ...passedOn } = options
    const runId = nodeCrypto().randomUUID()
    return this.#launch(runId, runId, signal, () => {
      if (typeof code !== 'string') throw new MontyUsageError('code must be a string')
      const job = { ...runJob(runId, code, inputs), ...recordOf(record) }
      return [tenant === undefined ? job : { ...job, tenant }, passedOn]
    })
  }

  /**
   * Resumes a paused run on any free worker. A token is valid once: resuming with it again follows
   * the same run.
   */
  resume(
    token: string,
    decisions: readonly Decision[],
    options: QueueResumeOptions = {},
  ): QueuedExecution {
    const { signal, tenant, ...passedOn } = options
    const runId = runIdOfToken(token) ?? nodeCrypto().randomUUID()
    return this.#launch(runId, resumeJobId(runId, token), signal, () => {
      if (runIdOfToken(token) === undefined) {
        throw new MontyUsageError('this is not the token of a run that is kept in a store')
      }
      const job = resumeJob(runId, token, decisions)
      return [tenant === undefined ? job : { ...job, tenant }, passedOn]
    })
  }

  /**
   * Follows a run that was started in any process: `id` is that of its execution, or of its job.
   * For a run that was resumed, pass its token as well.
   */
  follow(id: string, options: FollowOptions & { token?: string } = {}): Execution {
    checkNames(options, new Set(['from', 'token']), 'follow')
    const { token, from = 0 } = options
    const jobId = token === undefined ? id : resumeJobId(id, token)
    const runId = id.slice(0, UUID_LENGTH)
    const follower = this.#follower(jobId, runId, from)
    void this.#look(follower)
    return this.#executionOf(follower, undefined)
  }

  /**
   * Cancels a run, wherever it is. `false` when there is none of that id, or it has ended.
   *
   * @throws the errors of the connection
   */
  async cancel(runId: string, reason?: unknown): Promise<boolean> {
    return this.#cancel(runId, reason)
  }

  /**
   * Runs a program repeatedly, as BullMQ's job schedulers do: `{ every: 60_000 }` or `{ pattern: '0
   * 6 * * *' }`. Scheduling the same id again replaces the schedule;
   * `bullmq.removeJobScheduler(id)` ends it.
   */
  async schedule(
    id: string,
    repeat: Omit<RepeatOptions, 'key'>,
    code: string,
    options: QueueExecuteOptions = {},
  ): Promise<void> {
    const { inputs, signal: _signal, record, tenant, ...passedOn } = options
    const { runId: _none, ...job } = { ...runJob('', code, inputs), ...recordOf(record) }
    await this.bullmq.upsertJobScheduler(id, repeat, {
      name: JOB_NAME,
      data: (tenant === undefined ? job : { ...job, tenant }) as RunJob,
      opts: this.#jobOptions(passedOn),
    })
  }

  /**
   * The outcome of a run, or of its part up to a pause, by the id of its execution or of its job;
   * `undefined` while the run is in progress, and when there is none of that id.
   */
  async outcomeOf(id: string): Promise<Outcome | undefined> {
    const job = await this.bullmq.getJob(id)
    if (job?.finishedOn === undefined) return undefined
    const { data, returnvalue, failedReason } = job
    return returnvalue === null || returnvalue === undefined
      ? crashedOutcome(runIdOf(data, id), failedReason)
      : outcomeFrom(returnvalue)
  }

  /** The id of the job that resumes a paused run; `undefined` while its token is valid. */
  async resumptionOf(token: string): Promise<string | undefined> {
    const runId = runIdOfToken(token)
    if (runId === undefined) return undefined
    const id = resumeJobId(runId, token)
    const job = await this.bullmq.getJob(id)
    return job === undefined || isRefused(job) ? undefined : id
  }

  /** The tenant of a run; `undefined` when there is no run of that id. */
  async tenantOf(id: string): Promise<string | undefined> {
    const job = await this.bullmq.getJob(id)
    return job === undefined ? undefined : (job.data.tenant ?? '')
  }

  /** The stored runs that wait for decisions; those of a tenant, if one is given. */
  async pausedRuns(options: { tenant?: string } = {}): Promise<QueuePause[]> {
    checkNames(options, new Set(['tenant']), 'pausedRuns')
    const jobs = await this.bullmq.getJobs(['completed'], 0, MAX_LISTED - 1)
    const waiting: QueuePause[] = []
    for (const { id, data, returnvalue } of jobs) {
      if (options.tenant !== undefined && data.tenant !== options.tenant) continue
      const outcome = outcomeFrom(returnvalue)
      if (outcome.status !== 'paused') continue
      const { token, pending } = outcome
      const runId = runIdOf(data, id!)
      if ((await this.resumptionOf(token)) === undefined) waiting.push({ runId, token, pending })
    }
    return waiting
  }

  #jobOptions(passedOn: PassedOn): PassedOn {
    const keep = { age: this.#keepSeconds }
    return { removeOnComplete: keep, removeOnFail: keep, ...passedOn }
  }

  #launch(
    runId: string,
    jobId: string,
    signal: AbortSignal | undefined,
    jobOf: () => [RunJob, PassedOn],
  ): QueuedExecution {
    const follower = this.#follower(jobId, runId, 0)
    const adding = this.#add(follower, jobOf)
    return this.#executionOf(follower, signal, adding)
  }

  async #add(follower: Follower, jobOf: () => [RunJob, PassedOn]): Promise<void> {
    try {
      const [asked, passed] = jobOf()
      const [data, passedOn] = await this.#withTurn(asked, passed)
      await this.#listen()
      const { jobId } = follower
      if (data.kind === 'resume') await this.#forgetRefused(jobId)
      const options = { ...this.#jobOptions(passedOn), jobId }
      const job = await stepOf(() => this.bullmq.add(JOB_NAME, data, options))
      if (job.id !== undefined && job.id !== jobId) this.#followInstead(follower, job.id)
      // The job may have been added before.
      if (data.kind === 'resume') await this.#look(follower)
    } catch (error) {
      follower.end(crashedOutcome(follower.runId, isError(error) ? error.message : String(error)))
      this.#forget(follower)
    }
  }

  /** Removes a resumption that was refused, as the token stays valid for other decisions. */
  async #forgetRefused(jobId: string): Promise<void> {
    const job = await this.bullmq.getJob(jobId)
    if (job !== undefined && isRefused(job)) await job.remove()
  }

  /** Gives a job the priority of its tenant's turn, unless the caller set a priority. */
  async #withTurn(job: RunJob, passedOn: PassedOn): Promise<[RunJob, PassedOn]> {
    const { counters, name } = this.#place
    if (counters === undefined || passedOn.priority !== undefined) return [job, passedOn]
    const { tenant = '' } = job
    const turn = await counters.turn(name, tenant, this.#weightOf(tenant))
    return [
      { ...job, turn },
      { ...passedOn, priority: priorityOf(turn) },
    ]
  }

  /** BullMQ deduplicated the job: follow the existing one. */
  #followInstead(follower: Follower, jobId: string): void {
    this.#forget(follower)
    follower.jobId = jobId
    this.#remember(follower)
    void this.#look(follower)
  }

  #follower(jobId: string, runId: string, from: number): Follower {
    const rows = async (id: string, first: number): Promise<string[]> =>
      (await this.bullmq.getJobLogs(id, first, -1, true)).logs
    const follower = new Follower({ rows }, jobId, runId, from)
    this.#remember(follower)
    void follower.outcome.then(() => this.#forget(follower))
    return follower
  }

  #remember(follower: Follower): void {
    const followers = this.#followers.get(follower.jobId) ?? new Set()
    this.#followers.set(follower.jobId, followers.add(follower))
  }

  #forget(follower: Follower): void {
    const followers = this.#followers.get(follower.jobId)
    followers?.delete(follower)
    if (followers?.size === 0) this.#followers.delete(follower.jobId)
  }

  #executionOf(
    follower: Follower,
    signal: AbortSignal | undefined,
    adding: Promise<void> = Promise.resolve(),
  ): QueuedExecution {
    const stopper = new Stopper()
    const { signal: stop } = stopper
    stop.addEventListener('abort', () => {
      if (follower.isOver) return
      void adding
        .then(() => this.#cancel(follower.jobId, stopper.reason))
        .catch((error: unknown) => follower.end(crashedOutcome(follower.runId, String(error))))
    })
    if (signal?.aborted === true) stopper.abort(signal.reason)
    else signal?.addEventListener('abort', () => stopper.abort(signal.reason), { once: true })
    return new QueuedExecution(follower, stopper, adding)
  }

  async #cancel(jobId: string, reason: unknown): Promise<boolean> {
    const job = await this.bullmq.getJob(jobId)
    if (job === undefined || job.finishedOn !== undefined) return false
    const portable = portableValue(reason)
    // A worker that takes the job reads this; the worker that has it receives the event below.
    await job.updateData({ ...job.data, cancelled: portable } as never)
    const isGone = (await this.bullmq.remove(jobId)) === 1
    if (isGone) {
      for (const follower of this.#followers.get(jobId) ?? [])
        follower.end(cancelledOutcome(follower.runId, reason))
    }
    // Calls of a parked run may be in progress, and its stored state must be removed.
    const { name, connection } = this.#place
    this.#producer ??= withBackend(
      this.#place,
      (...backend) => new QueueEventsProducer(name, { ...connection }, ...(backend as [])),
    )
    await this.#producer.publishEvent({
      eventName: CANCEL,
      jobId,
      reason: JSON.stringify(portable),
      // A pause stays valid if no worker started to resume it.
      ...(isGone && job.attemptsStarted > 0
        ? { gone: JSON.stringify(goneJob(job.data, jobId)) }
        : {}),
    })
    return true
  }

  /** Subscribes to the events of all jobs of the queue. */
  #listen(): Promise<QueueEvents> {
    this.#events ??= this.#beginListening()
    return this.#events
  }

  async #beginListening(): Promise<QueueEvents> {
    const { name, connection } = this.#place
    const events = withBackend(
      this.#place,
      (...backend) => new QueueEvents(name, { ...connection }, ...(backend as [])),
    )
    const each = (jobId: string, notify: (follower: Follower) => void): void => {
      for (const follower of this.#followers.get(jobId) ?? []) notify(follower)
    }
    events.on('error', () => {})
    events.on('progress', ({ jobId, data }) =>
      each(jobId, (follower) => follower.onRow(data as RowNews)),
    )
    events.on('completed', ({ jobId, returnvalue }) =>
      each(jobId, (follower) => void follower.onCompleted(returnvalue as RunJobResult)),
    )
    events.on('failed', ({ jobId, failedReason }) =>
      each(jobId, (follower) => void follower.onFailed(failedReason)),
    )
    events.on('removed', ({ jobId }) => each(jobId, (follower) => void this.#look(follower)))
    await events.waitUntilReady()
    this.#lookAgain()
    return events
  }

  #lookAgain(): void {
    this.#looking = later(() => {
      for (const [jobId, followers] of [...this.#followers].slice(0, MAX_POLLED)) {
        for (const follower of followers) {
          if (!follower.hasNews) void this.#look(follower)
          follower.hasNews = false
        }
        // Moves the job to the end of the order.
        this.#followers.delete(jobId)
        this.#followers.set(jobId, followers)
      }
      this.#lookAgain()
    }, POLL_MS)
  }

  /** Polls the state of a job. */
  async #look(follower: Follower): Promise<void> {
    try {
      await this.#listen()
      const job = await this.bullmq.getJob(follower.jobId)
      if (job === undefined) {
        // A job that is about to be added does not exist yet.
        if (follower.wasSeen)
          follower.end(cancelledOutcome(follower.runId, 'the run was removed from its queue'))
        return
      }
      follower.wasSeen = true
      const { returnvalue, failedReason, finishedOn } = job
      if (finishedOn === undefined) return await follower.catchUp()
      if (returnvalue === null || returnvalue === undefined)
        return await follower.onFailed(failedReason)
      await follower.onCompleted(returnvalue)
    } catch {
      // The connection is being restored.
    }
  }

  /** Closes the connections. Runs continue. */
  async close(): Promise<void> {
    cancelLater(this.#looking)
    await Promise.allSettled([
      this.#events?.then((events) => events.close()),
      this.#producer?.close(),
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
