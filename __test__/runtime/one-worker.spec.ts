import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { MontyPool } from '../../src/isolation/pool.js'
import { MontyRuntime, runScriptTool } from '../../src/runtime/index.js'

const pool = await MontyPool.create({ maxWorkers: 1 })
afterAll(() => pool.close())

const runtime = new MontyRuntime({
  isolation: pool,
  snapshots: { key: 'a secret of thirty-two bytes, no less' },
  tools: {
    run_script: runScriptTool((code) => code),
    pay: tool({ input: z.object({}), needsApproval: true, execute: () => 'paid' }),
  },
})

const nested = (levels: number): string =>
  levels === 0 ? '42' : `await run_script(${JSON.stringify(nested(levels - 1))})`

it('Python inside tools inside Python needs one worker only', async () => {
  expect(await runtime.execute(nested(4)).value()).toBe(42)
})

it('many executions with Python inside their tools share one worker', async () => {
  const executions = Array.from({ length: 20 }, () => runtime.execute(nested(2)).value())
  expect(await Promise.all(executions)).toEqual(Array.from({ length: 20 }, () => 42))
})

it('a run that waits for a decision inside a tool leaves the worker to others', async () => {
  const paused = await runtime.execute('await run_script("await pay()")').outcome
  if (paused.status !== 'paused') throw new Error(paused.status)
  expect(await runtime.execute(nested(1)).value()).toBe(42)
  expect(pool.stats()).toMatchObject({ live: 1 })
  const [{ callId }] = paused.pending as [(typeof paused.pending)[number]]
  expect(await runtime.resume(paused.token, [{ callId, action: 'approve' }]).value()).toBe('paid')
})
