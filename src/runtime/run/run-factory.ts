import { NestedTurns } from '../../core/drive/nested-turns.js'
import { type Extension, keptBy } from '../extensions.js'
import { Artifacts } from '../files/artifacts.js'
import type { Outputs } from '../files/outputs.js'
import type { Leg } from '../durable/leg.js'
import type { Ledgers } from '../ledger/ledgers.js'
import type { EventHistory } from '../observe/event-history.js'
import { RecordBudget } from '../observe/records.js'
import { runLog } from '../observe/run-log.js'
import type { CompleteRuntime } from '../resolve-options.js'
import { type Decided, decisionsIn, innerCallsIn } from '../paused/decisions.js'
import type { Journal } from '../paused/journal.js'
import { resumedGivens } from '../paused/kept-givens.js'
import type { PauseRecord } from '../paused/record.js'
import type { Recorder } from '../recording/recorder.js'
import { OutputBudget } from '../text.js'
import type { ApprovalRules } from './approval-rules.js'
import { CallContext, type NestedTask } from './call-context.js'
import type { ResumeRunOptions } from './execute-options.js'
import { type Givens, givensOfRuntime } from './given.js'
import type { NestedEnd } from './nested-runs.js'
import { Run } from './run.js'
import type { Parent, RunParts, Within } from './run-parts.js'

/** State of a runtime about its runs. */
export interface KeptOfRuns {
  readonly ledgers: Ledgers
  readonly history: EventHistory
  readonly outputs: Outputs | undefined
}

/** Optional parts of a new run. */
interface AboutRun {
  readonly recorder?: Recorder | undefined
  /** Receives the events of the run. */
  readonly listener?: Pick<Recorder, 'onEvent'> | undefined
  /** Options of the execution, besides the runtime's. */
  readonly givens?: Givens | undefined
  readonly tenant?: string | undefined
  /** The leg, if another process continues the run when this one dies. */
  readonly leg?: Leg | undefined
}

const NOTHING_KNOWN: AboutRun = {}

/** Starts or resumes a nested run. */
export type RunInside = (task: NestedTask, within: Within) => Promise<NestedEnd>

/** Creates the runs of a runtime. */
export class RunFactory {
  readonly #options: CompleteRuntime
  readonly #kept: KeptOfRuns
  readonly #rules: ApprovalRules
  readonly #runInside: RunInside
  /** Extensions with an `aroundCall` hook. */
  readonly #around: readonly Extension[]

  constructor(
    options: CompleteRuntime,
    kept: KeptOfRuns,
    rules: ApprovalRules,
    runInside: RunInside,
  ) {
    this.#options = options
    this.#kept = kept
    this.#rules = rules
    this.#runInside = runInside
    this.#around = options.extensions.filter((extension) => extension.aroundCall !== undefined)
  }

  /** The parts of a new run, for its tenant or inside of a parent run. */
  parts(
    runId: string,
    parent: Parent | undefined,
    { recorder, listener, givens, tenant, leg }: AboutRun = NOTHING_KNOWN,
  ): RunParts {
    const { extensions } = this.#options
    const { ledgers } = this.#kept
    const { stdoutBytes, recordBytes } = this.#options.budgets
    const records = parent?.records ?? new RecordBudget(recordBytes)
    const listeners = [listener?.onEvent, parent?.onEvent]
    const log = runLog(runId, records, { extensions, listeners })
    const { depth = 0, turns = new NestedTurns() } = parent ?? {}
    return {
      runId,
      givens: parent?.givens ?? givens ?? this.#givens(tenant),
      recorder,
      artifacts: parent === undefined ? this.#artifacts() : parent.artifacts,
      leg,
      ledger: parent?.ledger ?? (leg ? ledgers.journaled() : ledgers.begin(runId, tenant)),
      tools: this.#options.tools,
      log,
      records,
      stdout: new OutputBudget(stdoutBytes),
      parentCall: parent?.inside,
      canPause: parent?.canPause ?? true,
      runsOn: this.#options.approvesTogether,
      rules: this.#rules,
      learning: this.#options.learning,
      keep: () => keptBy(extensions, runId),
      around: this.#around,
      context: (run, call, scope) =>
        new CallContext(run, call, scope, this.#options, (task) =>
          this.#runInside(task, {
            depth: depth + 1,
            turns,
            records,
            givens: run.givens,
            ledger: run.ledger.whole,
            artifacts: run.artifacts,
          }),
        ),
    }
  }

  /** A run resumed from its pause, with its kept options and those passed now. */
  resumed(
    parts: RunParts,
    record: PauseRecord,
    decided: Decided,
    journal: Journal | undefined,
    options: ResumeRunOptions,
  ): Run {
    const givens = resumedGivens(options, record, this.#options, this.#kept.outputs)
    const ledger = this.#kept.ledgers.journaled(record.ledger)
    const artifacts = this.#artifacts(record.artifacts)
    const earlierEvents = this.#kept.history.restore(parts.runId, record)
    return this.from(
      { ...parts, givens, ledger, artifacts, earlierEvents },
      record,
      decided,
      journal,
    )
  }

  /** A run resumed from its record, with new parts. */
  from(parts: RunParts, record: PauseRecord, decided: Decided, journal: Journal | undefined): Run {
    const { calls, stdout, usage } = record
    const { stdoutBytes } = this.#options.budgets
    return new Run({
      ...parts,
      calls,
      usedBefore: usage,
      inner: innerCallsIn(record),
      decided,
      decisions: decisionsIn(record, decided),
      journal,
      stdout: OutputBudget.restore(stdoutBytes, stdout),
    })
  }

  #givens(tenant: string | undefined): Givens {
    return givensOfRuntime(this.#options, this.#kept.outputs, tenant)
  }

  #artifacts(kept?: PauseRecord['artifacts']): Artifacts | undefined {
    const { artifacts } = this.#options
    return artifacts && new Artifacts(artifacts, kept)
  }
}
