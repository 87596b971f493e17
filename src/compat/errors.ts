/** Type and message of a Python exception. */
export interface ExceptionInfo {
  /** The exception type, such as `'ValueError'`. */
  typeName: string
  message: string
}

/** One line of a Python traceback. Lines and columns start at 1. */
export interface Frame {
  filename: string
  line: number
  column: number
  endLine: number
  endColumn: number
  /** The function, `'<module>'` outside of functions; missing for code that was not executed. */
  functionName?: string
  /** The source line, if known. */
  sourceLine?: string
}

/** A Python exception as the interpreter reports it. */
export interface ReportedException {
  readonly exception: ExceptionInfo
  /** The traceback as Python prints it. */
  readonly text: string
  readonly frames: readonly Frame[]
}

/** Findings of the type checker, with their renderer. */
export interface ReportedFindings {
  /** All findings in the format `'full'`, without colours. */
  readonly message: string
  render(format: TypingDisplayFormat, color: boolean): string
}

export type TypingDisplayFormat =
  | 'full'
  | 'concise'
  | 'azure'
  | 'json'
  | 'jsonlines'
  | 'rdjson'
  | 'pylint'
  | 'gitlab'
  | 'github'

function typeAndMessage(typeName: string, message: string): string {
  return message ? `${typeName}: ${message}` : typeName
}

function badFormat(format: unknown, expected: string): Error {
  return new Error(`Invalid display format: '${String(format)}'. Expected ${expected}`)
}

/** An error of Python, in any phase. */
export class MontyError extends Error {
  readonly #exception: ExceptionInfo

  constructor(typeName: string, message: string, options?: ErrorOptions) {
    super(typeAndMessage(typeName, message), options)
    this.name = 'MontyError'
    this.#exception = { typeName, message }
  }

  /** The Python exception. */
  get exception(): ExceptionInfo {
    return { ...this.#exception }
  }

  /** `'type-msg'` for `Type: message`, `'msg'` for the message alone. */
  display(format: 'type-msg' | 'msg' = 'msg'): string {
    switch (format) {
      case 'msg':
        return this.#exception.message
      case 'type-msg':
        return typeAndMessage(this.#exception.typeName, this.#exception.message)
      default:
        throw badFormat(format, "'type-msg' or 'msg'")
    }
  }
}

/** The source has a syntax error. */
export class MontySyntaxError extends MontyError {
  readonly #text: string | undefined

  constructor(reported: string | ReportedException, options?: ErrorOptions) {
    const message = typeof reported === 'string' ? reported : reported.exception.message
    super('SyntaxError', message, options)
    this.name = 'MontySyntaxError'
    this.#text = typeof reported === 'string' ? undefined : reported.text
  }

  override display(format: 'type-msg' | 'msg' = 'msg'): string {
    // As in 0.0.18, the interpreter's own errors support a format that the types do not declare.
    if (this.#text !== undefined && (format as string) === 'traceback') return this.#text
    return super.display(format)
  }
}

/** Python ended with an exception, or the program uses an unsupported feature. */
export class MontyRuntimeError extends MontyError {
  readonly #text: string | undefined
  readonly #frames: readonly Frame[]

  constructor(
    reported: ReportedException | string,
    message?: string,
    tracebackString?: string,
    frames?: Frame[],
    options?: ErrorOptions,
  ) {
    if (typeof reported === 'string') {
      super(reported, message as string, options)
      this.#text = tracebackString
      this.#frames = frames ?? []
    } else {
      super(reported.exception.typeName, reported.exception.message, options)
      this.#text = reported.text
      this.#frames = reported.frames
    }
    this.name = 'MontyRuntimeError'
  }

  /** The lines of the traceback, outermost first. */
  traceback(): Frame[] {
    return this.#frames.map((frame) => ({ ...frame }))
  }

  /** `'traceback'` for Python's output, else as {@link MontyError.display}. */
  override display(format: 'traceback' | 'type-msg' | 'msg' = 'traceback'): string {
    switch (format) {
      case 'traceback':
        return this.#text || this.message
      case 'type-msg':
      case 'msg':
        return super.display(format)
      default:
        throw badFormat(format, "'traceback', 'type-msg', or 'msg'")
    }
  }
}

/** The type checker has findings. */
export class MontyTypingError extends MontyError {
  readonly #findings: ReportedFindings | null

  constructor(
    reported: string | ReportedFindings,
    findings: ReportedFindings | null = null,
    options?: ErrorOptions,
  ) {
    super('TypeError', typeof reported === 'string' ? reported : reported.message, options)
    this.name = 'MontyTypingError'
    this.#findings = typeof reported === 'string' ? findings : reported
  }

  /** Renders the findings for people or for tools. */
  displayDiagnostics(format: TypingDisplayFormat = 'full', color = false): string {
    return this.#findings?.render(format, color) ?? this.exception.message
  }
}
