// Runs of five gathered calls of 20 ms: by a queue, by one runtime without one, and as bare jobs of BullMQ's.
import { setTimeout as sleep } from 'node:timers/promises'
import { createRedisBackend, withBackend } from 'bullmq'
import { z } from 'zod'
import { pythonQueue } from '../../src/adapters/bullmq.js'
import { tool } from '../../src/host/index.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { measuredWorkers, Workers } from './workers.js'

const code = 'import asyncio\nawait asyncio.gather(*[nap(20) for _ in range(5)])'
const AT_ONCE = 100
/** How long a job without a queue of ours is waited for before its state is read. */
const LOST_AFTER_MS = 10_000

/** Does a thing so many times, so many at once. */
async function measure(times: number, once: () => Promise<unknown>): Promise<string> {
  const took: number[] = []
  const began = performance.now()
  let left = times
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const start = performance.now()
      const value = await once()
      if (JSON.stringify(value) !== '[20,20,20,20,20]') throw new Error(JSON.stringify(value))
      took.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  const seconds = (performance.now() - began) / 1_000
  took.sort((a, b) => a - b)
  const at = (part: number): string => `${took[Math.floor(part * (times - 1))]!.toFixed(0)} ms`
  return `${(times / seconds).toFixed(0)}/s, p50 ${at(0.5)}, p99 ${at(0.99)}`
}

export async function throughput(
  kind: 'redis' | 'postgres',
  runs: number,
  count: number,
): Promise<void> {
  const { database, open, workers } = await measuredWorkers(kind, count)
  const queue = pythonQueue(open.place)
  await queue.execute(code).value()
  console.log(kind, 'queue, journaled:', await measure(runs, () => queue.execute(code).value()))
  workers.stop()
  process.env['MONTY_IDEMPOTENT'] = 'yes'
  await workers.start(count)
  console.log(kind, 'queue, idempotent:', await measure(runs, () => queue.execute(code).value()))
  workers.stop()
  const bare = new Workers(database, '', {
    script: new URL('bare-worker.ts', import.meta.url),
  })
  await bare.start(count)
  const { Queue, QueueEvents } = withBackend(open.place.backend ?? createRedisBackend)
  const connection = open.place.connection as never
  const jobs = new Queue('bare', { connection })
  const events = new QueueEvents('bare', { connection })
  events.setMaxListeners(0)
  jobs.setMaxListeners(0)
  await events.waitUntilReady()
  let lost = 0
  const job = async (): Promise<unknown> => {
    const added = await jobs.add('nap', {}, { removeOnComplete: { age: 60 } })
    for (;;) {
      // An event that was missed must not end the measurement.
      const value = await added.waitUntilFinished(events, LOST_AFTER_MS).catch(() => undefined)
      if (value !== undefined) return value
      lost++
    }
  }
  console.log(kind, 'bare jobs:', await measure(runs, job), `${lost} events lost`)
  bare.stop()
  const nap = tool({ input: z.object({ ms: z.int() }), execute: async ({ ms }) => sleep(ms, ms) })
  const runtime = new MontyRuntime({ isolation: 'none', typeCheck: false, tools: { nap } })
  console.log('one runtime:', await measure(runs, () => runtime.execute(code).value()))
  await Promise.all([queue.close(), jobs.close(), events.close()])
  await open.close()
  await database.stop()
}
