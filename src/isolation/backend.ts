import type { Backend, Execution, Loading, Prepared, Runnable } from '../core/drive/backend.js'
import type { Cancellation } from '../core/drive/cancellation.js'
import { type Host, setupOf } from '../core/drive/host.js'
import { dumpedLimits } from '../core/engine/dumped-limits.js'
import type { SessionSource } from '../core/engine/opening.js'
import type { Source } from '../core/engine/source.js'
import { DEFAULT_LIMITS } from '../core/limits.js'
import { type Checked, leavingSyntax } from '../core/type-check/check.js'
import { compileIn } from './compile.js'
import { RemoteExecution } from './remote-execution.js'
import { workersOf, type MontyPool } from './pool.js'
import { checkTypesIn } from './type-check.js'
import type { WorkerPool } from './worker-pool.js'

/** Runs Python in worker processes. No source is compiled or checked in this process. */
export class WorkerBackend implements Backend {
  readonly #pool: MontyPool

  constructor(pool: MontyPool) {
    this.#pool = pool
  }

  get #workers(): WorkerPool {
    return workersOf(this.#pool)
  }

  prepare(source: Source, signal: AbortSignal): Prepared | Promise<Prepared> {
    const prepared: Prepared = { source, open: (host) => this.#openRun(source, host, false) }
    return source.typeCheck ? this.#checked(prepared, signal) : prepared
  }

  async #checked(prepared: Prepared, signal: AbortSignal): Promise<Prepared> {
    // Syntax errors are left to the compiler, whose messages are better, when the program runs.
    await leavingSyntax(() => this.check(prepared.source, { signal, timeoutMs: undefined }))
    return prepared
  }

  async compile(source: Source): Promise<undefined> {
    await compileIn(this.#pool, source)
  }

  open({ source }: Runnable, host: Host, isStepped: boolean): Execution {
    return this.#openRun(source, host, isStepped)
  }

  #openRun(source: Source, host: Host, isStepped: boolean): Execution {
    const { scriptName } = source
    const { limits } = host
    return new RemoteExecution(
      this.#workers,
      { kind: 'program', source, setup: setupOf(host, isStepped) },
      { scriptName, limits, isSession: false, dumpsEveryPause: isStepped },
    )
  }

  session(source: SessionSource, host: Host): Execution {
    const { scriptName } = source
    const { limits } = host
    return new RemoteExecution(
      this.#workers,
      { kind: 'session', source, setup: setupOf(host) },
      { scriptName, limits, isSession: true, dumpsEveryPause: true },
    )
  }

  load(bytes: Uint8Array, loading: Loading): Execution {
    const limits = { ...DEFAULT_LIMITS, ...dumpedLimits(bytes) }
    const { scriptName, isSession, isKept } = loading
    const dumpsEveryPause = isKept || isSession
    const options = { scriptName, isSession, dumpsEveryPause, limits }
    return new RemoteExecution(this.#workers, { kind: 'dump', bytes }, options)
  }

  check(checked: Checked, cancellation?: Cancellation): Promise<void> {
    return checkTypesIn(this.#pool, checked, cancellation)
  }

  owns(execution: Execution): boolean {
    return execution instanceof RemoteExecution && execution.isIn(this.#workers)
  }
}
