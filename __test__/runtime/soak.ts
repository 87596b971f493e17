import { setTimeout as sleep } from 'node:timers/promises'
import { MontyRuntime } from '../../src/runtime/index.js'
import { tool } from '../../src/host/tool.js'

const CODE = `import asyncio
sum(await asyncio.gather(*[next_of(n=base + i) for i in range(5)]))`

/** What a round came to. */
export interface Round {
  readonly right: number
  readonly ms: number
  readonly residentBytes: number
}

/** Runs `rounds` rounds of `count` executions at once. */
export async function soak(
  isolation: 'none' | 'process',
  count: number,
  rounds: number,
): Promise<Round[]> {
  const runtime = new MontyRuntime({
    isolation,
    tools: {
      next_of: tool({
        input: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
        output: { type: 'integer' },
        execute: async ({ n }: { n: number }) => {
          await sleep(20)
          return n + 1
        },
      }),
    },
  })
  const results: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const outcomes = await Promise.all(
      Array.from(
        { length: count },
        (_, base) => runtime.execute(CODE, { inputs: { base } }).outcome,
      ),
    )
    const ms = performance.now() - began
    const right = outcomes.filter(
      (outcome, base) => outcome.status === 'ok' && outcome.value === 5 * base + 15,
    ).length
    globalThis.gc?.()
    results.push({ right, ms, residentBytes: process.memoryUsage().rss })
  }
  await runtime.close()
  return results
}
