import type { MountDir } from './mount.js'

/** Any value that crosses between Python and JavaScript. */
export type JsMontyObject = any

/** How a program is compiled. */
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

/** What a run may use. Whatever is left out is unlimited, but for the recursion depth. */
export interface ResourceLimits {
  /**
   * Allocations, which this interpreter does not count. Given without `maxMemory` or without
   * `maxDurationSecs`, it sets those to 128 MiB and 5 seconds, so that what relied on it alone is
   * not left unlimited; a process warning says so once.
   */
  maxAllocations?: number
  /** Seconds spent executing Python, waits for the host excluded. */
  maxDurationSecs?: number
  /** Bytes held at once. */
  maxMemory?: number
  /** Allocations between two collections of cyclic garbage. */
  gcInterval?: number
  /** Depth of Python calls, at most 10,000. Default 1,000. */
  maxRecursionDepth?: number
}

/** The deprecated name of {@link ResourceLimits}. */
export type JsResourceLimits = ResourceLimits

/** Receives what Python prints; the stream is always `'stdout'`. */
export type JsPrintCallback = (stream: string, text: string) => void

/** What a paused run is started with. */
export interface StartOptions {
  /** Values of the declared inputs. */
  inputs?: object
  limits?: ResourceLimits
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
  /** Directories of the host's that Python sees. */
  mount?: MountDir | MountDir[]
}

/** What a run is given. */
export interface RunOptions extends StartOptions {
  /** What Python can call, by name. */
  externalFunctions?: object
}

/** What `runMontyAsync` is given. */
export interface RunMontyAsyncOptions {
  /** Values of the declared inputs. */
  inputs?: Record<string, JsMontyObject>
  /**
   * What Python can call, by name, synchronous or not. Each gets the keyword arguments as one
   * trailing object, also when there are none.
   */
  externalFunctions?: Record<string, (...args: never[]) => unknown>
  limits?: ResourceLimits
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
  /** Directories of the host's that Python sees. */
  mount?: MountDir | MountDir[]
}

/** How a REPL is set up. */
export interface MontyReplOptions {
  /** Default `'main.py'`. */
  scriptName?: string
  /** For each feed. */
  limits?: ResourceLimits
}

/** What a feed is given. */
export interface FeedOptions {
  /** Directories of the host's that Python sees during this feed. */
  mount?: MountDir | MountDir[]
}

/** An exception to raise in Python. */
export interface ExceptionInput {
  /** Its type, such as `'ValueError'`. */
  type: string
  message: string
}

/** The answer to a call: one of the two. */
export interface ResumeOptions {
  returnValue?: unknown
  exception?: ExceptionInput
}

/** The answer to a name look-up; without a value Python raises a `NameError`. */
export interface NameLookupResumeOptions {
  value?: unknown
}

/** What a snapshot is loaded with. */
export interface SnapshotLoadOptions {
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
}

/** What a snapshot of a name look-up is loaded with. */
export interface NameLookupLoadOptions {
  /** Default: the standard output of the process. */
  printCallback?: JsPrintCallback
}
