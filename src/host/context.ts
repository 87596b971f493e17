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
  /** The description that models read. */
  readonly description: string | undefined
  /** The JSON Schema of the arguments; `undefined` when the schema's library cannot convert it. */
  readonly inputSchema: JsonSchema | undefined
  /** The JSON Schema of the result; `undefined` when there is none. */
  readonly outputSchema: JsonSchema | undefined
  /** Whether Python awaits the tool. */
  readonly async: boolean
}

/** Outcome of an execution that a tool started. */
export type SubOutcome = Outcome

/** Context of a tool's call: identity, cancellation, files, artifacts, and Python of its own. */
export interface HostContext<Ctx = unknown> {
  /** Unique to the run. */
  readonly runId: string
  /** Unique in the run. */
  readonly callId: number
  /** The name that Python called. */
  readonly toolName: string
  /** The `context` of the execution; `undefined` in a plain run. */
  readonly context: Ctx
  /**
   * Stays the same when this call is made again because its process died, and is used for no other
   * call: for services that deduplicate requests by key.
   */
  readonly idempotencyKey: string
  /**
   * Aborted when the run ends, however it ends, and when Python no longer waits for the call, for
   * example after `asyncio.wait_for` timed out or because its task was cancelled.
   */
  readonly signal: AbortSignal
  /**
   * Gives the user a file, which is in `outcome.artifacts` and in no text that a model reads. A
   * file of the same name is replaced. A plain run discards the file.
   *
   * @param type its media type. Default: derived from the name
   * @throws TypeError for an invalid name, content or media type; OSError where there is no more
   * room
   */
  readonly artifact: (name: string, bytes: Uint8Array | string, type?: string) => void
  /** Sends an event to the listeners of the run. A plain run has none. */
  emit(event: unknown): void
  /** The files that Python sees; if Python sees none, an empty file system of this call only. */
  readonly files: FileSystem
  /** The run that called the tool. */
  readonly parent: {
    /** Passes on an event of an execution inside the tool. */
    emitChildEvent(event: unknown): void
    /** The tools that the calling Python can call. */
    readonly tools: readonly ToolDescription[]
  }
  /**
   * Runs Python inside the tool with the run's functions, modules, files, other options and place
   * of execution, and with limits that start anew. The execution ends when the run does, and its
   * time counts towards the run's. Its failures are outcomes, too.
   *
   * @throws MontyUsageError when Python inside tools is too deep, or for an unknown option
   */
  subExecute(code: string, options?: SubExecuteOptions): Promise<SubOutcome>
}

/** Options of Python inside a tool, besides those that it shares with the run. */
export interface SubExecuteOptions {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
}

/** A call that `needsApproval` decides about. */
export type ApprovalContext<Ctx = unknown> = Pick<
  HostContext<Ctx>,
  'context' | 'runId' | 'callId' | 'toolName'
>

/** Context of `undo`, besides the call that is taken back. */
export type UndoContext<Ctx = unknown> = Pick<
  HostContext<Ctx>,
  'context' | 'runId' | 'callId' | 'toolName' | 'signal'
>

const SUB_EXECUTE = namesOf<SubExecuteOptions>({ inputs: true })

/** Checks the options of Python inside a tool. */
export function resolveSubExecute(options: SubExecuteOptions = {}): SubExecuteOptions {
  checkNames(options, SUB_EXECUTE, 'subExecute()')
  return options
}

/** Creates the context of a call. A runtime passes its own factory, as it has more to offer. */
export type ContextFactory = (call: CallRequest, run: RunScope) => HostContext

/** Implemented by tools that take a context and describe themselves. */
export interface Describable {
  describe(name: string): ToolDescription
}

/** Creates the context of a call in a plain run, without a runtime around it. */
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
