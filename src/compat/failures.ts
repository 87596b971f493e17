import * as core from '../core/errors.js'
import {
  type Frame,
  MontyRuntimeError,
  MontySyntaxError,
  MontyTypingError,
  type ReportedException,
} from './errors.js'

/** A conversion error that passes through Python, which must not catch it. */
export class ConversionError extends Error {}

/**
 * Calls the core and translates its errors to those of this API. `code` is the program, if
 * available.
 */
export function translated<T>(call: () => T, code?: string): T {
  try {
    return call()
  } catch (error) {
    throw translate(error, code)
  }
}

/**
 * Translates an error of the core to one of this API. `cause` is the host's error that caused it,
 * if any. `code` is the program, if available.
 */
export function translate(error: unknown, code?: string): unknown {
  if (!(error instanceof core.MontyError)) return error
  if (error.cause instanceof ConversionError) return new Error(error.cause.message)
  switch (error.code) {
    case 'MONTY_SYNTAX':
      return error.exception.typeName === 'SyntaxError'
        ? new MontySyntaxError(reportOf(error))
        : runtimeError(reportOf(error))
    case 'MONTY_RUNTIME':
    case 'MONTY_LIMIT':
      return runtimeError(reportOf(error, code), error.cause)
    case 'MONTY_TYPING':
      return typingError(error as core.MontyTypingError)
    case 'MONTY_VALUE':
      return pythonError('RuntimeError', valueProblem(error as core.MontyValueError), error)
    case 'MONTY_USAGE':
      return pythonError('RuntimeError', error.message, error)
    case 'MONTY_SNAPSHOT':
      return new Error(`Deserialization failed: ${error.message}`, { cause: error })
    case 'MONTY_NO_BINARY':
      return error
    case 'MONTY_TIMEOUT':
    case 'MONTY_ABORTED':
    case 'MONTY_QUOTA':
    case 'MONTY_CRASHED':
    case 'MONTY_ASYNC_ONLY':
    case 'MONTY_DISPOSED':
      return new Error(error.message, { cause: error })
  }
}

function valueProblem({ path, message }: core.MontyValueError): string {
  return path.startsWith('result') ? message : `invalid input type: ${message}`
}

/** {@link translate} for a feed, whose errors all have one class. */
export function translateFeed(error: unknown): unknown {
  const isSyntax = error instanceof core.MontySyntaxError
  return isSyntax ? runtimeError(reportOf(error)) : translate(error)
}

/** Creates an exception as Python would raise it. */
export function pythonError(typeName: string, message: string, cause: unknown): MontyRuntimeError {
  return new MontyRuntimeError(typeName, message, undefined, undefined, { cause })
}

function runtimeError(reported: ReportedException, cause?: unknown): MontyRuntimeError {
  const options = cause === undefined ? undefined : { cause }
  return new MontyRuntimeError(reported, undefined, undefined, undefined, options)
}

function reportOf(error: core.MontyError, code?: string): ReportedException {
  const { typeName } = error.exception
  const message = messageOf(error)
  const text = error.display().split('\n')
  if (message !== error.exception.message) text.splice(-1, 1, `${typeName}: ${message}`)
  return {
    exception: { typeName, message },
    text: text.join('\n'),
    frames: error.traceback().map((frame) => frameOf(frame, code)),
  }
}

/** Restores a source line that the core has cut. */
function wholeLine({ line, endLine }: core.Frame, cut: string, code: string): string {
  const kept = /^(.*)\.\.\. \[\d+ bytes cut\]$/s.exec(cut)?.[1]
  const whole = line === endLine ? code.split('\n')[line - 1] : undefined
  const isCut = kept !== undefined && whole !== undefined && whole.length > cut.length
  return isCut && whole.startsWith(kept) ? whole : cut
}

/** Error message with the wording and units of this API's limits. */
function messageOf(error: core.MontyError): string {
  if (!(error instanceof core.MontyLimitError)) return error.exception.message
  const { limit, used, allowed } = error
  switch (limit) {
    case 'memory':
      return `memory limit exceeded: ${used} bytes > ${allowed} bytes`
    case 'duration':
      return `time limit exceeded: ${Number(used.toFixed(6))}ms > ${allowed}ms`
    case 'hostCalls':
    case 'environmentCalls':
    case 'result':
    case 'sleep':
      return error.exception.message
  }
}

function frameOf(frame: core.Frame, code: string | undefined): Frame {
  const { functionName, sourceLine, ...place } = frame
  return {
    ...place,
    ...(functionName === null ? {} : { functionName }),
    ...(sourceLine === null
      ? {}
      : { sourceLine: code === undefined ? sourceLine : wholeLine(frame, sourceLine, code) }),
  }
}

function typingError(error: core.MontyTypingError): MontyTypingError {
  return new MontyTypingError({
    message: error.displayDiagnostics('full'),
    render(format, color) {
      if (!FORMATS.has(format)) throw new Error(`Unknown format: ${format}`)
      return error.displayDiagnostics(format, color)
    },
  })
}

const FORMATS: ReadonlySet<string> = new Set<core.DiagnosticFormat>([
  'full',
  'concise',
  'azure',
  'json',
  'jsonlines',
  'rdjson',
  'pylint',
  'gitlab',
  'github',
])
