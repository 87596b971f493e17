import {
  MontyAbortError,
  MontyCrashedError,
  type MontyError,
  MontyLimitError,
  MontyRuntimeError,
  MontySyntaxError,
  MontyUsageError,
  MontyValueError,
  type PythonException,
} from '../errors.js'
import { plainException } from '../plain-exception.js'
import type { EndEvent } from './event.js'

type FailedEvent = Exclude<EndEvent, { kind: 'complete' }>

/** The error for a failed run. `cause` is the host's own error, if that caused the failure. */
export function failureOf(event: FailedEvent, cause?: unknown): MontyError {
  switch (event.kind) {
    case 'raised':
      return new MontyRuntimeError(event.exception, { usage: event.usage, cause })
    case 'refused':
      return new MontySyntaxError(event.exception)
    case 'limit': {
      const { limit, used, allowed } = event
      const exception = event.exception ?? limitException(event)
      return new MontyLimitError(exception, limit, used, allowed, event.usage)
    }
    case 'stopped':
      return new MontyAbortError()
    case 'crashed':
      return new MontyCrashedError(`the interpreter failed: ${event.reason}`)
    case 'rejected':
      return new MontyUsageError(event.reason)
    case 'unconvertible':
      return new MontyValueError(`${event.path}: ${event.reason}`, event.path)
  }
}

/** The exception for a limit that was reached outside of Python. */
function limitException(event: Extract<FailedEvent, { kind: 'limit' }>): PythonException {
  const { limit, used, allowed } = event
  const shown = {
    memory: {
      typeName: 'MemoryError',
      message: `memory limit exceeded: ${used} > ${allowed} bytes`,
    },
    duration: {
      typeName: 'TimeoutError',
      message: `time limit exceeded: ${Math.round(used)} ms used, ${allowed} ms allowed`,
    },
    hostCalls: {
      typeName: 'RuntimeError',
      message: `host call limit exceeded: ${allowed} allowed`,
    },
    environmentCalls: {
      typeName: 'RuntimeError',
      message: `environment call limit exceeded: ${allowed} calls of files in memory, clock and the like allowed`,
    },
    result: {
      typeName: 'ValueError',
      message: `the value is too large for the host: more than ${allowed} bytes`,
    },
    sleep: { typeName: 'RuntimeError', message: `sleep limit exceeded: ${allowed} ms allowed` },
  }[limit]
  const bases = limit === 'duration' ? ['OSError', 'Exception', 'BaseException'] : undefined
  return plainException(shown.typeName, shown.message, bases)
}
