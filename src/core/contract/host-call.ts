import type { InSlices } from '../wire/sliced.js'
import type { FileSystem } from './file-system.js'
import type { Usage } from '../errors.js'

/** Invokes a host callable that is not a plain function. */
export const invoke: unique symbol = Symbol('monty-node.invoke')

/** A call made by Python. */
export interface CallRequest {
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
  /** Unique in its run. */
  readonly callId: number
  /**
   * KiB that the arguments take in JavaScript, rounded down, if known.
   *
   * @internal
   */
  readonly kib?: number
  /**
   * The account charged for checking the arguments.
   *
   * @internal
   */
  readonly account?: { timed<T>(work: () => T): T } | undefined
  /**
   * Does longer work for the call without holding the event loop; `undefined` where Python blocks on the
   * call.
   *
   * @internal
   */
  readonly inSlices?: InSlices | undefined
}

/** Gate that every tool call passes in a supervised run. */
export interface ToolGate {
  /** Runs the tool, if no decision is required or the call was approved. */
  pass(tool: HostCallable, call: CallRequest, run: RunScope): unknown
}

/** The run of a call. */
export interface RunScope {
  /** Unique in this process and beyond. */
  readonly runId: string
  /** Aborted when the run ends, or when Python no longer waits for the call. */
  readonly signal: AbortSignal
  /**
   * The run's functions and tools.
   *
   * @internal
   */
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** The file system of the run; `undefined` when it has none. */
  readonly files: FileSystem | undefined
  /**
   * Runs Python inside of a call, with the run's host and backend.
   *
   * @internal
   * @throws MontyError when the nested run fails; MontyUsageError when runs are nested too deeply
   */
  nested(run: NestedRun): Promise<NestedResult>
  /**
   * Charges the run for the time of Python inside a call.
   *
   * @internal
   */
  spend(ms: number): void
  /**
   * Time left in ms; Python inside a call may use half.
   *
   * @internal
   */
  readonly leftMs: number
  /**
   * Gate for tools; `undefined` in a run without approvals.
   *
   * @internal
   */
  readonly gate: ToolGate | undefined
}

/** Python to run inside of a call. */
export interface NestedRun {
  readonly code: string
  /** Variables of the program. */
  readonly inputs: Record<string, unknown>
  /** The name that Python called, for errors. */
  readonly caller: string
  /** Aborts the nested run. */
  readonly signal: AbortSignal
  /** Maximum duration, read when the nested run gets its turn. */
  readonly maxDurationMs?: () => number
  /** Receives printed output, before the outer run's callback. */
  readonly onPrint: PrintCallback
  /** Intercepts calls, around the outer run's interceptor. */
  readonly onCall: (call: HostCall, next: () => unknown) => unknown
}

/** The end of a nested run. */
export interface NestedResult {
  /** The value of its last expression. */
  readonly value: unknown
  readonly usage: Usage
}

/** A callable other than a plain function, such as a tool. */
export interface HostCallable {
  /** Whether Python always gets an awaitable, even if the answer is available. */
  readonly isAsync: boolean
  /**
   * Whether Python never gets an awaitable, and blocks on promises. Default: a promise becomes an awaitable.
   */
  readonly isSynchronous?: boolean
  [invoke](request: CallRequest, run: RunScope): unknown
}

export function isHostCallable(value: unknown): value is HostCallable {
  return typeof value === 'object' && value !== null && invoke in value
}

/**
 * A host function that Python can call. Positional arguments are passed as arguments, keyword arguments as
 * one trailing plain object. A returned promise becomes an awaitable in Python.
 */
// Any signature is accepted: arguments come from Python, where types are only hints.
export type HostFunction = (...args: any[]) => unknown

/**
 * Receives Python's output. It is not awaited: later work, such as writing to a file, is up to the callback.
 * An error that it throws ends the run.
 */
export type PrintCallback = (stream: 'stdout' | 'stderr', text: string) => void

/** A range in the source. */
export interface SourceRange {
  /** The program's name. */
  readonly filename: string
  /** An offset into the source, in bytes of UTF-8. */
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** A host call in progress, as seen by `intercept`. */
export interface HostCall {
  /** The function's name. */
  readonly name: string
  /** Its positional arguments. */
  readonly args: readonly unknown[]
  /** Its keyword arguments, by name. */
  readonly kwargs: Readonly<Record<string, unknown>>
  /** Unique in its run. */
  readonly callId: number
  /** Position of the call in the source. */
  readonly position: SourceRange
}

/** Intercepts every host call of a run. It may answer a call itself, or perform it with `next()`. */
export type Interceptor = (call: HostCall, next: () => Promise<unknown>) => unknown

/** The target of a call: a function of the host, a method of a host object, a tool. */
export type Callee = HostFunction | HostCallable
