/** A timer that can be told not to keep a process alive, of which there is none. */
interface WebTimer {
  readonly id: ReturnType<typeof setTimeout>
  ref(): WebTimer
  unref(): WebTimer
}

const { setTimeout, clearTimeout, queueMicrotask } = globalThis
const { navigator } = globalThis as { navigator?: { userAgent?: string } }
/**
 * Cloudflare's workers: a message or a timer belongs to the request in which it was sent there, and is gone with it.
 * There is no page that had to be left free either.
 */
const hasRequests = navigator?.userAgent === 'Cloudflare-Workers'
const inNextTurn = hasRequests ? queueMicrotask : byMessage()

/** A timer of 0 ms would come after 4 when there are many. */
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
  /** In the next turn of the loop. */
  setImmediate: inNextTurn,
}
