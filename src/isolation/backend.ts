import type { Backend, Execution, Loading, Prepared, Runnable } from '../core/drive/backend.js'
import type { Ending } from '../core/drive/ending.js'
import { type Host, setupOf } from '../core/drive/host.js'
import { dumpedLimits } from '../core/engine/dumped-limits.js'
import type { SessionSource } from '../core/engine/opening.js'
import type { Source } from '../core/engine/source.js'
import { DEFAULT_LIMITS } from '../core/limits.js'
import { type Checked, leavingSyntax } from '../core/type-check/check.js'
import { RemoteExecution } from './execution.js'
import { crewOf, type MontyPool } from './pool.js'
import { checkTypesIn } from './type-check.js'
import type { Crew } from './worker-pool.js'

/** Python in worker processes. No source is compiled or checked in this one. */
export class WorkerBackend implements Backend {
  readonly #pool: MontyPool

  constructor(pool: MontyPool) {
    this.#pool = pool
  }

  get #crew(): Crew {
    return crewOf(this.#pool)
  }

  prepare(source: Source, signal: AbortSignal): Prepared | Promise<Prepared> {
    const prepared: Prepared = { source, open: (host) => this.#openRun(source, host, false) }
    return source.typeCheck ? this.#checked(prepared, signal) : prepared
  }

  async #checked(prepared: Prepared, signal: AbortSignal): Promise<Prepared> {
    // What is wrong with the syntax, the compiler says better when the program runs.
    await leavingSyntax(() => this.check(prepared.source, { signal, timeoutMs: undefined }))
    return prepared
  }

  open({ source }: Runnable, host: Host, isStepped: boolean): Execution {
    return this.#openRun(source, host, isStepped)
  }

  #openRun(source: Source, host: Host, isKept: boolean): Execution {
    const { scriptName } = source
    const { limits } = host
    return new RemoteExecution(
      this.#crew,
      // What is kept may be a stepped run.
      { kind: 'program', source, setup: setupOf(host, isKept) },
      { scriptName, limits, isSession: false, isKept },
    )
  }

  session(source: SessionSource, host: Host): Execution {
    const { scriptName } = source
    const { limits } = host
    return new RemoteExecution(
      this.#crew,
      { kind: 'session', source, setup: setupOf(host) },
      { scriptName, limits, isSession: true, isKept: true },
    )
  }

  load(bytes: Uint8Array, loading: Loading): Execution {
    const limits = { ...DEFAULT_LIMITS, ...dumpedLimits(bytes) }
    const keeping = { ...loading, isKept: loading.isKept || loading.isSession, limits }
    return new RemoteExecution(this.#crew, { kind: 'dump', bytes }, keeping)
  }

  check(checked: Checked, ending?: Ending): Promise<void> {
    return checkTypesIn(this.#pool, checked, ending)
  }

  owns(execution: Execution): boolean {
    return execution instanceof RemoteExecution && execution.isIn(this.#crew)
  }
}
