import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Tick } from '../../src/core/drive/tick.js'

const turns = vi.hoisted(() => ({ now: 0, due: [] as Array<() => void> }))
vi.mock(import('../../src/core/timers.js'), async (original) => ({
  ...(await original()),
  monotonicNow: () => turns.now,
  setImmediate: ((come: () => void) => turns.due.push(come)) as never,
  setTimeout: ((come: () => void) => turns.due.push(come)) as never,
}))

beforeEach(() => {
  turns.now = 0
})
afterEach(() => {
  turns.due = []
})

const nextTurn = (): void => {
  for (const come of turns.due.splice(0)) come()
}

describe('a tick', () => {
  test('comes once, however often it is asked for', () => {
    let came = 0
    const tick = new Tick(() => came++)
    tick.arm()
    tick.arm(5)
    expect(tick.isDue).toBe(true)
    nextTurn()
    nextTurn()
    expect(came).toBe(1)
    expect(tick.isDue).toBe(false)
  })

  test.each([0, 3])('that was lost is armed again, with a delay of %s ms', (delayMs) => {
    let came = 0
    const tick = new Tick(() => came++)
    tick.arm(delayMs)
    const lost = turns.due.splice(0)
    turns.now = 999
    tick.arm(delayMs)
    expect(turns.due).toEqual([])
    turns.now = 1_000
    tick.arm(delayMs)
    nextTurn()
    expect(came).toBe(1)
    // Should it come after all, it is too late.
    tick.arm(delayMs)
    for (const come of lost) come()
    expect(came).toBe(1)
    nextTurn()
    expect(came).toBe(2)
  })
})
