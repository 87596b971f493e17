import { monotonicNow } from '../timers.js'
import type { Account } from '../engine/account.js'
import type { Sliced } from '../wire/sliced.js'
import { Tick } from './tick.js'

/** Less is read in one go, which takes some milliseconds at most. */
const LONG_BYTES = 512 * 1024
/** The host may work on for this long per turn of the event loop, for all runs together. */
const TURN_MS = 8
/** And for this long for one of them. */
const SLICE_MS = 4

/** Work of which some was done. */
interface Work {
  /** Goes on until then; whether there is more. */
  goOn(until: number): boolean
}

/** What the host is in the midst of doing for runs, in the order in which each has its turn. */
const queue: Work[] = []
const turns = new Tick(() => {
  const end = monotonicNow() + TURN_MS
  for (let now = monotonicNow(); now < end && queue.length > 0; now = monotonicNow()) {
    const work = queue.shift()!
    if (work.goOn(Math.min(end, now + SLICE_MS))) queue.push(work)
  }
  if (queue.length > 0) turns.arm()
})

/** Whether a message of so many bytes takes long enough to read for it to be read in slices. */
export const takesSlices = (bytes: number): boolean => bytes >= LONG_BYTES

/**
 * Does work for a run without holding the event loop. Its time counts for the run. Nothing comes of it any
 * more once it is given up.
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

/** The same for no run in particular. */
export const inBackground = <T>(work: Sliced<T>): Promise<T> => inSlices(work, NOBODY, never)

/** The same for what is seldom long: a promise only where there is more than a slice of it. */
export function soon<T>(work: Sliced<T>): T | Promise<T> {
  const until = monotonicNow() + SLICE_MS
  do {
    const step = work.next()
    if (step.done === true) return step.value
  } while (monotonicNow() < until)
  return inBackground(work)
}

const NOBODY = { spend: (): void => {} }
export const never = (): boolean => false
