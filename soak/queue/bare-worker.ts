// A bare worker of BullMQ's that awaits what a run's five calls would: bare-worker.ts KIND FOLDER.
import { setTimeout as sleep } from 'node:timers/promises'
import { createRedisBackend, withBackend } from 'bullmq'
import { openPlace } from '../../__test__/runtime/servers/queue-place.js'

const [kind = 'redis', folder = ''] = process.argv.slice(2)
const { place } = await openPlace(kind, folder)
const { Worker } = withBackend(place.backend ?? createRedisBackend)
const worker = new Worker(
  'bare',
  () => Promise.all(Array.from({ length: 5 }, () => sleep(20, 20))),
  { connection: place.connection as never, concurrency: 50, drainDelay: 1 },
)
await worker.waitUntilReady()
process.stdout.write('ready\n')
