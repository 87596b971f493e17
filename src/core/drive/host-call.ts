import type { FileSystem } from '../../host/files/file-system.js'
import type { HostFunction, RunAsyncOptions } from '../options.js'

/** Invokes a host callable that is not a plain function. */
export const invoke: unique symbol = Symbol('monty-node.invoke')

/** Says of a run's options how many runs the run is inside of. */
export const nesting: unique symbol = Symbol('monty-node.nesting')

/** How deep runs may be inside tools of each other. */
export const MAX_NESTING = 8

/** A call as Python makes it. */
export interface CallRequest {
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
  /** Unique in its run. */
  readonly callId: number
}

/** What every call of a tool passes where somebody watches over a run. */
export interface ToolGate {
  /** Does the tool's work, if nothing has to be asked before, or the answer was yes. */
  pass(tool: HostCallable, call: CallRequest): unknown
}

/** The run that a call belongs to. */
export interface RunScope {
  /** Unique in this process and beyond. */
  readonly runId: string
  /** Aborted when the run ends. */
  readonly signal: AbortSignal
  /** What the run was given to call. */
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** The files that Python sees; `undefined` when it sees none. */
  readonly files: FileSystem | undefined
  /** The options of the run. */
  readonly given: RunAsyncOptions
  /** How many runs it is inside of. */
  readonly depth: number
  /** What tools have to pass; `undefined` in a plain run, which asks nobody. */
  readonly gate: ToolGate | undefined
}

/** What Python can call besides plain functions, such as a tool. */
export interface HostCallable {
  /** Whether Python always gets an awaitable, also when the answer is at hand. */
  readonly isAsync: boolean
  /** Whether Python never gets one, and waits for promises itself. Default: a promise is one. */
  readonly givesValues?: boolean
  [invoke](request: CallRequest, run: RunScope): unknown
}

export function isHostCallable(value: unknown): value is HostCallable {
  return typeof value === 'object' && value !== null && invoke in value
}
