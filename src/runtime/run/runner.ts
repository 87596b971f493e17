import { driveSupervised } from '../../core/drive/async-drive.js'
import type { Channel } from '../../core/drive/channel.js'
import { takesJson } from '../../core/drive/host.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import { type Cancellation } from '../../core/drive/cancellation.js'
import { MontyAbortError, MontyUsageError } from '../../core/errors.js'
import { RetainedObjects } from '../../core/contract/host-object.js'
import { feedMessage, startMessage } from '../../core/engine/inputs.js'
import { checkCode, resolveSource } from '../../monty/source.js'
import type { Source } from '../../core/engine/source.js'
import type { ModuleSet } from '../../host/modules.js'
import { type Decided, decidedIn, pendingOf } from '../paused/decisions.js'
import {
  type Program,
  approvedProgram,
  decisionAbout,
  notApproved,
  programRecord,
  withProgram,
} from '../paused/program.js'
import { checkFiles, restoreAll } from '../paused/kept-givens.js'
import type { CompleteRuntime } from '../resolve-options.js'
import type { Decision } from '../../host/outcome.js'
import { type PauseMetadata, Pause, type Paused, type End } from './pause.js'
import { Programs } from './programs.js'
import type { PauseRecord } from '../paused/record.js'
import { resumptionOf } from './resumption.js'
import type { Run } from './run.js'
import type { Backend, Execution } from '../../core/drive/backend.js'
import { eventAtPause } from './suspension.js'
import { type Checkout, SharedSession } from './shared-session.js'
import { dumpShared, loadShared } from './shared-state.js'
import type { DumpOptions, LoadOptions } from '../../monty/snapshot/envelope.js'
import { alreadyUsed, Snapshots, type ClaimedPause } from '../paused/snapshots.js'
import { Tokens } from './tokens.js'
import { monotonicNow } from '../../core/timers.js'

/** Result of a run that did not fail. */
export type RunResult = { readonly status: 'ok'; readonly value: unknown } | Paused

/** A program to run. */
export interface Task {
  readonly code: string
  readonly inputs: Record<string, unknown> | undefined
  readonly signal: AbortSignal
  /** Whether the program needs an approval first. */
  readonly isAsked: boolean
}

/** The name of every program in tracebacks. */
const SCRIPT_NAME = 'main.py'

/** Runs Python for a runtime, pauses it and resumes it. */
export class Runner {
  readonly snapshots: Snapshots
  readonly tokens: Tokens
  readonly #options: CompleteRuntime
  readonly #backend: Backend
  #programs: Programs
  readonly #shared: SharedSession | undefined

  constructor(options: CompleteRuntime, declared: string) {
    this.#options = options
    this.#backend = options.backend
    const { programs, source } = this.#declarations(declared, options.modules)
    this.#programs = programs
    this.snapshots = new Snapshots(options.snapshots)
    if (options.isShared) {
      this.#shared = new SharedSession(this.#backend, source)
    }
    this.tokens = new Tokens(this.snapshots, this.#shared)
  }

  /** Replaces the declarations that programs are checked against. */
  declare(declared: string, modules: ModuleSet): void {
    const { programs, source } = this.#declarations(declared, modules)
    this.#programs = programs
    this.#shared?.declare(source)
  }

  #declarations(declared: string, modules: ModuleSet): { programs: Programs; source: Source } {
    const { typeCheck, language, lastAssignment, host } = this.#options
    const stubs = typeCheck ? declared : ''
    const { maxCodeBytes } = host.limits
    const limits = { maxCodeBytes }
    // Validate the declarations now: later, their errors would appear as each program's.
    const source = resolveSource('', { language, typeCheck, typeStubs: stubs, modules, limits })
    const options = { stubs, typeCheck, lastAssignment, language, modules, maxCodeBytes }
    return { programs: new Programs(this.#backend, options), source }
  }

  /** Runs a program to its end, or to a pause. */
  run(run: Run, task: Task): Promise<RunResult> {
    if (task.isAsked) return this.#ask(run, task)
    const shared = run.isNested ? undefined : this.#shared
    return shared === undefined ? this.#runFresh(run, task) : this.#runShared(shared, run, task)
  }

  /**
   * Checks a program that runs after an approval. With a shared state, types are checked when the program runs, against
   * the state at that time.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  async #check(run: Run, { code, inputs }: Program, signal: AbortSignal): Promise<void> {
    const { isShared, language } = this.#options
    const { maxCodeBytes } = run.givens.host.limits
    const names = Object.keys(inputs ?? {})
    const source = isShared
      ? resolveSource(code, { inputs: names, language, limits: { maxCodeBytes } })
      : (await this.#programs.prepare(code, names, this.#cancellationOf(signal), maxCodeBytes))
          .source
    // A program prepared for a worker is compiled only when it runs.
    await this.#backend.compile(source)
  }

  /** Pauses for the approval of a program, which is checked first: an invalid one is rejected without a decision. */
  async #ask(run: Run, { code, inputs, signal }: Task): Promise<RunResult> {
    await this.#check(run, { code, inputs }, signal)
    const { snapshots } = this
    const about = { scope: snapshots.scope, expiresAt: snapshots.expiry() }
    const record = programRecord(run, { code, inputs }, about)
    const pending = await pendingOf(record, withProgram(this.#options.tools))
    return {
      status: 'paused',
      pending,
      token: await snapshots.put(snapshots.newId(run.runId), record),
    }
  }

  /** Continues after the decision about a program. */
  async #runDecided(
    taken: ClaimedPause,
    decided: Decided,
    run: Run,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { record } = taken
    const decision = decisionAbout(record, decided)
    if (decision === undefined) {
      const pending = await pendingOf(record, withProgram(this.#options.tools))
      return { status: 'paused', pending, token: await taken.replace(record) }
    }
    if (decision.action !== 'approve') {
      await consumed(taken)
      run.recorder?.skip()
      if (decision.action === 'answer') return { status: 'ok', value: decision.value }
      throw notApproved(decision)
    }
    const program = approvedProgram(record, decision)
    try {
      await this.#check(run, program, signal)
    } catch (error) {
      // Keep the token, so that the program can be changed again.
      await taken.release()
      throw error
    }
    await consumed(taken)
    run.recorder?.begin(program.code, program.inputs, run.givens.host.limits)
    return this.run(run, { ...program, signal, isAsked: false })
  }

  async #runFresh(run: Run, { code, inputs, signal }: Task): Promise<RunResult> {
    const cancellation = this.#cancellationOf(signal)
    const { maxCodeBytes } = run.givens.host.limits
    const preparing = this.#programs.prepare(
      code,
      Object.keys(inputs ?? {}),
      cancellation,
      maxCodeBytes,
    )
    const prepared = preparing instanceof Promise ? await preparing : preparing
    const message = startMessage(prepared.source.inputs, inputs)
    const host = this.#hostOf(run)
    const execution = prepared.open(host)
    const pause = this.#pauseOf(run, execution, { code, isSession: false, earlier: null })
    const end = await pause.watch(() =>
      driveSupervised(channelOf(run, execution, host), message, host, cancellation),
    )
    return end.kind === 'complete' ? { status: 'ok', value: end.value } : pause.keep(end)
  }

  #runShared(shared: SharedSession, run: Run, { code, inputs, signal }: Task): Promise<RunResult> {
    return shared.enter(signal, () => {
      const host = this.#hostOf(run)
      const flags = { assigning: this.#options.lastAssignment, json: takesJson(host.decode) }
      const message = feedMessage(checkCode(code), inputs, flags)
      const types = { code, inputs: Object.keys(inputs ?? {}), modules: [] }
      const cancellation = this.#cancellationOf(signal)
      return shared.feed(host, types, cancellation, async (execution) => {
        const earlier = shared.earlierWith(types)
        const pause = this.#pauseOf(run, execution, { code, isSession: true, earlier })
        const end = await pause.watch(() =>
          driveSupervised(execution.channel(host.decode, true), message, host, cancellation),
        )
        if (end.kind === 'complete') return { status: 'ok', value: end.value }
        const kept = await pause.keep(end)
        // Check out only now: if the run could not be stored, the state stays here.
        shared.checkOut(checkoutOf(run, kept, pause))
        return kept
      })
    })
  }

  /** Abort signal and deadline of a run that begins now; the deadline covers type check and execution. */
  #cancellationOf(signal: AbortSignal): Cancellation {
    return { signal, timeoutMs: this.#options.timeoutMs, since: monotonicNow() }
  }

  /** Resumes a paused run. `begin` creates the run once the decisions are validated. */
  async resume(
    taken: ClaimedPause,
    decisions: readonly Decision[],
    begin: (decided: Decided) => Run,
    signal: AbortSignal,
  ): Promise<RunResult> {
    let decided: Decided
    let run: Run
    try {
      // An aborted run that did not begin changes nothing.
      if (signal.aborted) throw new MontyAbortError(signal.reason)
      const { tools } = this.#options
      const isProgram = taken.record.program !== undefined
      decided = await decidedIn(decisions, taken.record, isProgram ? withProgram(tools) : tools)
      run = begin(decided)
      checkFiles(run.givens, this.#options, taken.record)
    } catch (error) {
      await taken.release()
      throw error
    }
    return this.#continue(taken, decided, run, signal)
  }

  /** Continues a run, or acts on the decision about its program. */
  #continue(
    taken: ClaimedPause,
    decided: Decided,
    run: Run,
    signal: AbortSignal,
  ): Promise<RunResult> {
    return taken.record.program === undefined
      ? this.#resumeRun(taken, decided, run, signal)
      : this.#runDecided(taken, decided, run, signal)
  }

  /** Resumes a nested run. */
  resumeInside(
    record: PauseRecord,
    decided: Decided,
    run: Run,
    signal: AbortSignal,
  ): Promise<RunResult> {
    return this.#resumeRun(takenInside(record), decided, run, signal)
  }

  /** Resumes a leg of a durable run. */
  resumeLeg(
    taken: ClaimedPause,
    decided: Decided,
    run: Run,
    signal: AbortSignal,
  ): Promise<RunResult> {
    checkFiles(run.givens, this.#options, taken.record)
    return this.#continue(taken, decided, run, signal)
  }

  async #resumeRun(
    taken: ClaimedPause,
    decided: Decided,
    run: Run,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const { record, journal } = taken
    const resumption = resumptionOf(record, decided, run, journal)
    const isShared = record.isSession
    const drive = async (): Promise<RunResult> => {
      const cancellation = this.#cancellationOf(signal)
      const host = this.#hostOf(run)
      const execution = this.#load(record.state, isShared)
      restoreAll(run.givens, this.#options, record)
      const { code, earlier } = record
      const pause = this.#pauseOf(run, execution, { code, isSession: isShared, earlier })
      try {
        const event = { ...(await eventAtPause(execution, host)), printed: [] }
        const channel = channelOf(run, execution, host, isShared)
        const go = (): Promise<End> =>
          driveSupervised(channel, event, host, cancellation, resumption)
        const end = await (run.leg === undefined ? go() : pause.watch(go))
        return await this.#endResumed(taken, run, execution, end, pause)
      } catch (error) {
        // If this fails as well, the lease expires.
        await taken.consume().catch(() => {})
        if (isShared) this.#shared?.returnFailed(run.runId, error, execution, earlier)
        throw error
      }
    }
    const shared = isShared ? this.#shared : undefined
    return shared === undefined ? drive() : inTurn(shared, taken, drive, signal)
  }

  async #endResumed(
    taken: ClaimedPause,
    run: Run,
    execution: Execution,
    end: End,
    pause: Pause,
  ): Promise<RunResult> {
    if (end.kind === 'held') {
      const again = await pause.keep(end, taken)
      this.#shared?.renew(checkoutOf(run, again, pause))
      return again
    }
    await taken.consume()
    if (taken.record.isSession) this.#shared?.checkIn(execution, taken.record.earlier)
    return { status: 'ok', value: end.value }
  }

  #load(state: Uint8Array, isSession: boolean): Execution {
    return this.#backend.load(state, { scriptName: SCRIPT_NAME, isSession, isKept: false })
  }

  #hostOf(run: Run): ResolvedHost {
    const { host } = run.givens
    const { print, flush } = run
    // A shared state outlives the run from which an object came.
    const isShared = this.#shared !== undefined && !run.isNested
    const kept = isShared ? host.kept : new RetainedObjects()
    const own = [run.artifacts, run.givens.folder?.files].filter((one) => one !== undefined)
    const os = own.length === 0 ? host.os : [...own, ...host.os]
    const whole: ResolvedHost = { ...host, os, kept, print, flush, supervisor: run }
    const lasting = run.leg === undefined ? whole : run.leg.hostOf(whole)
    return run.recorder === undefined ? lasting : run.recorder.hostOf(lasting)
  }

  /**
   * Serializes the shared state, after earlier executions have ended.
   *
   * @throws MontyUsageError when the runtime has none
   */
  dump(options: DumpOptions): Promise<Buffer> {
    const { host, snapshots } = this.#options
    const shared = this.#sharedOnly('dump')
    return shared.enter(undefined, async () => dumpShared(shared, host, options, snapshots))
  }

  /** Replaces the shared state by a dumped one. */
  load(bytes: Uint8Array, options: LoadOptions): Promise<void> {
    const { host, snapshots } = this.#options
    const shared = this.#sharedOnly('load')
    return shared.enter(undefined, async () => loadShared(shared, host, bytes, options, snapshots))
  }

  #sharedOnly(method: string): SharedSession {
    if (this.#shared !== undefined) return this.#shared
    throw new MontyUsageError(`${method}() is for runtimes with state: 'shared'`)
  }

  #pauseOf(run: Run, execution: Execution, about: PauseMetadata): Pause {
    return new Pause(this.snapshots, run, execution, this.#options.host, about)
  }

  close(): void {
    this.#shared?.close()
  }
}

/** @throws MontySnapshotError when another process has claimed the pause */
async function consumed(taken: ClaimedPause): Promise<void> {
  if (!(await taken.consume())) throw alreadyUsed()
}

/** The channel to a run's execution, recorded if the run has a recorder. */
function channelOf(run: Run, execution: Execution, host: ResolvedHost, isSession = false): Channel {
  const channel = execution.channel(host.decode, isSession)
  return run.recorder === undefined ? channel : run.recorder.tap(channel)
}

/** Resumes a run when its turn has come. If aborted before, the token stays valid. */
async function inTurn(
  shared: SharedSession,
  taken: ClaimedPause,
  drive: () => Promise<RunResult>,
  signal: AbortSignal,
): Promise<RunResult> {
  let hasBegun = false
  try {
    return await shared.enter(signal, () => {
      hasBegun = true
      return drive()
    })
  } catch (error) {
    if (!hasBegun) await taken.release()
    throw error
  }
}

function checkoutOf({ runId }: Run, { token }: Paused, { expiresAt }: Pause): Checkout {
  return { runId, token, expiresAt }
}

/** The claim of a nested run, which only its parent run can resume. */
function takenInside(record: PauseRecord): ClaimedPause {
  return {
    record,
    journal: undefined,
    consume: () => Promise.resolve(true),
    release: () => Promise.resolve(),
    replace: () => Promise.resolve(''),
  }
}
