import { describe, expect, it } from 'vitest'
import { MemoryStore, MontyRuntime, tool } from 'monty-node'
import { z } from 'zod'

const KEY = 'a secret of thirty-two bytes, no less'
const NUMBERS = [1, 2, 3, 4, 5, 6]

/** A check of arguments that takes the longer the earlier the call was made, the first time that it sees them. */
function slowCheck(): (n: number) => Promise<boolean> {
  const seen = new Set<number>()
  return async (n) => {
    if (!seen.has(n)) await new Promise((resolve) => setTimeout(resolve, (7 - n) * 15))
    seen.add(n)
    return true
  }
}

describe.each(['none', 'process'] as const)('calls that wait, isolation %s', (isolation) => {
  it.each(['first', 'together'] as const)(
    "are told and made in Python's order, whichever was held first, approvals: %s",
    async (approvals) => {
      const made: number[] = []
      await using runtime = new MontyRuntime({
        isolation,
        approvals,
        snapshots: { key: KEY, store: new MemoryStore() },
        tools: {
          pay: tool({
            input: z.object({ n: z.int().refine(slowCheck()) }),
            needsApproval: true,
            execute: async ({ n }) => {
              made.push(n)
              return n
            },
          }),
        },
      })
      const code = `import asyncio\nawait asyncio.gather(*[pay(n) for n in [${NUMBERS.join()}]])`
      const paused = await runtime.execute(code).outcome
      if (paused.status !== 'paused') throw new Error(paused.status)
      expect(paused.pending.map(({ input }) => (input as { n: number }).n)).toEqual(NUMBERS)
      const decisions = paused.pending
        .toReversed()
        .map(({ callId }) => ({ callId, action: 'approve' as const }))
      expect(await runtime.resume(paused.token, decisions).value()).toEqual(NUMBERS)
      expect(made).toEqual(NUMBERS)
    },
  )
})
