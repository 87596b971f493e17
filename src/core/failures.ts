import {
  MontyAbortError,
  MontyCrashedError,
  MontyError,
  MontyLimitError,
  MontyTimeoutError,
  MontyUsageError,
} from './errors.js'
import { isError } from './realm.js'

/** Converts any thrown value into a MontyError. */
export function montyErrorOf(thrown: unknown): MontyError {
  if (thrown instanceof MontyError) return thrown
  const message = isError(thrown) ? thrown.message : String(thrown)
  return new MontyUsageError(message, 'MONTY_USAGE', thrown)
}

/** Whether the execution is lost: the error stopped it in the middle of a computation. */
export function isFatal(error: unknown): boolean {
  return (
    error instanceof MontyLimitError ||
    error instanceof MontyAbortError ||
    error instanceof MontyTimeoutError ||
    error instanceof MontyCrashedError
  )
}
