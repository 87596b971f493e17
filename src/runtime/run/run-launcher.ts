import { resolveCancellation } from '../../core/drive/cancellation.js'
import { MontyUsageError } from '../../core/errors.js'
import { nodeCrypto } from '../../core/node.js'
import { checkNames } from '../../core/option-checks.js'
import type { Decision, Outcome } from '../../host/outcome.js'
import { MAX_NESTING, withinTime } from '../../monty/monty.js'
import type { Leg } from '../durable/leg.js'
import type { Ledger } from '../ledger/ledger.js'
import type { RunReference } from '../ledger/ledgers.js'
import { failedOutcome, okOutcome, outcomeCommonOf } from '../model/failed-outcome.js'
import type { Program } from '../model/hint-context.js'
import type { RunEvent } from '../observe/events.js'
import type { CompleteRuntime } from '../resolve-options.js'
import { type Decided, decidedIn } from '../paused/decisions.js'
import { asksAbout, withProgram } from '../paused/program.js'
import { checkRecord } from '../recording/options.js'
import type { Recorder } from '../recording/recorder.js'
import { recorderOf, resumedRecorder } from '../recording/start.js'
import { Admission } from '../tenants/admission.js'
import { admitted } from '../tenants/admitted.js'
import type { ApprovalRules } from './approval-rules.js'
import type { NestedTask } from './call-context.js'
import { EXECUTE, type ExecuteOptions, RESUME, type ResumeRunOptions } from './execute-options.js'
import type { Execution } from './execution.js'
import type { Executions } from './executions.js'
import { type Givens, hasGivens, resolveGivens } from './given.js'
import type { NestedEnd } from './nested-runs.js'
import { type KeptOfRuns, RunFactory, type RunInside } from './run-factory.js'
import { Run } from './run.js'
import type { RunParts, Within } from './run-parts.js'
import type { RunResult, Runner } from './runner.js'

/** The part of the runtime that its executions use. */
interface LaunchingRuntime {
  /** @throws MontyUsageError when the runtime was closed */
  assertOpen(): void
  /** Tools and modules as they are declared now. */
  declared(): Pick<CompleteRuntime, 'globals' | 'modules'>
}

/** The tenant in options; an invalid one is reported in the outcome. */
const tenantIn = (options: { tenant?: unknown } | null | undefined): string | undefined =>
  typeof options?.tenant === 'string' ? options.tenant : undefined

/** Starts executions: of new programs, paused runs, legs from a queue, and nested runs. */
export class RunLauncher {
  readonly #options: CompleteRuntime
  readonly #runner: Runner
  readonly #executions: Executions
  readonly #kept: KeptOfRuns
  readonly #runs: RunFactory
  readonly #admission: Admission | undefined
  readonly #runtime: LaunchingRuntime

  constructor(
    options: CompleteRuntime,
    parts: {
      readonly runner: Runner
      readonly executions: Executions
      readonly kept: KeptOfRuns
      readonly rules: ApprovalRules
    },
    runtime: LaunchingRuntime,
  ) {
    this.#options = options
    this.#runner = parts.runner
    this.#executions = parts.executions
    this.#kept = parts.kept
    this.#runtime = runtime
    this.#admission = options.tenants && new Admission(options.tenants)
    const runInside: RunInside = (task, within) => this.#executeInside(task, within)
    this.#runs = new RunFactory(options, parts.kept, parts.rules, runInside)
  }

  /** Runs a program. */
  execute(code: string, options: ExecuteOptions = {}): Execution {
    const recorder = recorderOf(options?.record, this.#options)
    let givens: Givens | undefined
    let mistake: unknown
    try {
      checkNames(options, EXECUTE, 'execute')
      if (hasGivens(options)) givens = resolveGivens(options, this.#options, this.#kept.outputs)
    } catch (error) {
      mistake = error
    }
    const about = { recorder, listener: recorder, givens, tenant: tenantIn(options) }
    const parts = this.#runs.parts(nodeCrypto().randomUUID(), undefined, about)
    return this.#execute(new Run(parts), code, options, mistake)
  }

  /** `mistake` is the error found in the options. */
  #execute(run: Run, code: string, options: ExecuteOptions, mistake?: unknown): Execution {
    const { runId, inside: parent, log, recorder } = run
    const { inputs, signal, metadata, after, record, tenant } = options ?? {}
    return this.#executions.launch(
      runId,
      log,
      signal,
      async (stopSignal) => {
        const drive = async (): Promise<RunResult> => {
          recorder?.begin(code, inputs, run.givens.host.limits)
          log.push({
            type: 'start',
            runId,
            code,
            ...(metadata && { metadata }),
            ...(parent && { parent }),
          })
          if (mistake !== undefined) throw mistake
          resolveCancellation(signal === undefined ? {} : { signal })
          checkRecord(record, this.#options.isShared)
          if (after !== undefined) run.ledger.begin(await this.#follow(after, run))
          const isAsked = parent === undefined && asksAbout(code, run, this.#options)
          return this.#runner.run(run, { code, inputs, signal: stopSignal, isAsked })
        }
        return this.#outcomeOf(
          () => run,
          () => ({ code, inputs: Object.keys(inputs ?? {}) }),
          // A nested run is part of a run that was admitted.
          parent === undefined
            ? admitted(this.#admission, { tenant, signal: stopSignal }, () => run, drive)
            : drive,
        )
      },
      {
        keep: parent === undefined ? this.#kept.history.keeper(() => run) : undefined,
        recorderOf: () => recorder,
        tenantOf: () => run.givens.tenant,
      },
    )
  }

  #follow(after: RunReference, { runId, givens: { tenant } }: Run): Promise<Ledger> {
    if (typeof after === 'string' && this.#executions.find(after, tenant) !== undefined) {
      throw new MontyUsageError(`run ${after} is not over`)
    }
    return this.#kept.ledgers.follow(after, { runId, tenant })
  }

  /** Resumes a paused run. */
  resume(token: string, decisions: readonly Decision[], options: ResumeRunOptions = {}): Execution {
    const runId = this.#runner.snapshots.runIdOf(token) ?? nodeCrypto().randomUUID()
    let recorder: Recorder | undefined
    const listener = { onEvent: (event: RunEvent) => recorder?.onEvent(event) }
    const about = { listener, tenant: tenantIn(options) }
    const parts = this.#runs.parts(runId, undefined, about)
    // An invalid token yields an outcome instead of a run.
    let run = new Run(parts)
    return this.#executions.launch(
      runId,
      parts.log,
      options?.signal,
      async (stopSignal) => {
        let program: Program = { code: '', inputs: [] }
        const drive = async (): Promise<RunResult> => {
          checkNames(options, RESUME, 'resume')
          resolveCancellation(options.signal === undefined ? {} : { signal: options.signal })
          checkRecord(options.record, this.#options.isShared)
          const { record, ...taken } = await this.#runner.tokens.take(token, about.tenant)
          recorder = resumedRecorder(options.record, record.recording, this.#options)
          const { code, kept } = record
          program = { code, inputs: [] }
          if (record.aliveUntil !== undefined) await this.#kept.ledgers.forget(record.runId)
          const { metadata } = record.own ?? {}
          const known = metadata == null ? {} : { metadata }
          const begin = (decided: Decided): Run => {
            // Start only now: invalid decisions start nothing.
            parts.log.push({ type: 'start', runId, code, ...known, resumed: kept })
            run = this.#runs.resumed(
              { ...parts, recorder },
              record,
              decided,
              taken.journal,
              options,
            )
            return run
          }
          return this.#runner.resume({ record, ...taken }, decisions, begin, stopSignal)
        }
        return this.#outcomeOf(
          () => run,
          () => program,
          admitted(
            this.#admission,
            { tenant: options?.tenant, signal: stopSignal },
            () => run,
            drive,
          ),
        )
      },
      {
        keep: this.#kept.history.keeper(() => run),
        recorderOf: () => recorder,
        tenantOf: () => run.givens.tenant,
      },
    )
  }

  /** Runs a leg of a durable run, which another process continues if this one dies. */
  runLeg(leg: Leg): Execution {
    const { runId, from, signal, tenant } = leg.task
    let recorder: Recorder | undefined
    const listener = { onEvent: (event: RunEvent) => recorder?.onEvent(event) }
    const parts = this.#runs.parts(runId, undefined, { listener, tenant, leg })
    let run = new Run(parts)
    let program: Program = { code: 'code' in from ? from.code : '', inputs: [] }
    const begin = async (stopSignal: AbortSignal): Promise<RunResult> => {
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
        return this.#runner.run(run, { code, inputs, signal: stopSignal, isAsked })
      }
      if (place.kind === 'start')
        throw new MontyUsageError('the leg has neither a program nor a state')
      const { record, journal } = place
      program = { code: record.code, inputs: [] }
      recorder = resumedRecorder(undefined, record.recording, this.#options)
      parts.log.push({ type: 'start', runId, code: record.code, resumed: record.kept })
      const decided = await decidedIn(place.decisions, record, tools)
      run = this.#runs.resumed({ ...parts, recorder }, record, decided, journal, {})
      leg.begin()
      return this.#runner.resumeLeg(leg.claimOf(record, journal), decided, run, stopSignal)
    }
    const conduct = (stopSignal: AbortSignal): Promise<Outcome> =>
      this.#outcomeOf(
        () => run,
        () => program,
        admitted(
          leg.task.admission ?? this.#admission,
          { tenant, signal: stopSignal },
          () => run,
          () => begin(stopSignal),
        ),
        (outcome) => leg.task.endsWith(outcome),
      )
    return this.#executions.launch(runId, parts.log, signal, conduct, {
      keep: this.#kept.history.keeper(() => run),
      recorderOf: () => recorder,
      tenantOf: () => run.givens.tenant,
    })
  }

  /** Starts or resumes a nested run. */
  async #executeInside(task: NestedTask, within: Within): Promise<NestedEnd> {
    const { depth } = within
    if (depth > MAX_NESTING)
      throw new MontyUsageError(`Python inside tools can be ${MAX_NESTING} deep`)
    const { code, inputs, signal, from, canPause, parent, onEvent } = task
    const runId = from?.record.runId ?? nodeCrypto().randomUUID()
    const partsWith = (givens: Givens): RunParts =>
      this.#runs.parts(runId, { ...within, givens, canPause, inside: parent, onEvent })
    if (from === undefined) {
      const given = { signal, ...(inputs === undefined ? {} : { inputs }) }
      return within.turns.take(depth, signal, async () => {
        const host = withinTime(within.givens.host, task.maxDurationMs())
        const run = new Run(partsWith({ ...within.givens, host }))
        const { outcome } = this.#execute(run, code, given)
        return { outcome: await outcome, record: run.pauseRecord }
      })
    }
    const parts = partsWith(within.givens)
    const { record, decided } = from
    const run = this.#runs.from(parts, record, decided, undefined)
    run.log.push({ type: 'start', runId, code: record.code, resumed: record.kept, parent })
    const resume = (): Promise<Outcome> =>
      this.#executions.launch(runId, parts.log, signal, (stopSignal) =>
        this.#outcomeOf(
          () => run,
          () => ({ code: record.code, inputs: [] }),
          () => this.#runner.resumeInside(record, decided, run, stopSignal),
        ),
      ).outcome
    return { outcome: await within.turns.take(depth, signal, resume), record: run.pauseRecord }
  }

  /** Never rejects. `isLast` is whether the run ends with an outcome, rather than being continued elsewhere. */
  async #outcomeOf(
    runOf: () => Run,
    programOf: () => Program,
    drive: () => Promise<RunResult>,
    isLast: (outcome: Outcome) => boolean = () => true,
  ): Promise<Outcome> {
    let outcome: Outcome
    try {
      this.#runtime.assertOpen()
      const driven = await drive()
      outcome =
        driven.status === 'ok'
          ? okOutcome(driven.value, runOf())
          : { ...driven, ...outcomeCommonOf(runOf()) }
    } catch (thrown) {
      const declared = { ...this.#options, ...this.#runtime.declared() }
      outcome = failedOutcome(thrown, runOf(), programOf(), declared)
    }
    const { runId, ledger, isNested, givens, stdout } = runOf()
    if (isNested) {
      if ('error' in outcome) ledger.whole.failedWith(outcome.error)
      return outcome
    }
    if (!isLast(outcome)) return outcome
    const { folder, tenant } = givens
    const output = { folder, stdout }
    const ended = this.#kept.ledgers.end({ runId, tenant }, ledger.whole, outcome, output)
    if (ended !== undefined) await ended
    return outcome
  }
}
