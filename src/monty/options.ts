import type {
  HostFunction,
  PrintCallback,
  HostCallable,
  Interceptor,
} from '../core/contract/host-call.js'
import type { Isolation } from './isolation.js'
import type { Language } from '../core/engine/source.js'
import type { ResourceLimits } from '../core/limits.js'
import type { PyFloat } from '../core/values/index.js'
import type { HostAccessOptions } from '../host/host-access.js'
import type { CheckedModules } from '../host/stubs/module-stubs.js'
import type { Tool } from '../host/tool.js'

/** What a run is given. */
export interface RunOptions extends HostAccessOptions {
  /** Values of the program's declared inputs; all of them, and no others. */
  inputs?: Record<string, unknown>
  /**
   * Values of names that the program does not define, made when Python uses the name first: once for the run, or for
   * the feed. Each may be a promise in asynchronous runs. What one throws is raised where the name stands.
   */
  lazyInputs?: Readonly<Record<string, () => unknown>>
  /** What Python can call, by name: plain functions and tools. */
  externalFunctions?: Record<string, HostFunction | Tool | HostCallable>
  /** What the run may use. */
  limits?: ResourceLimits
  /** Receives output in pieces, at the latest every slice (2 ms) and before each host call. */
  printCallback?: PrintCallback
  /**
   * Whether `printCallback` gets output as it comes (`'none'`, the default), or one whole line with
   * its newline a call (`'line'`). A line that never ends comes when the run or feed does, however
   * it ends, or when a run that is stepped, or of a runtime, pauses.
   */
  printBuffering?: 'none' | 'line'
  /**
   * What a Python dict becomes: a plain object when every key is a string and a `Map` otherwise
   * (`'auto'`, the default), always a `Map`, or always a plain object.
   */
  dicts?: 'auto' | 'map' | 'object'
  /**
   * What a Python value that contains itself comes to: an error that names the place (the
   * default), or Python's placeholder for it (`'[...]'`) in that place.
   */
  cycles?: 'error' | 'placeholder'
  /**
   * What a Python float becomes: a `number` (the default), or a `PyFloat`, so that `2.0` is told
   * from `2` and is a float again on the way back.
   */
  floats?: 'number' | 'PyFloat'
  /** The clock Python reads: the system's (default), a fixed instant, or a function asked each time. */
  clock?: 'system' | Date | (() => Date)
  /** The time zone of local times, by its IANA name or as an offset, `'+05:30'`. Default `'UTC'`. */
  timeZone?: string
  /**
   * Makes chance repeatable: the numbers are those of CPython after `random.seed(seed)`. A whole number is an
   * `int`, `new PyFloat(2)` a float. Default: the system's entropy.
   */
  random?: { seed: number | bigint | string | PyFloat | Uint8Array }
  /** How Python sleeps: really (default), not at all, or as the function does. */
  sleep?: 'real' | 'instant' | ((ms: number) => Promise<void> | void)
  /**
   * The working directory of Python, an absolute POSIX path. Default: where the first `MountDir` of `files` is, else
   * `'/'`.
   */
  cwd?: string
}

/**
 * What `start` is given. A run that stops at every host call needs no functions, and its caller
 * sleeps for it. What it is given to reach is answered without a pause: imports of `modules`, whose
 * functions are then called by their full names (`'crm.find'`), calls for `files` and `env`, and
 * what `os` takes. All other operating system calls are pauses.
 */
export type StartOptions = Omit<RunOptions, 'externalFunctions' | 'lazyInputs' | 'sleep'>

/** What an asynchronous run is given. */
export interface RunAsyncOptions extends RunOptions {
  /** Ends the run at any moment. */
  signal?: AbortSignal
  /** Ends the run when this much time has passed, waits included. Default: never. */
  timeoutMs?: number
  /**
   * Whether calls that return promises run side by side, Python getting an awaitable for each
   * (`'concurrent'`, the default), or one at a time, Python waiting for each (`'serial'`).
   */
  concurrency?: 'concurrent' | 'serial'
  /**
   * Where Python runs: in this process (`'none'`, the default), in a worker process of a pool that
   * all of this program shares (`'process'`), or in one of a pool of your own.
   */
  isolation?: Isolation
  /** Sees every host call. It may answer itself, or perform the call with `next()`. */
  intercept?: Interceptor
}

/** What `startAsync` is given. */
export type StartAsyncOptions = StartOptions &
  Pick<RunAsyncOptions, 'signal' | 'timeoutMs' | 'isolation'>

/**
 * What a feed is given. `externalFunctions`, `modules` and `env` are added to the session's, by name;
 * what else is given takes the place of the session's. All of it is for this feed only.
 */
export type FeedOptions = Pick<
  RunOptions,
  | 'inputs'
  | 'lazyInputs'
  | 'externalFunctions'
  | 'modules'
  | 'files'
  | 'env'
  | 'os'
  | 'printCallback'
  | 'printBuffering'
  | 'dicts'
  | 'cycles'
  | 'floats'
  | 'sleep'
> & {
  /**
   * `false` leaves the check of this feed out, in a session with `typeCheck: true`. What it defines is known to the checks
   * of later feeds. Default: as the session says.
   */
  typeCheck?: boolean
}

/** What an asynchronous feed is given. */
export type FeedAsyncOptions = FeedOptions &
  Pick<RunAsyncOptions, 'signal' | 'timeoutMs' | 'concurrency' | 'intercept'>

/** How a program is compiled off the main thread. */
export interface MontyCreateOptions extends MontyOptions {
  /**
   * Where it is compiled and checked: on another thread of this process (`'none'`, the default), or in
   * a worker process, as for runs. What a worker compiled is compiled here only if it is run here.
   */
  isolation?: Isolation
}

/** How a program is compiled. */
export interface MontyOptions {
  /** Names of the values that each run is given. Default none. */
  inputs?: string[]
  /**
   * What the source is written in. `'python'` is Python as CPython runs it: what the interpreter lacks
   * (inheritance, generators, exceptions of one's own and more) is compiled to what it has, and what
   * cannot be had exactly is refused with advice. `'monty'` is the interpreter's own smaller language,
   * as it is. Default `'python'`.
   *
   * @example
   * ```ts
   * new Monty('def f():\n    yield 1\nlist(f())').run() // [1]
   * ```
   */
  language?: Language
  /** The name in tracebacks and diagnostics. Default `'main.py'`. */
  scriptName?: string
  /** Whether to type-check before compiling. Default `false`. */
  typeCheck?: boolean
  /** Declarations of what the host provides, as the text of a `.pyi` file. */
  typeStubs?: string
  /** Modules that the type checker knows, with their functions or as the text of a stub file. */
  modules?: CheckedModules
  /**
   * Whether a failed `assert` shows its operands, and with how many bytes of each at most; `true` is
   * 120 bytes. Default `false`, as in CPython, with `language: 'python'`, else `true`.
   */
  assertMessages?: boolean | number
  /** Whether the program may use `eval` and `exec`. Default `false`: naming them is refused. */
  allowEval?: boolean
  /**
   * Whether a program that ends with an assignment to names gives what it assigned, and not nothing.
   * Default `false`.
   */
  lastAssignment?: boolean
  /** Only `maxCodeBytes` acts here. */
  limits?: Pick<ResourceLimits, 'maxCodeBytes'>
}
