import { MontyError } from '../dist/index.js'

/** In the words of outcomes.json. An error that is not ours has no name there. */
export function outcomeOf(error) {
  if (!(error instanceof MontyError)) return 'foreign error'
  switch (error.code) {
    case 'MONTY_SYNTAX':
      return 'syntax'
    case 'MONTY_LIMIT':
      return error.limit === 'sleep' ? 'duration' : error.limit
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
