import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'bullmq'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { pythonQueue, pythonWorker, queueTool } from 'monty-node/bullmq'
import { tool } from '../../src/host/index.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { openPlace } from '../runtime/servers/queue-place.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const EXPIRES_MS = 500

it.skipIf(redisServer === undefined && !areRequired)(
  'a run whose state has expired while others did its calls ends, and does nothing again',
  async () => {
    const server = await startRedis()
    const open = await openPlace('redis', server.folder)
    let paid = 0
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      snapshots: {
        store: open.store,
        key: 'a secret of thirty-two bytes, no less',
        expiresInMs: EXPIRES_MS,
      },
      tools: {
        pay: tool({ input: z.object({}), execute: () => ++paid }),
        elsewhere: queueTool({ queue: 'elsewhere', input: z.object({}), output: z.int() }),
      },
    })
    const queue = pythonQueue(open.place)
    const worker = pythonWorker(runtime, { ...open.place, worker: { drainDelay: 1 } })
    await worker.ready()
    const execution = queue.execute('[await pay(), await elsewhere()]')
    await execution.added
    while ((await queue.bullmq.getWaitingChildrenCount()) === 0) await sleep(10)
    await sleep(EXPIRES_MS)
    const connection = open.place.connection as never
    const maker = new Worker('elsewhere', async () => 7, { connection, drainDelay: 1 })
    expect(await execution.outcome).toMatchObject({
      status: 'error',
      error: { code: 'MONTY_SNAPSHOT', reason: 'expired' },
    })
    expect(paid).toBe(1)
    await Promise.all([maker.close(), worker.close(), queue.close()])
    await open.close()
    await server.stop()
  },
)
