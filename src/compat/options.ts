import type { MountDir } from './mount.js'

/** Any value that crosses between Python and JavaScript. */
export type JsMontyObject = any

/** Compile options of a program. */
export interface MontyOptions {
  /** The name in tracebacks. Default `'main.py'`. */
  scriptName?: string
  /** Names of the values that each run is given. */
  inputs?: string[]
  /** Whether to type-check at construction. Default `false`. */
  typeCheck?: boolean
  /** Code that the type check of the constructor puts before the program. */
  typeCheckPrefixCode?: string
}

/** Resource limits of a run. Without a value each is unlimited, except the recursion depth. */
export interface ResourceLimits {
  /**
   * Number of allocations, which this interpreter does not count. Given without `maxMemory` or
   * `maxDurationSecs`, it sets those to 128 MiB and 5 seconds, so that programs that relied on this
   * limit alone are still limited; a process warning says so once.
   */
  maxAllocations?: number
  /** Seconds spent executing Python, waits for the host excluded. */
  maxDurationSecs?: number
  /** Maximum bytes allocated at the same time. */
  maxMemory?: number
  /** Allocations between two collections of cyclic garbage. */
  gcInterval?: number
  /** Depth of Python calls, at most 10,000. Default 1,000. */
  maxRecursionDepth?: number
}

/** Deprecated alias of {@link ResourceLimits}. */
export type JsResourceLimits = ResourceLimits

/** Receives Python's output; the stream is always `'stdout'`. */
export type JsPrintCallback = (stream: string, text: string) => void

/** Options of `start`. */
export interface StartOptions {
  /** Values of the declared inputs. */
  inputs?: object
  limits?: ResourceLimits
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
  /** Host directories visible to Python. */
  mount?: MountDir | MountDir[]
}

/** Options of a run. */
export interface RunOptions extends StartOptions {
  /** Functions that Python can call, by name. */
  externalFunctions?: object
}

/** Options of `runMontyAsync`. */
export interface RunMontyAsyncOptions {
  /** Values of the declared inputs. */
  inputs?: Record<string, JsMontyObject>
  /**
   * Functions that Python can call, by name, synchronous or not. Each receives the keyword
   * arguments as one trailing object, even if there are none.
   */
  externalFunctions?: Record<string, (...args: never[]) => unknown>
  limits?: ResourceLimits
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
  /** Host directories visible to Python. */
  mount?: MountDir | MountDir[]
}

/** Options of a REPL. */
export interface MontyReplOptions {
  /** Default `'main.py'`. */
  scriptName?: string
  /** Limits of each feed. */
  limits?: ResourceLimits
}

/** Options of a feed. */
export interface FeedOptions {
  /** Host directories visible to Python during this feed. */
  mount?: MountDir | MountDir[]
}

/** An exception to raise in Python. */
export interface ExceptionInput {
  /** The exception type, such as `'ValueError'`. */
  type: string
  message: string
}

/** The answer to a call: exactly one of the two. */
export interface ResumeOptions {
  returnValue?: unknown
  exception?: ExceptionInput
}

/** The answer to a name look-up; without a value Python raises a `NameError`. */
export interface NameLookupResumeOptions {
  value?: unknown
}

/** Options for loading a snapshot. */
export interface SnapshotLoadOptions {
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
}

/** Options for loading a snapshot of a name look-up. */
export interface NameLookupLoadOptions {
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
}
