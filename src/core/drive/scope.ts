import { runController } from './run-signal.js'
import type { ToolGate } from '../contract/host-call.js'
import type { Account } from '../engine/account.js'
import { MontyError } from '../errors.js'
import { nodeCrypto } from '../node.js'
import type { FileSystem } from '../contract/file-system.js'
import type { Host } from './host.js'
import type { NestedResult, NestedRun, RunScope } from '../contract/host-call.js'

/**
 * Maximum duration of Python inside a call: half of the remaining time, so that the run can go on after an
 * endless nested one.
 */
export const nestedMs = ({ leftMs }: Pick<RunScope, 'leftMs'>): number => leftMs / 2

/** The run as its host calls see it. Everything is created at its first use. */
export class Scope implements RunScope {
  readonly #host: Host
  readonly #account: Account
  readonly #usedMs: () => number
  #runId: string | undefined
  #over: AbortController | undefined

  /** `usedMs` returns the run's duration so far, without the time on its account. */
  constructor(host: Host, account: Account, usedMs: () => number) {
    this.#host = host
    this.#account = account
    this.#usedMs = usedMs
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
    const maxDurationMs = (): number => nestedMs(this)
    return this.#counted(this.#host.nest(this.#host, { ...run, maxDurationMs }))
  }

  async #counted(running: Promise<NestedResult>): Promise<NestedResult> {
    try {
      const result = await running
      this.spend(result.usage.durationMs)
      return result
    } catch (error) {
      if (error instanceof MontyError) this.spend(error.usage?.durationMs ?? 0)
      throw error
    }
  }

  spend(ms: number): void {
    this.#account.spend(ms)
  }

  get leftMs(): number {
    const used = this.#usedMs() + this.#account.spentMs
    return Math.max(0, this.#host.limits.maxDurationMs - used)
  }

  get gate(): ToolGate | undefined {
    return this.#host.supervisor
  }

  /** Aborts the run's signal, and with it the waits of its host calls. */
  end(): void {
    this.#over?.abort()
  }
}
