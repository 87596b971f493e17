import { monotonicNow } from '../../core/timers.js'
import { MontySnapshotError } from '../../core/errors.js'
import { pythonError } from '../../core/contract/python-error.js'
import type { Outcome as CallOutcome } from '../../core/drive/answers.js'
import type { CallsUnderWay } from '../../core/drive/supervise.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Decision } from '../../host/outcome.js'
import type { ToolSet } from '../../host/tool.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import { Journal, type JournalPlace } from '../paused/journal.js'
import type { PauseRecord } from '../paused/record.js'
import type { ClaimedPause, Snapshots } from '../paused/snapshots.js'
import type { Admits } from '../tenants/admission.js'

/** How often the state of a run is put away: after so many calls, or so many ms, whichever comes first. */
interface CheckpointEvery {
  readonly calls: number
  readonly ms: number
}

/** From where a stretch of a run begins. */
export type LegStart =
  | { readonly code: string; readonly inputs: Record<string, unknown> | undefined }
  | { readonly token: string; readonly decisions: readonly Decision[] }

/** What is asked of a {@link Leg}. */
export interface LegTask {
  readonly runId: string
  /** Names the stretch: the same for each attempt at it, and for no other. */
  readonly legId: string
  readonly from: LegStart
  /** For whom the run is. */
  readonly tenant: string | undefined
  /** What lets it in. Default: what lets in all runs of the runtime. */
  readonly admission: Admits | undefined
  /** Whether what the run is given is kept, from its start on. */
  readonly isRecorded: boolean
  /** When the stretch was asked for, by the wall clock. */
  readonly askedAt: number
  /** Whether somebody may have tried before. */
  readonly isRetry: boolean
  /** What the run's chance begins with, unless its runtime says. */
  readonly seed: string
  readonly checkpointEvery: CheckpointEvery
  readonly signal: AbortSignal
  /** Throws when the stretch may be somebody else's by now. */
  assertOwned(): void
  /** Brings out what was told so far, before a state is put away from which it would not be told again. */
  flush(): Promise<void>
  /** What to keep with a state. */
  note(): string
  /** The stretch goes on from a state, with which this was kept. */
  onState(note: string): void
  /** Whether the run may leave this process with calls under way. */
  mayLeave(): boolean
  /** How calls ended that somebody else made meanwhile, by their ids. */
  readonly ends: ReadonlyMap<number, ParkedEnd>
}

/** A call that somebody else makes, in his own time. */
export interface ParkedCall {
  readonly callId: number
  readonly name: string
  /** The checked arguments. */
  readonly payload: JsonValue
  /** Who makes it. */
  readonly by: unknown
}

/** How such a call ended: with a value that its tool has to check, or with what its maker said. */
export type ParkedEnd = { readonly value: unknown } | { readonly reason: string }

/** Where a stretch begins this time. */
export type LegPlace =
  | { readonly kind: 'start'; readonly journal: Journal }
  | {
      readonly kind: 'state'
      readonly record: PauseRecord
      readonly journal: Journal
      readonly decisions: readonly Decision[]
    }

/**
 * A stretch of a run that survives its process: from the run's start, or from where it was paused, to its end or
 * to where it is paused next. Calls are written down as they are made, and now and then the run's state is: who
 * goes on with the stretch begins from the last state, and knows what was done since.
 */
export class Leg {
  readonly task: LegTask
  isDraining = false
  /** The calls that others make, when the run has left this process. */
  left: readonly ParkedCall[] | undefined
  /** Calls under way that it left here. */
  underWay: CallsUnderWay | undefined
  readonly #snapshots: Snapshots
  readonly #expiresAt: number
  #journal: Journal | undefined
  /** The entry of the pause that it began from. */
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

  /** The entry that is kept where it is paused: the same for each attempt, so that none is left behind. */
  get pauseId(): string {
    return `${this.task.runId}.${this.task.legId}`
  }

  get #stateId(): string {
    return stateIdOf(this.task.runId, this.task.legId)
  }

  /**
   * Where to begin: at what was put away last, at the pause that a token stands for, or at the start.
   *
   * @throws MontySnapshotError when the token is not good, or was used by somebody else, and when what was kept of the
   *   stretch may have expired
   */
  async open(tools: ToolSet): Promise<LegPlace> {
    const { from, isRetry } = this.task
    const kept = isRetry ? await this.#snapshots.readState(this.#stateId) : undefined
    if ('code' in from && kept === undefined) {
      // Without a word of what was done it would be done again.
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
    await this.#tellEnds(record, journal, tools)
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
    return { store, key, keys, expiresAt: this.#expiresAt, assertOwned, isGivenUp }
  }

  #newJournal(): Journal {
    return Journal.begin(this.#journalId, this.#place)
  }

  /** What is known of calls that Python had the outcome of when its state was put away is nothing for others. */
  #openJournal(kept: PauseRecord | undefined): Promise<Journal> {
    const made = new Set(kept?.calls.map(({ callId }) => callId))
    for (const { callId } of [...(kept?.running ?? []), ...(kept?.held ?? [])]) made.delete(callId)
    return Journal.open(this.#journalId, this.#place, (callId) => made.has(callId))
  }

  /** What others did meanwhile is known from now on. */
  async #tellEnds({ held }: PauseRecord, journal: Journal, tools: ToolSet): Promise<void> {
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

  /** From here on something may have been done. */
  begin(): void {
    this.#hasBegun = true
  }

  /** The host with the run's chance. */
  hostOf(host: ResolvedHost): ResolvedHost {
    const { seed = this.task.seed } = host.environment
    return { ...host, environment: { ...host.environment, seed } }
  }

  /** The run is to leave this process: it makes no new call, and rests when those under way have ended. */
  drain(): void {
    this.isDraining = true
  }

  /**
   * The run has left this process; its state is put away. `parked` are the calls that others make, `underWay`
   * those that go on here.
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

  /** Whether it is time to put the state away. */
  isDue(madeCalls: number): boolean {
    if (this.#isPutting) return false
    if (this.isDraining) return true
    const { calls, ms } = this.task.checkpointEvery
    return madeCalls - this.#madeCalls >= calls || monotonicNow() - this.#putAt >= ms
  }

  /** Puts a state away, as soon as `recordOf` gives it; `undefined` when the run went on meanwhile. */
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
      // The state before is as good, and the journal knows the rest.
    }
  }

  /** What a resumed run is for its runner. It is used up when the stretch is finished, and not before. */
  claimOf(record: PauseRecord, journal: Journal): ClaimedPause {
    return {
      record,
      journal,
      consume: () => Promise.resolve(true),
      release: () => Promise.resolve(),
      replace: (next) => this.#snapshots.put(this.pauseId, next),
    }
  }

  /** Whether it is of a pause that is as good as before: the run did not go on from it. */
  get isPauseGood(): boolean {
    return 'token' in this.task.from && !this.#hasBegun
  }

  /** Gives the pause back that it did not go on from: whoever hears of that may decide anew at once. */
  async giveBack(): Promise<void> {
    if (!this.isPauseGood) return
    await this.#from?.release()
    this.#from = undefined
  }

  /** No state is on its way any more. */
  settle(): Promise<void> {
    return this.#putting
  }

  /** Whoever asked for the stretch knows what came of it: nothing of it is needed any more. */
  async finish(): Promise<void> {
    await this.#putting
    const used = this.#from === undefined ? [] : [this.#from.id]
    if (this.#hasBegun) await this.#snapshots.removeEntries([this.#stateId, ...used])
    await this.#journal?.clear()
  }
}

/** The entry of a state that was put away under way. */
export const stateIdOf = (runId: string, legId: string): string => `${runId}/${legId}/state`

/** What Python hears of a call that somebody else made. */
function outcomeOf(end: ParkedEnd, name: string, tools: ToolSet): CallOutcome {
  if ('reason' in end) return { error: pythonError('RuntimeError', end.reason) }
  try {
    return { value: tools[name]?.resultOf(name, end.value) ?? null }
  } catch (error) {
    return { error }
  }
}

/** Those decisions that are still about something. */
function decisionsFor(
  record: PauseRecord,
  decisions: readonly Decision[],
  kept: PauseRecord | undefined,
): readonly Decision[] {
  if (kept === undefined) return decisions
  const waiting = new Set([...record.held, ...record.running].map(({ callId }) => callId))
  return decisions.filter(({ callId }) => waiting.has(callId))
}
