import { afterAll, expect, it } from 'vitest'
import { MontyAbortError } from '../../src/core/errors.js'
import { MontySession } from '../../src/monty/session/session.js'
import { MontyPool } from '../../src/isolation/pool.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { rejection } from '../support/caught.js'

const pool = await MontyPool.create({ maxWorkers: 1 })
afterAll(() => pool.close())

/** Its types take as long as a check may take. */
const endless = [
  'a = (1, "x")',
  ...Array.from({ length: 16 }, () => 'a = (a, a, a)'),
  'a.foo',
].join('\n')

it.each([false, true])('gives the worker back at once, with shared state: %s', async (isShared) => {
  await using hostile = new MontyRuntime({
    isolation: pool,
    ...(isShared ? { state: 'shared' as const } : {}),
  })
  await using other = new MontyRuntime({ isolation: pool, typeCheck: false })
  await other.execute('1').value()
  const execution = hostile.execute(endless, { signal: AbortSignal.timeout(400) })
  expect((await execution.outcome).status).toBe('cancelled')
  const began = performance.now()
  expect(await other.execute('1 + 1').value()).toBe(2)
  expect(performance.now() - began).toBeLessThan(2_000)
})

it('does so when the time of a run is over, too', async () => {
  await using hostile = new MontyRuntime({ isolation: pool, timeoutMs: 400 })
  expect((await hostile.execute(endless).outcome).status).toBe('timeout')
  await using other = new MontyRuntime({ isolation: pool, typeCheck: false })
  const began = performance.now()
  expect(await other.execute('1 + 1').value()).toBe(2)
  expect(performance.now() - began).toBeLessThan(2_000)
})

it('goes on for others who wait for the same program', async () => {
  await using runtime = new MontyRuntime({ isolation: pool })
  const code = 'sum(x * x for x in range(10))'
  const first = runtime.execute(code, { signal: AbortSignal.abort() })
  const second = runtime.execute(code)
  expect((await first.outcome).status).toBe('cancelled')
  expect(await second.value()).toBe(285)
})

it('gives the worker of a session back', async () => {
  const session = new MontySession({ isolation: pool, typeCheck: true })
  const feed = session.feedAsync(endless, { signal: AbortSignal.timeout(400) })
  await rejection(feed, MontyAbortError)
  const began = performance.now()
  expect(await session.feedAsync('1 + 1')).toBe(2)
  expect(performance.now() - began).toBeLessThan(2_500)
})
