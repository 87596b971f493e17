import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  type PythonQueue,
  pythonQueue,
  type PythonWorker,
  pythonWorker,
  type QueuedExecution,
} from 'monty-node/bullmq'
import { tool } from '../../src/host/index.js'
import { MontyRuntime, type Outcome, type TenantsOptions } from '../../src/runtime/index.js'
import { openPlace, type OpenPlace } from '../runtime/servers/queue-place.js'
import { postgres, startPostgres } from '../runtime/servers/postgres.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import type { TestServer } from '../runtime/servers/server.js'
import { expectQuota } from '../support/quota.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const KEY = 'a secret of thirty-two bytes, no less'
let running: Record<string, number> = {}
let most: Record<string, number> = {}

const tools = {
  work: tool({
    input: z.object({ who: z.string(), ms: z.int().default(30) }),
    execute: async ({ who, ms }, { signal }) => {
      running[who] = (running[who] ?? 0) + 1
      most[who] = Math.max(most[who] ?? 0, running[who])
      try {
        await sleep(ms, undefined, { signal })
      } finally {
        running[who]--
      }
      return who
    },
  }),
  ask: tool({ input: z.object({}), needsApproval: true, execute: () => 'asked' }),
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 10) {
    if (await condition()) return
    await sleep(10)
  }
  throw new Error('it did not come to that')
}

function counts(start: () => Promise<TestServer>, kind: 'redis' | 'postgres'): void {
  let server: TestServer
  let open: OpenPlace
  let tests = 0
  beforeAll(async () => {
    server = await start()
    open = await openPlace(kind, server.folder)
  })
  beforeEach(() => {
    tests++
    running = {}
    most = {}
  })
  afterAll(async () => {
    await open.close()
    await server.stop()
  })
  const place = (): { name: string; counters: OpenPlace['counters'] } & OpenPlace['place'] => ({
    ...open.place,
    name: `quotas-${tests}`,
    counters: open.counters,
  })
  const queueOf = (): PythonQueue => pythonQueue(place())
  const workerOf = (tenants: TenantsOptions, lockDuration = 30_000): PythonWorker => {
    const snapshots = { store: open.store, key: KEY }
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools,
      tenants,
      snapshots,
    })
    const worker = { drainDelay: 1, lockDuration }
    return pythonWorker(runtime, { ...place(), concurrency: 4, worker })
  }
  const work = (queue: PythonQueue, tenant: string, ms = 30): QueuedExecution =>
    queue.execute(`await work(${JSON.stringify(tenant)}, ms=${ms})`, { tenant })

  it.each([
    ['hostCalls', { hostCalls: 2 }],
    ['cpuMs', { cpuMs: 0.001 }],
    ['memoryBytes', { memoryBytes: 100 }],
  ] as const)('what runs use of %s is the same for all workers', async (quota, quotas) => {
    const options = { windowMs: 2_000, default: quotas }
    await using queue = queueOf()
    const first = workerOf(options)
    const begun = await queue.execute('await work("a")\nawait work("b")', { tenant: 'ada' }).outcome
    expect(begun.status).toBe('ok')
    await first.close()
    // It knows of that run by the database only.
    await using second = workerOf(options)
    await second.ready()
    const refused = await work(queue, 'ada').outcome
    const retryAfterMs = expectQuota(refused, { tenant: 'ada', quota }, 2_000)
    expect((await work(queue, 'bob').outcome).status).toBe('ok')
    await sleep(retryAfterMs)
    expect((await work(queue, 'ada').outcome).status).toBe('ok')
  })

  it('a run that was paused is not counted twice, and its token stays good when it is refused', async () => {
    await using queue = queueOf()
    await using worker = workerOf({ windowMs: 1_500, default: { hostCalls: 4 } })
    await worker.ready()
    const code = 'for n in range(2):\n    await work("a", ms=1)\nawait ask()\n"end"'
    const pause = async (): Promise<Outcome & { status: 'paused' }> => {
      const outcome = await queue.execute(code, { tenant: 'ada' }).outcome
      if (outcome.status !== 'paused') throw new Error(outcome.status)
      return outcome
    }
    const paused = await pause()
    const approve = [{ callId: 2, action: 'approve' }] as const
    expect((await queue.resume(paused.token, approve, { tenant: 'ada' }).outcome).status).toBe('ok')
    // Three calls so far, and not five.
    const again = await pause()
    const refused = await queue.resume(again.token, approve, { tenant: 'ada' }).outcome
    expect(refused).toMatchObject({ status: 'quota', error: { quota: 'hostCalls' } })
    await sleep(1_500)
    expect((await queue.resume(again.token, approve, { tenant: 'ada' }).outcome).status).toBe('ok')
  })

  it('a tenant has a number of runs at once in all workers, and the rest hold no place', async () => {
    const options = { of: { ada: { maxRuns: 2 } } }
    await using queue = queueOf()
    await using first = workerOf(options)
    await using second = workerOf(options)
    await Promise.all([first.ready(), second.ready()])
    const many = Array.from({ length: 16 }, () => work(queue, 'ada', 100))
    await until(() => running['ada'] === 2)
    const waited = performance.now()
    await work(queue, 'bob', 1).value()
    // Sixteen by two at a time take longer.
    expect(performance.now() - waited).toBeLessThan(700)
    const values = await Promise.all(many.map((execution) => execution.value()))
    expect(values).toEqual(many.map(() => 'ada'))
    expect(most['ada']).toBe(2)
  })

  it('those that wait are bounded, and may stop waiting', async () => {
    await using queue = queueOf()
    await using worker = workerOf({ default: { maxRuns: 1, maxWaiting: 2 } })
    await worker.ready()
    const first = work(queue, 'ada', 400)
    await until(() => running['ada'] === 1)
    const waiting = [work(queue, 'ada'), work(queue, 'ada')]
    await until(async () => (await queue.bullmq.getDelayedCount()) === 2)
    expect(await work(queue, 'ada').outcome).toMatchObject({
      status: 'quota',
      error: { quota: 'maxWaiting' },
    })
    waiting[0]!.cancel('enough')
    expect((await waiting[0]!.outcome).status).toBe('cancelled')
    expect(await Promise.all([first.value(), waiting[1]!.value()])).toEqual(['ada', 'ada'])
    expect(most['ada']).toBe(1)
  })

  it('a place of which nothing is heard goes to others after a time', async () => {
    const quota = {
      maxRuns: 1,
      maxWaiting: Infinity,
      cpuMs: Infinity,
      hostCalls: Infinity,
      memoryBytes: Infinity,
    }
    const { counters } = open
    const run = (name: string): { queue: string; tenant: string; run: string } => ({
      queue: `quotas-${tests}`,
      tenant: "o'hara }:{",
      run: name,
    })
    const window = { windowMs: 1_000, leaseMs: 300, maxRuns: 1 }
    const used = { cpuMs: 1.5, hostCalls: 1, memoryBytes: 10 }
    const enter = async (name: string): Promise<string> =>
      (await counters.enter(run(name), quota, 300)).state
    expect(await enter('a')).toBe('in')
    // Whoever goes on with it has the same place.
    expect(await enter('a')).toBe('in')
    expect(await enter('b')).toBe('waits')
    await sleep(200)
    await counters.use(run('a'), used, window)
    await sleep(200)
    expect(await enter('b')).toBe('waits')
    await sleep(200)
    expect(await enter('b')).toBe('in')
    expect([await enter('c'), await enter('d')]).toEqual(['waits', 'waits'])
    expect(await counters.leave(run('b'), used, window)).toBe('c')
    expect([await enter('d'), await enter('c')]).toEqual(['waits', 'in'])
    expect(await counters.enter(run('c'), { ...quota, cpuMs: 3 }, 300)).toMatchObject({
      state: 'refused',
      quota: 'cpuMs',
    })
    expect(await counters.leave(run('c'), used, window)).toBe('d')
    expect(await counters.leave(run('d'), used, window)).toBeUndefined()
  })

  it('refuses what each worker has to bound by itself', () => {
    const listeners = process.listenerCount('SIGTERM')
    expect(() => workerOf({ maxRuns: 2 })).toThrow(/concurrency of each worker/)
    expect(process.listenerCount('SIGTERM')).toBe(listeners)
  })
}

describe.skipIf(redisServer === undefined && !areRequired)('quotas of a queue in Redis', () => {
  counts(startRedis, 'redis')
})

describe.skipIf(postgres === undefined && !areRequired)('quotas of a queue in PostgreSQL', () => {
  counts(startPostgres, 'postgres')
})
