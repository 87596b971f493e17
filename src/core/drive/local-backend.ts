import { LocalExecution } from '../engine/local-execution.js'
import type { Message } from '../engine/message.js'
import type { SessionSource } from '../engine/opening.js'
import { Program } from '../engine/program.js'
import type { Source } from '../engine/source.js'
import { MontySnapshotError, MontyUsageError, type Usage } from '../errors.js'
import { type Checked, typeCheckAsync } from '../type-check/check.js'
import type { DecodeOptions } from '../wire/decode.js'
import type { Backend, Execution, Loading, Prepared, Runnable } from './backend.js'
import { LocalChannel } from './channel.js'
import { type Cancellation, UNCANCELLABLE, raceCancel } from './cancellation.js'
import { type Host, setupOf } from './host.js'
import { advance, type Stopped } from './sync-drive.js'

/** An execution of this process. */
class InProcessExecution implements Execution {
  /** The engine's execution, for synchronous callers. */
  readonly local: LocalExecution
  readonly #scriptName: string

  constructor(local: LocalExecution, scriptName: string) {
    this.local = local
    this.#scriptName = scriptName
  }

  get usage(): Usage {
    return this.local.usage
  }

  get isIdle(): boolean {
    return !this.local.isGone && this.local.isIdle
  }

  channel(decode: DecodeOptions, isShared: boolean): LocalChannel {
    return new LocalChannel(this.local, decode, isShared)
  }

  fork(): () => InProcessExecution {
    const bytes = this.dump()
    return () => new InProcessExecution(LocalExecution.load(bytes), this.#scriptName)
  }

  dump(): Buffer {
    return this.local.dump(this.#scriptName)
  }

  readonly hasState = true

  startKeeping(): boolean {
    return false
  }

  fetchState(): Promise<boolean> {
    return Promise.resolve(true)
  }

  stopKeeping(): void {}

  functionNames(): string[] {
    return this.local.functionNames()
  }

  endPaused(abort: Message, host: Host): Stopped {
    return advance(this.local, abort, host)
  }

  endFeed(abort: Message, host: Host): boolean {
    return this.local.endFeed(abort, host.decode)
  }

  retain(): void {
    this.local.held()
  }

  dispose(): void {
    this.local.dispose()
  }
}

/**
 * The local execution, for callers that hold the thread while Python runs. `instead` is the method to use
 * otherwise.
 */
export function localOnly(execution: Execution, instead: string): LocalExecution {
  if (execution instanceof InProcessExecution) return execution.local
  throw new MontyUsageError(
    `Python runs in a worker process, for which this thread cannot wait: use ${instead}`,
    'MONTY_ASYNC_ONLY',
  )
}

/** Sets those limits of an execution that are enforced on this side. */
function limited(execution: LocalExecution, { limits }: Host): LocalExecution {
  execution.maxBytes = limits.maxMemoryBytes
  execution.turn.maxDurationMs = limits.maxDurationMs
  return execution
}

/** A run of a compiled program in this process, without a backend around it. */
export function openLocally(program: Program, host: Host, isStepped: boolean): LocalExecution {
  const execution = LocalExecution.program(program, setupOf(host, isStepped))
  return limited(execution, host)
}

/** Longer sources are compiled on another thread. */
const LONG = 8_192

/** Runs Python in this process. */
class LocalBackend implements Backend {
  /** Compiles before checking types: compiling is fast, and has the better messages for syntax errors. */
  prepare(source: Source): Prepared | Promise<Prepared> {
    if (source.code.length > LONG) return this.#prepareElsewhere(source)
    const program = Program.compile(source)
    return source.typeCheck ? this.#checked(source, program) : this.#prepared(source, program)
  }

  async #prepareElsewhere(source: Source): Promise<Prepared> {
    const program = await Program.compileAsync(source)
    return source.typeCheck ? this.#checked(source, program) : this.#prepared(source, program)
  }

  async #checked(source: Source, program: Program): Promise<Prepared> {
    await typeCheckAsync(source)
    return this.#prepared(source, program)
  }

  #prepared(source: Source, program: Program): Prepared {
    const runnable: Runnable = { source, compiled: () => program }
    return { source, open: (host) => this.open(runnable, host, false) }
  }

  compile(source: Source): Promise<Program> {
    return Program.compileAsync(source)
  }

  open(program: Runnable, host: Host, isStepped: boolean): Execution {
    const execution = openLocally(program.compiled(), host, isStepped)
    return new InProcessExecution(execution, program.source.scriptName)
  }

  session(source: SessionSource, host: Host): Execution {
    const local = limited(LocalExecution.session(source, setupOf(host)), host)
    return new InProcessExecution(local, source.scriptName)
  }

  load(state: Uint8Array, { scriptName }: Loading): Execution {
    try {
      return new InProcessExecution(LocalExecution.load(state), scriptName)
    } catch (error) {
      throw new MontySnapshotError('format', (error as Error).message, error)
    }
  }

  check(checked: Checked, cancellation: Cancellation = UNCANCELLABLE): Promise<void> {
    return raceCancel(typeCheckAsync(checked), cancellation)
  }

  owns(execution: Execution): boolean {
    return execution instanceof InProcessExecution
  }
}

export const localBackend: Backend = new LocalBackend()
