/**
 * The outcome that an error of the library's stands for, in the words of outcomes.json.
 *
 * @param {{ code: string, limit?: string, exception: { typeName: string } }} error
 * @returns {string}
 */
export function outcomeName(error) {
  switch (error.code) {
    case 'MONTY_SYNTAX':
      return 'syntax'
    case 'MONTY_LIMIT':
      return error.limit === 'sleep' ? 'duration' : String(error.limit)
    case 'MONTY_TIMEOUT':
      return 'timeout'
    case 'MONTY_CRASHED':
      return 'crashed'
    case 'MONTY_RUNTIME':
      return error.exception.typeName === 'RecursionError' ? 'recursion' : 'error'
    case 'MONTY_VALUE':
      return 'unconvertible'
    case 'MONTY_ASYNC_ONLY':
      return 'error'
    default:
      return error.code
  }
}
