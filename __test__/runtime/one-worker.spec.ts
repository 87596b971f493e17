import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { Monty } from '../../src/monty/monty.js'
import { MontySession } from '../../src/monty/session/session.js'
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

it('the check of types and the run have one time together', async () => {
  const isolation = pool
  const limits = { maxDurationMs: 600 }
  const busy = new Monty('while True:\n    pass').runAsync({ isolation, limits }).catch(() => {})
  while (pool.stats().idle > 0) await new Promise((resolve) => setTimeout(resolve, 1))
  const began = performance.now()
  const waiting = new MontyRuntime({
    isolation,
    timeoutMs: 1_000,
    limits: { maxTotalSleepMs: 9_000 },
  })
  const late = await waiting.execute('import time\ntime.sleep(8)').outcome
  expect(late).toMatchObject({ status: 'timeout', error: { timeoutMs: 1_000 } })
  expect(performance.now() - began).toBeLessThan(1_500)
  await busy
})

it('what waits for a type check while others have the worker is ended in time', async () => {
  const isolation = pool
  const limits = { maxDurationMs: 1_500 }
  const busy = new Monty('while True:\n    pass').runAsync({ isolation, limits })
  const isFree = busy.then(
    () => 'ended',
    () => 'ended',
  )
  const first = <T>(promise: Promise<T>): Promise<T | string> => Promise.race([promise, isFree])
  const timed = new MontyRuntime({ isolation, timeoutMs: 20 }).execute('1 + 1')
  expect(await first(timed.outcome)).toMatchObject({ status: 'timeout' })
  for (const state of ['fresh', 'shared'] as const) {
    const execution = new MontyRuntime({ isolation, state }).execute('1 + 2')
    execution.cancel('changed my mind')
    expect(await first(execution.outcome)).toMatchObject({ status: 'cancelled' })
  }
  const session = new MontySession({ isolation, typeCheck: true })
  const feed = session.feedAsync('1 + 3', { timeoutMs: 20 }).catch((error: unknown) => error)
  expect(await first(feed)).toMatchObject({ code: 'MONTY_TIMEOUT' })
  await isFree
  expect(await session.feedAsync('1 + 3')).toBe(4)
})
