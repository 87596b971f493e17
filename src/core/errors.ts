import type { InspectOptions } from 'node:util'
import { inspect } from './node.js'

/** Resources used by a run. */
export interface Usage {
  /** Time spent executing Python, host waits excluded. */
  readonly durationMs: number
  /** Peak memory in bytes. */
  readonly peakMemoryBytes: number
  /** Calls answered by your code: functions, methods, the option `os`, sleeps. */
  readonly hostCalls: number
  /** Bytes printed, including output that was truncated. */
  readonly outputBytes: number
}

/** One line of a Python traceback. */
export interface Frame {
  /** The program's name. */
  readonly filename: string
  /** Lines and columns start at 1. */
  readonly line: number
  /** Counted in code points. */
  readonly column: number
  /** End line of the failing expression. */
  readonly endLine: number
  /** Exclusive. */
  readonly endColumn: number
  /** The function's name; `'<module>'` at module level, `null` for a source that was refused. */
  readonly functionName: string | null
  /** The line of source, if available. */
  readonly sourceLine: string | null
}

/** An exception in the chain of another one. */
export interface ChainedException {
  /**
   * `'cause'` for `raise ... from`; `'context'` if the later exception was raised while this one was handled.
   */
  readonly relation: 'cause' | 'context'
  /** Name of the exception's type, such as `KeyError`. */
  readonly typeName: string
  /** The exception's message. */
  readonly message: string
}

/** A Python exception as data. */
export interface PythonException {
  /** Name of the exception's type, such as `ValueError`. */
  readonly typeName: string
  /** The exception's message. */
  readonly message: string
  /** Names of the base classes, nearest first, up to `BaseException`. */
  readonly bases: readonly string[]
  /** The chain of causes and contexts, latest first. */
  readonly chain: readonly ChainedException[]
  /** The traceback as Python prints it. */
  readonly text: string
  /** The frames of the traceback, outermost first. */
  readonly frames: readonly Frame[]
}

/** Identifies an error in programs. Codes never change, messages may. */
export type MontyErrorCode =
  | 'MONTY_SYNTAX'
  | 'MONTY_TYPING'
  | 'MONTY_RUNTIME'
  | 'MONTY_LIMIT'
  | 'MONTY_TIMEOUT'
  | 'MONTY_ABORTED'
  | 'MONTY_QUOTA'
  | 'MONTY_CRASHED'
  | 'MONTY_SNAPSHOT'
  | 'MONTY_VALUE'
  | 'MONTY_USAGE'
  | 'MONTY_ASYNC_ONLY'
  | 'MONTY_DISPOSED'
  | 'MONTY_NO_BINARY'

/** Optional details of an error. */
export interface ErrorDetails {
  cause?: unknown
  exception?: PythonException
  usage?: Usage
}

/**
 * Adds Python's position to the error that ended it.
 *
 * @internal
 */
export let addPlace: (error: MontyError, interrupted: PythonException) => void

/**
 * Any failure of this library or of the Python it runs.
 *
 * @example
 * ```ts
 * try {
 *   new Monty('1 / 0').run()
 * } catch (error) {
 *   if (error instanceof MontyError) console.log(error.code, error.display())
 * }
 * ```
 */
export abstract class MontyError extends Error {
  static {
    this.prototype.name = 'MontyError'
    addPlace = (error, { frames, text }) => {
      const lines = text.slice(0, text.lastIndexOf('\n') + 1)
      error.#python = { ...error.exception, frames, text: lines + error.display('type-msg') }
    }
  }

  /** The kind of failure. It never changes, messages may. */
  abstract readonly code: MontyErrorCode
  /**
   * The Python exception, under the program's own name for its class; for failures outside of Python, the
   * error's own name and message.
   *
   * @example
   * ```ts
   * const outcome = new Monty('class Late(ValueError): pass\nraise Late("x")')
   * const error = await outcome.runAsync().catch((thrown: unknown) => thrown)
   * if (error instanceof MontyError) error.exception.bases // ['ValueError', 'Exception', 'BaseException']
   * ```
   */
  readonly exception: Pick<PythonException, 'typeName' | 'message' | 'bases' | 'chain'>
  /** Resources used by the failed run, if a run failed. */
  readonly usage: Usage | undefined
  #python: PythonException | undefined

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    // From the prototype: bundlers shorten the names of classes.
    this.name = (new.target.prototype as Error).name
    const { exception } = details
    this.exception = exception
      ? {
          typeName: exception.typeName,
          message: exception.message,
          bases: exception.bases,
          chain: exception.chain,
        }
      : { typeName: this.name, message, bases: [], chain: [] }
    this.usage = details.usage
    this.#python = exception
  }

  /** Frames of the Python traceback, outermost first; empty when Python was not running. */
  traceback(): Frame[] {
    return [...(this.#python?.frames ?? [])]
  }

  /**
   * The error as Python prints it: the whole traceback, `Type: message`, or the message alone.
   */
  display(format: 'traceback' | 'type-msg' | 'msg' = 'traceback'): string {
    const { typeName, message } = this.exception
    switch (format) {
      case 'msg':
        return message
      case 'type-msg':
        return message === '' ? typeName : `${typeName}: ${message}`
      case 'traceback':
        return this.#python?.text ?? this.display('type-msg')
      default:
        format satisfies never
        throw new MontyUsageError("format must be 'traceback', 'type-msg' or 'msg'")
    }
  }

  /**
   * Output of `console.log`, with the Python traceback.
   *
   * @internal
   */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const shown = inspect(this, { ...options, customInspect: false })
    return this.#python === undefined ? shown : `${shown}\n${this.#python.text}`
  }
}

function summary(exception: PythonException): string {
  return exception.message === ''
    ? exception.typeName
    : `${exception.typeName}: ${exception.message}`
}

/**
 * The source was refused: it is invalid Python, or uses unsupported Python. `display()` shows the line.
 *
 * @example
 * ```ts
 * try {
 *   new Monty('x = = 1')
 * } catch (error) {
 *   if (error instanceof MontySyntaxError) console.log(error.display())
 * }
 * ```
 */
export class MontySyntaxError extends MontyError {
  static {
    this.prototype.name = 'MontySyntaxError'
  }

  override readonly code = 'MONTY_SYNTAX'

  constructor(exception: PythonException) {
    super(summary(exception), { exception })
  }
}

/**
 * Python raised an exception that it did not catch. `cause` is the host's own error, if that caused it.
 *
 * @example
 * ```ts
 * const error = await new Monty('{}["a"]').runAsync().catch((thrown: unknown) => thrown)
 * if (error instanceof MontyRuntimeError) error.exception.typeName // 'KeyError'
 * ```
 */
export class MontyRuntimeError extends MontyError {
  static {
    this.prototype.name = 'MontyRuntimeError'
  }

  override readonly code: 'MONTY_RUNTIME' | 'MONTY_LIMIT' = 'MONTY_RUNTIME'

  constructor(exception: PythonException, details: { usage?: Usage; cause?: unknown } = {}) {
    super(summary(exception), { ...details, exception })
  }
}

/** The limit that ended a run. */
export type LimitName =
  | 'memory'
  | 'duration'
  | 'hostCalls'
  | 'environmentCalls'
  | 'result'
  | 'sleep'

/**
 * A limit ended the run. `used` and `allowed` are in bytes, milliseconds or calls.
 *
 * @example
 * ```ts
 * const run = new Monty('while True: pass').runAsync({ limits: { maxDurationMs: 100 } })
 * const error = await run.catch((thrown: unknown) => thrown)
 * if (error instanceof MontyLimitError) error.limit // 'duration'
 * ```
 */
export class MontyLimitError extends MontyRuntimeError {
  static {
    this.prototype.name = 'MontyLimitError'
  }

  override readonly code = 'MONTY_LIMIT'

  constructor(
    exception: PythonException,
    /** Name of the limit. */
    readonly limit: LimitName,
    /** Amount used, in the limit's unit. */
    readonly used: number,
    /** Amount allowed, in the same unit. */
    readonly allowed: number,
    usage?: Usage,
  ) {
    super(exception, usage ? { usage } : {})
  }
}

/**
 * The wall-clock time of `timeoutMs` passed.
 *
 * @example
 * ```ts
 * await new Monty('import time\ntime.sleep(5)').runAsync({ timeoutMs: 30 }) // throws MontyTimeoutError
 * ```
 */
export class MontyTimeoutError extends MontyError {
  static {
    this.prototype.name = 'MontyTimeoutError'
  }

  override readonly code = 'MONTY_TIMEOUT'

  constructor(
    /** The timeout in ms. */
    readonly timeoutMs: number,
    message = `the run took longer than ${timeoutMs} ms`,
  ) {
    super(message)
  }
}

/**
 * The run's `AbortSignal` fired; `cause` is the signal's reason.
 *
 * @example
 * ```ts
 * const run = new Monty('await f()').runAsync({ signal: AbortSignal.abort('gone') })
 * const error = await run.catch((thrown: unknown) => thrown)
 * if (error instanceof MontyAbortError) error.cause // 'gone'
 * ```
 */
export class MontyAbortError extends MontyError {
  static {
    this.prototype.name = 'MontyAbortError'
  }

  override readonly code = 'MONTY_ABORTED'
  override name = 'AbortError'

  constructor(reason?: unknown) {
    super('the run was aborted', { cause: reason })
  }
}

/**
 * A tenant has used up a quota.
 *
 * @example
 * ```ts
 * const runtime = new MontyRuntime({ isolation: 'none', tenants: { default: { hostCalls: 0 } } })
 * await runtime.execute('1', { tenant: 'ada' }).outcome
 * const outcome = await runtime.execute('2', { tenant: 'ada' }).outcome
 * if (outcome.status === 'quota') outcome.retryAfterMs // 60000, and less as time passes
 * ```
 */
export class MontyQuotaError extends MontyError {
  static {
    this.prototype.name = 'MontyQuotaError'
  }

  override readonly code = 'MONTY_QUOTA'

  constructor(
    /** The tenant. */
    readonly tenant: string,
    /** Name of the quota, such as `'cpuMs'`. */
    readonly quota: 'maxWaiting' | 'cpuMs' | 'hostCalls' | 'memoryBytes',
    /** Time in ms after which a retry can succeed. */
    readonly retryAfterMs: number,
  ) {
    super(`${tenant} has used its quota of ${quota}: try again in ${retryAfterMs} ms`)
  }
}

/** The interpreter, or the worker process that ran it, failed. Only this run is lost. */
export class MontyCrashedError extends MontyError {
  static {
    this.prototype.name = 'MontyCrashedError'
  }

  override readonly code = 'MONTY_CRASHED'
  /** Exit code of the worker, if a worker exited. */
  readonly exitCode: number | null
  /** Signal that ended the worker, such as `'SIGKILL'`, if one did. */
  readonly signal: string | null

  constructor(message: string, end: { exitCode?: number | null; signal?: string | null } = {}) {
    super(message)
    this.exitCode = end.exitCode ?? null
    this.signal = end.signal ?? null
  }
}

/**
 * Bytes that are no snapshot, or a snapshot that must not be loaded.
 *
 * @example
 * ```ts
 * const bytes = new MontySession().dump({ key: 'the key of last month' })
 * MontySession.load(bytes, { key: 'the key of this month' }) // throws MontySnapshotError
 * ```
 */
export class MontySnapshotError extends MontyError {
  static {
    this.prototype.name = 'MontySnapshotError'
  }

  override readonly code = 'MONTY_SNAPSHOT'

  constructor(
    /** `'used'`: the token of a run that was resumed already. */
    readonly reason: 'format' | 'version' | 'signature' | 'expired' | 'used',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}

/**
 * A value that cannot be passed; `path` names it, such as `inputs.rows[3].when`.
 *
 * @example
 * ```ts
 * const program = new Monty('rows', { inputs: ['rows'] })
 * program.run({ inputs: { rows: [Symbol('id')] } }) // throws MontyValueError: inputs.rows[0] is a symbol
 * ```
 */
export class MontyValueError extends MontyError {
  static {
    this.prototype.name = 'MontyValueError'
  }

  override readonly code = 'MONTY_VALUE'

  constructor(
    message: string,
    /** Path of the value, such as `inputs.rows[3].when`. */
    readonly path: string,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}

/**
 * A call that is wrong: an unknown option, a missing input, a state that does not allow it. The message says
 * what to do instead.
 *
 * @example
 * ```ts
 * new Monty('x').run({ inputs: { x: 1 } }) // throws MontyUsageError: inputs.x is not declared
 * ```
 */
export class MontyUsageError extends MontyError {
  static {
    this.prototype.name = 'MontyUsageError'
  }

  override readonly code: 'MONTY_USAGE' | 'MONTY_ASYNC_ONLY' | 'MONTY_DISPOSED' | 'MONTY_NO_BINARY'

  constructor(
    message: string,
    code: 'MONTY_USAGE' | 'MONTY_ASYNC_ONLY' | 'MONTY_DISPOSED' | 'MONTY_NO_BINARY' = 'MONTY_USAGE',
    cause?: unknown,
  ) {
    super(message, { cause })
    this.code = code
  }
}

/** One finding of the type checker. */
export interface Diagnostic {
  /** The rule, such as `invalid-argument-type`. */
  readonly code: string
  /** Severity of the finding. */
  readonly severity: 'error' | 'warning' | 'info'
  /** Description of the finding. */
  readonly message: string
  /** The program's name. */
  readonly filename: string
  /** Lines and columns start at 1. */
  readonly line: number
  /** Counted in code points. */
  readonly column: number
  /** End line of the finding. */
  readonly endLine: number
  /** Exclusive. */
  readonly endColumn: number
}

/** Formats of the type checker's findings. */
export type DiagnosticFormat =
  | 'full'
  | 'concise'
  | 'azure'
  | 'json'
  | 'jsonlines'
  | 'rdjson'
  | 'pylint'
  | 'gitlab'
  | 'github'

/**
 * The type checker reports findings.
 *
 * @example
 * ```ts
 * try {
 *   new Monty('total: int = "none"').typeCheck()
 * } catch (error) {
 *   if (error instanceof MontyTypingError) console.log(error.displayDiagnostics('concise'))
 * }
 * ```
 */
export class MontyTypingError extends MontyError {
  static {
    this.prototype.name = 'MontyTypingError'
  }

  override readonly code = 'MONTY_TYPING'
  readonly #render: (format: DiagnosticFormat, color: boolean) => string

  constructor(
    /** The findings, one by one. */
    readonly diagnostics: readonly Diagnostic[],
    render: (format: DiagnosticFormat, color: boolean) => string,
  ) {
    super(
      diagnostics
        .map((one) => `${one.filename}:${one.line}:${one.column}: ${one.message} [${one.code}]`)
        .join('\n'),
    )
    this.#render = render
  }

  /** Renders the findings for people or for tools. */
  displayDiagnostics(format: DiagnosticFormat = 'full', color = false): string {
    return this.#render(format, color)
  }
}
