import { checkNames } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import { declarationsOf } from '../host/declarations.js'
import { infoOf } from './paused/info.js'
import { type ApprovalRule, ApprovalRules } from './run/approval-rules.js'
import type { Execution } from './run/execution.js'
import { Ledgers, type RunReference } from './ledger/ledgers.js'
import type { RollbackReport } from './ledger/rollback.js'
import { Outputs } from './files/outputs.js'
import type { JsonEvent } from './observe/event-json.js'
import { EventHistory } from './observe/event-history.js'
import type { DumpOptions, LoadOptions } from '../monty/snapshot/envelope.js'
import {
  type ExecuteOptions,
  type PausedRunInfo,
  type ResumeRunOptions,
  type WithContext,
  ROLLBACK,
  type RollbackOptions,
} from './run/execute-options.js'
import { Executions } from './run/executions.js'
import type { Budgets, RuntimeOptions } from './options.js'
import { type CompleteRuntime, resolveRuntime } from './resolve-options.js'
import type { Decision } from '../host/outcome.js'
import { Legs } from './durable/legs.js'
import type { ToolDescription } from '../host/context.js'
import { promptOf } from './model/prompt.js'
import { withProgram } from './paused/program.js'
import { type Asking, askingTenant, checkedTenant, isOwn } from './tenants/owner.js'
import { Runner } from './run/runner.js'
import { RunLauncher } from './run/run-launcher.js'

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
  /** Tools and modules as they are declared now. */
  #declared: Pick<CompleteRuntime, 'globals' | 'modules'>
  readonly #executions = new Executions()
  readonly #ledgers: Ledgers
  readonly #history: EventHistory
  readonly #rules = new ApprovalRules()
  readonly #launcher: RunLauncher
  #isClosed = false

  /** @throws MontyUsageError for invalid options */
  constructor(options: RuntimeOptions<Ctx> = {}) {
    this.#options = resolveRuntime(options)
    const { globals, modules, outputs } = this.#options
    this.#stubs = declarationsOf(globals, modules)
    this.#declared = { globals, modules }
    this.#runner = new Runner(this.#options, declarationsOf(globals))
    this.#ledgers = new Ledgers(this.#options)
    this.#history = new EventHistory(this.#options)
    const kept = {
      ledgers: this.#ledgers,
      history: this.#history,
      outputs: outputs && new Outputs(outputs),
    }
    const parts = { runner: this.#runner, executions: this.#executions, kept, rules: this.#rules }
    this.#launcher = new RunLauncher(this.#options, parts, {
      assertOpen: () => this.#assertOpen(),
      declared: () => this.#declared,
    })
  }

  /** Budgets of the model's answers. */
  get budgets(): Readonly<Required<Budgets>> {
    return this.#options.budgets
  }

  /**
   * Runs a program. Never throws: errors are in the outcome. Where `Ctx` declares a context, `options.context` is
   * required.
   */
  execute(code: string, ...[options = {}]: WithContext<ExecuteOptions<Ctx>, Ctx>): Execution {
    return this.#launcher.execute(code, options)
  }

  /**
   * Resumes a paused run. Calls without a decision keep waiting. A token can be used once; errors are in the
   * outcome.
   */
  resume(
    token: string,
    decisions: readonly Decision[],
    ...[options = {}]: WithContext<ResumeRunOptions<Ctx>, Ctx>
  ): Execution {
    return this.#launcher.resume(token, decisions, options)
  }

  /**
   * The legs of durable runs, which another process continues if this one dies.
   *
   * @internal
   * @throws MontyUsageError when the runtime has a shared state, or no store
   */
  static legsOf(runtime: MontyRuntime): Legs {
    if (runtime.#options.isShared) {
      throw new MontyUsageError("runs from a queue need a runtime with state: 'fresh'")
    }
    const { tenants } = runtime.#options
    return new Legs(runtime.#runner.snapshots, tenants, (leg) => runtime.#launcher.runLeg(leg))
  }

  /**
   * Allows calls of a tool without a decision for a time: "always allow `search` today". Returns a function that revokes
   * the rule. Rules exist in this process only, and apply to this runtime.
   *
   * @throws MontyUsageError for an unknown tool
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
   * Undoes a run: its calls whose tools have an `undo`, the last one first, including those of the runs
   * that it followed. Each call is undone at most once, however often this is called. A paused run is given up first.
   *
   * @throws MontyUsageError when the run is unknown, or another one follows it
   *
   * @example
   * ```ts
   * const { undone, failed, kept } = await runtime.rollback(outcome)
   * ```
   */
  async rollback(run: RunReference, options: RollbackOptions<Ctx> = {}): Promise<RollbackReport> {
    this.#assertOpen()
    checkNames(options, ROLLBACK, 'rollback')
    if (typeof run !== 'string' && typeof run?.runId !== 'string') {
      throw new MontyUsageError('rollback() takes the outcome of a run, or its id')
    }
    const { context, signal = new AbortController().signal } = options
    const tenant = checkedTenant(options.tenant)
    if (typeof run === 'string' && this.#executions.find(run, tenant) !== undefined) {
      throw new MontyUsageError(`run ${run} is not over`)
    }
    if (typeof run === 'object' && run?.status === 'paused')
      await this.#runner.tokens.discard(run.token, tenant)
    return this.#ledgers.rollback(run, { tools: this.#options.tools, context, signal }, tenant)
  }

  /**
   * Gives up a paused run: its token becomes invalid, and its entries in a store are removed.
   * With `state: 'shared'`, the state from before the run is restored, also when the run expired or went on
   * elsewhere. Files stay as they are.
   *
   * @throws MontySnapshotError when the token is invalid, is of another tenant's run, or the run was resumed already;
   * MontyUsageError when the runtime was closed
   *
   * @example
   * ```ts
   * if (outcome.status === 'paused') await runtime.discard(outcome.token)
   * ```
   */
  async discard(token: string, options: Asking = {}): Promise<void> {
    this.#assertOpen()
    await this.#runner.tokens.discard(token, askingTenant(options, 'discard'))
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new MontyUsageError('the runtime was closed', 'MONTY_DISPOSED')
  }

  /**
   * The paused runs of this key and scope in the store, including those whose process died while it ran or
   * resumed them; only those of a tenant, if one is given. Nothing is claimed: the runs can be resumed
   * meanwhile.
   */
  async pausedRuns(options: Asking = {}): Promise<PausedRunInfo[]> {
    const tenant = askingTenant(options, 'pausedRuns')
    const runs: PausedRunInfo[] = []
    for await (const { record, token } of this.#runner.snapshots.list()) {
      if (!isOwn(record.own?.tenant, tenant)) continue
      runs.push(await infoOf(record, token, withProgram(this.#options.tools)))
    }
    return runs
  }

  /**
   * Serializes the shared state, signed with the key of `snapshots`, after earlier executions have ended.
   * Files in memory are included, objects of the host are not. A `MontySession` can load the bytes, too.
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
   * Replaces the shared state by one written by {@link MontyRuntime.dump} or `MontySession.dump`, after earlier
   * executions have ended.
   *
   * @throws MontySnapshotError for bytes that are not a state, not authentic, or expired; MontyUsageError
   * without `state: 'shared'`
   */
  async load(bytes: Uint8Array, options: LoadOptions = {}): Promise<void> {
    this.#assertOpen()
    await this.#runner.load(bytes, options)
  }

  /**
   * The events of a run as plain JSON without its token, past and, while it runs here, future: for a page that reloads.
   * With a store, events of paused runs are available, and with `snapshots: { events: true }` those of all runs.
   *
   * @throws MontyUsageError when the run is unknown, or another tenant's
   *
   * @example
   * ```ts
   * for await (const event of runtime.events(runId)) response.write(`data: ${JSON.stringify(event)}\n\n`)
   * ```
   */
  events(runId: string, options: Asking = {}): AsyncGenerator<JsonEvent, void> {
    const tenant = askingTenant(options, 'events')
    return this.#history.events(runId, this.#executions.find(runId, tenant), tenant)
  }

  /** Declarations of all functions that Python can call: the text of a `.pyi` file. */
  stubs(): string {
    return this.#stubs
  }

  /**
   * Declares the types learned until now, here and by other users of the store: `stubs()`, `prompt()` and type checks
   * change only here, so that a model's prompt stays valid meanwhile. Resolves to whether they changed.
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

  /** The functions that Python can call, as data: with the JSON Schemas of arguments and results. */
  tools(): ToolDescription[] {
    return Object.entries(this.#options.tools).map(([name, tool]) => tool.describe(name))
  }

  /** The prompt for a model: rules, limits, unsupported features, and the declarations. */
  prompt(): string {
    return promptOf(this.#options, this.#stubs)
  }

  /** Cancels running executions and frees shared resources. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#executions.cancelAll(new Error('the runtime was closed'))
    this.#runner.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
