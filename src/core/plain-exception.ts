import type { PythonException } from './errors.js'

/** What this library says as an exception of Python's, where Python was not there to raise it. */
export function plainException(
  typeName: string,
  message: string,
  bases: readonly string[] = ['Exception', 'BaseException'],
): PythonException {
  return { typeName, message, bases, chain: [], text: `${typeName}: ${message}`, frames: [] }
}
