// A worker that can be killed: queue-worker.ts KIND FOLDER LOG. Its tools write each effect into the log.
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { pythonWorker, queueTool } from '../../../src/adapters/bullmq.js'
import { tool } from '../../../src/host/index.js'
import { MontyRuntime } from '../../../src/runtime/index.js'
import { openPlace } from './queue-place.js'

const [kind = 'redis', folder = '', log = ''] = process.argv.slice(2)
const { place, store, counters } = await openPlace(kind, folder)
const input = z.object({ id: z.string(), ms: z.int().default(0) })

const runtime = new MontyRuntime({
  isolation: kind === 'redis' ? 'none' : 'process',
  typeCheck: false,
  snapshots: { store, key: 'a secret of thirty-two bytes, no less' },
  tools: {
    nap: tool({
      input: z.object({ ms: z.int() }),
      idempotent: process.env['MONTY_IDEMPOTENT'] === 'yes',
      execute: async ({ ms }) => {
        await sleep(ms)
        return ms
      },
    }),
    effect: tool({
      input,
      execute: async ({ id, ms }) => {
        appendFileSync(log, `effect ${id}\n`)
        await sleep(ms)
        return id
      },
    }),
    elsewhere: queueTool({ queue: 'elsewhere', input: z.object({ n: z.int() }), output: z.int() }),
    slow: tool({
      input,
      parkAfterMs: 50,
      execute: async ({ id, ms }) => {
        appendFileSync(log, `effect ${id}\n`)
        await sleep(ms)
        return id
      },
    }),
    repeatable: tool({
      input,
      idempotent: true,
      execute: async ({ id, ms }, { idempotencyKey }) => {
        appendFileSync(log, `repeatable ${id} ${idempotencyKey}\n`)
        await sleep(ms)
        return id
      },
    }),
  },
})
const worker = pythonWorker(runtime, {
  ...place,
  ...(process.env['MONTY_TENANTS'] === 'yes' ? { counters } : {}),
  concurrency: Number(process.env['MONTY_CONCURRENCY'] ?? 20),
  checkpointEvery: Number(process.env['MONTY_CHECKPOINT_EVERY'] ?? 2),
  worker: {
    lockDuration: Number(process.env['MONTY_LOCK_MS'] ?? 1_500),
    stalledInterval: 500,
    drainDelay: 1,
  },
  onError: () => {},
})
await worker.ready()
process.stdout.write('ready\n')
