import type { CallRequest, HostCallable, RunScope } from '../core/contract/host-call.js'
import { checkNames, namesOf } from '../core/option-checks.js'
import type { FileSystem } from '../core/contract/file-system.js'
import { MemoryFileSystem } from './files/memory.js'
import type { Outcome } from './outcome.js'
import type { JsonSchema } from './json-schema.js'
import { subExecute } from './sub-execution.js'

/** A tool, as data. */
export interface ToolDescription {
  /** The name that Python calls it by. */
  readonly name: string
  /** What it does. */
  readonly description: string | undefined
  /** The JSON Schema of its arguments; `undefined` when its library cannot tell. */
  readonly inputSchema: JsonSchema | undefined
  /** The JSON Schema of its result; `undefined` when there is none. */
  readonly outputSchema: JsonSchema | undefined
  /** Whether Python awaits it. */
  readonly async: boolean
}

/** What an execution that a tool began came to. */
export type SubOutcome = Outcome

/** What a tool can do besides answering. */
export interface HostContext<Ctx = unknown> {
  /** Unique to the run. */
  readonly runId: string
  /** Unique in the run. */
  readonly callId: number
  /** The name that Python called. */
  readonly toolName: string
  /** What the execution was given as its `context`; `undefined` in a plain run. */
  readonly context: Ctx
  /**
   * The same for this call when it is made again because its process died, and for no other call: for
   * services that do a thing once however often they are asked.
   */
  readonly idempotencyKey: string
  /**
   * Aborted when the run ends, however it ends, and when Python no longer waits for the call, as by
   * `asyncio.wait_for` or because its task was cancelled.
   */
  readonly signal: AbortSignal
  /**
   * Gives the user a file, which is in `outcome.artifacts` and in no text that a model reads. One of the same
   * name is replaced. In a plain run nobody gets it.
   *
   * @param type its media type. Default: what the name says
   * @throws TypeError for what is no name, no content or no media type; OSError where there is no more room
   */
  readonly artifact: (name: string, bytes: Uint8Array | string, type?: string) => void
  /** Tells whoever listens to the run. Nobody does in a plain run. */
  emit(event: unknown): void
  /** The files that the Python sees. Where it sees none: files that only this call has. */
  readonly files: FileSystem
  /** The run that called. */
  readonly parent: {
    /** Passes on what an execution inside the tool tells. */
    emitChildEvent(event: unknown): void
    /** What the Python that called can call. */
    readonly tools: readonly ToolDescription[]
  }
  /**
   * Runs Python inside the tool, with what the run has: its functions, modules, files and the rest,
   * its limits anew, and where it runs. It ends when the run does, and its time counts for the run's. Its failures are
   * outcomes, too.
   *
   * @throws MontyUsageError when Python inside tools is too deep, or for an unknown option
   */
  subExecute(code: string, options?: SubExecuteOptions): Promise<SubOutcome>
}

/** What Python inside a tool is given besides what the run has. */
export interface SubExecuteOptions {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
}

/** A call that `needsApproval` decides about. */
export type ApprovalContext<Ctx = unknown> = Pick<
  HostContext<Ctx>,
  'context' | 'runId' | 'callId' | 'toolName'
>

/** What a tool is told besides the call that it takes back. */
export type UndoContext<Ctx = unknown> = Pick<
  HostContext<Ctx>,
  'context' | 'runId' | 'callId' | 'toolName' | 'signal'
>

const SUB_EXECUTE = namesOf<SubExecuteOptions>({ inputs: true })

/** Checks what Python inside a tool is given. */
export function resolveSubExecute(options: SubExecuteOptions = {}): SubExecuteOptions {
  checkNames(options, SUB_EXECUTE, 'subExecute()')
  return options
}

/** Makes the context of a call. Whoever runs Python with more at hand gives its own. */
export type ContextFactory = (call: CallRequest, run: RunScope) => HostContext

/** What a tool implements to be given a context and to describe itself. */
export interface Describable {
  describe(name: string): ToolDescription
}

/** The context of a call in a plain run, without a runtime around it. */
export function plainContext(call: CallRequest, run: RunScope): HostContext {
  let files: FileSystem | undefined
  return {
    runId: run.runId,
    callId: call.callId,
    toolName: call.name,
    context: undefined,
    idempotencyKey: `${run.runId}/${call.callId}`,
    get signal() {
      return run.signal
    },
    artifact() {},
    emit() {},
    get files() {
      return (files ??= run.files ?? new MemoryFileSystem())
    },
    parent: {
      emitChildEvent() {},
      get tools() {
        return describeAll(run)
      },
    },
    async subExecute(code, options) {
      const { inputs } = resolveSubExecute(options)
      return subExecute(run, call, code, inputs)
    },
  }
}

function describeAll(run: RunScope): ToolDescription[] {
  return [...run.functions].flatMap(([name, callable]) =>
    isDescribable(callable) ? [callable.describe(name)] : [],
  )
}

function isDescribable(value: unknown): value is HostCallable & Describable {
  return typeof value === 'object' && value !== null && 'describe' in value
}
