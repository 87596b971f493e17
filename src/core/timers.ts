// Timers and clocks as they were when this module was loaded. Fake timers replace the globals, and jsdom's
// timers end with its window: a run that used them would never end. Therefore all of src/ takes them from
// here; a rule in scripts/rules/ enforces that.

const timers = process.getBuiltinModule('node:timers')

export const setTimeout = real('setTimeout', timers.setTimeout)
export const clearTimeout = real('clearTimeout', timers.clearTimeout)
export const setImmediate = real('setImmediate', timers.setImmediate)

const { performance } = globalThis
const clock = real('performance', performance)

/** Milliseconds since an arbitrary moment, on a monotonic clock. */
export const monotonicNow: () => number = clock.now.bind(clock)

/** Milliseconds since the epoch, by the clock of the machine. */
export const wallClockNow: () => number = real('Date', Date).now

/** Schedules a call, without keeping the process alive for it. */
export function later(call: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(call, ms).unref()
}

/** Cancels a call scheduled by `later`. */
export function cancelLater(timer: NodeJS.Timeout | undefined): void {
  clearTimeout(timer)
}
/**
 * Milliseconds since the epoch, with fractions. The clock is never adjusted after the start of the process.
 */
export const preciseNow = (): number => clock.timeOrigin + monotonicNow()

/** Resolves in the next turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Resolves after some milliseconds. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/**
 * The original of a value that fake timers replaced, in case this package is imported while they are
 * installed. `@sinonjs/fake-timers`, which Vitest and Jest use, keeps the original to restore it.
 */
function real<T extends object>(name: string, current: T): T {
  const fake = (current as { clock?: Record<string, unknown> }).clock
  const original = fake?.[`_${name}`]
  return typeof original === typeof current ? (original as T) : current
}
