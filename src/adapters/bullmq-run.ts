import type { Job } from 'bullmq'
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
import { legIdOf, type RunJob, type RunJobResult, runIdOf } from './bullmq-jobs.js'
import { NOTHING_TOLD, Publisher, toldIn } from './bullmq-publisher.js'
import type { QuotaSeat } from './bullmq-quotas.js'

type RunningJob = Job<RunJob, RunJobResult>

/** How a run is kept while it runs. */
export interface QueuedRunOptions {
  readonly checkpointEvery: LegTask['checkpointEvery']
  /** For how long its job is this worker's without a word of it. */
  readonly lockMs: number
  /** Whether it may leave this process with calls under way. */
  readonly mayLeave: () => boolean
  /** What earlier attempts told of a run. */
  readonly rowsOf: (jobId: string) => Promise<readonly string[]>
  /** Its place among those of its tenant, where these are counted; `undefined` when it has to wait for one. */
  readonly seatOf: (() => Promise<QuotaSeat | undefined>) | undefined
  /** How calls ended that others made, by their ids. */
  readonly endsOf: (job: RunningJob) => Promise<ReadonlyMap<number, ParkedEnd>>
}

/** A run that has left this process: with calls that others make, or to be taken up by another worker. */
export interface Left {
  readonly parked: readonly ParkedCall[]
  /** For how long nobody need take it up. */
  readonly delayMs: number
  /** It waits for its place. */
  readonly isWaiting?: true
  /** Calls that go on here, with whose end it is to be taken up. */
  readonly underWay?: CallsUnderWay | undefined
}

const PUT_BACK: Left = { parked: [], delayMs: 0 }
const WAITING: Left = { parked: [], delayMs: 0, isWaiting: true }
const TRY_ELSEWHERE_MS = 500

const isForeign = (outcome: Outcome): boolean =>
  'error' in outcome &&
  outcome.error instanceof MontySnapshotError &&
  (outcome.error.reason === 'version' || outcome.error.reason === 'format')

/** Somebody else has the run by now. */
const LOST = 'the worker had lost the run to another one'
/** A part of the lock's time after which nothing new is begun: it was renewed some time before that was heard. */
const SAFE = 0.75

/** One run from a queue, in this process. */
export class QueuedRun {
  readonly #legs: Legs
  readonly #job: RunningJob
  readonly #options: QueuedRunOptions
  readonly #stop = new AbortController()
  #renewedAt = monotonicNow()
  #isAbandoned = false
  #isDraining = false
  #isPutBack = false
  #leg: Leg | undefined
  #seat: QuotaSeat | undefined

  constructor(legs: Legs, job: RunningJob, options: QueuedRunOptions) {
    this.#legs = legs
    this.#job = job
    this.#options = options
  }

  /** The queue has heard that it is still this worker's. */
  onRenewed(at = monotonicNow()): void {
    this.#renewedAt = at
  }

  /** Tells what it has used so far. */
  async tellUsage(): Promise<void> {
    await this.#seat?.renew()
  }

  /** Resolves when nobody waits for it here any more. */
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

  /** It is not this worker's any more. */
  abandon(): void {
    this.#isAbandoned = true
    this.cancel(new MontyCrashedError(LOST))
  }

  /** Whether nobody else can have it. */
  get isOwned(): boolean {
    if (monotonicNow() - this.#renewedAt > this.#options.lockMs * SAFE) this.abandon()
    return !this.#isAbandoned
  }

  #assertOwned(): void {
    if (!this.isOwned) throw new MontyCrashedError(LOST)
  }

  /**
   * What came of it, for the queue.
   *
   * @throws what has the queue try again: its connection failed, or the interpreter did
   */
  async result(): Promise<RunJobResult | Left> {
    const job = this.#job
    const isRetry = job.attemptsStarted > 1
    const { cancelled } = job.data
    if (cancelled !== undefined) this.cancel(valueFrom(cancelled))
    else if (this.#options.seatOf !== undefined) {
      this.#seat = await this.#options.seatOf()
      if (this.#seat === undefined && !this.#stop.signal.aborted) return WAITING
    }
    const publisher = await this.#publisher(isRetry)
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
      flush: () => publisher.flush(),
      note: () => publisher.note,
      onState: (note) => publisher.goOnFrom(note),
      mayLeave: this.#options.mayLeave,
      ends: isRetry ? await this.#options.endsOf(job) : new Map(),
    })
    this.#leg = leg
    if (this.#isDraining) leg.drain()
    for await (const event of execution.events) publisher.push(event)
    const outcome = await execution.outcome
    if (!this.isOwned) return PUT_BACK
    await publisher.flush()
    if (this.#isPutBack && outcome.status === 'cancelled') return PUT_BACK
    if (leg.left !== undefined) {
      return { parked: leg.left, delayMs: 0, underWay: leg.underWay }
    }
    // Another worker may be of the version that it is of.
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

  /** What is no token anywhere is so for every worker, and would go round among them for ever. */
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
    if (!isRetry) return new Publisher(job, NOTHING_TOLD)
    return new Publisher(job, toldIn(await this.#options.rowsOf(job.id!)))
  }

  /** It is to leave this process as soon as it can: with its next call, when those under way have ended. */
  drain(): void {
    this.#isDraining = true
    this.#leg?.drain()
  }

  /** It leaves now, and goes on elsewhere from what is known of it. */
  putBack(): void {
    this.#isPutBack = true
    this.cancel(new MontyCrashedError('the worker ends'))
  }

  finish(): Promise<void> {
    return this.#leg?.finish() ?? Promise.resolve()
  }
}

/** The recording of a run, or why there is none that others may see; `undefined` of one that was not recorded. */
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
