import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type PythonQueue, pythonQueue, pythonWorker } from 'monty-node/bullmq'
import { tool } from '../../src/host/index.js'
import { postgres, startPostgres } from '../runtime/servers/postgres.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import { type ServedQueue, serveQueue } from '../runtime/servers/served-queue.js'
import type { TestServer } from '../runtime/servers/server.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const KEY = 'a secret of thirty-two bytes, no less'
let made: string[] = []
let gate = Promise.resolve()
const tools = {
  note: tool({ input: z.object({ who: z.string() }), execute: ({ who }) => void made.push(who) }),
  stop: tool({ input: z.object({}), execute: () => gate }),
}

/** Turns are numbers that grow for as long as a queue is never empty; priorities of BullMQ are bounded. */
function goOn(kind: 'redis' | 'postgres', start: () => Promise<TestServer>): void {
  let served: ServedQueue
  beforeAll(async () => {
    served = await serveQueue(kind, start, KEY, { isolation: 'none', tools })
  })
  afterAll(() => served.close())

  const ask = (
    queue: PythonQueue,
    tenant: string,
    count: number,
    before = '',
  ): Promise<unknown>[] =>
    Array.from({ length: count }, () =>
      queue.execute(`${before}await note(who)`, { tenant, inputs: { who: tenant } }),
    ).map(async (execution) => {
      await execution.added
      return execution
    })

  it('tenants have their turns after more runs than there are priorities', async () => {
    made = []
    const { counters } = served.open
    const place = { ...served.open.place, name: 'far', counters }
    await using queue = pythonQueue(place)
    await counters.began('far', 200_000)
    await Promise.all(ask(queue, 'many', 12))
    await Promise.all(ask(queue, 'one', 1))
    await using worker = pythonWorker(served.runtime, {
      ...place,
      concurrency: 1,
      worker: { drainDelay: 1 },
    })
    await worker.ready()
    await vi.waitFor(() => expect(made).toHaveLength(13), 20_000)
    expect(made.indexOf('one')).toBeLessThan(3)
  })

  it('runs that wait have their turns when the base of turns moves', async () => {
    made = []
    let open = (): void => {}
    gate = new Promise((resolve) => {
      open = resolve
    })
    const { counters } = served.open
    const place = { ...served.open.place, name: 'moving', counters }
    await using queue = pythonQueue(place)
    await counters.began('moving', 32_768)
    await counters.began('moving', 65_536 - 2)
    await Promise.all(ask(queue, 'first', 3, 'await stop()\n'))
    await Promise.all(ask(queue, 'many', 8, 'await stop()\n'))
    const before = await queue.bullmq.getJobs(['prioritized'], 0, -1, true)
    expect(before.every(({ priority }) => priority > 500_000)).toBe(true)
    await using worker = pythonWorker(served.runtime, {
      ...place,
      concurrency: 7,
      worker: { drainDelay: 1 },
    })
    await worker.ready()
    const waiting = async (): Promise<number[]> =>
      (await queue.bullmq.getJobs(['prioritized'], 0, -1, true)).map(({ priority }) => priority)
    await vi.waitFor(async () => {
      const priorities = await waiting()
      expect(priorities.length).toBeGreaterThan(0)
      expect(priorities.every((priority) => priority < 1_000)).toBe(true)
    }, 20_000)
    open()
    await vi.waitFor(() => expect(made).toHaveLength(11), 20_000)
  })
}

describe.skipIf(redisServer === undefined && !areRequired)('turns in Redis', () => {
  goOn('redis', startRedis)
})

describe.skipIf(postgres === undefined && !areRequired)('turns in PostgreSQL', () => {
  goOn('postgres', startPostgres)
})
