/** A timer that can be told not to keep a process alive, of which there is none. */
interface WebTimer {
  readonly id: ReturnType<typeof setTimeout>
  ref(): WebTimer
  unref(): WebTimer
}

const { setTimeout, clearTimeout } = globalThis
const ticks: Array<() => void> = []
const { port1: ticking, port2: tick } = new MessageChannel()
ticking.addEventListener('message', () => ticks.shift()?.())
ticking.start()

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
  /** In the next turn of the loop; a timer of 0 ms comes after 4 when there are many. */
  setImmediate(call: () => void): void {
    ticks.push(call)
    tick.postMessage(undefined)
  },
}
