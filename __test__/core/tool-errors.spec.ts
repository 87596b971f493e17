import { expect, test } from 'vitest'
import { findingsOf } from '../support/scenario.js'

test.each(['none', 'process'])(
  'what is kept of errors of tools is bounded, wherever a megabyte is in them (%s)',
  { timeout: 240_000 },
  async (isolation) => {
    interface Found {
      readonly grewMib: number
      readonly hasCause: boolean
    }
    const args = [isolation]
    const found = await findingsOf<Record<string, Found>>('tool-errors', args, ['--expose-gc'])
    expect(Object.keys(found)).toHaveLength(7)
    for (const [where, { grewMib, hasCause }] of Object.entries(found)) {
      expect([where, hasCause]).toEqual([where, true])
      // budgets.recordBytes, and what may still be a cause.
      expect(grewMib, where).toBeLessThan(80)
    }
  },
)
