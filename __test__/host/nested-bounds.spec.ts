import { describe, expect, it } from 'vitest'
import { Monty, MontyLimitError, MontyRuntime, runMontyAsync, tool } from 'monty-node'
import { rejection } from '../support/caught.js'

const inside = tool({
  input: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
  execute: async ({ code }: { code: string }, context) => (await context.subExecute(code)).status,
})
const FOREVER = 'while True: pass'
const limits = { maxDurationMs: 300 }
const deeper = `await inside('''await inside("${FOREVER}")''')`

describe.each(['none', 'process'] as const)('Python inside a tool, isolation %s', (isolation) => {
  it.each([
    ['again and again', `while True:\n    await inside("${FOREVER}")`],
    ['in itself', `while True:\n    ${deeper}`],
    [
      'side by side',
      `import asyncio\nawait asyncio.gather(*[inside("${FOREVER}") for _ in range(50)])`,
    ],
  ])('takes of the time of the run, %s', async (_, code) => {
    const began = performance.now()
    const externalFunctions = { inside }
    const run = runMontyAsync(new Monty(code), {
      isolation,
      limits,
      externalFunctions,
      timeoutMs: 20_000,
    })
    expect((await rejection(run, MontyLimitError)).limit).toBe('duration')
    await using runtime = new MontyRuntime({
      isolation,
      limits,
      tools: { inside },
      typeCheck: false,
    })
    expect(await runtime.execute(code).outcome).toMatchObject({
      status: 'limit',
      error: { limit: 'duration' },
    })
    expect(performance.now() - began).toBeLessThan(15_000)
  })

  it('leaves the run time to go on after one that never ends', async () => {
    const code = `[await inside("${FOREVER}"), await inside("1 + 1")]`
    const options = { isolation, limits, externalFunctions: { inside } }
    expect(await runMontyAsync(new Monty(code), options)).toEqual(['limit', 'ok'])
    await using runtime = new MontyRuntime({ isolation, limits, tools: { inside } })
    expect(await runtime.execute(code).value()).toEqual(['limit', 'ok'])
  })

  it('runs a few at once at each depth, and all of them in the end', async () => {
    let now = 0
    let most = 0
    const look = async (): Promise<number> => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 5))
      now--
      return 1
    }
    const code = `
import asyncio
await asyncio.gather(*[inside("import asyncio\\nawait asyncio.gather(*[inside('await look()') for _ in range(6)])") for _ in range(40)])
`
    const externalFunctions = { inside, look }
    const all = await runMontyAsync(new Monty(code), { isolation, externalFunctions })
    expect(all).toEqual(Array(40).fill('ok'))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(16)
  })

  it('waits for its turn no longer than the run', async () => {
    const never = (): Promise<never> => new Promise(() => {})
    const code =
      'import asyncio\nawait asyncio.gather(*[inside("await never()") for _ in range(60)])'
    const began = performance.now()
    const run = runMontyAsync(new Monty(code), {
      isolation,
      externalFunctions: { inside, never },
      timeoutMs: 200,
    })
    expect((await rejection(run)).message).toMatch(/200 ms/)
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
