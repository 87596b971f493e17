import { MontyAbortError } from '../errors.js'
import { monotonicNow } from '../timers.js'
import type { Account } from '../engine/account.js'
import type { Sliced } from '../wire/sliced.js'
import { Tick } from './tick.js'

/** Shorter messages are decoded in one go, which takes some milliseconds at most. */
const LONG_BYTES = 512 * 1024
/** Maximum of this work per turn of the event loop, for all runs together. */
const TURN_MS = 8
/** Maximum of it for a single run. */
const SLICE_MS = 4

/** Partially completed work. */
interface Work {
  /** Continues until the given time. Returns whether more work is left. */
  goOn(until: number): boolean
}

/** Work in progress for runs, in round-robin order. */
const queue: Work[] = []
const turns = new Tick(() => {
  const end = monotonicNow() + TURN_MS
  for (let now = monotonicNow(); now < end && queue.length > 0; now = monotonicNow()) {
    const work = queue.shift()!
    if (work.goOn(Math.min(end, now + SLICE_MS))) queue.push(work)
  }
  if (queue.length > 0) turns.arm()
})

/** Whether a message of this length is decoded in slices. */
export const takesSlices = (bytes: number): boolean => bytes >= LONG_BYTES

/**
 * Does work for a run without holding the event loop. Its time counts for the run. Once `isGivenUp`, the
 * promise never settles.
 */
export function inSlices<T>(
  work: Sliced<T>,
  account: Pick<Account, 'spend'>,
  isGivenUp: () => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const goOn = (until: number): boolean => {
      if (isGivenUp()) return false
      const began = monotonicNow()
      try {
        for (let now = began; now < until; now = monotonicNow()) {
          const step = work.next()
          if (step.done !== true) continue
          resolve(step.value)
          return false
        }
        return true
      } catch (error) {
        reject(error)
        return false
      } finally {
        account.spend(monotonicNow() - began)
      }
    }
    queue.push({ goOn })
    turns.arm()
  })
}

/** Aborts work for a run when that ends, so that whatever waits for the work is rejected. */
export function* untilOver<T>(work: Sliced<T>, isOver: () => boolean): Sliced<T> {
  for (;;) {
    if (isOver()) throw new MontyAbortError()
    const step = work.next()
    if (step.done === true) return step.value
    yield
  }
}

/** Like `inSlices`, for no particular run. */
export const inBackground = <T>(work: Sliced<T>): Promise<T> => inSlices(work, NO_ACCOUNT, never)

/**
 * Like `inBackground`, for work that is seldom long: returns a promise only if one slice does not suffice.
 */
export function soon<T>(work: Sliced<T>): T | Promise<T> {
  const until = monotonicNow() + SLICE_MS
  do {
    const step = work.next()
    if (step.done === true) return step.value
  } while (monotonicNow() < until)
  return inBackground(work)
}

const NO_ACCOUNT = { spend: (): void => {} }
export const never = (): boolean => false
