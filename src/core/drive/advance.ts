import type { Event } from '../engine/event.js'
import type { Message } from '../engine/local.js'
import { MontyAbortError, MontyTimeoutError } from '../errors.js'
import { keepIn } from '../host-object.js'
import { whenAborted } from './abortion.js'
import type { Ending } from './async.js'
import type { Channel } from './channel.js'
import type { Host } from './host.js'
import { MAX_TIMER_MS } from './sleep.js'
import { deliver, type Stopped } from './sync.js'

const NEVER: Ending = { signal: undefined, timeoutMs: undefined }

/** Sends a message and runs to the next pause or to the end, without holding the event loop. */
export function advanceAsync(
  channel: Channel,
  message: Message,
  host: Host,
  ending: Ending = NEVER,
): Promise<Stopped> {
  const { signal, timeoutMs } = ending
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined = undefined
    let ignoreSignal: (() => void) | undefined = undefined
    const finish = (): void => {
      clearTimeout(timer)
      ignoreSignal?.()
    }
    const onFailure = (error: unknown): void => {
      finish()
      channel.stop()
      reject(error)
    }
    function onAbort(): void {
      onFailure(new MontyAbortError(signal?.reason))
    }
    const onEvent = (event: Event): void => {
      try {
        deliver(event.printed, host)
      } catch (error) {
        return onFailure(error)
      }
      if (event.kind === 'yielded' || event.kind === 'busy') return
      finish()
      channel.release()
      resolve(event)
    }
    if (signal?.aborted) return onAbort()
    ignoreSignal = signal && whenAborted(signal, onAbort)
    if (timeoutMs !== undefined && timeoutMs !== Infinity) {
      const onTimeout = (): void => onFailure(new MontyTimeoutError(timeoutMs))
      timer = setTimeout(onTimeout, Math.min(timeoutMs, MAX_TIMER_MS))
    }
    channel.listener = { onEvent, onFailure }
    try {
      keepIn(host.kept)
      const event = channel.send(message)
      if (event !== undefined) onEvent(event)
    } catch (error) {
      onFailure(error)
    }
  })
}
