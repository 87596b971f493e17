import { isThenable, whenSettled } from '../../core/drive/calls.js'
import { isError } from '../../core/realm.js'

/** Listeners whose errors were reported. */
const reported = new WeakSet<object>()

/**
 * Calls a listener. An error that the listener throws, at once or later, does not fail the run:
 * it becomes a warning of the process, once for each listener.
 */
export function callListener<T>(listener: object, listen: () => T): T | undefined {
  try {
    const result = listen()
    if (isThenable(result)) {
      whenSettled(result, (outcome) => {
        if ('error' in outcome) report(listener, outcome.error)
      })
    }
    return result
  } catch (error) {
    report(listener, error)
    return undefined
  }
}

function report(listener: object, error: unknown): void {
  if (reported.has(listener)) return
  reported.add(listener)
  process.emitWarning(isError(error) ? error : String(error))
}
