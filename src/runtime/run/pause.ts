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

/** What is kept of a run besides its state. */
export interface PauseMetadata {
  readonly code: string
  readonly isSession: boolean
  /** What the type checker will know of the session when the run has ended. */
  readonly earlier: Earlier | null
}

/** The keeping of one run, should it come to rest. */
export class Pause {
  readonly #snapshots: Snapshots
  readonly #run: Run
  readonly #execution: Execution
  readonly #host: ResolvedHost
  readonly #metadata: PauseMetadata
  #keptId: string | undefined
  #keptUntil: number | undefined
  #written: Promise<unknown> | undefined
  /** States on their way. */
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

  /** Until when the run can be resumed, in ms since the epoch. */
  get expiresAt(): number {
    this.#keptUntil ??= this.#snapshots.expiry()
    return this.#keptUntil
  }

  /**
   * While calls are under way and others are held, the store has what is needed should this process
   * die: the calls under way are unknown then. A resumed run has its journal for that.
   */
  async watch(drive: () => Promise<End>): Promise<End> {
    const { leg } = this.#run
    if (leg !== undefined) return this.#watchLeg(leg, drive)
    // Python inside a tool is kept with the run that it is in.
    if (this.#snapshots.hasStore && !this.#run.isNested) {
      this.#run.onHold = () => this.#execution.startKeeping()
      // Where Python runs on, what was written would soon be outdated: its ledger is what others go by then.
      if (!this.#run.runsOn) this.#run.onStand = (standing) => this.#foresee(standing)
    }
    try {
      // Begun only now: Python may come to stand at once.
      return await drive()
    } catch (error) {
      await this.#fetching
      if (this.#written !== undefined) await this.drop()
      throw error
    }
  }

  /** Of a run that goes on elsewhere should this process die, the state is put away now and then. */
  async #watchLeg(leg: Leg, drive: () => Promise<End>): Promise<End> {
    const { calls } = this.#run
    let parking: NodeJS.Timeout | undefined
    const check = (standing: () => SuspendedRun): void => {
      if (leg.isDue(calls.length)) leg.put(calls.length, () => this.#stateNow(standing))
    }
    this.#run.onWait = (standing, leave) => {
      check(standing)
      cancelLater(parking)
      // How the run stands is told in time that grows with its calls: only where it matters.
      parking = this.#run.mayLeave ? this.#leaveLater(leg, standing(), leave) : undefined
    }
    this.#run.onStand = (standing) => check(() => standing)
    try {
      return await drive()
    } finally {
      cancelLater(parking)
      await leg.settle()
    }
  }

  /** Has the run leave when the calls that Python waits for have taken long, if it need not stay for them. */
  #leaveLater(
    leg: Leg,
    { running, queued, held }: SuspendedRun,
    leave: () => boolean,
  ): NodeJS.Timeout | undefined {
    const at = this.#run.leavesAt(running)
    // What was not begun would not be before it goes on.
    if (at === undefined || queued.length + held.length > 0) return undefined
    return later(() => void (leg.task.mayLeave() && leave()), Math.max(0, at - monotonicNow()))
  }

  /** What is to be put away; `undefined` when the run went on before it was at hand. */
  async #stateNow(standing: () => SuspendedRun): Promise<PauseRecord | undefined> {
    const execution = this.#execution
    if (!execution.hasState && !(await execution.fetchState())) return undefined
    return this.#record(standing(), execution.dump())
  }

  #foresee(standing: SuspendedRun): void {
    // Python may stand at the first call that is held: what the state is, its worker knows alone.
    if (this.#execution.hasState) return this.#write(standing)
    this.#fetching = Promise.allSettled([this.#fetching, this.#fetch(standing)])
  }

  async #fetch(standing: SuspendedRun): Promise<void> {
    if (await this.#execution.fetchState()) this.#write(standing)
  }

  #write(standing: SuspendedRun): void {
    const record = this.#record(standing, this.#execution.dump())
    const { aliveUntil } = this.#snapshots
    const writing = this.#snapshots.put(this.#id, { ...record, aliveUntil })
    const before = this.#written ?? Promise.resolve()
    // Should it fail, the last one may still succeed, and says so if not.
    this.#written = Promise.allSettled([before, writing])
  }

  /** Keeps a run at rest, and frees what it held here. `taken` is what a resumed run was. */
  keep(standing: SuspendedRun, taken?: ClaimedPause): Promise<Paused> {
    return this.#run.isNested ? this.#keepInside(standing) : this.#keepByItself(standing, taken)
  }

  /** It waits inside a call of another run, which has the token. */
  async #keepInside(standing: SuspendedRun): Promise<Paused> {
    const record = this.#record(standing, await dumpPaused(this.#execution, this.#host))
    this.#execution.dispose()
    this.#run.rest = record
    return { status: 'paused', pending: await pendingOf(record, this.#run.tools), token: '' }
  }

  async #keepByItself(at: SuspendedRun, taken: ClaimedPause | undefined): Promise<Paused> {
    const standing = this.#withoutPutOff(at)
    const { leg } = this.#run
    const left = leg && (await this.#leave(leg, standing))
    if (left !== undefined) return left
    const record = this.#record(standing, await dumpPaused(this.#execution, this.#host))
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
   * A run that nobody has to decide about leaves the process: it is put back, or waits for what others do.
   * `undefined` when it has to be paused.
   */
  async #leave(leg: Leg, standing: SuspendedRun): Promise<Paused | undefined> {
    const parked = this.#run.parkedAmong(standing.held)
    if (parked.length === 0 && standing.held.length > 0) return undefined
    const { underWay } = standing
    try {
      const state = await dumpPaused(this.#execution, this.#host)
      await leg.leave(this.#record(standing, state), parked, underWay)
    } catch (error) {
      underWay?.abandon()
      throw error
    }
    this.#execution.dispose()
    return { status: 'paused', pending: [], token: '' }
  }

  /** What was put off is made when the run goes on, and nobody is asked. */
  #withoutPutOff(standing: SuspendedRun): SuspendedRun {
    const { putOff } = this.#run
    if (putOff.size === 0) return standing
    const held = standing.held.filter(({ callId }) => !putOff.has(callId))
    const begun = standing.held.filter(({ callId }) => putOff.has(callId))
    return { ...standing, held, queued: [...begun, ...standing.queued] }
  }

  /** In the place of what there is of the run already. */
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

  /** What the run has together with Python in its tools. */
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

  #record(standing: SuspendedRun, state: Buffer): PauseRecord {
    const { runId, calls, stdout, unknown } = this.#run
    return recordOf(standing, {
      ...this.#metadata,
      ...(this.#run.isNested ? {} : this.#keptOfRun()),
      runId,
      scope: this.#snapshots.scope,
      state,
      unknown: [...unknown],
      calls: [...calls],
      stdout: stdout.state,
      usage: standing.usage,
      kept: this.#run.keep(),
      files: this.#run.isNested ? [] : serializeFiles(fileSystemsOf(this.#host.given.files)),
      inner: this.#run.keptInner(standing.held),
      expiresAt: this.expiresAt,
    })
  }
}

/** Where a run waits. */
export interface Paused {
  readonly status: 'paused'
  readonly pending: readonly PendingCall[]
  readonly token: string
}

export type End = Extract<EndEvent, { kind: 'complete' }> | SuspendedRun
