const FROM_OS =
  'BlockingIOError BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError EnvironmentError IOError InterruptedError ProcessLookupError'
const FROM_EXCEPTION =
  'BaseExceptionGroup BufferError EOFError ExceptionGroup ReferenceError StopAsyncIteration SystemError'
const WARNINGS =
  'BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning Warning'

const each = (names: string, instead: string): Array<[string, string]> =>
  names.split(' ').map((name) => [name, instead])

/** Substitutes for Python's exceptions that the interpreter lacks. */
export const EXCEPTION_SUBSTITUTES: Readonly<Record<string, string>> = Object.fromEntries([
  ...each(FROM_OS, 'Raise and catch OSError: so arrives what a tool throws by that name.'),
  ...each(FROM_EXCEPTION, 'Raise RuntimeError, and catch Exception.'),
  ...each(WARNINGS, 'Use print().'),
  ...each('FloatingPointError', 'Raise and catch ArithmeticError.'),
  ...each('IndentationError TabError', 'Catch SyntaxError.'),
  ...each('UnicodeError UnicodeTranslateError', 'Raise and catch ValueError.'),
  ...each('GeneratorExit', 'There are no generators.'),
])
