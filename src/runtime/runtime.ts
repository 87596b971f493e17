import { RecordBudget } from './observe/records.js'
import { innerCallsIn } from './paused/decisions.js'
import { decidedIn, decisionsIn } from './paused/decisions.js'
import { nodeCrypto } from '../core/node.js'
import { resolveCancellation } from '../core/drive/cancellation.js'
import { resolvePrinting } from '../monty/host/resolve.js'
import { checkNames } from '../core/option-checks.js'
import { MAX_NESTING } from '../monty/monty.js'
import { MontyError, MontyUsageError } from '../core/errors.js'
import { stubs } from '../host/stubs/stubs.js'
import { CallContext, type NestedTask } from './run/call-context.js'
import { type Decided, pendingOf } from './paused/decisions.js'
import { diagnosticsOf } from './observe/diagnostics.js'
import { EventLog, type RunEvent } from './observe/events.js'
import type { Execution } from './run/execution.js'
import { Executions } from './run/executions.js'
import { keptBy, listenerOf } from './extensions.js'
import { failedOutcome, toldOf } from './model/failed-outcome.js'
import type { NestedEnd } from './run/nested-runs.js'
import type { Journal } from './paused/journal.js'
import {
  type Budgets,
  type CompleteRuntime,
  resolveRuntime,
  type RuntimeOptions,
} from './options.js'
import type { Decision, Outcome, PendingCall } from '../host/outcome.js'
import { Leg, type LegTask } from './durable/leg.js'
import { promptOf } from './model/prompt.js'
import { checkRecord, type RecordChoice } from './recording/options.js'
import type { Recorder } from './recording/recorder.js'
import { recorderOf } from './recording/start.js'
import type { PauseRecord } from './paused/record.js'
import { Run } from './run/run.js'
import { Admission } from './tenants/admission.js'
import type { RunParts } from './run/run-parts.js'
import { type RunResult, Runner } from './run/runner.js'
import type { Program } from './model/surroundings.js'
import { OutputBudget } from './text.js'

/** What an execution is given. */
export interface ExecuteOptions {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
  /** Ends the run at any moment. */
  signal?: AbortSignal
  /**
   * Whether `execution.recording` is going to tell all that the run was given, for `replay()`; or how, as in
   * `{ redact }`. Default: as the runtime says, which is `false` by default.
   */
  record?: RecordChoice
  /** For whom the run is; see the runtime's `tenants`. Default: for nobody in particular. */
  tenant?: string
}

/** What a resumption is given. */
export interface ResumeRunOptions {
  /** Ends the run at any moment. Before the run goes on, its token stays good. */
  signal?: AbortSignal
  /** For whom the run is; see the runtime's `tenants`. Default: for nobody in particular. */
  tenant?: string
}

/** A paused run that waits in the store. */
export interface PausedRunInfo {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
  /** Until when it can be resumed, in ms since the epoch. */
  readonly expiresAt: number
}

const EXECUTE: ReadonlySet<string> = new Set(['inputs', 'signal', 'record', 'tenant'])
const RESUME: ReadonlySet<string> = new Set(['signal', 'tenant'])

/** The run inside whose tool another one is. */
interface Parent {
  readonly depth: number
  /** Whether it can wait with the one inside. */
  readonly canPause: boolean
  /** The call that it is in. */
  readonly inside: NonNullable<RunParts['parentCall']>
  readonly onEvent: (event: RunEvent) => void
  /** What it may keep, together with the one inside. */
  readonly records: RecordBudget
}

/**
 * Runs the Python that a model writes over an application's tools.
 *
 * @example
 * ```ts
 * const runtime = new MontyRuntime({
 *   tools: { double: tool({ input: z.object({ n: z.int() }), execute: ({ n }) => n * 2 }) },
 *   isolation: 'none',
 * })
 * const outcome = await runtime.execute('await double(21)').outcome // { status: 'ok', value: 42, … }
 * ```
 */
export class MontyRuntime implements AsyncDisposable {
  readonly #options: CompleteRuntime
  readonly #runner: Runner
  readonly #stubs: string
  readonly #executions = new Executions()
  readonly #admission: Admission | undefined
  #isClosed = false

  /** @throws MontyUsageError for options that make no sense */
  constructor(options: RuntimeOptions = {}) {
    this.#options = resolveRuntime(options)
    const { tenants } = this.#options
    this.#admission = tenants && new Admission(tenants)
    const { globals, modules } = this.#options
    this.#stubs = stubs(globals, { modules })
    this.#runner = new Runner(this.#options, stubs(globals))
  }

  /** How much of an outcome goes to a model. */
  get budgets(): Readonly<Required<Budgets>> {
    return this.#options.budgets
  }

  /** Runs a program. It never throws: what goes wrong is in the outcome. */
  execute(code: string, options: ExecuteOptions = {}): Execution {
    const recorder = recorderOf(options?.record ?? this.#options.record, this.#options)
    const parts = this.#partsOf(nodeCrypto().randomUUID(), undefined, recorder)
    return this.#execute(new Run(parts), code, options)
  }

  #execute(run: Run, code: string, options: ExecuteOptions): Execution {
    const { runId, inside: parent, recorder } = run
    const { inputs, signal, record, tenant } = options ?? {}
    const conduct = async (ending: AbortSignal): Promise<Outcome> => {
      const drive = async (): Promise<RunResult> => {
        recorder?.begin(code, inputs)
        run.log.push({ type: 'start', runId, code, ...(parent === undefined ? {} : { parent }) })
        checkNames(options, EXECUTE, 'execute')
        resolveCancellation(signal === undefined ? {} : { signal })
        checkRecord(record, this.#options.isShared)
        return this.#runner.run(run, { code, inputs, signal: ending })
      }
      return this.#outcomeOf(
        () => run,
        () => ({ code, inputs: Object.keys(inputs ?? {}) }),
        // Python inside a tool is a part of a run that was let in.
        parent === undefined ? this.#admitted(tenant, ending, () => run, drive) : drive,
      )
    }
    return this.#executions.launch(runId, run.log, signal, conduct, recorder)
  }

  /**
   * Goes on with a paused run. Calls about which nothing is decided keep waiting. A token is good for
   * one use; what goes wrong is in the outcome.
   */
  resume(token: string, decisions: readonly Decision[], options: ResumeRunOptions = {}): Execution {
    const runId = this.#runner.snapshots.runIdOf(token) ?? nodeCrypto().randomUUID()
    const parts = this.#partsOf(runId, undefined)
    return this.#executions.launch(runId, parts.log, options?.signal, async (ending) => {
      // A token that is not good leads to no run, but to an outcome.
      let run = new Run(parts)
      let program: Program = { code: '', inputs: [] }
      const drive = async (): Promise<RunResult> => {
        checkNames(options, RESUME, 'resume')
        resolveCancellation(options)
        const { record, ...taken } = await this.#runner.tokens.take(token)
        const { code, kept } = record
        program = { code, inputs: [] }
        parts.log.push({ type: 'start', runId, code, resumed: kept })
        const begin = (decided: Decided): Run =>
          (run = this.#runFrom(parts, record, decided, taken.journal))
        return this.#runner.resume({ record, ...taken }, decisions, begin, ending)
      }
      return this.#outcomeOf(
        () => run,
        () => program,
        this.#admitted(options?.tenant, ending, () => run, drive),
      )
    })
  }

  /** A run that waits until its tenant may have another one. */
  #admitted(
    tenant: string | undefined,
    signal: AbortSignal,
    runOf: () => Run,
    drive: () => Promise<RunResult>,
  ): () => Promise<RunResult> {
    return async () => {
      if (tenant !== undefined && typeof tenant !== 'string') {
        throw new MontyUsageError('tenant must be a string')
      }
      const leave = await this.#admission?.enter(tenant ?? '', signal)
      try {
        return await drive()
      } catch (error) {
        if (error instanceof MontyError && error.usage !== undefined) runOf().usage = error.usage
        throw error
      } finally {
        leave?.(runOf().usage)
      }
    }
  }

  #runFrom(
    parts: RunParts,
    record: PauseRecord,
    decided: Decided,
    journal: Journal | undefined,
  ): Run {
    const { calls, stdout } = record
    const { stdoutBytes } = this.#options.budgets
    return new Run({
      ...parts,
      calls,
      inner: innerCallsIn(record),
      decided,
      decisions: decisionsIn(record, decided),
      journal,
      stdout: OutputBudget.restore(stdoutBytes, stdout),
    })
  }

  /**
   * Checks that runs can go on elsewhere.
   *
   * @internal
   * @throws MontyUsageError
   */
  static assertLasting(runtime: MontyRuntime): void {
    if (runtime.#options.isShared) {
      throw new MontyUsageError("runs from a queue need a runtime with state: 'fresh'")
    }
    void runtime.#runner.snapshots.place
  }

  /**
   * Runs a stretch of a run that goes on elsewhere should this process die.
   *
   * @internal
   */
  static runLeg(runtime: MontyRuntime, task: LegTask): { execution: Execution; leg: Leg } {
    const leg = new Leg(runtime.#runner.snapshots, task)
    return { execution: runtime.#runLeg(leg), leg }
  }

  #runLeg(leg: Leg): Execution {
    const { runId, from, signal } = leg.task
    const parts = { ...this.#partsOf(runId, undefined), leg }
    return this.#executions.launch(runId, parts.log, signal, async (ending) => {
      let run = new Run(parts)
      let program: Program = { code: 'code' in from ? from.code : '', inputs: [] }
      const drive = async (): Promise<RunResult> => {
        const place = await leg.open(this.#options.tools)
        if (place.kind === 'start' && 'code' in from) {
          const { code, inputs } = from
          program = { code, inputs: Object.keys(inputs ?? {}) }
          parts.log.push({ type: 'start', runId, code })
          run = new Run({ ...parts, journal: place.journal })
          leg.begin()
          return this.#runner.run(run, { code, inputs, signal: ending })
        }
        if (place.kind === 'start') throw new MontyUsageError('there is nothing to begin with')
        const { record, journal } = place
        const { code, kept } = record
        program = { code, inputs: [] }
        parts.log.push({ type: 'start', runId, code, resumed: kept })
        const decided = await decidedIn(place.decisions, record, this.#options.tools)
        run = this.#runFrom(parts, record, decided, journal)
        leg.begin()
        return this.#runner.resumeLeg(leg.claimOf(record, journal), decided, run, ending)
      }
      return this.#outcomeOf(
        () => run,
        () => program,
        this.#admitted(leg.task.tenant, ending, () => run, drive),
      )
    })
  }

  /** Runs Python inside a tool, or goes on with it. */
  async #executeInside(task: NestedTask, depth: number, records: RecordBudget): Promise<NestedEnd> {
    if (depth > MAX_NESTING)
      throw new MontyUsageError(`Python inside tools can be ${MAX_NESTING} deep`)
    const { code, inputs, signal, from, canPause, parent, onEvent } = task
    const runId = from?.record.runId ?? nodeCrypto().randomUUID()
    const parts = this.#partsOf(runId, { depth, canPause, inside: parent, onEvent, records })
    if (from === undefined) {
      const run = new Run(parts)
      const given = { signal, ...(inputs === undefined ? {} : { inputs }) }
      const outcome = await this.#execute(run, code, given).outcome
      return { outcome, record: run.rest }
    }
    const { record, decided } = from
    const run = this.#runFrom(parts, record, decided, undefined)
    run.log.push({ type: 'start', runId, code: record.code, resumed: record.kept, parent })
    const execution = this.#executions.launch(runId, parts.log, signal, (ending) =>
      this.#outcomeOf(
        () => run,
        () => ({ code: record.code, inputs: [] }),
        () => this.#runner.resumeInside(record, decided, run, ending),
      ),
    )
    return { outcome: await execution.outcome, record: run.rest }
  }

  /**
   * Gives a paused run up that nobody is going to resume: its token is no longer good, and what a
   * store has of it is removed. With `state: 'shared'` the state is what it was before the run, also
   * when the run expired or went on elsewhere. Files stay as they are.
   *
   * @throws MontySnapshotError when the token is not good, or the run was resumed already;
   *   MontyUsageError when the runtime was closed
   *
   * @example
   * ```ts
   * if (outcome.status === 'paused') await runtime.discard(outcome.token)
   * ```
   */
  async discard(token: string): Promise<void> {
    this.#assertOpen()
    await this.#runner.tokens.discard(token)
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new MontyUsageError('the runtime was closed', 'MONTY_DISPOSED')
  }

  /**
   * The runs of this key and scope that wait in the store, also those whose process died while it was
   * running or resuming them. Nothing is taken for that: they can be resumed meanwhile.
   */
  async pausedRuns(): Promise<PausedRunInfo[]> {
    const runs: PausedRunInfo[] = []
    for await (const { record, token } of this.#runner.snapshots.list()) {
      const { runId, expiresAt } = record
      runs.push({ runId, token, pending: await pendingOf(record, this.#options.tools), expiresAt })
    }
    return runs
  }

  /** Declarations of everything that the Python can call: the text of a `.pyi` file. */
  stubs(): string {
    return this.#stubs
  }

  /** What to tell the model: rules, limits, what is not supported, and the declarations. */
  prompt(): string {
    return promptOf(this.#options, this.#stubs)
  }

  /** Cancels what is running and frees what is shared. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#executions.cancelAll(new Error('the runtime was closed'))
    this.#runner.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Never rejects. */
  async #outcomeOf(
    runOf: () => Run,
    programOf: () => Program,
    drive: () => Promise<RunResult>,
  ): Promise<Outcome> {
    try {
      this.#assertOpen()
      const driven = await drive()
      return { ...driven, ...toldOf(runOf()) }
    } catch (thrown) {
      return failedOutcome(thrown, runOf(), programOf(), this.#options)
    }
  }

  #partsOf(runId: string, parent: Parent | undefined, recorder?: Recorder): RunParts {
    const { extensions } = this.#options
    const { stdoutBytes, recordBytes } = this.#options.budgets
    const records = parent?.records ?? new RecordBudget(recordBytes)
    const log: EventLog = new EventLog(records, [
      ...(recorder === undefined ? [] : [recorder.onEvent]),
      ...diagnosticsOf(),
      ...extensions.flatMap((extension) =>
        listenerOf(extension, runId, (event) => log.push(event)),
      ),
      ...(parent === undefined ? [] : [parent.onEvent]),
    ])
    const depth = parent?.depth ?? 0
    const subExecute = (task: NestedTask): Promise<NestedEnd> =>
      this.#executeInside(task, depth + 1, records)
    return {
      runId,
      tools: this.#options.tools,
      log,
      records,
      recorder,
      stdout: new OutputBudget(stdoutBytes),
      printing: resolvePrinting(this.#options.host.given),
      parentCall: parent?.inside,
      canPause: parent?.canPause ?? true,
      keep: () => keptBy(extensions, runId),
      around: extensions.filter((extension) => extension.aroundCall !== undefined),
      context: (run, call, scope) => new CallContext(run, call, scope, this.#options, subExecute),
    }
  }
}
