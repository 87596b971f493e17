import * as core from '../core/errors.js'
import {
  type Frame,
  MontyRuntimeError,
  MontySyntaxError,
  MontyTypingError,
  type ReportedException,
} from './errors.js'

/** An error of this layer on its way through Python: not Python's to keep. */
export class ConversionError extends Error {}

/** Calls the core and turns its errors into those of this API. `code` is the program, where it is at hand. */
export function translated<T>(call: () => T, code?: string): T {
  try {
    return call()
  } catch (error) {
    throw translate(error, code)
  }
}

/**
 * The error of this API for an error of the core. `cause` is the host's own error, if one began it. `code` is the
 * program, where it is at hand.
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

/** The same for a feed, whose errors are all of one class. */
export function translateFeed(error: unknown): unknown {
  const isSyntax = error instanceof core.MontySyntaxError
  return isSyntax ? runtimeError(reportOf(error)) : translate(error)
}

/** An exception that Python would have raised. */
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

/** A line that the core has cut, as it is there. */
function wholeLine({ line, endLine }: core.Frame, cut: string, code: string): string {
  const kept = /^(.*)\.\.\. \[\d+ bytes cut\]$/s.exec(cut)?.[1]
  const whole = line === endLine ? code.split('\n')[line - 1] : undefined
  const isCut = kept !== undefined && whole !== undefined && whole.length > cut.length
  return isCut && whole.startsWith(kept) ? whole : cut
}

/** What the limits of this API say, in its units. */
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
