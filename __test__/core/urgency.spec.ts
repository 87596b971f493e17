import { describe, expect, test } from 'vitest'
import { mostUrgent } from '../../src/core/drive/urgency.js'

/** A run that may stand open for so many ms more, and needs so many. */
const run = (patienceMs: number, leftMs: number, maxDurationMs = 1_000, since = 0) => ({
  since,
  run: { leftMs, turn: { patienceMs, maxDurationMs } as never },
})

describe('the next of those that compute for long is', () => {
  test('the one that has waited longest, as long as all can be done', () => {
    expect(mostUrgent([run(5_000, 500), run(4_000, 500), run(9_000, 500)], 0)).toBe(0)
  })

  test('the one that has to be done first, when one could not be done any more', () => {
    expect(mostUrgent([run(5_000, 500), run(1_400, 500), run(9_000, 500)], 500)).toBe(1)
  })

  test('the first of several that could not all be done', () => {
    const standing = [run(9_000, 1_000), run(2_500, 1_000), run(1_600, 1_000), run(2_900, 1_000)]
    expect(mostUrgent(standing, 0)).toBe(2)
  })

  test('the one that has stood for longest, of two with the same limits', () => {
    expect(mostUrgent([run(1_500, 900, 1_000, 400), run(1_500, 900, 1_000, 100)], 700)).toBe(1)
  })

  test('never one without a limit while another has to be done', () => {
    const free = run(Infinity, Infinity, Infinity)
    expect(mostUrgent([free, run(100, 900)], 0)).toBe(1)
    expect(mostUrgent([free, free], 0)).toBe(0)
  })
})
