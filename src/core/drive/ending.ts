import { MontyUsageError } from '../errors.js'
import type { Ending } from './async.js'

/** Checks how a run may be ended. */
export function completeEnding(
  options: { signal?: AbortSignal; timeoutMs?: number } | undefined,
): Ending {
  const { signal, timeoutMs } = options ?? {}
  if (signal !== undefined && !isSignal(signal)) {
    throw new MontyUsageError('signal must be an AbortSignal')
  }
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs >= 0)) {
    throw new MontyUsageError('timeoutMs must be a number of at least 0')
  }
  return { signal, timeoutMs }
}

// Not by class: a signal may come from another realm or a polyfill.
function isSignal(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as AbortSignal).aborted === 'boolean' &&
    typeof (value as AbortSignal).addEventListener === 'function'
  )
}
