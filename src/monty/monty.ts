import type { NestedResult, NestedRun } from '../core/contract/host-call.js'
import { type Complete, driveAsync } from '../core/drive/async-drive.js'
import type { Backend, Execution, Runnable } from '../core/drive/backend.js'
import { resolveCancellation, type Cancellation } from '../core/drive/cancellation.js'
import type { Nest } from '../core/drive/host.js'
import { NestedTurns } from '../core/drive/nested-turns.js'
import { localBackend, localOnly, openLocally } from '../core/drive/local-backend.js'
import { step, stepAsync } from '../core/drive/stepping.js'
import { driveSync } from '../core/drive/sync-drive.js'
import { startMessage } from '../core/engine/inputs.js'
import { Program } from '../core/engine/program.js'
import type { Source } from '../core/engine/source.js'
import { MontyUsageError } from '../core/errors.js'
import { checkNames } from '../core/option-checks.js'
import { typeCheck } from '../core/type-check/check.js'
import { type ResolvedHost, resolveHost, KNOWN } from './host/resolve.js'
import { backendOf, type Isolation } from './isolation.js'
import type {
  MontyCreateOptions,
  MontyOptions,
  RunAsyncOptions,
  RunOptions,
  StartAsyncOptions,
  StartOptions,
} from './options.js'
import { type MontyProgress, progressOf } from './paused/index.js'
import { readProgram, writeProgram } from './program-file.js'
import { checkStubs, resolveSource } from './source.js'

/** Runs a program with a resolved host. */
let completeRun: (monty: Monty, host: ResolvedHost, options: RunAsyncOptions) => Promise<Complete>

/**
 * A compiled Python program, run as often as you like; each run starts afresh.
 *
 * @example
 * ```ts
 * const monty = new Monty('x * factor()', { inputs: ['x'] })
 * monty.run({ inputs: { x: 21 }, externalFunctions: { factor: () => 2 } }) // 42
 * ```
 */
export class Monty {
  static {
    completeRun = (monty, host, options) => monty.#complete(host, options)
  }

  readonly #source: Source
  readonly #runnable: Runnable
  #program: Program | undefined
  /** Whether type checking is still due. */
  #isUnchecked: boolean

  /**
   * Compiles `code`.
   *
   * @throws MontySyntaxError when it is not Python, or not the Python that is supported
   * @throws MontyTypingError with `typeCheck: true`, when the type checker has findings
   */
  constructor(code: string, options?: MontyOptions)
  constructor(code: string, options?: MontyOptions, compiled?: Compiled) {
    this.#source = compiled?.source ?? resolveSource(code, options)
    this.#program = compiled?.program
    this.#isUnchecked = compiled?.isUnchecked ?? this.#source.typeCheck
    this.#runnable = { source: this.#source, compiled: () => this.#compiled() }
    if (compiled === undefined) this.#compiled()
  }

  /**
   * Compiles, and with `typeCheck: true` checks, on another thread, or in a worker process.
   *
   * @example
   * ```ts
   * const monty = await Monty.create('1 + 1', { isolation: 'process' })
   * await runMontyAsync(monty, { isolation: 'process' }) // 2
   * ```
   * @throws MontySyntaxError, MontyTypingError
   */
  static async create(code: string, options?: MontyCreateOptions): Promise<Monty> {
    const { isolation, rest } = withoutIsolation(options)
    const source = resolveSource(code, rest)
    const backend = backendOf(isolation)
    if (source.typeCheck) await backend.check(source)
    const program = await backend.compile(source)
    return new WithProgram(code, undefined, { source, program, isUnchecked: false })
  }

  /** The source code of the program. */
  get code(): string {
    return this.#source.code
  }

  /** The program's name in tracebacks. */
  get scriptName(): string {
    return this.#source.scriptName
  }

  /** The names of the values that each run is given. */
  get inputs(): readonly string[] {
    return this.#source.inputs
  }

  /**
   * Runs to the end and returns the value of the last expression. The call blocks the thread, so
   * host functions must be synchronous.
   *
   * @throws MontyRuntimeError when Python ends with an exception, MontyLimitError at a limit
   */
  run(options?: RunOptions): unknown {
    const host = resolveHost(options, KNOWN.run, 'run', runNested)
    const message = startMessage(this.inputs, options?.inputs)
    const execution = openLocally(this.#compiled(), host, false)
    try {
      return driveSync(execution, message, host).value
    } finally {
      execution.dispose()
    }
  }

  /**
   * Runs to the end without blocking the event loop. The same as `runMontyAsync(monty, options)`.
   */
  async runAsync(options?: RunAsyncOptions): Promise<unknown> {
    const host = resolveHost(options, KNOWN.runAsync, 'runAsync', runNested)
    return (await this.#complete(host, options)).value
  }

  async #complete(host: ResolvedHost, options: RunAsyncOptions | undefined): Promise<Complete> {
    const cancellation = resolveCancellation(options)
    const backend = backendOf(options?.isolation)
    if (this.#isUnchecked) await this.#check(backend, cancellation)
    const message = startMessage(this.inputs, options?.inputs)
    const channel = this.#open(backend, host, false).channel(host.decode, false)
    return driveAsync(channel, message, host, cancellation)
  }

  /**
   * Runs to the first pause: a host call, an operating system call that the options do not answer,
   * an unknown name, or a wait for futures. Blocks the thread.
   */
  start(options: StartOptions = {}): MontyProgress {
    const host = resolveHost(options, KNOWN.start, 'start')
    const message = startMessage(this.inputs, options?.inputs)
    const execution = this.#open(localBackend, host, true)
    const context = { execution, host, scriptName: this.scriptName }
    try {
      return progressOf(context, step(localOnly(execution, 'startAsync'), message, context))
    } catch (error) {
      execution.dispose()
      throw error
    }
  }

  /** {@link Monty.start} without blocking the event loop. */
  async startAsync(options: StartAsyncOptions = {}): Promise<MontyProgress> {
    const host = resolveHost(options, KNOWN.startAsync, 'startAsync')
    const cancellation = resolveCancellation(options)
    const backend = backendOf(options?.isolation)
    if (this.#isUnchecked) await this.#check(backend, cancellation)
    const message = startMessage(this.inputs, options?.inputs)
    const execution = this.#open(backend, host, true)
    const channel = execution.channel(host.decode, true)
    const context = { execution, host, scriptName: this.scriptName }
    return progressOf(context, await stepAsync(channel, message, context, cancellation))
  }

  /**
   * Checks the types.
   *
   * @param stubs declarations to check against; default: the program's own `typeStubs`
   * @throws MontyTypingError when there are findings
   */
  typeCheck(stubs?: string): void {
    typeCheck({ ...this.#source, stubs: checkStubs(stubs) ?? this.#source.stubs })
  }

  /** {@link Monty.typeCheck} on another thread, or in a worker process. */
  async typeCheckAsync(stubs?: string, options?: { isolation?: Isolation }): Promise<void> {
    if (options !== undefined) checkNames(options, new Set(['isolation']), 'typeCheckAsync')
    const checked = { ...this.#source, stubs: checkStubs(stubs) ?? this.#source.stubs }
    await backendOf(options?.isolation).check(checked)
  }

  /** Serializes the source and its options. The bytes hold no state, so they need no signature. */
  dump(): Buffer {
    return writeProgram(this.#source)
  }

  /**
   * Loads a program that {@link Monty.dump} wrote and compiles it: immediately, or with a worker's
   * `isolation` in the worker that runs it.
   *
   * @throws MontySnapshotError when the bytes are not a program
   */
  static load(bytes: Uint8Array, options?: { isolation?: Isolation }): Monty {
    if (options !== undefined) checkNames(options, new Set(['isolation']), 'load')
    const source = readProgram(bytes)
    const isHere = backendOf(options?.isolation) === localBackend
    const program = isHere ? Program.compile(source) : undefined
    return new WithProgram(source.code, undefined, { source, program, isUnchecked: false })
  }

  /** A line that describes the program. */
  repr(): string {
    const inputs = this.inputs.length === 0 ? '' : `, inputs=[${this.inputs.join(', ')}]`
    return `Monty(<${this.code.length} characters of code>, scriptName='${this.scriptName}'${inputs})`
  }

  #open(backend: Backend, host: ResolvedHost, isStepped: boolean): Execution {
    return backend.open(this.#runnable, host, isStepped)
  }

  #compiled(): Program {
    if (this.#isUnchecked) {
      typeCheck(this.#source)
      this.#isUnchecked = false
    }
    return (this.#program ??= Program.compile(this.#source))
  }

  async #check(backend: Backend, cancellation: Cancellation): Promise<void> {
    await backend.check(this.#source, cancellation)
    this.#isUnchecked = false
  }
}

/** Maximum nesting depth of runs inside tools. */
export const MAX_NESTING = 8

/**
 * Runs Python inside a call of a run, with the options of that run, fresh limits, and the same
 * backend. The program is compiled by that backend, so not in this process when it runs in a
 * worker.
 */
export const runNested: Nest = (host, run) => {
  const outer = host as ResolvedHost
  if (outer.depth >= MAX_NESTING) {
    throw new MontyUsageError(`${run.caller}: Python inside tools can be ${MAX_NESTING} deep`)
  }
  const turns = outer.turns ?? turnsOf(outer)
  return turns.take(outer.depth, run.signal, () => runInside(outer, turns, run))
}

const unlimited = (): number => Infinity

/** The same host with a time limit of at most `ms`. */
export function withinTime<H extends ResolvedHost>(host: H, ms: number): H {
  if (ms >= host.limits.maxDurationMs) return host
  return { ...host, limits: { ...host.limits, maxDurationMs: ms } }
}

/** Nested turns by the host of the outermost run. */
const turnsOfRuns = new WeakMap<ResolvedHost, NestedTurns>()

function turnsOf(host: ResolvedHost): NestedTurns {
  let turns = turnsOfRuns.get(host)
  if (turns === undefined) {
    turns = new NestedTurns()
    turnsOfRuns.set(host, turns)
  }
  return turns
}

async function runInside(
  { given, depth }: ResolvedHost,
  turns: NestedTurns,
  { code, inputs, signal, onPrint, onCall, maxDurationMs = unlimited }: NestedRun,
): Promise<NestedResult> {
  const { timeoutMs: _, ...kept } = given
  const { maxCodeBytes } = given.limits ?? {}
  const source = resolveSource(code, {
    inputs: Object.keys(inputs),
    ...(maxCodeBytes === undefined ? {} : { limits: { maxCodeBytes } }),
  })
  const options: RunAsyncOptions = {
    ...kept,
    inputs,
    signal,
    printCallback: (stream, text) => {
      onPrint(stream, text)
      given.printCallback?.(stream, text)
    },
    intercept: (call, next) => {
      const { intercept } = given
      return onCall(call, intercept === undefined ? next : () => intercept(call, next))
    },
  }
  const resolved = resolveHost(options, KNOWN.runAsync, 'runAsync', runNested)
  const own = withinTime(resolved, maxDurationMs())
  return completeRun(withoutProgram(source), { ...own, depth: depth + 1, turns }, options)
}

/**
 * A program that is neither compiled nor checked yet. With a worker process the worker does both,
 * and the run rejects with what it finds; only a run in this process compiles the program here.
 */
export function uncompiled(code: string, options?: MontyOptions): Monty {
  return withoutProgram(resolveSource(code, options))
}

/**
 * Separates `isolation` from the program's options. A value that is no object is passed on, to be
 * refused with the options.
 */
function withoutIsolation(options: MontyCreateOptions | undefined): {
  isolation: Isolation | undefined
  rest: MontyOptions | undefined
} {
  if (typeof options !== 'object' || options === null)
    return { isolation: undefined, rest: options }
  const { isolation, ...rest } = options
  return { isolation, rest }
}

function withoutProgram(source: Source): Monty {
  return new WithProgram(source.code, undefined, { source, isUnchecked: source.typeCheck })
}

interface Compiled {
  readonly source: Source
  readonly program?: Program | undefined
  readonly isUnchecked: boolean
}

/** The constructor with its internal argument. */
const WithProgram = Monty as new (code: string, options: undefined, compiled: Compiled) => Monty
