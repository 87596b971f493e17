import type { FileSystem } from '../contract/file-system.js'
import type { NestedResult, NestedRun, RunScope, ToolGate } from '../contract/host-call.js'
import { onAbort } from './abort-signal.js'
import { runController } from './run-signal.js'

/** The scope of one call: Python may abandon the call before the run ends. */
export class CallScope implements RunScope {
  readonly #run: RunScope
  #over: AbortController | undefined
  #ignoreRun: (() => void) | undefined
  #isAbandoned = false

  constructor(run: RunScope) {
    this.#run = run
  }

  get signal(): AbortSignal {
    if (this.#over === undefined) {
      this.#over = runController()
      const { signal } = this.#run
      if (signal.aborted) this.#over.abort(signal.reason)
      else this.#ignoreRun = onAbort(signal, () => this.#over?.abort(signal.reason))
      if (this.#isAbandoned) this.abandon()
    }
    return this.#over.signal
  }

  /** Aborts the call's signal, as Python no longer waits for the call. */
  abandon(): void {
    this.#isAbandoned = true
    this.#over?.abort(new DOMException('Python no longer waits for the call', 'AbortError'))
    this.end()
  }

  /** Detaches the call from the run's signal, as the call has ended. */
  end(): void {
    this.#ignoreRun?.()
    this.#ignoreRun = undefined
  }

  get runId(): string {
    return this.#run.runId
  }

  get functions(): RunScope['functions'] {
    return this.#run.functions
  }

  get files(): FileSystem | undefined {
    return this.#run.files
  }

  nested(run: NestedRun): Promise<NestedResult> {
    return this.#run.nested(run)
  }

  spend(ms: number): void {
    this.#run.spend(ms)
  }

  get leftMs(): number {
    return this.#run.leftMs
  }

  get gate(): ToolGate | undefined {
    return this.#run.gate
  }
}
