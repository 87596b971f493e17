import { MontyAbortError, type MontyError, MontyTimeoutError, MontyUsageError } from '../errors.js'
import { onAbort } from './abort-signal.js'
import { MAX_TIMER_MS } from './sleep.js'
import { clearTimeout, monotonicNow, setTimeout } from '../timers.js'

/** Abort signal and deadline of a run. */
export interface Cancellation {
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number | undefined
  /** Start of `timeoutMs`, by `monotonicNow()`. Default: when the wait begins. */
  readonly since?: number
}

/** No signal and no deadline. */
export const UNCANCELLABLE: Cancellation = { signal: undefined, timeoutMs: undefined }

/** Validates the signal and the timeout of a run. */
export function resolveCancellation(
  options: { signal?: AbortSignal; timeoutMs?: number } | undefined,
): Cancellation {
  const { signal, timeoutMs } = options ?? {}
  if (signal !== undefined && !isSignal(signal)) {
    throw new MontyUsageError('signal must be an AbortSignal')
  }
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs >= 0)) {
    throw new MontyUsageError('timeoutMs must be a number of at least 0')
  }
  // A sequence of steps, such as a type check and a run, shares one deadline.
  return timeoutMs === undefined
    ? { signal, timeoutMs }
    : { signal, timeoutMs, since: monotonicNow() }
}

// Not by class: a signal may come from another realm or a polyfill.
export function isSignal(value: unknown): value is AbortSignal {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as AbortSignal).aborted === 'boolean' &&
    typeof (value as AbortSignal).addEventListener === 'function'
  )
}

/**
 * Calls `stop` when the signal fires (or has fired already) or the time is up, unless the returned function
 * is called before.
 */
export function onCancel(
  cancellation: Cancellation,
  stop: (error: MontyError) => void,
): () => void {
  const { signal, timeoutMs = Infinity } = cancellation
  const abort = (): void => stop(new MontyAbortError(signal?.reason))
  if (signal?.aborted) {
    abort()
    return () => {}
  }
  const ignoreSignal = signal && onAbort(signal, abort)
  let timer: NodeJS.Timeout | undefined = undefined
  if (timeoutMs !== Infinity) {
    const onTimeout = (): void => stop(new MontyTimeoutError(timeoutMs))
    timer = setTimeout(onTimeout, Math.min(timeLeft(cancellation, timeoutMs), MAX_TIMER_MS))
  }
  return () => {
    clearTimeout(timer)
    ignoreSignal?.()
  }
}

function timeLeft({ since }: Cancellation, timeoutMs: number): number {
  return since === undefined ? timeoutMs : Math.max(0, timeoutMs - (monotonicNow() - since))
}

/** Waits for a promise until the cancellation fires. The promise's work goes on. */
export function raceCancel<T>(promise: Promise<T>, cancellation: Cancellation): Promise<T> {
  return new Promise((resolve, reject) => {
    const unwatch = onCancel(cancellation, reject)
    promise.finally(unwatch).then(resolve, reject)
  })
}
