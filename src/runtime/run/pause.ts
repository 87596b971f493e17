import type { ClaimedPause } from '../paused/snapshots.js'
import { type PendingCall } from '../../host/outcome.js'
import { type EndEvent } from '../../core/engine/event.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import type { SuspendedRun } from '../../core/drive/supervise.js'
import { cancelLater, later, monotonicNow } from '../../core/timers.js'
import type { Earlier } from '../../monty/snapshot/state-payload.js'
import { pendingOf } from '../paused/decisions.js'
import { keptGivens } from '../paused/kept-givens.js'
import type { Leg } from '../durable/leg.js'
import { serializeFiles } from '../paused/kept-files.js'
import { fileSystemsOf } from '../../host/files/of-session.js'
import { type PauseRecord, recordOf } from '../paused/record.js'
import type { Run } from './run.js'
import type { Execution } from '../../core/drive/backend.js'
import { dumpPaused } from './suspension.js'
import type { Snapshots } from '../paused/snapshots.js'

/** Metadata of a pause record. */
export interface PauseMetadata {
  readonly code: string
  readonly isSession: boolean
  /** The type checker's state of the session after the run. */
  readonly earlier: Earlier | null
}

/** Stores one run when it is suspended. */
export class Pause {
  readonly #snapshots: Snapshots
  readonly #run: Run
  readonly #execution: Execution
  readonly #host: ResolvedHost
  readonly #metadata: PauseMetadata
  #keptId: string | undefined
  #keptUntil: number | undefined
  #written: Promise<unknown> | undefined
  /** Fetches of states in progress. */
  #fetching: Promise<unknown> | undefined

  constructor(
    snapshots: Snapshots,
    run: Run,
    execution: Execution,
    host: ResolvedHost,
    about: PauseMetadata,
  ) {
    this.#snapshots = snapshots
    this.#run = run
    this.#execution = execution
    this.#host = host
    this.#metadata = about
  }

  get #id(): string {
    this.#keptId ??= this.#run.leg?.pauseId ?? this.#snapshots.newId(this.#run.runId)
    return this.#keptId
  }

  /** Expiry of the pause, in ms since the epoch. */
  get expiresAt(): number {
    this.#keptUntil ??= this.#snapshots.expiry()
    return this.#keptUntil
  }

  /**
   * Drives the run. While calls are in progress and others are held, the store has a record in case this process
   * dies: the outcomes of the calls in progress are unknown then. A resumed run has its journal for that.
   */
  async watch(drive: () => Promise<End>): Promise<End> {
    const { leg } = this.#run
    if (leg !== undefined) return this.#watchLeg(leg, drive)
    // A nested run is kept with its parent run.
    if (this.#snapshots.hasStore && !this.#run.isNested) {
      this.#run.onHold = () => this.#execution.startKeeping()
      // If Python continues, the record would soon be outdated: other processes use the ledger instead.
      if (!this.#run.runsOn) this.#run.onSuspension = (suspension) => this.#writeAhead(suspension)
    }
    try {
      // Start only now: Python may be suspended at once.
      return await drive()
    } catch (error) {
      await this.#fetching
      if (this.#written !== undefined) await this.drop()
      throw error
    }
  }

  /** Drives a run that another process continues if this one dies: its state is stored from time to time. */
  async #watchLeg(leg: Leg, drive: () => Promise<End>): Promise<End> {
    const { calls } = this.#run
    let parking: NodeJS.Timeout | undefined
    const check = (suspension: () => SuspendedRun): void => {
      if (leg.isDue(calls.length)) leg.put(calls.length, () => this.#stateNow(suspension))
    }
    this.#run.onWait = (suspension, leave) => {
      check(suspension)
      cancelLater(parking)
      // Compute the suspension only where needed, as its cost grows with the number of calls.
      parking = this.#run.mayLeave ? this.#leaveLater(leg, suspension(), leave) : undefined
    }
    this.#run.onSuspension = (suspension) => check(() => suspension)
    try {
      return await drive()
    } finally {
      cancelLater(parking)
      await leg.settle()
    }
  }

  /** Lets the run leave the process when the awaited calls have taken long, unless it has to stay for them. */
  #leaveLater(
    leg: Leg,
    { running, queued, held }: SuspendedRun,
    leave: () => boolean,
  ): NodeJS.Timeout | undefined {
    const at = this.#run.leavesAt(running)
    // Calls that have not begun would not begin before the run continues.
    if (at === undefined || queued.length + held.length > 0) return undefined
    return later(() => void (leg.task.mayLeave() && leave()), Math.max(0, at - monotonicNow()))
  }

  /** The record to store; `undefined` when the run continued before its state was fetched. */
  async #stateNow(suspension: () => SuspendedRun): Promise<PauseRecord | undefined> {
    const execution = this.#execution
    if (!execution.hasState && !(await execution.fetchState())) return undefined
    return this.#record(suspension(), execution.dump())
  }

  #writeAhead(suspension: SuspendedRun): void {
    // Python may be suspended at its first held call, with a state that only its worker has.
    if (this.#execution.hasState) return this.#write(suspension)
    this.#fetching = Promise.allSettled([this.#fetching, this.#fetch(suspension)])
  }

  async #fetch(suspension: SuspendedRun): Promise<void> {
    if (await this.#execution.fetchState()) this.#write(suspension)
  }

  #write(suspension: SuspendedRun): void {
    const record = this.#record(suspension, this.#execution.dump())
    const { aliveUntil } = this.#snapshots
    const writing = this.#snapshots.put(this.#id, { ...record, aliveUntil })
    const before = this.#written ?? Promise.resolve()
    // If this write fails, a later one may still succeed, and reports its own failure.
    this.#written = Promise.allSettled([before, writing])
  }

  /** Stores a suspended run, and frees its execution. `taken` is the claim of a resumed run. */
  keep(suspension: SuspendedRun, taken?: ClaimedPause): Promise<Paused> {
    return this.#run.isNested ? this.#keepNested(suspension) : this.#keepRun(suspension, taken)
  }

  /** The run is suspended inside a call of its parent run, which has the token. */
  async #keepNested(suspension: SuspendedRun): Promise<Paused> {
    const record = this.#record(suspension, await dumpPaused(this.#execution, this.#host))
    this.#execution.dispose()
    this.#run.pauseRecord = record
    return { status: 'paused', pending: await pendingOf(record, this.#run.tools), token: '' }
  }

  async #keepRun(at: SuspendedRun, taken: ClaimedPause | undefined): Promise<Paused> {
    const suspension = this.#withoutPostponed(at)
    const { leg } = this.#run
    const left = leg && (await this.#leave(leg, suspension))
    if (left !== undefined) return left
    const record = this.#record(suspension, await dumpPaused(this.#execution, this.#host))
    await this.#fetching
    await this.#written
    const [token, pending] = await Promise.all([
      this.#put(record, taken),
      pendingOf(record, this.#run.tools),
    ])
    this.#execution.dispose()
    return { status: 'paused', pending, token }
  }

  /**
   * Lets a run that needs no decision leave the process: it is requeued, or waits for calls elsewhere.
   * `undefined` when it has to be paused.
   */
  async #leave(leg: Leg, suspension: SuspendedRun): Promise<Paused | undefined> {
    const parked = this.#run.parkedAmong(suspension.held)
    if (parked.length === 0 && suspension.held.length > 0) return undefined
    const { underWay } = suspension
    try {
      const state = await dumpPaused(this.#execution, this.#host)
      await leg.leave(this.#record(suspension, state), parked, underWay)
    } catch (error) {
      underWay?.abandon()
      throw error
    }
    this.#execution.dispose()
    return { status: 'paused', pending: [], token: '' }
  }

  /**
   * Moves postponed calls from the held ones to the queue: they are made when the run continues, without a
   * decision.
   */
  #withoutPostponed(suspension: SuspendedRun): SuspendedRun {
    const { postponed } = this.#run
    if (postponed.size === 0) return suspension
    const held = suspension.held.filter(({ callId }) => !postponed.has(callId))
    const begun = suspension.held.filter(({ callId }) => postponed.has(callId))
    return { ...suspension, held, queued: [...begun, ...suspension.queued] }
  }

  /** Stores the record, in place of an earlier one of the run. */
  #put(record: PauseRecord, taken: ClaimedPause | undefined): Promise<string> {
    if (taken !== undefined) return taken.replace(record)
    return this.#written === undefined
      ? this.#snapshots.put(this.#id, record)
      : this.#snapshots.replace(this.#id, record)
  }

  async drop(): Promise<void> {
    await this.#written
    await this.#snapshots.remove(this.#id)
  }

  /** The parts of the record that nested runs share with their parent. */
  #keptOfRun(): Pick<PauseRecord, 'own' | 'ledger' | 'artifacts' | 'events' | 'recording'> {
    const { givens, ledger, artifacts, recorder } = this.#run
    const list = artifacts?.list ?? []
    const kept =
      list.length === 0
        ? {}
        : { artifacts: list.map(({ name, type, bytes }) => ({ name, type, bytes })) }
    const events = this.#snapshots.hasStore ? { events: this.#run.keptEvents } : {}
    const recording = recorder === undefined ? {} : { recording: recorder.kept }
    return { ...keptGivens(givens), ...ledger.kept, ...kept, ...events, ...recording }
  }

  #record(suspension: SuspendedRun, state: Buffer): PauseRecord {
    const { runId, calls, stdout, unknown } = this.#run
    return recordOf(suspension, {
      ...this.#metadata,
      ...(this.#run.isNested ? {} : this.#keptOfRun()),
      runId,
      scope: this.#snapshots.scope,
      state,
      unknown: [...unknown],
      calls: [...calls],
      stdout: stdout.state,
      usage: suspension.usage,
      kept: this.#run.keep(),
      files: this.#run.isNested ? [] : serializeFiles(fileSystemsOf(this.#host.given.files)),
      inner: this.#run.keptInner(suspension.held),
      expiresAt: this.expiresAt,
    })
  }
}

/** A paused run. */
export interface Paused {
  readonly status: 'paused'
  readonly pending: readonly PendingCall[]
  readonly token: string
}

export type End = Extract<EndEvent, { kind: 'complete' }> | SuspendedRun
