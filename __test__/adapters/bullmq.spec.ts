import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRedisBackend, withBackend } from 'bullmq'
import {
  type PythonQueue,
  pythonQueue,
  type PythonWorker,
  pythonWorker,
  type QueuedExecution,
  queueTool,
} from 'monty-node/bullmq'
import { MontyClient } from 'monty-node/client'
import { tool } from '../../src/host/index.js'
import {
  type Decision,
  type Execution,
  MontyRuntime,
  PostgresCounters,
  pythonService,
  RedisCounters,
  replay,
  type RunEvent,
} from '../../src/runtime/index.js'
import { postgres, startPostgres } from '../runtime/servers/postgres.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import { openPlace, type OpenPlace } from '../runtime/servers/queue-place.js'
import { type ServedQueue, serveQueue } from '../runtime/servers/served-queue.js'
import type { TestServer } from '../runtime/servers/server.js'
import { startWorker } from '../runtime/servers/worker-process.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const KEY = 'a secret of thirty-two bytes, no less'
let made: string[] = []

const tools = {
  look: tool({
    input: z.object({ n: z.int() }),
    output: z.int(),
    execute: async ({ n }, context) => {
      made.push(`look ${n}`)
      context.emit({ looking: n })
      await sleep(n < 10 ? 30 * n : n)
      return n * 10
    },
  }),
  pay: tool({
    input: z.object({ n: z.int() }),
    needsApproval: true,
    execute: ({ n }) => {
      made.push(`pay ${n}`)
      return `paid ${n}`
    },
  }),
  fail: tool({
    input: z.object({}),
    execute: () => {
      throw new RangeError('too far')
    },
  }),
  hang: tool({
    input: z.object({}),
    execute: (_input, { signal }) =>
      new Promise((_resolve, reject) => {
        made.push('hang')
        signal.addEventListener('abort', () => {
          made.push('aborted')
          reject(new Error('aborted'))
        })
      }),
  }),
}

async function eventsOf(execution: Execution): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of execution.events) events.push(event)
  return events
}

/** What is the same in two runs. */
const comparable = (events: RunEvent[]): unknown =>
  JSON.parse(
    JSON.stringify(events, (key, value: unknown) =>
      ['runId', 'durationMs', 'usage', 'atMs'].includes(key) ? undefined : value,
    ),
  )

async function until(condition: () => boolean, ms = 15_000): Promise<void> {
  for (let waited = 0; waited < ms; waited += 10) {
    if (condition()) return
    await sleep(10)
  }
  throw new Error('it did not come to that')
}

function behaves(kind: 'redis' | 'postgres', start: () => Promise<TestServer>): void {
  let served: ServedQueue
  let open: ServedQueue['open']
  let queue: ServedQueue['queue']
  let runtime: ServedQueue['runtime']
  beforeAll(async () => {
    const isolation = kind === 'redis' ? 'process' : 'none'
    served = await serveQueue(kind, start, KEY, { isolation, tools })
    ;({ open, queue, runtime } = served)
  })
  afterAll(() => served.close())

  it('gives the value, the output and the calls of a run elsewhere', async () => {
    const execution = queue.execute('print("hello")\n[await look(1), n, {1, 2}]', {
      inputs: { n: 10n ** 20n },
    })
    expect(await execution.outcome).toMatchObject({
      status: 'ok',
      value: [10, 10n ** 20n, new Set([1, 2])],
      stdout: 'hello\n',
      calls: [{ name: 'look', status: 'ok' }],
    })
  })

  it('tells the events of a runtime, in order', async () => {
    const code =
      'import asyncio\nprint("begin")\nx = await asyncio.gather(look(1))\nprint(x)\nx.append(await look(2))\nx'
    const here = await eventsOf(runtime.execute(code))
    const there = await eventsOf(queue.execute(code))
    // Written down first, calls begin a moment later: their tools tell of themselves when others are called.
    const told = (events: RunEvent[]): RunEvent[] =>
      events.filter(({ type }) => type !== 'progress')
    expect(comparable(told(there))).toEqual(comparable(told(here)))
    expect(there.length).toBe(here.length)
  })

  it('gives failures as a runtime does', async () => {
    const outcome = await queue.execute('await fail()').outcome
    expect(outcome).toMatchObject({
      status: 'error',
      error: { code: 'MONTY_RUNTIME', exception: { typeName: 'RuntimeError', message: 'too far' } },
    })
    const error = await queue
      .execute('1 / 0')
      .value()
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'MontyRuntimeError' })
    expect((error as { display(): string }).display()).toContain('ZeroDivisionError')
    const none = await queue.execute(3 as never).outcome
    expect(none).toMatchObject({ status: 'error', error: { message: 'code must be a string' } })
  })

  it('ends a run on another machine within 250 ms, with its tools', async () => {
    made = []
    const execution = queue.execute('await hang()')
    await until(() => made.includes('hang'))
    const began = performance.now()
    execution.cancel('no longer wanted')
    const outcome = await execution.outcome
    expect(performance.now() - began).toBeLessThan(250)
    expect(outcome).toMatchObject({ status: 'cancelled', error: { cause: 'no longer wanted' } })
    expect(made).toEqual(['hang', 'aborted'])
  })

  it('ends one that was not begun', async () => {
    const execution = queue.execute('await look(1)', { delay: 60_000 })
    await sleep(30)
    execution.cancel()
    expect(await execution.outcome).toMatchObject({ status: 'cancelled' })
    const aborted = queue.execute('1', { signal: AbortSignal.abort('late'), delay: 60_000 })
    expect(await aborted.outcome).toMatchObject({ status: 'cancelled', error: { cause: 'late' } })
  })

  it('goes on with a paused run, once, whoever asks', async () => {
    made = []
    const paused = await queue.execute('a = await look(1)\n[a, await pay(2)]').outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    expect(paused.pending).toMatchObject([{ name: 'pay', input: { n: 2 }, state: 'held' }])
    const decisions: Decision[] = [{ callId: paused.pending[0]!.callId, action: 'approve' }]
    const other = pythonQueue(open.place)
    const wrong = await queue.resume('mnr1~x', decisions).outcome
    expect(wrong).toMatchObject({ status: 'error', error: { code: 'MONTY_SNAPSHOT' } })
    const ends = await Promise.all([
      queue.resume(paused.token, decisions).value(),
      other.resume(paused.token, decisions).value(),
    ])
    expect(ends).toEqual([
      [10, 'paid 2'],
      [10, 'paid 2'],
    ])
    expect(made).toEqual(['look 1', 'pay 2'])
    await other.close()
    expect(await runtime.pausedRuns()).toEqual([])
  })

  it('is recorded as a whole, over its workers', async () => {
    const code = 'import random\nprint(await look(1))\n[await pay(2), random.random()]'
    const paused = await queue.execute(code, { record: true }).outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    const decisions: Decision[] = [{ callId: paused.pending[0]!.callId, action: 'approve' }]
    const resumed = queue.resume(paused.token, decisions)
    const replayed = replay(await resumed.recording)
    expect(await replayed.value()).toEqual(await resumed.value())
    expect(await replayed.divergence).toBeUndefined()
    expect((await eventsOf(replayed)).map(({ type }) => type)).toEqual([
      'start',
      'call',
      'progress',
      'result',
      'stdout',
      'start',
      'call',
      'result',
      'done',
    ])
    await expect(queue.execute('1').recording).rejects.toThrow('was not recorded')
  })

  it('is followed from elsewhere, from any event on', async () => {
    const execution = queue.execute('print("one")\nawait look(2)\nprint("two")')
    const events = await eventsOf(execution)
    const other = pythonQueue(open.place)
    const all = other.follow(execution.runId)
    // Each hears at another time that it has ended.
    const untimed = (some: RunEvent[]): unknown[] =>
      some.map((event) => (event.type === 'done' ? { ...event, atMs: 0 } : event))
    expect(untimed(await eventsOf(all))).toEqual(untimed(events))
    const later = await eventsOf(other.follow(execution.runId, { from: 2 }))
    expect(untimed(later)).toEqual(untimed(events.slice(2)))
    await other.close()
  })

  it('is served over HTTP, to each tenant its own', async () => {
    const service = pythonService(queue, {
      authenticate: (request) => request.headers.get('authorization') ?? undefined,
    })
    const clientOf = (authorization: string): MontyClient =>
      new MontyClient({ url: 'http://host', headers: { authorization }, fetch: service })
    const ada = clientOf('ada')
    const file = 'open("/artifacts/a.txt", "w").write("a")'
    const begun = ada.execute(`${file}\n[await look(1), await pay(n)]`, { inputs: { n: 2 } })
    const paused = await begun.outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    expect(await ada.pausedRuns()).toMatchObject([{ token: paused.token }])
    expect(await clientOf('bob').pausedRuns()).toEqual([])
    const decisions = [{ callId: paused.pending[0]!.callId, action: 'approve' }] as const
    const theirs = await clientOf('bob').resume(paused.token, decisions).outcome
    expect(theirs).toMatchObject({ error: { details: { status: 404 } } })
    const resumed = ada.resume(paused.token, decisions)
    expect(await resumed.value()).toEqual([10, 'paid 2'])
    expect(await ada.pausedRuns()).toEqual([])
    const now = await service(
      new Request(`http://host/runs/${await begun.id}`, { headers: { authorization: 'ada' } }),
    )
    expect(await now.json()).toMatchObject({ status: 'ok', value: [10, 'paid 2'] })
    expect(await (await begun.artifact('a.txt')).text()).toBe('a')
    const again = pythonService(queue, { authenticate: () => 'ada' })
    const types: string[] = []
    const late = new MontyClient({ url: 'http://host', fetch: again }).follow(await resumed.id)
    for await (const event of late.events) types.push(event.type)
    expect(types).toEqual(['start', 'call', 'result', 'done'])
  })

  it('waits for what other workers do without a process, for all calls at once', async () => {
    const { Queue, Worker } = withBackend(open.place.backend ?? createRedisBackend) as ReturnType<
      typeof withBackend
    >
    const connection = open.place.connection
    let attempts = 0
    made = []
    const render = queueTool({
      queue: 'render',
      input: z.object({ n: z.int() }),
      output: z.object({ page: z.int() }),
    })
    const own = pythonWorker(
      new MontyRuntime({
        isolation: 'none',
        typeCheck: false,
        tools: { ...tools, render },
        snapshots: { store: open.store, key: KEY },
      }),
      { ...open.place, name: 'pages', worker: { drainDelay: 1 } },
    )
    own.bullmq.on('active', () => attempts++)
    const pages = pythonQueue({ ...open.place, name: 'pages' })
    const execution = pages.execute(`
import asyncio
async def safe(n):
    try:
        return (await render(n))["page"]
    except Exception as error:
        return str(error)
print("asking")
first = await look(1)
found = await asyncio.gather(*[safe(n) for n in range(6)], look(2))
print("found")
[first, *found, (await render(n=9))["page"]]`)
    // It is told to be active before it runs.
    await until(() => attempts === 1 && made.includes('look 2') && own.running === 0)
    expect(made.filter((one) => one === 'look 2')).toHaveLength(1)
    const renders = new Queue('render', { connection })
    expect((await renders.getJobs()).map(({ name, data }) => [name, data.n])).toHaveLength(6)
    const renderer = new Worker(
      'render',
      async (job) => {
        if (job.data.n === 3) throw new Error('out of paper')
        return job.data.n === 4 ? { page: 'four' } : { page: job.data.n * 100 }
      },
      { connection, drainDelay: 1 },
    )
    expect(await execution.value()).toEqual([
      10,
      0,
      100,
      200,
      'out of paper',
      expect.stringContaining('page'),
      500,
      20,
      900,
    ])
    // One for all of the six, and one for the last.
    expect(attempts).toBe(3)
    const types = (await eventsOf(execution)).map(({ type }) => type)
    expect(types.filter((type) => type === 'call')).toHaveLength(9)
    expect(types.filter((type) => type === 'result' || type === 'error')).toHaveLength(9)
    await Promise.all([renderer.close(), renders.close(), own.close(), pages.close()])
  })

  it('holds no place for long calls, and goes on with them wherever there is one', async () => {
    const ends: Array<(value: number) => void> = []
    const slow = tool({
      input: z.object({ n: z.int() }),
      parkAfterMs: 30,
      execute: ({ n }) => new Promise<number>((resolve) => ends.push(() => resolve(n * 100))),
    })
    const own = (): PythonWorker =>
      pythonWorker(
        new MontyRuntime({
          isolation: kind === 'redis' ? 'process' : 'none',
          typeCheck: false,
          tools: { ...tools, slow },
          snapshots: { store: open.store, key: KEY },
        }),
        {
          ...open.place,
          name: 'slow',
          concurrency: 1,
          worker: { drainDelay: 1, lockDuration: 600 },
        },
      )
    const first = own()
    const asked = pythonQueue({ ...open.place, name: 'slow' })
    made = []
    const code = `import asyncio
print("asking")
both = await asyncio.gather(slow(1), look(2), slow(3))
print("again")
both.append(await slow(4))
both`
    const execution = asked.execute(code, { record: true })
    await until(() => ends.length === 2 && first.left === 1 && first.running === 0)
    // It stays away for as long as the calls take, and others have its place.
    await sleep(1_000)
    expect(await asked.execute('await look(1)').value()).toBe(10)
    expect(first.left).toBe(1)
    ends[1]!(0)
    await sleep(50)
    expect(first.left).toBe(1)
    const second = own()
    ends[0]!(0)
    await until(() => ends.length === 3 && first.left + second.left === 1)
    ends[2]!(0)
    expect(await execution.value()).toEqual([100, 20, 300, 400])
    expect(made).toEqual(['look 2', 'look 1'])
    const told = (await eventsOf(execution)).filter(({ type }) => type !== 'progress')
    const count = (type: string): number => told.filter((event) => event.type === type).length
    expect([count('start'), count('stdout'), count('call'), count('result')]).toEqual([1, 2, 4, 4])
    expect(await replay(await execution.recording).divergence).toBeUndefined()

    // Who cancels it has its calls hear of it.
    const cancelled = asked.execute('await slow(5)')
    await until(() => ends.length === 4 && first.left + second.left === 1)
    cancelled.cancel()
    expect(await cancelled.outcome).toMatchObject({ status: 'cancelled' })
    await until(() => first.left + second.left === 0)
    await Promise.all([first.close(), second.close(), asked.close()])
  })

  it('gives each tenant its turn', async () => {
    made = []
    const client = open.place.connection
    const counters =
      kind === 'redis' ? new RedisCounters(client as never) : new PostgresCounters(open.pool!)
    const place = { ...open.place, name: 'turns', counters }
    const turns = pythonQueue({ ...place, weightOf: (tenant) => (tenant === 'heavy' ? 2 : 1) })
    const ask = (tenant: string, n: number): QueuedExecution =>
      turns.execute('await look(n)', { tenant, inputs: { n } })
    const many = Array.from({ length: 30 }, () => ask('many', 0))
    await Promise.all(many.map(({ added }) => added))
    const heavy = [100, 101, 102, 103].map((n) => ask('heavy', n))
    const one = ask('one', 111)
    await Promise.all([...heavy, one].map(({ added }) => added))
    const only = pythonWorker(runtime, { ...place, concurrency: 1, worker: { drainDelay: 1 } })
    await Promise.all([...many, ...heavy, one].map((execution) => execution.value()))
    await Promise.all([only.close(), turns.close()])
    const at = (n: number): number => made.indexOf(`look ${n}`)
    expect(at(111)).toBeLessThan(5)
    // Two of its runs for one of theirs.
    // Runs of one tenant that are added at once have no order among themselves.
    const places = [100, 101, 102, 103].map(at).toSorted((a, b) => a - b)
    expect(places.filter((at_, index) => at_ >= 4 + 2 * index)).toEqual([])
  })

  it('has a worker that drains give its runs to others, and repeats nothing', async () => {
    made = []
    const place = { ...open.place, name: 'rolling', worker: { drainDelay: 1 } }
    const first = pythonWorker(runtime, { ...place, drainMs: 5_000 })
    const rolling = pythonQueue({ ...open.place, name: 'rolling' })
    await first.ready()
    const code = `
import asyncio
seen = []
for n in range(6):
    seen += await asyncio.gather(look(n), look(n + 1))
print(len(seen))
seen`
    const executions = [1, 2, 3].map(() => rolling.execute(code))
    await until(() => made.length > 12)
    const second = pythonWorker(runtime, place)
    await second.ready()
    await first.drain()
    const expected = [0, 10, 10, 20, 20, 30, 30, 40, 40, 50, 50, 60]
    for (const execution of executions) expect(await execution.value()).toEqual(expected)
    expect(made).toHaveLength(3 * 12)
    expect((await eventsOf(executions[0]!)).filter(({ type }) => type === 'stdout')).toHaveLength(1)
    await Promise.all([second.close(), rolling.close()])
  })

  it('leaves nothing behind of runs that have ended', async () => {
    await queue.execute('await look(1)').value()
    await sleep(50)
    // What it has made is kept for a program that goes on from it.
    const left = (await open.store.list()).filter(({ id }) => !id.startsWith('made/'))
    expect(left).toEqual([])
  })

  it('passes on what BullMQ can do', async () => {
    const deduplication = { id: 'only-one', ttl: 5_000 }
    const one = queue.execute('await look(90)', { deduplication })
    await sleep(20)
    const two = queue.execute('await look(21)', { deduplication })
    expect([await one.value(), await two.value()]).toEqual([900, 900])
    made = []
    await queue.schedule('tick', { every: 200, limit: 2 }, 'await look(0)')
    await until(() => made.length === 2)
    await queue.bullmq.removeJobScheduler('tick')
  })
}

function survives(kind: 'redis' | 'postgres', start: () => Promise<TestServer>): void {
  let server: TestServer
  let open: OpenPlace
  let queue: PythonQueue
  const folder = mkdtempSync(join(tmpdir(), 'monty-effects-'))
  const log = join(folder, 'effects')
  const effects = (): string[] => readFileSync(log, 'utf8').split('\n').filter(Boolean)
  beforeAll(async () => {
    writeFileSync(log, '')
    server = await start()
    open = await openPlace(kind, server.folder)
    queue = pythonQueue(open.place)
  })
  afterAll(async () => {
    await queue.close()
    await open.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('goes on with the runs of a worker that was killed: repeats nothing, and asks about what it does not know', async () => {
    const first = await startWorker(kind, server.folder, log)
    const known = queue.execute(`
import random
chance = [random.random()]
print("begun")
seen = [await effect("a"), await effect("b"), await effect("c")]
chance.append(random.random())
print("between")
seen.append(await repeatable("d", ms=1_000_000_000))
print(seen, len(set(chance)))
seen`)
    const unknown = queue.execute(
      'x = await effect("x")\ny = await effect("y", ms=1_000_000_000)\n[x, y]',
    )
    // Its run was put away, but the call is made by the process that dies.
    const left = queue.execute('x = await slow("left", ms=1_000_000_000)\n["was", x]')
    await until(() => effects().length === 7)
    while (!(await queue.bullmq.getDelayed()).some(({ id }) => id === left.runId)) await sleep(10)
    const second = await startWorker(kind, server.folder, log)
    await first.end('SIGKILL')
    await until(() => effects().length === 8)

    const paused = await unknown.outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    expect(paused.pending).toMatchObject([{ name: 'effect', input: { id: 'y' }, state: 'unknown' }])
    const answer: Decision = { callId: paused.pending[0]!.callId, action: 'answer', value: 'Y' }
    expect(await queue.resume(paused.token, [answer]).value()).toEqual(['x', 'Y'])

    const inDoubt = await left.outcome
    if (inDoubt.status !== 'paused') throw new Error(JSON.stringify(inDoubt))
    expect(inDoubt.pending).toMatchObject([{ name: 'slow', state: 'unknown' }])
    const said: Decision = { callId: inDoubt.pending[0]!.callId, action: 'answer', value: 'L' }
    expect(await queue.resume(inDoubt.token, [said]).value()).toEqual(['was', 'L'])

    const about = (id: string): string[] => effects().filter((line) => line.split(' ')[1] === id)
    for (const id of ['a', 'b', 'c', 'x', 'y', 'left']) expect(about(id)).toEqual([`effect ${id}`])
    const [begun, again] = about('d')
    // The same key, so that whoever does it knows.
    expect(again).toBe(begun)
    known.cancel()
    const events = await eventsOf(known)
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      'stdout',
      ...Array.from({ length: 3 }, () => ['call', 'result']).flat(),
      'stdout',
      'call',
      'done',
    ])
    await second.end('SIGKILL')
  }, 60_000)
}

describe.skipIf(redisServer === undefined && !areRequired)('a queue in Redis', () => {
  behaves('redis', startRedis)
  survives('redis', startRedis)
})

describe.skipIf(postgres === undefined && !areRequired)('a queue in PostgreSQL', () => {
  behaves('postgres', startPostgres)
  survives('postgres', startPostgres)
})
