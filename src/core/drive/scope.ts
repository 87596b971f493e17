import { runController } from './run-signal.js'
import type { ToolGate } from '../contract/host-call.js'
import { nodeCrypto } from '../node.js'
import type { FileSystem } from '../contract/file-system.js'
import type { Host } from './host.js'
import type { NestedResult, NestedRun, RunScope } from '../contract/host-call.js'

/** The run as its host calls see it. Nothing is made before a call asks for it. */
export class Scope implements RunScope {
  readonly #host: Host
  #runId: string | undefined
  #over: AbortController | undefined

  constructor(host: Host) {
    this.#host = host
  }

  get runId(): string {
    this.#runId ??= nodeCrypto().randomUUID()
    return this.#runId
  }

  get signal(): AbortSignal {
    this.#over ??= runController()
    return this.#over.signal
  }

  get functions(): Host['functions'] {
    return this.#host.functions
  }

  get files(): FileSystem | undefined {
    return this.#host.files
  }

  nested(run: NestedRun): Promise<NestedResult> {
    return this.#host.nest(this.#host, run)
  }

  get gate(): ToolGate | undefined {
    return this.#host.supervisor
  }

  /** The run is over, and so are the waits of its host calls. */
  end(): void {
    this.#over?.abort()
  }
}
