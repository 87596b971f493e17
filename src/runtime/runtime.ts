import { RecordBudget } from './observe/records.js'
import { innerCallsIn } from './paused/decisions.js'
import { decisionsIn } from './paused/decisions.js'
import { nodeCrypto } from '../core/node.js'
import { resolveCancellation } from '../core/drive/cancellation.js'
import { resolvePrinting } from '../monty/host/resolve.js'
import { checkNames } from '../core/option-checks.js'
import { MAX_NESTING } from '../monty/monty.js'
import { MontyUsageError } from '../core/errors.js'
import { stubs } from '../host/stubs/stubs.js'
import { CallContext, type NestedTask } from './run/call-context.js'
import { type Decided, pendingOf, positionsOf } from './paused/decisions.js'
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
import type { SourceRange } from '../core/contract/host-call.js'
import type { CallRecord, Decision, Outcome, PendingCall } from '../host/outcome.js'
import type { ToolDescription } from '../host/context.js'
import type { ToolSet } from '../host/tool.js'
import { promptOf } from './model/prompt.js'
import type { PauseRecord } from './paused/record.js'
import { Run } from './run/run.js'
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
}

/** What a resumption is given. */
export interface ResumeRunOptions {
  /** Ends the run at any moment. Before the run goes on, its token stays good. */
  signal?: AbortSignal
}

/** A paused run that waits in the store. */
export interface PausedRunInfo {
  readonly runId: string
  readonly token: string
  readonly pending: readonly PendingCall[]
  /** Until when it can be resumed, in ms since the epoch. */
  readonly expiresAt: number
  /** Since when it waits, in ms since the epoch. */
  readonly pausedAt: number
  /** The program. */
  readonly code: string
  /** Where it makes the calls that wait, by their ids; those of Python inside tools are not here. */
  readonly positions: Readonly<Record<number, SourceRange>>
  /** The calls that it made before. */
  readonly calls: readonly CallRecord[]
  /** What it printed before, cut at the runtime's budget. */
  readonly stdout: string
}

const EXECUTE: ReadonlySet<string> = new Set(['inputs', 'signal'])
const RESUME: ReadonlySet<string> = new Set(['signal'])

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
  #isClosed = false

  /** @throws MontyUsageError for options that make no sense */
  constructor(options: RuntimeOptions = {}) {
    this.#options = resolveRuntime(options)
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
    return this.#execute(
      new Run(this.#partsOf(nodeCrypto().randomUUID(), undefined)),
      code,
      options,
    )
  }

  #execute(run: Run, code: string, options: ExecuteOptions): Execution {
    const { runId, inside: parent } = run
    const { inputs, signal } = options ?? {}
    return this.#executions.launch(run.runId, run.log, signal, async (ending) => {
      const drive = async (): Promise<RunResult> => {
        run.log.push({ type: 'start', runId, code, ...(parent === undefined ? {} : { parent }) })
        checkNames(options, EXECUTE, 'execute')
        resolveCancellation(signal === undefined ? {} : { signal })
        return this.#runner.run(run, { code, inputs, signal: ending })
      }
      return this.#outcomeOf(
        () => run,
        () => ({ code, inputs: Object.keys(inputs ?? {}) }),
        drive,
      )
    })
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
        drive,
      )
    })
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
      runs.push(await infoOf(record, token, this.#options.tools))
    }
    return runs
  }

  /** Declarations of everything that the Python can call: the text of a `.pyi` file. */
  stubs(): string {
    return this.#stubs
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
    try {
      this.#assertOpen()
      const driven = await drive()
      return { ...driven, ...toldOf(runOf()) }
    } catch (thrown) {
      return failedOutcome(thrown, runOf(), programOf(), this.#options)
    }
  }

  #partsOf(runId: string, parent: Parent | undefined): RunParts {
    const { extensions } = this.#options
    const { stdoutBytes, recordBytes } = this.#options.budgets
    const records = parent?.records ?? new RecordBudget(recordBytes)
    const log: EventLog = new EventLog(records, [
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

async function infoOf(record: PauseRecord, token: string, tools: ToolSet): Promise<PausedRunInfo> {
  const { runId, code, calls, stdout, expiresAt, sealedAt = 0 } = record
  const pending = await pendingOf(record, tools)
  const positions = positionsOf(pending)
  return {
    runId,
    token,
    pending,
    expiresAt,
    pausedAt: sealedAt,
    code,
    positions,
    calls,
    stdout: stdout.text,
  }
}
