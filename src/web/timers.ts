/**
 * A timer with Node's `ref` and `unref`, which have no effect: there is no process to keep alive.
 */
interface WebTimer {
  readonly id: ReturnType<typeof setTimeout>
  ref(): WebTimer
  unref(): WebTimer
}

const { setTimeout, clearTimeout, queueMicrotask } = globalThis
const { navigator } = globalThis as { navigator?: { userAgent?: string } }
/**
 * Cloudflare's workers: a message or a timer belongs to the request that created it, and is dropped
 * with it. There is also no page to keep responsive.
 */
const hasRequests = navigator?.userAgent === 'Cloudflare-Workers'
const inNextTurn = hasRequests ? queueMicrotask : byMessage()

/** Schedules by messages, as nested timers of 0 ms take 4 ms. */
function byMessage(): (call: () => void) => void {
  const ticks: Array<() => void> = []
  const { port1: ticking, port2: tick } = new MessageChannel()
  ticking.addEventListener('message', () => ticks.shift()?.())
  ticking.start()
  return (call) => {
    ticks.push(call)
    tick.postMessage(undefined)
  }
}

/** The functions of `node:timers` that this package uses. */
export const webTimers = {
  setTimeout(call: () => void, ms: number): WebTimer {
    const id = setTimeout(call, ms)
    const timer: WebTimer = { id, ref: () => timer, unref: () => timer }
    return timer
  },
  clearTimeout(timer: WebTimer | undefined): void {
    clearTimeout(timer?.id)
  },
  /** Runs the call in the next turn of the event loop. */
  setImmediate: inNextTurn,
}
