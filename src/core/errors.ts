import type { InspectOptions } from 'node:util'
import { inspect } from './node.js'

/** What a run has used. */
export interface Usage {
  /** Time spent executing Python, host waits excluded. */
  readonly durationMs: number
  /** The most memory held at once. */
  readonly peakMemoryBytes: number
  /** Calls that your code answered: functions, methods, the option `os`, sleeps. */
  readonly hostCalls: number
  /** Bytes printed, including what was cut. */
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
  /** Where what failed ends. */
  readonly endLine: number
  /** Exclusive. */
  readonly endColumn: number
  /** The function; `'<module>'` outside of any, `null` where the source was refused. */
  readonly functionName: string | null
  /** The line of source, where it is known. */
  readonly sourceLine: string | null
}

/** An exception that another one came from. */
export interface ChainedException {
  /**
   * `'cause'` where the program says so with `raise ... from`; `'context'` where the later one was raised
   * while this one was handled.
   */
  readonly relation: 'cause' | 'context'
  /** Its type, such as `KeyError`. */
  readonly typeName: string
  /** What it says. */
  readonly message: string
}

/** A Python exception as data. */
export interface PythonException {
  /** Its type, such as `ValueError`. */
  readonly typeName: string
  /** What it says. */
  readonly message: string
  /** The names of the classes it derives from, nearest first, up to `BaseException`. */
  readonly bases: readonly string[]
  /** What it came from, the latest first. */
  readonly chain: readonly ChainedException[]
  /** As Python would print it. */
  readonly text: string
  /** The lines of its traceback, outermost first. */
  readonly frames: readonly Frame[]
}

/** What an error is told by in a program; it never changes, messages may. */
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

/** What an error is made of, beside its message. */
export interface ErrorDetails {
  cause?: unknown
  exception?: PythonException
  usage?: Usage
}

/**
 * Says where Python was when it was ended for an error.
 *
 * @internal
 */
export let tellPlace: (error: MontyError, interrupted: PythonException) => void

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
    tellPlace = (error, { frames, text }) => {
      const lines = text.slice(0, text.lastIndexOf('\n') + 1)
      error.#python = { ...error.exception, frames, text: lines + error.display('type-msg') }
    }
  }

  /** What kind of failure it is. It never changes, messages may. */
  abstract readonly code: MontyErrorCode
  /**
   * The Python exception, of a class of the program's own under its own name; for failures outside
   * Python, the class's own name and message.
   *
   * @example
   * ```ts
   * const outcome = new Monty('class Late(ValueError): pass\nraise Late("x")')
   * const error = await outcome.runAsync().catch((thrown: unknown) => thrown)
   * if (error instanceof MontyError) error.exception.bases // ['ValueError', 'Exception', 'BaseException']
   * ```
   */
  readonly exception: Pick<PythonException, 'typeName' | 'message' | 'bases' | 'chain'>
  /** What the run had used, where a run failed. */
  readonly usage: Usage | undefined
  #python: PythonException | undefined

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    // As written below: what bundles shorten are the names of classes.
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

  /** The lines of the Python traceback, outermost first; empty when Python was not running. */
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
   * What `console.log` shows: Python's lines, too.
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
 * The source was refused: it is not Python, or not the Python that is supported. `display()` shows the
 * line.
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
 * An exception that Python did not catch. `cause` is the host's own error, if one began it.
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

/** Which limit ended a run. */
export type LimitName =
  | 'memory'
  | 'duration'
  | 'hostCalls'
  | 'environmentCalls'
  | 'result'
  | 'sleep'

/**
 * A limit ended the run. What it used and was allowed is in bytes, milliseconds or calls.
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
    /** Which limit. */
    readonly limit: LimitName,
    /** How much there was, in the limit's unit. */
    readonly used: number,
    /** How much there may be, in the same unit. */
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
    /** What was allowed. */
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
 * A tenant has used what it may for now.
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
    /** Whose quota it is. */
    readonly tenant: string,
    /** Which of its quotas, such as `'cpuMs'`. */
    readonly quota: 'maxWaiting' | 'cpuMs' | 'hostCalls' | 'memoryBytes',
    /** After how many ms it is worth trying again. */
    readonly retryAfterMs: number,
  ) {
    super(`${tenant} has used its quota of ${quota}: try again in ${retryAfterMs} ms`)
  }
}

/** The interpreter, or the worker process it ran in, failed. Only this run is lost. */
export class MontyCrashedError extends MontyError {
  static {
    this.prototype.name = 'MontyCrashedError'
  }

  override readonly code = 'MONTY_CRASHED'
  /** How the worker ended, when there was one. */
  readonly exitCode: number | null
  /** The signal that ended the worker, such as `'SIGKILL'`, when one did. */
  readonly signal: string | null

  constructor(message: string, end: { exitCode?: number | null; signal?: string | null } = {}) {
    super(message)
    this.exitCode = end.exitCode ?? null
    this.signal = end.signal ?? null
  }
}

/**
 * Bytes that are not a snapshot, or one that may not be loaded.
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
    /** `'used'` is for the token of a run that was resumed already. */
    readonly reason: 'format' | 'version' | 'signature' | 'expired' | 'used',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}

/**
 * A value that cannot cross; `path` says which, such as `inputs.rows[3].when`.
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
    /** Which value, such as `inputs.rows[3].when`. */
    readonly path: string,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}

/**
 * A call that cannot mean anything: a wrong option, a missing input, the wrong moment. The message says
 * what would.
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
  /** How bad it is. */
  readonly severity: 'error' | 'warning' | 'info'
  /** What is wrong. */
  readonly message: string
  /** The program's name. */
  readonly filename: string
  /** Lines and columns start at 1. */
  readonly line: number
  /** Counted in code points. */
  readonly column: number
  /** Where it ends. */
  readonly endLine: number
  /** Exclusive. */
  readonly endColumn: number
}

/** How findings of the type checker can be rendered. */
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
 * The type checker has findings.
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

  /** The findings, rendered for people or for tools. */
  displayDiagnostics(format: DiagnosticFormat = 'full', color = false): string {
    return this.#render(format, color)
  }
}
