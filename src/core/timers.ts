// Timers and clocks as they were when this module was loaded. Fake timers take the place of the
// globals, and jsdom has timers that end with its window: a run under them would never end. So
// nothing else in src/ looks one of these up; a rule in scripts/rules/ sees to that.

const timers = process.getBuiltinModule('node:timers')

export const setTimeout = real('setTimeout', timers.setTimeout)
export const clearTimeout = real('clearTimeout', timers.clearTimeout)
export const setImmediate = real('setImmediate', timers.setImmediate)

const { performance } = globalThis
const clock = real('performance', performance)

/** Milliseconds since an arbitrary moment, on a clock that nobody sets. */
export const monotonicNow: () => number = clock.now.bind(clock)

/** Milliseconds since the epoch, by the clock of the machine. */
export const wallClockNow: () => number = real('Date', Date).now

/** Calls something after some milliseconds, unless the process ends first. */
export function later(call: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(call, ms).unref()
}

/** It is not to be called any more. */
export function cancelLater(timer: NodeJS.Timeout | undefined): void {
  clearTimeout(timer)
}
/** The same with fractions, by a clock that nobody sets after the start of the process. */
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
 * What something was before fake timers took its place, for whoever imports this package while they
 * are installed. `@sinonjs/fake-timers`, which Vitest and Jest use, keeps it to put it back.
 */
function real<T extends object>(name: string, current: T): T {
  const fake = (current as { clock?: Record<string, unknown> }).clock
  const original = fake?.[`_${name}`]
  return typeof original === typeof current ? (original as T) : current
}
