import { MontyUsageError } from '../../core/errors.js'
import { wallClockNow } from '../../core/timers.js'
import type { Outcome } from '../../host/outcome.js'
import type { CompleteRuntime } from '../resolve-options.js'
import type { CompleteSnapshots } from '../paused/snapshot-options.js'
import type { OutputFolder } from '../files/outputs.js'
import type { OutputBudget } from '../text.js'
import { EarlierCalls } from './earlier-calls.js'
import type { PauseRecord } from '../paused/record.js'
import { Ledger } from './ledger.js'
import { restoredCalls } from './packed-calls.js'
import { type MadeCall, sizeOf } from './made-call.js'
import { isOwn } from '../tenants/owner.js'
import { type RollbackReport, undoAll, type Undoing } from './rollback.js'
import { type CallStore, dropCalls, StoredCalls, takeCalls } from './stored-calls.js'

/** A run and its tenant; `undefined` without a tenant. */
export interface RunOfTenant {
  readonly runId: string
  readonly tenant: string | undefined
}

/** A run that has ended. */
export interface EndedRun extends RunOfTenant {
  readonly ledger: Ledger
  /** Whether the calls are in the store, where any process can continue from them. */
  readonly isStored: boolean
  readonly isPaused: boolean
  /** Options of the model's answer about the run. */
  readonly answerOptions: Pick<CompleteRuntime, 'budgets' | 'redact'>
  /** The printed output, and the folder for texts that do not fit an answer. */
  readonly output: RunOutput
  /** Results already kept for answers, by key, so that nothing is stored twice. */
  kept: Map<string, unknown> | undefined
  /** Whether a rollback of the calls is in progress. */
  isRolledBack: boolean
  /** The run that follows. */
  next: NextRun | undefined
}

/** The printed output of a run, and the folder for texts cut from that and from the result. */
export interface RunOutput {
  readonly folder: OutputFolder | undefined
  readonly stdout: OutputBudget
}

/** A run that follows another; `ended` is undefined while it runs. */
interface NextRun {
  readonly runId: string
  ended: EndedRun | undefined
}

/** Key of the ended run in its outcome. A map keyed by outcomes would burden each garbage collection. */
const ENDED = Symbol('monty-node.ended')

type OutcomeOfRun = Outcome & { readonly [ENDED]?: EndedRun }

/** The ended run of an outcome. */
export const endedRunOf = (outcome: OutcomeOfRun): EndedRun | undefined => outcome[ENDED]

/** Failed runs that can be found by id alone, without a store. */
const MAX_RECENT = 100

/** Bounds the map: some paused runs that followed another are never resumed here. */
const MAX_FOLLOWING = 1_000

/** A run, named by its outcome or by its id. */
export type RunReference = Outcome | string

/** The ledgers of a runtime: of runs that failed lately, and of runs in its store. */
export class Ledgers {
  readonly #snapshots: CompleteSnapshots
  readonly #maxBytes: number
  readonly #answerOptions: EndedRun['answerOptions']
  readonly #recent = new Map<string, EndedRun>()
  #recentBytes = 0
  readonly #following = new Map<string, NextRun>()

  constructor({ snapshots, budgets, redact }: CompleteRuntime) {
    this.#snapshots = snapshots
    this.#maxBytes = budgets.recordBytes
    this.#answerOptions = { budgets, redact }
  }

  /** The ledger of a run without earlier calls. */
  begin(runId: string, tenant: string | undefined): Ledger {
    const ledger = new Ledger(this.#maxBytes)
    ledger.sink = this.#sinkOf({ runId, tenant })
    return ledger
  }

  /**
   * The ledger of a run with a journal, such as a resumed one: until the run ends, other processes rely on that, and
   * nothing can follow it.
   */
  journaled(kept?: PauseRecord['ledger']): Ledger {
    const calls = kept === undefined ? [] : restoredCalls(kept.calls)
    const { own = 0 } = kept ?? {}
    return new Ledger(this.#maxBytes, new EarlierCalls(calls.slice(own)), calls.slice(0, own))
  }

  /**
   * The ledger of a run that follows another, whose calls are claimed for it.
   *
   * @throws MontyUsageError when the other run is unknown, another tenant's, or not over
   */
  async follow(after: RunReference, run: RunOfTenant): Promise<Ledger> {
    const { runId, tenant } = run
    const before = this.#latest(after, tenant)
    const next: NextRun = { runId, ended: undefined }
    if (typeof before !== 'string') before.next = next
    try {
      const ledger = await this.#taken(before, run)
      this.#following.set(runId, next)
      const [oldest] = this.#following.keys()
      if (this.#following.size > MAX_FOLLOWING && oldest !== undefined)
        this.#following.delete(oldest)
      return ledger
    } catch (error) {
      if (typeof before !== 'string') before.next = undefined
      throw error
    }
  }

  async #taken(before: EndedRun | string, run: RunOfTenant): Promise<Ledger> {
    const place = this.#place
    const isThere = typeof before !== 'string' && !before.isStored
    if (isThere || place === undefined) {
      if (typeof before === 'string') throw nothingKnown(before)
      return this.#goingOn(before.ledger.left, run)
    }
    const id = typeof before === 'string' ? before : before.runId
    const taken = await takeCalls(id, place, run.tenant)
    if (taken === undefined) throw nothingKnown(id)
    try {
      const ledger = await this.#goingOn(taken.calls, run)
      await taken.consume()
      return ledger
    } catch (error) {
      await taken.release()
      throw error
    }
  }

  /**
   * Undoes the calls of a run. No run can follow it meanwhile.
   *
   * @throws MontyUsageError when the run is unknown, another tenant's, or another run follows it
   */
  async rollback(
    run: RunReference,
    undoing: Omit<Undoing, 'save'>,
    tenant: string | undefined,
  ): Promise<RollbackReport> {
    const ended = this.#find(run, tenant)
    if (typeof ended !== 'string') {
      if (ended.next !== undefined) {
        throw new MontyUsageError(`run ${ended.next.runId} goes on from it: roll that one back`)
      }
      if (ended.isRolledBack) throw new MontyUsageError(`run ${ended.runId} is being rolled back`)
      ended.isRolledBack = true
    }
    try {
      return await this.#undo(ended, undoing, tenant)
    } finally {
      if (typeof ended !== 'string') ended.isRolledBack = false
    }
  }

  async #undo(
    ended: EndedRun | string,
    undoing: Omit<Undoing, 'save'>,
    tenant: string | undefined,
  ): Promise<RollbackReport> {
    const place = this.#place
    if (typeof ended !== 'string' && (!ended.isStored || place === undefined)) {
      return undoAll(ended.ledger.left, { ...undoing, save: async () => {} })
    }
    const runId = typeof ended === 'string' ? ended : ended.runId
    const taken = place && (await takeCalls(runId, place, tenant))
    if (taken === undefined) throw nothingKnown(runId)
    const calls = typeof ended === 'string' ? taken.calls : ended.ledger.left
    // Replaces the claimed calls, and fences off later claims.
    const sink = storedCalls({ runId, tenant: taken.tenant }, place!)
    await sink.keep(calls)
    return undoAll(calls, { ...undoing, save: (call) => sink.keep([call]) })
  }

  /** Stores the earlier calls under the new run before it makes calls of its own. */
  async #goingOn(calls: readonly MadeCall[], run: RunOfTenant): Promise<Ledger> {
    const earlier = new EarlierCalls(calls)
    const ledger = new Ledger(this.#maxBytes, earlier)
    const sink = this.#sinkOf(run)
    ledger.sink = sink
    await sink?.keep(earlier.left)
    return ledger
  }

  /** Records the end of a run. Synchronous without a store. */
  end(run: RunOfTenant, ledger: Ledger, outcome: Outcome, output: RunOutput): Promise<void> | void {
    if ('error' in outcome) ledger.failedWith(outcome.error)
    if (outcome.status !== 'paused') ledger.close()
    const isFailed = 'error' in outcome
    const isKept = isFailed && ledger.left.length > 0
    const sink = (ledger.sink ?? (isKept ? this.#sinkOf(run) : undefined)) as
      | StoredCalls
      | undefined
    if (sink === undefined || (!sink.isBegun && !isKept)) {
      return this.#ended(run, ledger, output, outcome, false)
    }
    return this.#put(sink, ledger, isKept).then((isStored) =>
      this.#ended(run, ledger, output, outcome, isStored),
    )
  }

  #ended(
    { runId, tenant }: RunOfTenant,
    ledger: Ledger,
    output: RunOutput,
    outcome: Outcome,
    isStored: boolean,
  ): void {
    const isPaused = outcome.status === 'paused'
    const ended: EndedRun = {
      runId,
      tenant,
      ledger,
      output,
      isStored,
      isPaused,
      answerOptions: this.#answerOptions,
      kept: undefined,
      isRolledBack: false,
      next: undefined,
    }
    // Not enumerable: a copy of the outcome does not refer to the run.
    Object.defineProperty(outcome, ENDED, { value: ended })
    if (this.#following.size > 0) this.#endFollowing(ended)
    if ('error' in outcome && !isStored) this.#remember(ended)
  }

  /** Links the ended run to the run that it followed. */
  #endFollowing(ended: EndedRun): void {
    const next = this.#following.get(ended.runId)
    if (next !== undefined) next.ended = ended
    if (!ended.isPaused) this.#following.delete(ended.runId)
  }

  /** Drops the stored calls of a run: the record of its pause has them as well. */
  async forget(runId: string): Promise<void> {
    const place = this.#place
    if (place !== undefined) await dropCalls(runId, place)
  }

  /** Resolves to whether the run can be continued from the store. */
  async #put(sink: StoredCalls, ledger: Ledger, isKept: boolean): Promise<boolean> {
    try {
      if (!isKept) await sink.drop()
      else await sink.keep(ledger.left)
      return isKept
    } catch (error) {
      // Another process continues the run.
      if (sink.isTaken) return false
      // The outcome is reported all the same; the run cannot be continued from another process.
      process.emitWarning(error as Error)
      return false
    }
  }

  #remember(ended: EndedRun): void {
    this.#recent.set(ended.runId, ended)
    this.#recentBytes += bytesOf(ended)
    for (const [runId, oldest] of this.#recent) {
      if (this.#recent.size <= MAX_RECENT && this.#recentBytes <= this.#maxBytes) break
      this.#recent.delete(runId)
      this.#recentBytes -= bytesOf(oldest)
    }
  }

  /** The last run in the chain that follows `after`; its id where only the store may know it. */
  #latest(after: RunReference, tenant: string | undefined): EndedRun | string {
    let ended = this.#find(after, tenant)
    while (typeof ended !== 'string' && ended.next !== undefined) {
      const { runId, ended: next } = ended.next
      if (next === undefined)
        throw new MontyUsageError(`run ${runId}, which goes on from it, is not over`)
      ended = next
    }
    if (typeof ended !== 'string' && ended.isRolledBack) {
      throw new MontyUsageError(`run ${ended.runId} is being rolled back`)
    }
    if (typeof ended !== 'string' && ended.isPaused) {
      throw new MontyUsageError(
        `run ${ended.runId} is paused: resume it, or give it up with discard(token)`,
      )
    }
    return ended
  }

  /** @throws MontyUsageError for another tenant's run, as for an unknown one */
  #find(run: RunReference, tenant: string | undefined): EndedRun | string {
    const found = this.#named(run)
    if (typeof found === 'string' || isOwn(found.tenant, tenant)) return found
    throw nothingKnown(found.runId)
  }

  #named(after: RunReference): EndedRun | string {
    if (typeof after === 'string') return this.#recent.get(after) ?? after
    const known = isOutcome(after) ? endedRunOf(after) : undefined
    if (known !== undefined) return known
    const runId = isOutcome(after) ? after.runId : undefined
    if (typeof runId === 'string') return this.#recent.get(runId) ?? runId
    throw new MontyUsageError('after must be the outcome of a run, or its id')
  }

  get #place(): CallStore | undefined {
    const { store } = this.#snapshots
    return store === undefined ? undefined : { ...this.#snapshots, store }
  }

  #sinkOf(run: RunOfTenant): StoredCalls | undefined {
    const place = this.#place
    return place === undefined || !place.journal ? undefined : storedCalls(run, place)
  }
}

const storedCalls = (run: RunOfTenant, place: CallStore): StoredCalls =>
  new StoredCalls(run, place, wallClockNow() + place.expiresInMs)

const isOutcome = (value: unknown): value is Outcome => typeof value === 'object' && value !== null

const bytesOf = ({ ledger }: EndedRun): number =>
  ledger.left.reduce((sum, call) => sum + sizeOf(call), 0)

function nothingKnown(runId: string): MontyUsageError {
  return new MontyUsageError(
    `nothing is known of a run ${runId} that failed: it ended well, made no call, is too long ago, or ` +
      'another run goes on from it',
  )
}
