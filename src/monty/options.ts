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

/** Options of a run. */
export interface RunOptions extends HostAccessOptions {
  /** Values of the program's declared inputs; all of them, and no others. */
  inputs?: Record<string, unknown>
  /**
   * Values of names that the program does not define, created when Python first uses the name: once
   * per run or feed. Each may be a promise in asynchronous runs. An error thrown is raised where
   * the name is used.
   */
  lazyInputs?: Readonly<Record<string, () => unknown>>
  /** Functions and tools that Python can call, by name. */
  externalFunctions?: Record<string, HostFunction | Tool | HostCallable>
  /** Resource limits of the run. */
  limits?: ResourceLimits
  /** Receives output in pieces, at the latest every slice (2 ms) and before each host call. */
  printCallback?: PrintCallback
  /**
   * `'none'` (the default) passes output to `printCallback` as it is produced, `'line'` one whole
   * line with its newline per call. An incomplete line is passed on when the run or feed ends,
   * however it ends, or when a stepped run or a run of a runtime pauses.
   */
  printBuffering?: 'none' | 'line'
  /**
   * The JavaScript type of a Python dict: a plain object when every key is a string and a `Map`
   * otherwise (`'auto'`, the default), always a `Map`, or always a plain object.
   */
  dicts?: 'auto' | 'map' | 'object'
  /**
   * Treatment of a Python value that contains itself: an error that names the place (the default),
   * or Python's placeholder (`'[...]'`) in that place.
   */
  cycles?: 'error' | 'placeholder'
  /**
   * The JavaScript type of a Python float: a `number` (the default), or a `PyFloat`, which
   * distinguishes `2.0` from `2` and converts back to a float.
   */
  floats?: 'number' | 'PyFloat'
  /**
   * The clock Python reads: the system's (default), a fixed instant, or a function called on each
   * reading.
   */
  clock?: 'system' | Date | (() => Date)
  /** The time zone of local times, by its IANA name or as an offset, `'+05:30'`. Default `'UTC'`. */
  timeZone?: string
  /**
   * Makes randomness repeatable: the numbers are those of CPython after `random.seed(seed)`. A
   * whole number is an `int`, `new PyFloat(2)` a float. Default: the system's entropy.
   */
  random?: { seed: number | bigint | string | PyFloat | Uint8Array }
  /** `'real'` (default) waits for sleeps, `'instant'` skips them, a function implements them. */
  sleep?: 'real' | 'instant' | ((ms: number) => Promise<void> | void)
  /**
   * The working directory of Python, an absolute POSIX path. Default: the virtual path of the first
   * `MountDir` in `files`, else `'/'`.
   */
  cwd?: string
}

/**
 * Options of `start`. A run that pauses at every host call needs no functions, and its caller
 * implements sleeps. Some calls are answered without a pause: imports of `modules`, whose functions
 * are then called by their full names (`'crm.find'`), calls for `files` and `env`, and those that
 * `os` answers. All other operating system calls are pauses.
 */
export type StartOptions = Omit<RunOptions, 'externalFunctions' | 'lazyInputs' | 'sleep'>

/** Options of an asynchronous run. */
export interface RunAsyncOptions extends RunOptions {
  /** Aborts the run at any time. */
  signal?: AbortSignal
  /** Ends the run after this many milliseconds, waits included. Default: never. */
  timeoutMs?: number
  /**
   * `'concurrent'` (the default) runs calls that return promises side by side: Python receives an
   * awaitable for each. With `'serial'` Python waits for each call.
   */
  concurrency?: 'concurrent' | 'serial'
  /**
   * Where Python runs: in this process (`'none'`, the default), in a worker process of a pool
   * shared by the whole program (`'process'`), or in a worker of your own pool.
   */
  isolation?: Isolation
  /**
   * Intercepts every host call: it returns an answer itself, or performs the call with `next()`.
   */
  intercept?: Interceptor
}

/** Options of `startAsync`. */
export type StartAsyncOptions = StartOptions &
  Pick<RunAsyncOptions, 'signal' | 'timeoutMs' | 'isolation'>

/**
 * Options of a feed. `externalFunctions`, `modules` and `env` are added to the session's, by name;
 * the others replace the session's. All apply to this feed only.
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
   * `false` skips the type check of this feed in a session with `typeCheck: true`. Checks of later
   * feeds still see its definitions. Default: the session's.
   */
  typeCheck?: boolean
}

/** Options of an asynchronous feed. */
export type FeedAsyncOptions = FeedOptions &
  Pick<RunAsyncOptions, 'signal' | 'timeoutMs' | 'concurrency' | 'intercept'>

/** Options of `Monty.create`. */
export interface MontyCreateOptions extends MontyOptions {
  /**
   * Where the program is compiled and checked: on another thread of this process (`'none'`, the
   * default), or in a worker process, as for runs. A program compiled by a worker is compiled in
   * this process only when it runs here.
   */
  isolation?: Isolation
}

/** Compile options of a program. */
export interface MontyOptions {
  /** Names of the values that each run is given. Default none. */
  inputs?: string[]
  /**
   * The language of the source. `'python'` is Python as CPython runs it: features that the
   * interpreter lacks (inheritance, generators, custom exceptions and more) are compiled to those
   * it has, and anything that cannot be exact is refused with advice. `'monty'` is the
   * interpreter's own smaller language, unchanged. Default `'python'`.
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
  /** Declarations of the host's names, as the text of a `.pyi` file. */
  typeStubs?: string
  /** Modules for the type checker, with their functions or as the text of a stub file. */
  modules?: CheckedModules
  /**
   * Whether a failed `assert` shows its operands, and the maximum bytes of each; `true` is 120
   * bytes. Default `false`, as in CPython, with `language: 'python'`, else `true`.
   */
  assertMessages?: boolean | number
  /** Whether the program may use `eval` and `exec`. Default `false`: naming them is refused. */
  allowEval?: boolean
  /**
   * Whether a program that ends with an assignment to names returns the assigned value instead of
   * nothing. Default `false`.
   */
  lastAssignment?: boolean
  /** Only `maxCodeBytes` applies here. */
  limits?: Pick<ResourceLimits, 'maxCodeBytes'>
}
