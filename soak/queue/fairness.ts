// One tenant has thousands of runs that wait. How many of them begin before a run that another one asks for now?
import { setTimeout as sleep } from 'node:timers/promises'
import { pythonQueue } from '../../src/adapters/bullmq.js'
import { counted, queueEvents } from './workers.js'

const code = 'await nap(20)'
/** How many runs are added at once. */
const AT_ONCE = 500

export interface FairnessOptions {
  readonly kind: 'redis' | 'postgres'
  /** Of the one that has many. */
  readonly runs: number
  readonly workers: number
  /** How many others ask, one after another. */
  readonly others: number
}

export async function fairness(options: FairnessOptions): Promise<boolean> {
  const { kind, runs, others } = options
  process.env['MONTY_TENANTS'] = 'yes'
  process.env['MONTY_LOCK_MS'] = '30000'
  await using place = await counted(kind, false)
  const { counters } = place.open
  const asked = pythonQueue({ ...place.open.place, counters })
  for (let at = 0; at < runs; at += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, runs - at) },
      () => asked.execute(code, { tenant: 'many' }).added,
    )
    await Promise.all(some)
  }
  // They are followed by nobody: what is measured is when runs begin, as the database has it.
  await asked.close()
  const queue = pythonQueue({ ...place.open.place, counters })
  const events = await queueEvents(place.open)
  const begun: string[] = []
  const addedAt = new Map<string, number>()
  events.on('added', ({ jobId }) => addedAt.set(jobId, begun.length))
  events.on('active', ({ jobId }) => begun.push(jobId))
  const workers = place.workers()
  await workers.start(options.workers)
  while (begun.length < 100) await sleep(10)
  const waits: number[] = []
  const before: number[] = []
  for (let other = 0; other < others; other++) {
    const since = performance.now()
    const atLeast = begun.length
    const execution = queue.execute(code, { tenant: `other ${other}` })
    await execution.value()
    waits.push(performance.now() - since)
    // Events of PostgreSQL's may be lost: those that began since it was asked for are no fewer.
    before.push(begun.indexOf(execution.runId) - (addedAt.get(execution.runId) ?? atLeast))
    await sleep(100)
  }
  const stillWaiting = runs + others - begun.length
  waits.sort((a, b) => a - b)
  console.log(
    JSON.stringify({
      kind,
      waiting: runs,
      workers: options.workers,
      others,
      stillWaiting,
      begunBefore: { most: Math.max(...before), of: before },
      p50: `${waits[Math.floor(others / 2)]!.toFixed(0)} ms`,
      slowest: `${waits.at(-1)!.toFixed(0)} ms`,
    }),
  )
  await Promise.all([events.close(), queue.close()])
  // With nothing left to wait for, it would show nothing.
  return stillWaiting > runs / 2 && Math.max(...before) <= 1
}
