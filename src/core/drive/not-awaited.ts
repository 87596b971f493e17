import type { EndEvent } from '../engine/event.js'
import { type MontyError, MontyRuntimeError, MontyUsageError } from '../errors.js'
import { plainException } from '../plain-exception.js'
import { PyFunction } from '../values/index.js'

/**
 * The failure of a program that waits for calls that this drive does not make. Calls of a session's earlier
 * programs have no id any more: their coroutines outlived the program that made them, their answers did not.
 */
export function awaitedElsewhere(callIds: readonly number[]): MontyError {
  if (callIds.length > 0) {
    return new MontyUsageError(
      `Python waits for calls that were answered with futures before (${callIds.join(', ')}): ` +
        'resume the run with their outcomes instead of driving it',
    )
  }
  const message =
    'a coroutine of an earlier program was awaited, and its answer is gone: ' +
    'await a call in the program that makes it, or make it again'
  return new MontyRuntimeError(plainException('RuntimeError', message))
}

/** The failure of a run whose result is a coroutine: its last call was never awaited, and never ran. */
export function notAwaited({
  value,
  usage,
}: Extract<EndEvent, { kind: 'complete' }>): MontyRuntimeError | undefined {
  if (!(value instanceof PyFunction) || !value.name.startsWith('<coroutine ')) return undefined
  const message =
    'the result is a coroutine that was never awaited: write await before the last call'
  return new MontyRuntimeError(plainException('TypeError', message), { usage })
}
