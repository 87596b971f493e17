import { RecordBudget } from './observe/records.js'
import { innerCallsIn } from './paused/decisions.js'
import { decidedIn, decisionsIn } from './paused/decisions.js'
import { nodeCrypto } from '../core/node.js'
import { resolveCancellation } from '../core/drive/cancellation.js'
import { NestedTurns } from '../core/drive/nested-turns.js'
import { checkNames } from '../core/option-checks.js'
import { MAX_NESTING, withinTime } from '../monty/monty.js'
import { MontyUsageError } from '../core/errors.js'
import { declarationsOf } from '../host/declarations.js'
import { CallContext, type NestedTask } from './run/call-context.js'
import type { Decided } from './paused/decisions.js'
import { infoOf } from './paused/info.js'
import type { RunEvent } from './observe/events.js'
import { runLog } from './observe/run-log.js'
import { type ApprovalRule, ApprovalRules } from './run/approval-rules.js'
import type { Execution } from './run/execution.js'
import { type Givens, givensOfRuntime, hasGivens, resolveGivens } from './run/given.js'
import type { Ledger } from './ledger/ledger.js'
import { Ledgers, type RunReference } from './ledger/ledgers.js'
import type { RollbackReport } from './ledger/rollback.js'
import { Artifacts } from './files/artifacts.js'
import { Outputs } from './files/outputs.js'
import type { JsonEvent } from './observe/event-json.js'
import { EventHistory } from './observe/event-history.js'
import { resumedGivens } from './paused/kept-givens.js'
import type { DumpOptions, LoadOptions } from '../monty/snapshot/envelope.js'
import {
  EXECUTE,
  type ExecuteOptions,
  type PausedRunInfo,
  RESUME,
  type ResumeRunOptions,
  ROLLBACK,
  type RollbackOptions,
} from './run/execute-options.js'
import { Executions } from './run/executions.js'
import { keptBy } from './extensions.js'
import { failedOutcome, okOutcome, toldOf } from './model/failed-outcome.js'
import type { NestedEnd } from './run/nested-runs.js'
import type { Journal } from './paused/journal.js'
import {
  type Budgets,
  type CompleteRuntime,
  resolveRuntime,
  type RuntimeOptions,
} from './options.js'
import type { Decision, Outcome } from '../host/outcome.js'
import type { Leg } from './durable/leg.js'
import { Legs } from './durable/legs.js'
import type { ToolDescription } from '../host/context.js'
import { promptOf } from './model/prompt.js'
import { asksAbout, withProgram } from './paused/program.js'
import { checkRecord } from './recording/options.js'
import type { Recorder } from './recording/recorder.js'
import { recorderOf, resumedRecorder } from './recording/start.js'
import type { PauseRecord } from './paused/record.js'
import { Run } from './run/run.js'
import { Admission } from './tenants/admission.js'
import { admitted } from './tenants/admitted.js'
import type { Parent, RunParts, Within } from './run/run-parts.js'
import { type RunResult, Runner } from './run/runner.js'
import type { Program } from './model/surroundings.js'
import { OutputBudget } from './text.js'

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
export class MontyRuntime<Ctx = any> implements AsyncDisposable {
  readonly #options: CompleteRuntime
  readonly #runner: Runner
  #stubs: string
  /** What Python can call, as it is declared. */
  #declared: Pick<CompleteRuntime, 'globals' | 'modules'>
  readonly #executions = new Executions()
  readonly #ledgers: Ledgers
  readonly #rules = new ApprovalRules()
  readonly #outputs: Outputs | undefined
  readonly #history: EventHistory
  readonly #admission: Admission | undefined
  #isClosed = false

  /** @throws MontyUsageError for options that make no sense */
  constructor(options: RuntimeOptions<Ctx> = {}) {
    this.#options = resolveRuntime(options)
    const { tenants } = this.#options
    this.#admission = tenants && new Admission(tenants)
    const { globals, modules } = this.#options
    this.#stubs = declarationsOf(globals, modules)
    this.#declared = { globals, modules }
    this.#runner = new Runner(this.#options, declarationsOf(globals))
    this.#ledgers = new Ledgers(this.#options)
    this.#history = new EventHistory(this.#options)
    const { outputs } = this.#options
    this.#outputs = outputs && new Outputs(outputs)
  }

  /** How much of an outcome goes to a model. */
  get budgets(): Readonly<Required<Budgets>> {
    return this.#options.budgets
  }

  /** Runs a program. It never throws: what goes wrong is in the outcome. */
  execute(code: string, options: ExecuteOptions<Ctx> = {}): Execution {
    const recorder = recorderOf(options?.record, this.#options)
    const parts = { ...this.#partsOf(nodeCrypto().randomUUID(), undefined, recorder), recorder }
    let givens = parts.givens
    let mistake: unknown
    try {
      checkNames(options, EXECUTE, 'execute')
      givens = hasGivens(options) ? resolveGivens(options, this.#options, this.#outputs) : givens
    } catch (error) {
      mistake = error
    }
    return this.#execute(new Run({ ...parts, givens }), code, options, mistake)
  }

  /** `mistake` is what was found to be wrong with the options. */
  #execute(run: Run, code: string, options: ExecuteOptions, mistake?: unknown): Execution {
    const { runId, inside: parent, log, recorder } = run
    const { inputs, signal, metadata, after, record, tenant } = options ?? {}
    return this.#executions.launch(
      runId,
      log,
      signal,
      async (ending) => {
        const drive = async (): Promise<RunResult> => {
          recorder?.begin(code, inputs, run.givens.host.limits)
          log.push({
            type: 'start',
            runId,
            code,
            ...(metadata === undefined ? {} : { metadata }),
            ...(parent === undefined ? {} : { parent }),
          })
          if (mistake !== undefined) throw mistake
          resolveCancellation(signal === undefined ? {} : { signal })
          checkRecord(record, this.#options.isShared)
          if (after !== undefined) run.ledger.begin(await this.#follow(after, runId))
          const isAsked = parent === undefined && asksAbout(code, run, this.#options)
          return this.#runner.run(run, { code, inputs, signal: ending, isAsked })
        }
        return this.#outcomeOf(
          () => run,
          () => ({ code, inputs: Object.keys(inputs ?? {}) }),
          // Python inside a tool is a part of a run that was let in.
          parent === undefined
            ? admitted(this.#admission, { tenant, signal: ending }, () => run, drive)
            : drive,
        )
      },
      {
        keep: parent === undefined ? this.#history.keeper(() => run) : undefined,
        recorderOf: () => recorder,
      },
    )
  }

  #follow(after: RunReference, runId: string): Promise<Ledger> {
    if (typeof after === 'string' && this.#executions.isRunning(after)) {
      throw new MontyUsageError(`run ${after} is not over`)
    }
    return this.#ledgers.follow(after, runId)
  }

  /**
   * Goes on with a paused run. Calls about which nothing is decided keep waiting. A token is good for
   * one use; what goes wrong is in the outcome.
   */
  resume(
    token: string,
    decisions: readonly Decision[],
    options: ResumeRunOptions<Ctx> = {},
  ): Execution {
    const runId = this.#runner.snapshots.runIdOf(token) ?? nodeCrypto().randomUUID()
    let recorder: Recorder | undefined
    const parts = this.#partsOf(runId, undefined, { onEvent: (event) => recorder?.onEvent(event) })
    // A token that is not good leads to no run, but to an outcome.
    let run = new Run(parts)
    return this.#executions.launch(
      runId,
      parts.log,
      options?.signal,
      async (ending) => {
        let program: Program = { code: '', inputs: [] }
        const drive = async (): Promise<RunResult> => {
          checkNames(options, RESUME, 'resume')
          resolveCancellation(options.signal === undefined ? {} : { signal: options.signal })
          checkRecord(options.record, this.#options.isShared)
          const { record, ...taken } = await this.#runner.tokens.take(token)
          recorder = resumedRecorder(options.record, record.recording, this.#options)
          const { code, kept } = record
          program = { code, inputs: [] }
          if (record.aliveUntil !== undefined) await this.#ledgers.forget(record.runId)
          const { metadata } = record.own ?? {}
          const known = metadata == null ? {} : { metadata }
          parts.log.push({ type: 'start', runId, code, ...known, resumed: kept })
          const begin = (decided: Decided): Run =>
            (run = this.#resumedRun(
              { ...parts, recorder },
              record,
              decided,
              taken.journal,
              options,
            ))
          return this.#runner.resume({ record, ...taken }, decisions, begin, ending)
        }
        return this.#outcomeOf(
          () => run,
          () => program,
          admitted(this.#admission, { tenant: options?.tenant, signal: ending }, () => run, drive),
        )
      },
      { keep: this.#history.keeper(() => run), recorderOf: () => recorder },
    )
  }

  /** A run that goes on from where it was paused, with what it had and is given now. */
  #resumedRun(
    parts: RunParts,
    record: PauseRecord,
    decided: Decided,
    journal: Journal | undefined,
    options: ResumeRunOptions<Ctx>,
  ): Run {
    const givens = resumedGivens(options, record, this.#options, this.#outputs)
    const ledger = this.#ledgers.resume(record.ledger)
    const artifacts = this.#artifacts(record.artifacts)
    const earlierEvents = this.#history.restore(parts.runId, record)
    return this.#runFrom(
      { ...parts, givens, ledger, artifacts, earlierEvents },
      record,
      decided,
      journal,
    )
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
   * Stretches of runs that go on elsewhere should this process die.
   *
   * @internal
   * @throws MontyUsageError when runs of this runtime cannot
   */
  static legsOf(runtime: MontyRuntime): Legs {
    if (runtime.#options.isShared) {
      throw new MontyUsageError("runs from a queue need a runtime with state: 'fresh'")
    }
    return new Legs(runtime.#runner.snapshots, (leg) => runtime.#runLeg(leg))
  }

  #runLeg(leg: Leg): Execution {
    const { runId, from, signal } = leg.task
    let recorder: Recorder | undefined
    const onEvent = (event: RunEvent): void => recorder?.onEvent(event)
    const parts = { ...this.#partsOf(runId, undefined, { onEvent }), leg }
    let run = new Run(parts)
    let program: Program = { code: 'code' in from ? from.code : '', inputs: [] }
    const begin = async (ending: AbortSignal): Promise<RunResult> => {
      const tools = withProgram(this.#options.tools)
      const place = await leg.open(tools)
      if (place.kind === 'start' && 'code' in from) {
        const { code, inputs } = from
        program = { code, inputs: Object.keys(inputs ?? {}) }
        if (leg.task.isRecorded) recorder = recorderOf(true, this.#options)
        recorder?.begin(code, inputs, run.givens.host.limits)
        parts.log.push({ type: 'start', runId, code })
        run = new Run({ ...parts, recorder, journal: place.journal })
        leg.begin()
        const isAsked = asksAbout(code, run, this.#options)
        return this.#runner.run(run, { code, inputs, signal: ending, isAsked })
      }
      if (place.kind === 'start') throw new MontyUsageError('there is nothing to begin with')
      const { record, journal } = place
      program = { code: record.code, inputs: [] }
      recorder = resumedRecorder(undefined, record.recording, this.#options)
      parts.log.push({ type: 'start', runId, code: record.code, resumed: record.kept })
      const decided = await decidedIn(place.decisions, record, tools)
      run = this.#resumedRun({ ...parts, recorder }, record, decided, journal, {})
      leg.begin()
      return this.#runner.resumeLeg(leg.claimOf(record, journal), decided, run, ending)
    }
    const conduct = (ending: AbortSignal): Promise<Outcome> =>
      this.#outcomeOf(
        () => run,
        () => program,
        admitted(
          this.#admission,
          { tenant: leg.task.tenant, signal: ending },
          () => run,
          () => begin(ending),
        ),
      )
    return this.#executions.launch(runId, parts.log, signal, conduct, {
      keep: this.#history.keeper(() => run),
      recorderOf: () => recorder,
    })
  }

  /** Runs Python inside a tool, or goes on with it. */
  async #executeInside(task: NestedTask, within: Within): Promise<NestedEnd> {
    const { depth } = within
    if (depth > MAX_NESTING)
      throw new MontyUsageError(`Python inside tools can be ${MAX_NESTING} deep`)
    const { code, inputs, signal, from, canPause, parent, onEvent } = task
    const runId = from?.record.runId ?? nodeCrypto().randomUUID()
    const partsWith = (givens: Givens): RunParts =>
      this.#partsOf(runId, { ...within, givens, canPause, inside: parent, onEvent })
    if (from === undefined) {
      const given = { signal, ...(inputs === undefined ? {} : { inputs }) }
      return within.turns.take(depth, signal, async () => {
        const host = withinTime(within.givens.host, task.maxDurationMs())
        const run = new Run(partsWith({ ...within.givens, host }))
        const { outcome } = this.#execute(run, code, given)
        return { outcome: await outcome, record: run.rest }
      })
    }
    const parts = partsWith(within.givens)
    const { record, decided } = from
    const run = this.#runFrom(parts, record, decided, undefined)
    run.log.push({ type: 'start', runId, code: record.code, resumed: record.kept, parent })
    const goOn = (): Promise<Outcome> =>
      this.#executions.launch(runId, parts.log, signal, (ending) =>
        this.#outcomeOf(
          () => run,
          () => ({ code: record.code, inputs: [] }),
          () => this.#runner.resumeInside(record, decided, run, ending),
        ),
      ).outcome
    return { outcome: await within.turns.take(depth, signal, goOn), record: run.rest }
  }

  /**
   * Lets calls of a tool be made without asking for a time: "always allow `search` today". What it returns takes that back.
   * Rules are of this process, and for the calls of this runtime.
   *
   * @throws MontyUsageError for a tool that is not there
   *
   * @example
   * ```ts
   * const revoke = runtime.allow({ tool: 'search', conversation: 'chat 7', expiresInMs: 3_600_000 })
   * ```
   */
  allow(rule: ApprovalRule): () => void {
    return this.#rules.add(rule, this.#options.tools)
  }

  /**
   * Takes back what a run did: calls whose tools have an `undo`, the last one first, also those of the runs
   * that it went on from. Each is undone at most once, whoever asks how often. A paused run is given up first.
   *
   * @throws MontyUsageError when nothing is known of the run, or another one goes on from it
   *
   * @example
   * ```ts
   * const { undone, failed, kept } = await runtime.rollback(outcome)
   * ```
   */
  async rollback(run: RunReference, options: RollbackOptions<Ctx> = {}): Promise<RollbackReport> {
    this.#assertOpen()
    checkNames(options, ROLLBACK, 'rollback')
    if (typeof run === 'string' && this.#executions.isRunning(run)) {
      throw new MontyUsageError(`run ${run} is not over`)
    }
    if (typeof run === 'object' && run?.status === 'paused') await this.discard(run.token)
    const { context, signal = new AbortController().signal } = options
    return this.#ledgers.rollback(run, { tools: this.#options.tools, context, signal })
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
      runs.push(await infoOf(record, token, withProgram(this.#options.tools)))
    }
    return runs
  }

  /**
   * The state that executions share, as bytes that are signed with the key of `snapshots`; when those that
   * were begun before have ended. Files in memory go with it, objects of the host do not. A
   * `MontySession` can load it, too.
   *
   * @throws MontyUsageError without `state: 'shared'`, and while a paused run has the state
   *
   * @example
   * ```ts
   * const bytes = await runtime.dump()
   * await another.load(bytes)
   * ```
   */
  async dump(options: DumpOptions = {}): Promise<Buffer> {
    this.#assertOpen()
    return this.#runner.dump(options)
  }

  /**
   * Goes on from a state that {@link MontyRuntime.dump} wrote, or `MontySession.dump`, in the place of the
   * one that is there; when executions that were begun before have ended.
   *
   * @throws MontySnapshotError for bytes that are no state, not authentic, or expired; MontyUsageError
   *   without `state: 'shared'`
   */
  async load(bytes: Uint8Array, options: LoadOptions = {}): Promise<void> {
    this.#assertOpen()
    await this.#runner.load(bytes, options)
  }

  /**
   * What has happened in a run, as plain JSON without its token, and goes on to happen while it is here: for a page
   * that is loaded again. With a store it has those of paused runs, and with `snapshots: { events: true }` of all.
   *
   * @throws MontyUsageError when nothing is known of it
   *
   * @example
   * ```ts
   * for await (const event of runtime.events(runId)) response.write(`data: ${JSON.stringify(event)}\n\n`)
   * ```
   */
  events(runId: string): AsyncGenerator<JsonEvent, void> {
    return this.#history.events(runId, this.#executions.find(runId))
  }

  /** Declarations of everything that the Python can call: the text of a `.pyi` file. */
  stubs(): string {
    return this.#stubs
  }

  /**
   * Declares the types that were learned until now, here and by whoever shares the store: `stubs()`, `prompt()` and
   * checks change only by this, so that what a model was told stays as it is meanwhile. Whether they changed.
   *
   * @throws MontyUsageError without `learnTypes`
   */
  async refresh(): Promise<boolean> {
    this.#assertOpen()
    const { learning } = this.#options
    if (learning === undefined)
      throw new MontyUsageError('refresh() is for runtimes with learnTypes')
    if (!(await learning.refresh())) return false
    const globals = learning.declaredTools(this.#options.globals)
    const modules = learning.declaredModules(this.#options.modules)
    this.#stubs = declarationsOf(globals, modules)
    this.#declared = { globals, modules }
    this.#options.discovery?.declare(learning.declaredTools(this.#options.tools))
    this.#runner.declare(declarationsOf(globals), modules)
    return true
  }

  /** What the Python can call by name, as data: with the JSON Schemas of arguments and results. */
  tools(): ToolDescription[] {
    return Object.entries(this.#options.tools).map(([name, tool]) => tool.describe(name))
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
    let outcome: Outcome
    try {
      this.#assertOpen()
      const driven = await drive()
      outcome =
        driven.status === 'ok'
          ? okOutcome(driven.value, runOf())
          : { ...driven, ...toldOf(runOf()) }
    } catch (thrown) {
      const declared = { ...this.#options, ...this.#declared }
      outcome = failedOutcome(thrown, runOf(), programOf(), declared)
    }
    const { runId, ledger, isNested, givens, stdout } = runOf()
    if (isNested) {
      if ('error' in outcome) ledger.whole.failedWith(outcome.error)
      return outcome
    }
    const ending = this.#ledgers.end(runId, ledger.whole, outcome, {
      folder: givens.folder,
      stdout,
    })
    if (ending !== undefined) await ending
    return outcome
  }

  #artifacts(kept?: PauseRecord['artifacts']): Artifacts | undefined {
    const { artifacts } = this.#options
    return artifacts && new Artifacts(artifacts, kept)
  }

  #partsOf(
    runId: string,
    parent: Parent | undefined,
    recorder?: Pick<Recorder, 'onEvent'>,
  ): RunParts {
    const { extensions } = this.#options
    const { stdoutBytes, recordBytes } = this.#options.budgets
    const records = parent?.records ?? new RecordBudget(recordBytes)
    const hearers = [recorder?.onEvent, parent?.onEvent]
    const log = runLog(runId, records, { extensions, hearers })
    const { depth = 0, turns = new NestedTurns() } = parent ?? {}
    return {
      runId,
      givens: parent?.givens ?? givensOfRuntime(this.#options, this.#outputs),
      artifacts: parent === undefined ? this.#artifacts() : parent.artifacts,
      ledger: parent?.ledger ?? this.#ledgers.begin(runId),
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
      around: extensions.filter((extension) => extension.aroundCall !== undefined),
      context: (run, call, scope) =>
        new CallContext(run, call, scope, this.#options, (task) =>
          this.#executeInside(task, {
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
}
