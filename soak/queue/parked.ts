// Runs that wait for what others do: what they take in the workers and in the store, and how they are taken up.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRedisBackend, withBackend } from 'bullmq'
import { findProgram } from '../../__test__/runtime/servers/server.js'
import type { OpenPlace } from '../../__test__/runtime/servers/queue-place.js'
import { pythonQueue } from '../../src/adapters/bullmq.js'
import type { Database } from './database.js'
import { measuredWorkers, queueEvents } from './workers.js'

const code =
  'import asyncio\nasked = n\nfirst, second = await asyncio.gather(elsewhere(n), elsewhere(n + 1))\nfirst + second'
const AT_ONCE = 2_000
const RESUMED = 500

export interface ParkedOptions {
  readonly kind: 'redis' | 'postgres'
  readonly runs: number
  readonly workers: number
}

const MIB = 1024 * 1024

function residentMiB(pid: number): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kib) / 1024)
}

async function storedBytes({ kind, folder }: Database, { pool }: OpenPlace): Promise<number> {
  if (kind === 'postgres') {
    const { rows } = await pool!.query('SELECT pg_database_size(current_database()) AS bytes')
    return Number((rows[0] as { bytes: string }).bytes)
  }
  const cli = findProgram('redis-cli')!
  const told = execFileSync(cli, ['-s', join(folder, 'redis.sock'), 'INFO', 'memory']).toString()
  return Number(/used_memory:(\d+)/.exec(told)?.[1])
}

export async function parked({ kind, runs, workers: count }: ParkedOptions): Promise<boolean> {
  const { database, open, workers } = await measuredWorkers(kind, count)
  const { Queue, Worker } = withBackend(open.place.backend ?? createRedisBackend)
  const connection = open.place.connection as never
  const asked = new Queue('python', { connection })
  const waiting = async (): Promise<number> => asked.getWaitingChildrenCount()
  const began = performance.now()
  let before = 0
  const told: string[] = []
  for (let at = 0; at < runs;) {
    const some = Math.min(AT_ONCE, runs - at)
    const queue = pythonQueue(open.place)
    const added = Array.from(
      { length: some },
      (_, n) => queue.execute(code, { inputs: { n: at + n } }).added,
    )
    await Promise.all(added)
    await queue.close()
    at += some
    while ((await waiting()) < at) await sleep(100)
    if (at === some) before = await storedBytes(database, open)
    if (at % Math.ceil(runs / 5) < AT_ONCE || at === runs) {
      told.push(`${at}: ${workers.pids.map(residentMiB).join(', ')} MiB`)
    }
  }
  const parkedAfter = (performance.now() - began) / 1_000
  const perRun = ((await storedBytes(database, open)) - before) / (runs - Math.min(AT_ONCE, runs))
  const endedAt = new Map<string, number>()
  const took: number[] = []
  const results: unknown[] = []
  const events = await queueEvents(open)
  events.on('completed', ({ jobId, returnvalue }) => {
    const since = endedAt.get(jobId)
    if (since === undefined) return
    took.push(performance.now() - since)
    results.push(returnvalue)
  })
  const maker = new Worker(
    'elsewhere',
    async (job) => {
      endedAt.set(job.parent!.id!, performance.now())
      return job.data.n as number
    },
    { connection, concurrency: 4, limiter: { max: 20, duration: 100 } },
  )
  const wanted = Math.min(RESUMED, runs)
  while (took.length < wanted) await sleep(50)
  took.sort((a, b) => a - b)
  const at = (part: number): string =>
    `${took[Math.floor(part * (took.length - 1))]!.toFixed(0)} ms`
  console.log(
    JSON.stringify({
      kind,
      runs,
      workers: count,
      parkedPerSecond: Math.round(runs / parkedAfter),
      resident: told,
      bytesPerRun: Math.round(perRun),
      storeMiB: Math.round((await storedBytes(database, open)) / MIB),
      resumed: took.length,
      p50: at(0.5),
      p99: at(0.99),
    }),
  )
  const isGood = results.every((result) => JSON.stringify(result).includes('"status":"ok"'))
  workers.stop()
  await Promise.all([maker.close(true), events.close(), asked.close()])
  await open.close()
  await database.stop()
  return isGood
}
