import type { CallRequest, RunScope } from '../../core/contract/host-call.js'
import { nestedMs } from '../../core/drive/scope.js'
import { resolveSubExecute, type HostContext, type ToolDescription } from '../../host/context.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import type { Decided } from '../paused/decisions.js'
import { idempotencyKeyOf } from '../paused/fingerprint.js'
import type { NestedEnd } from './nested-runs.js'
import type { CompleteRuntime } from '../resolve-options.js'
import type { PauseRecord } from '../paused/record.js'
import type { CallingRun } from './run-parts.js'

/** A nested run inside a call. */
export interface NestedTask {
  readonly code: string
  readonly inputs: Record<string, unknown> | undefined
  readonly signal: AbortSignal
  /** Time limit of the run, evaluated when its turn has come. */
  readonly maxDurationMs: () => number
  /** The enclosing call. */
  readonly parent: { readonly runId: string; readonly callId: number }
  readonly onEvent: (event: unknown) => void
  /** Whether the run can pause for a decision. */
  readonly canPause: boolean
  /** The pause to resume from, and the decisions since. */
  readonly from: { readonly record: PauseRecord; readonly decided: Decided } | undefined
}

/** Runs Python inside a call. */
export type SubExecute = (task: NestedTask) => Promise<NestedEnd>

/** The context of a tool's call. Each part is created on first use, as most tools use few. */
export class CallContext implements HostContext {
  readonly #run: CallingRun
  readonly #call: CallRequest
  readonly #scope: RunScope
  readonly #runtime: CompleteRuntime
  readonly #subExecute: SubExecute
  #files: FileSystem | undefined

  constructor(
    run: CallingRun,
    call: CallRequest,
    scope: RunScope,
    runtime: CompleteRuntime,
    subExecute: SubExecute,
  ) {
    this.#run = run
    this.#call = call
    this.#scope = scope
    this.#runtime = runtime
    this.#subExecute = subExecute
  }

  get runId(): string {
    return this.#run.runId
  }

  get callId(): number {
    return this.#call.callId
  }

  get toolName(): string {
    return this.#call.name
  }

  get context(): unknown {
    return this.#run.givens.context
  }

  get idempotencyKey(): string {
    return idempotencyKeyOf(this.runId, this.#call)
  }

  get signal(): AbortSignal {
    return this.#scope.signal
  }

  get files(): FileSystem {
    return (this.#files ??= this.#run.givens.host.files ?? new MemoryFileSystem())
  }

  get artifact(): HostContext['artifact'] {
    const { artifacts } = this.#run
    return (name, bytes, type) => artifacts?.add(name, bytes, type)
  }

  get emit(): (event: unknown) => void {
    const { runId, log } = this.#run
    const { callId, name } = this.#call
    return (data) => log.push({ type: 'progress', runId, callId, name, data })
  }

  get parent(): HostContext['parent'] {
    return { emitChildEvent: this.#child, tools: this.#describeTools() }
  }

  get subExecute(): HostContext['subExecute'] {
    const { signal, runId, callId } = this
    const { decided } = this.#run
    const inner = this.#run.innerOf(callId)
    return async (code, options) => {
      const { inputs } = resolveSubExecute(options)
      const begin = async (record?: PauseRecord): Promise<NestedEnd> => {
        const end = await this.#subExecute({
          code,
          inputs,
          signal,
          maxDurationMs: () => nestedMs(this.#scope),
          parent: { runId, callId },
          onEvent: this.#child,
          canPause: inner !== undefined,
          from: record && { record, decided },
        })
        // A paused run reports its time after it has continued.
        if (end.record === undefined) this.#scope.spend(end.outcome.usage.durationMs)
        return end
      }
      return inner === undefined ? (await begin()).outcome : inner.run(code, begin)
    }
  }

  get #child(): (event: unknown) => void {
    const { runId, log } = this.#run
    const { callId, name } = this.#call
    return (event) => log.push({ type: 'child', runId, callId, name, event })
  }

  #describeTools(): ToolDescription[] {
    return Object.entries(this.#runtime.tools).map(([name, tool]) => tool.describe(name))
  }
}
