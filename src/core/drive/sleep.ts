import { onAbort } from './abort-signal.js'
import type { CallEvent } from '../engine/event.js'
import { MontyUsageError } from '../errors.js'
import { isThenable, whenSettled } from './calls.js'
import type { Host } from './host.js'
import { clearTimeout, setTimeout } from '../timers.js'

/** Duration in ms for which an operating system call sleeps; `undefined` for other calls. */
export function sleepOf(event: CallEvent): number | undefined {
  if (event.name !== 'time.sleep' && event.name !== 'asyncio.sleep') return undefined
  return Number(event.args[0]) * 1_000
}

/** The longest delay of a Node timer. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/** Sleeps, holding this thread. */
function sleepSync(ms: number): void {
  const cell = new Int32Array(new SharedArrayBuffer(4))
  Atomics.wait(cell, 0, 0, ms)
}

/** Sleeps by the host's `sleep` option, holding this thread. */
export function hostSleepSync(ms: number, sleep: Host['sleep']): void {
  if (sleep === 'instant') return
  if (sleep === 'real') return sleepSync(ms)
  const slept = sleep(ms)
  if (isThenable(slept)) {
    whenSettled(slept, () => {})
    throw new MontyUsageError(
      'the sleep function returned a promise: use runAsync, or return nothing',
      'MONTY_ASYNC_ONLY',
    )
  }
}

/** Sleeps by the host's `sleep` option. */
export function hostSleep(
  ms: number,
  sleep: Host['sleep'],
  signal: AbortSignal,
): Promise<void> | void {
  if (sleep === 'instant') return undefined
  if (typeof sleep === 'function') return sleep(ms)
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.min(ms, MAX_TIMER_MS))
    const ignoreSignal = onAbort(signal, done)
    function done(): void {
      clearTimeout(timer)
      ignoreSignal()
      resolve()
    }
  })
}
