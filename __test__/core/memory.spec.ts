import { describe, expect, test } from 'vitest'
import { findingsOf } from '../support/scenario.js'

const MIB = 1024 * 1024

/** The full counts are those of `npm run soak`. */
describe('memory stays flat over', { timeout: 60_000 }, () => {
  test.each([
    ['runs of a program', 20_000],
    ['runs that call the host', 5_000],
    ['runs that fail', 5_000],
    ['runs that are stopped', 400],
    ['suspended runs that are dropped', 3_000],
    ['suspended runs that are dumped and loaded', 1_000],
    ['programs that are compiled', 5_000],
    ['sessions', 500],
    ['sessions that are disposed of', 2_000],
  ])('%s', async (what, times) => {
    const { resident } = await findingsOf<{ resident: number[] }>(
      'memory',
      [what, String(times)],
      ['--expose-gc'],
    )
    // The first parts fill caches; from then on it may not grow with what is done.
    const [early, late] = [resident.slice(3, 6), resident.slice(7)]
    expect(Math.min(...late) - Math.max(...early)).toBeLessThan(4 * MIB)
  })
})
