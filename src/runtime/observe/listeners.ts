import { isThenable, whenSettled } from '../../core/drive/calls.js'
import { isError } from '../../core/realm.js'

/** Listeners whose errors were reported. */
const told = new WeakSet<object>()

/**
 * Calls a listener. An error that the listener throws, at once or later, does not fail the run:
 * it becomes a warning of the process, once for each listener.
 */
export function heardBy<T>(listener: object, listen: () => T): T | undefined {
  try {
    const result = listen()
    if (isThenable(result)) {
      whenSettled(result, (outcome) => {
        if ('error' in outcome) tell(listener, outcome.error)
      })
    }
    return result
  } catch (error) {
    tell(listener, error)
    return undefined
  }
}

function tell(listener: object, error: unknown): void {
  if (told.has(listener)) return
  told.add(listener)
  process.emitWarning(isError(error) ? error : String(error))
}
