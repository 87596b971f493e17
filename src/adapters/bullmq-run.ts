import {
  Execution,
  isError,
  MontyCrashedError,
  MontySnapshotError,
  monotonicNow,
  portableValue,
  valueFrom,
} from '../internals.js'
import type { CallsUnderWay } from '../core/drive/supervise.js'
import type { Decision, Outcome } from '../host/outcome.js'
import type { Legs } from '../runtime/durable/legs.js'
import type { Leg, LegStart, LegTask, ParkedCall, ParkedEnd } from '../runtime/durable/leg.js'
import {
  cancelledOutcome,
  failedOutcome,
  legIdOf,
  type QueuedJob,
  type RunJob,
  type RunJobResult,
  runIdOf,
} from './bullmq-jobs.js'
import { stepOf } from './bullmq-backend.js'
import { NOTHING_PUBLISHED, publishedIn, Publisher } from './bullmq-publisher.js'
import type { QuotaSeat } from './bullmq-quotas.js'

/** Options of a run in this process. */
export interface QueuedRunOptions {
  readonly checkpointEvery: LegTask['checkpointEvery']
  /** Duration for which the job belongs to this worker without a renewal. */
  readonly lockMs: number
  /** Whether the run may leave this process with calls in progress. */
  readonly mayLeave: () => boolean
  /** Reads the events that earlier attempts have published. */
  readonly rowsOf: (jobId: string) => Promise<readonly string[]>
  /** Requests a place in the tenant's quota, where quotas are shared; `undefined` when the run has to wait. */
  readonly seatOf: (() => Promise<QuotaSeat | undefined>) | undefined
  /** The outcomes of calls that other workers made, by call id. */
  readonly endsOf: (job: QueuedJob) => Promise<ReadonlyMap<number, ParkedEnd>>
}

/**
 * A run that has left this process: to wait for calls of other workers, or to be resumed by another
 * worker.
 */
export interface Left {
  readonly parked: readonly ParkedCall[]
  /** Delay before another worker may resume the run. */
  readonly delayMs: number
  /** Set when the run waits for a place in its tenant's quota. */
  readonly isWaiting?: true
  /** Calls in progress in this process; the run is resumed when they have ended. */
  readonly underWay?: CallsUnderWay | undefined
}

const PUT_BACK: Left = { parked: [], delayMs: 0 }
const WAITING: Left = { parked: [], delayMs: 0, isWaiting: true }
const TRY_ELSEWHERE_MS = 500

const isForeign = (outcome: Outcome): boolean =>
  'error' in outcome &&
  outcome.error instanceof MontySnapshotError &&
  (outcome.error.reason === 'version' || outcome.error.reason === 'format')

const GIVEN_UP = 'the paused run was given up'
/** Error of a run that another worker has taken over. */
const LOST = 'the worker had lost the run to another one'
/**
 * Fraction of the lock's duration after which nothing new is started: the lock was renewed some
 * time before the confirmation arrived.
 */
const SAFE = 0.75

/** One run from a queue, in this process. */
export class QueuedRun {
  readonly #legs: Legs
  readonly #job: QueuedJob
  readonly #options: QueuedRunOptions
  readonly #stop = new AbortController()
  #renewedAt = monotonicNow()
  #isAbandoned = false
  #isDraining = false
  #isPutBack = false
  #failure: MontyCrashedError | undefined
  #leg: Leg | undefined
  #seat: QuotaSeat | undefined

  constructor(legs: Legs, job: QueuedJob, options: QueuedRunOptions) {
    this.#legs = legs
    this.#job = job
    this.#options = options
  }

  /** Records a confirmed renewal of the lock. */
  onRenewed(at = monotonicNow()): void {
    this.#renewedAt = at
  }

  /** Reports the usage so far to the tenant's quota. */
  async reportUsage(): Promise<void> {
    await this.#seat?.renew()
  }

  /** Resolves when the run is cancelled or abandoned here. */
  get givenUp(): Promise<void> {
    const { signal } = this.#stop
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  cancel(reason: unknown): void {
    this.#stop.abort(reason)
    this.#leg?.underWay?.abandon()
  }

  /** Cancels the run because it belongs to another worker now. */
  abandon(): void {
    this.#isAbandoned = true
    this.cancel(new MontyCrashedError(LOST))
  }

  /** Ends the run because its calls cannot be written down. */
  #fail(error: unknown): void {
    const reason = isError(error) ? error.message : String(error)
    this.#failure = new MontyCrashedError(`the store failed: ${reason}`)
    this.cancel(this.#failure)
  }

  /** Whether the run certainly belongs to this worker. */
  get isOwned(): boolean {
    if (monotonicNow() - this.#renewedAt > this.#options.lockMs * SAFE) this.abandon()
    return !this.#isAbandoned
  }

  #assertOwned(): void {
    if (!this.isOwned) throw new MontyCrashedError(LOST)
  }

  /**
   * Runs the job's leg to its result, or until the run leaves the process.
   *
   * @throws errors after which the queue retries the job: of its connection, or of the interpreter
   */
  async result(): Promise<RunJobResult | Left> {
    const job = this.#job
    const isRetry = job.attemptsStarted > 1
    const { data } = job
    if (data.kind === 'resume' && data.discard === true) return this.#discard(data, isRetry)
    const { cancelled } = data
    if (cancelled !== undefined) this.cancel(valueFrom(cancelled))
    else if (this.#options.seatOf !== undefined) {
      this.#seat = await this.#options.seatOf()
      if (this.#seat === undefined && !this.#stop.signal.aborted) return WAITING
    }
    const publisher = await this.#publisher(isRetry)
    let running: Execution | undefined
    let told = 0
    // At once, as a state that is put away is to be put away with what was printed before it.
    const tell = (): void => {
      const events = running === undefined ? [] : Execution.eventsOf(running)
      for (; told < events.length; told++) {
        // Calls that are aborted here have not ended: the next attempt will tell of them.
        if (!this.#isAbandoned && !this.#isPutBack) publisher.push(events[told]!)
      }
    }
    const { execution, leg } = this.#legs.run({
      runId: runIdOf(job.data, job.id!),
      legId: legIdOf(job.data),
      from: startOf(job.data),
      tenant: job.data.tenant,
      admission: this.#seat?.admission,
      isRecorded: job.data.record === true,
      askedAt: job.timestamp,
      isRetry,
      // The same in each attempt.
      seed: `${job.data.seed}/${job.id}`,
      checkpointEvery: this.#options.checkpointEvery,
      signal: this.#stop.signal,
      assertOwned: () => this.#assertOwned(),
      fail: (error) => this.#fail(error),
      endsWith: (ended) => this.#endsWith(this.#failedOutcome(ended)),
      flush: () => {
        tell()
        return publisher.flush()
      },
      note: () => {
        tell()
        return publisher.note
      },
      onState: (note) => publisher.goOnFrom(note),
      mayLeave: this.#options.mayLeave,
      ends: isRetry ? await stepOf(() => this.#options.endsOf(job)) : new Map(),
    })
    this.#leg = leg
    if (this.#isDraining) leg.drain()
    running = execution
    for await (const _ of execution.events) tell()
    const outcome = this.#failedOutcome(await execution.outcome)
    if (!this.isOwned) return PUT_BACK
    await publisher.flush()
    if (this.#isPutBack && outcome.status === 'cancelled') return PUT_BACK
    if (leg.left !== undefined) {
      return { parked: leg.left, delayMs: 0, underWay: leg.underWay }
    }
    // The run's state has another version, which another worker may support.
    if (isForeign(outcome) && this.#hasEntry) return { parked: [], delayMs: TRY_ELSEWHERE_MS }
    if (outcome.status === 'crashed' && this.#mayTryAgain) throw outcome.error
    await leg.giveBack()
    const result = {
      outcome: portableValue(outcome),
      events: publisher.count,
      ...(leg.isPauseGood ? { isPauseGood: true as const } : {}),
    }
    const recording = await recordingOf(execution)
    return recording === undefined ? result : { ...result, recording }
  }

  /** Whether the run ends with an outcome, rather than being put back in the queue. */
  #endsWith(outcome: Outcome): boolean {
    if (!this.isOwned || (this.#isPutBack && outcome.status === 'cancelled')) return false
    return outcome.status !== 'crashed' || !this.#mayTryAgain
  }

  /** The outcome of a run that ended here, also because of the store. */
  #failedOutcome(outcome: Outcome): Outcome {
    const error = this.#failure
    if (error === undefined || outcome.status !== 'cancelled') return outcome
    return { ...outcome, status: 'crashed', error }
  }

  /** Gives the paused run up. */
  async #discard(
    { token, tenant }: { token: string; tenant?: string },
    isRetry: boolean,
  ): Promise<RunJobResult | Left> {
    const runId = runIdOf(this.#job.data, this.#job.id!)
    try {
      const record = await this.#legs.discard(token, tenant, isRetry)
      const known = record && {
        stdout: record.stdout.text,
        calls: record.calls,
        artifacts: record.artifacts ?? [],
        usage: record.usage,
      }
      const outcome = { ...cancelledOutcome(runId, GIVEN_UP), ...known }
      return { outcome: portableValue(outcome), events: 0 }
    } catch (error) {
      if (!(error instanceof MontySnapshotError)) throw error
      const outcome = failedOutcome(runId, error)
      if (isForeign(outcome) && this.#hasEntry) return { parked: [], delayMs: TRY_ELSEWHERE_MS }
      const result = { outcome: portableValue(outcome), events: 0 }
      return error.reason === 'used' ? result : { ...result, isPauseGood: true }
    }
  }

  /**
   * Whether the job's token is valid: an invalid one would be passed among the workers for ever.
   */
  get #hasEntry(): boolean {
    const { data } = this.#job
    return data.kind === 'run' || this.#legs.isGood(data.token)
  }

  get #mayTryAgain(): boolean {
    const { attemptsMade, opts } = this.#job
    return attemptsMade + 1 < (opts.attempts ?? 1)
  }

  async #publisher(isRetry: boolean): Promise<Publisher> {
    const job = this.#job
    if (!isRetry) return new Publisher(job, NOTHING_PUBLISHED)
    return new Publisher(job, publishedIn(await stepOf(() => this.#options.rowsOf(job.id!))))
  }

  /**
   * Lets the run leave this process as soon as possible: at its next call, when those in progress
   * have ended.
   */
  drain(): void {
    this.#isDraining = true
    this.#leg?.drain()
  }

  /** Ends the run here at once; another worker continues it from its stored state. */
  putBack(): void {
    this.#isPutBack = true
    this.cancel(new MontyCrashedError('the worker ends'))
  }

  finish(): Promise<void> {
    return this.#leg?.finish() ?? Promise.resolve()
  }
}

/**
 * The recording of a run, or the reason why it cannot be stored; `undefined` for a run that was not
 * recorded.
 */
async function recordingOf(execution: Execution): Promise<RunJobResult['recording']> {
  if (!Execution.isRecorded(execution)) return undefined
  try {
    return await execution.recording
  } catch (error) {
    return isError(error) ? error.message : String(error)
  }
}

function startOf(job: RunJob): LegStart {
  if (job.kind === 'resume') {
    return { token: job.token, decisions: valueFrom(job.decisions) as Decision[] }
  }
  const inputs = valueFrom(job.inputs) as Record<string, unknown> | undefined
  return { code: job.code, inputs }
}
