import type { PythonException } from './errors.js'

/** An exception of this library as a Python exception, for failures outside of Python. */
export function plainException(
  typeName: string,
  message: string,
  bases: readonly string[] = ['Exception', 'BaseException'],
): PythonException {
  return { typeName, message, bases, chain: [], text: `${typeName}: ${message}`, frames: [] }
}
