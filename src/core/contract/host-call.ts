import type { Sliced } from '../wire/sliced.js'
import type { FileSystem } from './file-system.js'
import type { Usage } from '../errors.js'

/** Invokes a host callable that is not a plain function. */
export const invoke: unique symbol = Symbol('monty-node.invoke')

/** Does longer work without holding the event loop. */
export type InSlices = <T>(work: Sliced<T>) => Promise<T>

/** A call as Python makes it. */
export interface CallRequest {
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
  /** Unique in its run. */
  readonly callId: number
  /**
   * KiB that the arguments take in JavaScript, rounded down, as far as that is known.
   *
   * @internal
   */
  readonly kib?: number
  /**
   * Whose time it is when the arguments are checked.
   *
   * @internal
   */
  readonly account?: { timed<T>(work: () => T): T } | undefined
  /**
   * Does longer work for the call without holding the event loop; `undefined` where Python waits for it at once.
   *
   * @internal
   */
  readonly inSlices?: InSlices | undefined
}

/** What every call of a tool passes where somebody watches over a run. */
export interface ToolGate {
  /** Does the tool's work, if nothing has to be asked before, or the answer was yes. */
  pass(tool: HostCallable, call: CallRequest, run: RunScope): unknown
}

/** The run that a call belongs to. */
export interface RunScope {
  /** Unique in this process and beyond. */
  readonly runId: string
  /** Aborted when the run ends, or when Python no longer waits for the call. */
  readonly signal: AbortSignal
  /**
   * What the run was given to call.
   *
   * @internal
   */
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** The files that Python sees; `undefined` when it sees none. */
  readonly files: FileSystem | undefined
  /**
   * Runs Python inside of a call, with what the run was given and where it runs.
   *
   * @internal
   * @throws MontyError when it fails; MontyUsageError when runs are inside of each other too deep
   */
  nested(run: NestedRun): Promise<NestedResult>
  /**
   * Counts time that Python inside a call took: it is the run's.
   *
   * @internal
   */
  spend(ms: number): void
  /**
   * The time of which Python inside a call may take half, in ms.
   *
   * @internal
   */
  readonly leftMs: number
  /**
   * What tools have to pass; `undefined` in a plain run, which asks nobody.
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
  /** Ends it. */
  readonly signal: AbortSignal
  /** How much time it may take, when its turn has come. */
  readonly maxDurationMs?: () => number
  /** Receives what it prints, before the callback of the run outside does. */
  readonly onPrint: PrintCallback
  /** Sees its calls, around the interceptor of the run outside. */
  readonly onCall: (call: HostCall, next: () => unknown) => unknown
}

/** The end of a nested run. */
export interface NestedResult {
  /** The value of its last expression. */
  readonly value: unknown
  readonly usage: Usage
}

/** What Python can call besides plain functions, such as a tool. */
export interface HostCallable {
  /** Whether Python always gets an awaitable, also when the answer is at hand. */
  readonly isAsync: boolean
  /** Whether Python never gets one, and waits for promises itself. Default: a promise is one. */
  readonly isSynchronous?: boolean
  [invoke](request: CallRequest, run: RunScope): unknown
}

export function isHostCallable(value: unknown): value is HostCallable {
  return typeof value === 'object' && value !== null && invoke in value
}

/**
 * A function of the host that Python can call. Positional arguments come as arguments, keyword
 * arguments as one trailing plain object. A promise it returns becomes an awaitable in Python.
 */
// Any signature is welcome: arguments come from Python, where types are only hints.
export type HostFunction = (...args: any[]) => unknown

/**
 * Receives what Python prints. It is not waited for: what it does later, such as writing to a file, is
 * its own affair. What it throws ends the run.
 */
export type PrintCallback = (stream: 'stdout' | 'stderr', text: string) => void

/** Where in the source something stands. */
export interface SourceRange {
  /** The program's name. */
  readonly filename: string
  /** An offset into the source, in bytes of UTF-8. */
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** A host call on its way, as `intercept` sees it. */
export interface HostCall {
  /** The function's name. */
  readonly name: string
  /** Its positional arguments. */
  readonly args: readonly unknown[]
  /** Its keyword arguments, by name. */
  readonly kwargs: Readonly<Record<string, unknown>>
  /** Unique in its run. */
  readonly callId: number
  /** Where Python calls. */
  readonly position: SourceRange
}

/** Sees every host call of a run. It may answer itself, or perform the call with `next()`. */
export type Interceptor = (call: HostCall, next: () => Promise<unknown>) => unknown

/** What a call leads to: a function of the host, a method of one of its objects, a tool. */
export type Callee = HostFunction | HostCallable
