import { monotonicNow } from '../../core/timers.js'
import { MontySnapshotError } from '../../core/errors.js'
import { pythonError } from '../../core/contract/python-error.js'
import type { Outcome as CallOutcome } from '../../core/drive/answers.js'
import type { CallsUnderWay } from '../../core/drive/supervise.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Decision, Outcome } from '../../host/outcome.js'
import type { ToolSet } from '../../host/tool.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import { Journal, type JournalPlace } from '../paused/journal.js'
import type { PauseRecord } from '../paused/record.js'
import { patientStore } from './patient-store.js'
import type { ClaimedPause, Snapshots } from '../paused/snapshots.js'
import type { Admits } from '../tenants/admission.js'

/** Interval of checkpoints: a number of calls or of ms, whichever comes first. */
interface CheckpointEvery {
  readonly calls: number
  readonly ms: number
}

/** Start of a leg: a program, or a pause and the decisions about it. */
export type LegStart =
  | { readonly code: string; readonly inputs: Record<string, unknown> | undefined }
  | { readonly token: string; readonly decisions: readonly Decision[] }

/** Task of a {@link Leg}. */
export interface LegTask {
  readonly runId: string
  /** Identifies the leg: the same for each attempt, and unique to the leg. */
  readonly legId: string
  readonly from: LegStart
  /** Tenant of the run. */
  readonly tenant: string | undefined
  /** Admission of the run. Default: the runtime's. */
  readonly admission: Admits | undefined
  /** Whether the run is recorded from its start. */
  readonly isRecorded: boolean
  /** Time of the request for the leg, by the wall clock. */
  readonly askedAt: number
  /** Whether an earlier attempt may have been made. */
  readonly isRetry: boolean
  /** Seed of the run's random numbers, unless its runtime sets one. */
  readonly seed: string
  readonly checkpointEvery: CheckpointEvery
  readonly signal: AbortSignal
  /** Throws when another process may own the leg by now. */
  assertOwned(): void
  /** Ends the run, as its calls cannot be written down. */
  fail(error: unknown): void
  /** Whether the run ends with an outcome, rather than being continued by another attempt. */
  endsWith(outcome: Outcome): boolean
  /** Flushes emitted events, before a state is stored from which they would not be emitted again. */
  flush(): Promise<void>
  /** The note to store with a state. */
  note(): string
  /** Called with the stored note when the leg continues from a state. */
  onState(note: string): void
  /** Whether the run may leave this process with calls in progress. */
  mayLeave(): boolean
  /** Ends of parked calls that were made elsewhere meanwhile, by call id. */
  readonly ends: ReadonlyMap<number, ParkedEnd>
}

/** A parked call, which is made outside of the run. */
export interface ParkedCall {
  readonly callId: number
  readonly name: string
  /** The validated arguments. */
  readonly payload: JsonValue
  /** The maker of the call, as the tool names it. */
  readonly by: unknown
}

/** End of a parked call: a value that its tool has to validate, or the reason of a failure. */
export type ParkedEnd = { readonly value: unknown } | { readonly reason: string }

/** Place at which an attempt at a leg begins. */
export type LegPlace =
  | { readonly kind: 'start'; readonly journal: Journal }
  | {
      readonly kind: 'state'
      readonly record: PauseRecord
      readonly journal: Journal
      readonly decisions: readonly Decision[]
    }

/**
 * A leg: a stretch of a run that survives its process, from the run's start or from a pause to its end or its next
 * pause. Calls are journaled as they are made, and the run's state is stored at checkpoints: a process that
 * takes over begins from the last state, and finds later calls in the journal.
 */
export class Leg {
  readonly task: LegTask
  isDraining = false
  /** Calls made elsewhere, after the run has left this process. */
  left: readonly ParkedCall[] | undefined
  /** Calls in progress that stay in this process after the run has left. */
  underWay: CallsUnderWay | undefined
  readonly #snapshots: Snapshots
  readonly #expiresAt: number
  #journal: Journal | undefined
  /** Entry of the pause from which the leg begins. */
  #from: { readonly id: string; readonly release: () => Promise<unknown> } | undefined
  #hasBegun = false
  #madeCalls = 0
  #putAt = monotonicNow()
  #isPutting = false
  #putting: Promise<void> = Promise.resolve()

  constructor(snapshots: Snapshots, task: LegTask) {
    this.task = task
    this.#snapshots = snapshots
    this.#expiresAt = snapshots.expiry()
  }

  /** Entry of the leg's own pause: the same for each attempt, so that none is left behind. */
  get pauseId(): string {
    return `${this.task.runId}.${this.task.legId}`
  }

  get #stateId(): string {
    return stateIdOf(this.task.runId, this.task.legId)
  }

  /**
   * Finds the place to begin: the last stored state, the pause of the token, or the start.
   *
   * @throws MontySnapshotError when the token is invalid, another process has used it, or the stored state of the leg
   *   may have expired
   */
  async open(tools: ToolSet): Promise<LegPlace> {
    const { from, isRetry } = this.task
    const kept = isRetry ? await this.#snapshots.readState(this.#stateId) : undefined
    if ('code' in from && kept === undefined) {
      // The journal may have expired: a fresh start could repeat calls.
      if (isRetry && this.#snapshots.mayHaveExpired(this.task.askedAt)) {
        throw new MontySnapshotError('expired', 'what was kept of the run has expired')
      }
      const journal = isRetry ? await this.#openJournal(undefined) : this.#newJournal()
      return { kind: 'start', journal: (this.#journal = journal) }
    }
    const paused = 'token' in from ? await this.#takePause(from.token) : undefined
    if (kept?.note !== undefined) this.task.onState(kept.note)
    const record = kept ?? paused
    if (record === undefined) throw new MontySnapshotError('used', 'the run went on elsewhere')
    const journal = isRetry ? await this.#openJournal(kept) : this.#newJournal()
    this.#journal = journal
    await this.#recordEnds(record, journal, tools)
    const decisions = 'token' in from ? decisionsFor(record, from.decisions, kept) : []
    return { kind: 'state', record, journal, decisions }
  }

  get #journalId(): string {
    return `${this.task.runId}/${this.task.legId}`
  }

  get #place(): JournalPlace {
    const { store, key, keys } = this.#snapshots.place
    const assertOwned = (): void => this.task.assertOwned()
    const isGivenUp = (): boolean => this.task.signal.aborted
    const fail = (error: unknown): void => this.task.fail(error)
    const patient = patientStore(store, { isGivenUp, assertOwned, fail })
    return { store: patient, key, keys, expiresAt: this.#expiresAt, assertOwned, isGivenUp }
  }

  #newJournal(): Journal {
    return Journal.begin(this.#journalId, this.#place)
  }

  /** Opens the journal without the calls whose outcomes the stored state contains: they must not answer other calls. */
  #openJournal(kept: PauseRecord | undefined): Promise<Journal> {
    const made = new Set(kept?.calls.map(({ callId }) => callId))
    for (const { callId } of [...(kept?.running ?? []), ...(kept?.held ?? [])]) made.delete(callId)
    return Journal.open(this.#journalId, this.#place, (callId) => made.has(callId))
  }

  /** Adds the ends of parked calls to the journal. */
  async #recordEnds({ held }: PauseRecord, journal: Journal, tools: ToolSet): Promise<void> {
    for (const call of held) {
      const end = this.task.ends.get(call.callId)
      if (end === undefined || journal.knows(call)) continue
      await journal.recordOutcome(call, outcomeOf(end, call.name, tools))
    }
  }

  async #takePause(token: string): Promise<PauseRecord> {
    const { isRetry, tenant } = this.task
    const { record, ...from } = await this.#snapshots.takeEntry(token, isRetry, tenant)
    this.#from = from
    return record
  }

  /** Marks the leg as begun: effects are possible from now on. */
  begin(): void {
    this.#hasBegun = true
  }

  /** The host with the run's seed. */
  hostOf(host: ResolvedHost): ResolvedHost {
    const { seed = this.task.seed } = host.environment
    return { ...host, environment: { ...host.environment, seed } }
  }

  /** Lets the run leave this process: it makes no new call, and is suspended when the calls in progress have ended. */
  drain(): void {
    this.isDraining = true
  }

  /**
   * Stores the state of a run that leaves this process. `parked` are the calls made elsewhere, `underWay` the calls in
   * progress that stay here.
   */
  async leave(
    record: PauseRecord,
    parked: readonly ParkedCall[],
    underWay: CallsUnderWay | undefined,
  ): Promise<void> {
    await this.#putting
    await this.task.flush()
    this.task.assertOwned()
    const kept = { ...record, isJournaled: true, note: this.task.note() }
    await this.#snapshots.put(this.#stateId, kept)
    this.underWay = underWay
    this.left = parked
  }

  /** Whether a checkpoint is due. */
  isDue(madeCalls: number): boolean {
    if (this.#isPutting) return false
    if (this.isDraining) return true
    const { calls, ms } = this.task.checkpointEvery
    return madeCalls - this.#madeCalls >= calls || monotonicNow() - this.#putAt >= ms
  }

  /** Stores a state as soon as `recordOf` provides it, unless it is `undefined` because the run continued meanwhile. */
  put(madeCalls: number, recordOf: () => Promise<PauseRecord | undefined>): void {
    this.#isPutting = true
    this.#madeCalls = madeCalls
    this.#putting = this.#put(recordOf).finally(() => {
      this.#isPutting = false
      this.#putAt = monotonicNow()
    })
  }

  async #put(recordOf: () => Promise<PauseRecord | undefined>): Promise<void> {
    try {
      const record = await recordOf()
      if (record === undefined) return
      const kept = { ...record, isJournaled: true, note: this.task.note() }
      await this.task.flush()
      this.task.assertOwned()
      await this.#snapshots.put(this.#stateId, kept)
    } catch {
      // The earlier state remains valid, and the journal has the later calls.
    }
  }

  /** The claim of a resumed leg. The pause is used up only when the leg is finished. */
  claimOf(record: PauseRecord, journal: Journal): ClaimedPause {
    return {
      record,
      journal,
      consume: () => Promise.resolve(true),
      release: () => Promise.resolve(),
      replace: (next) => this.#snapshots.put(this.pauseId, next),
    }
  }

  /** Whether the pause of the token is still valid, as the run did not continue from it. */
  get isPauseGood(): boolean {
    return 'token' in this.task.from && !this.#hasBegun
  }

  /** Releases the pause if the run did not continue from it, so that its host can decide again at once. */
  async giveBack(): Promise<void> {
    if (!this.isPauseGood) return
    await this.#from?.release()
    this.#from = undefined
  }

  /** Waits until no state is being stored. */
  settle(): Promise<void> {
    return this.#putting
  }

  /** Removes everything stored for the leg, after its result was received. */
  async finish(): Promise<void> {
    await this.#putting
    const used = this.#from === undefined ? [] : [this.#from.id]
    if (this.#hasBegun) await this.#snapshots.removeEntries([this.#stateId, ...used])
    await this.#journal?.clear()
  }
}

/** Entry of the state of a leg in progress. */
export const stateIdOf = (runId: string, legId: string): string => `${runId}/${legId}/state`

/** The outcome for Python of a call made elsewhere. */
function outcomeOf(end: ParkedEnd, name: string, tools: ToolSet): CallOutcome {
  if ('reason' in end) return { error: pythonError('RuntimeError', end.reason) }
  try {
    return { value: tools[name]?.resultOf(name, end.value) ?? null }
  } catch (error) {
    return { error }
  }
}

/** The decisions about calls that are still pending. */
function decisionsFor(
  record: PauseRecord,
  decisions: readonly Decision[],
  kept: PauseRecord | undefined,
): readonly Decision[] {
  if (kept === undefined) return decisions
  const waiting = new Set([...record.held, ...record.running].map(({ callId }) => callId))
  return decisions.filter(({ callId }) => waiting.has(callId))
}
