import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Pool } from 'pg'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  PostgresStore,
  RedisStore,
  type SnapshotStore,
  type SqliteDatabase,
  SqliteStore,
  storeChecks,
} from '../../src/runtime/index.js'
import { optional } from '../support/optional.js'
import { effects, HALF_WAY } from './half-way.js'
import { postgres, startPostgres } from './servers/postgres.js'
import { redisServer, startRedis } from './servers/redis.js'
import type { TestServer } from './servers/server.js'

/** Whether a missing server is a failure: where they were installed, nothing may be skipped unnoticed. */
const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const KEY = 'a secret of thirty-two bytes, no less'
let made: string[] = []

const tools = {
  read: tool({
    input: z.object({ n: z.int() }),
    output: z.int(),
    execute: async ({ n }) => {
      made.push(`read ${n}`)
      await sleep(5)
      return n
    },
  }),
  pay: tool({
    input: z.object({ n: z.int() }),
    output: z.string(),
    needsApproval: true,
    execute: async ({ n }) => {
      made.push(`pay ${n}`)
      await sleep(10)
      return `paid ${n}`
    },
  }),
}

/** What a store is for, besides its own rules. */
function behaves(storeOf: () => SnapshotStore): void {
  it.each(storeChecks(storeOf))('$name', async (check) => {
    await expect(check.run()).resolves.toBeUndefined()
  })

  it('lets one of several runtimes resume a run', async () => {
    made = []
    const runtimeOf = (): MontyRuntime =>
      new MontyRuntime({ tools, isolation: 'none', snapshots: { store: storeOf(), key: KEY } })
    const paused = await runtimeOf().execute('await read(1)\nawait pay(2)').outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    const [{ callId }] = paused.pending as [(typeof paused.pending)[number]]
    const outcomes = await Promise.all(
      Array.from(
        { length: 5 },
        () => runtimeOf().resume(paused.token, [{ callId, action: 'approve' }]).outcome,
      ),
    )
    const statuses = outcomes.map(({ status }) => status).toSorted()
    expect(statuses).toEqual(['error', 'error', 'error', 'error', 'ok'])
    expect(made).toEqual(['read 1', 'pay 2'])
    expect(await storeOf().list({ prefix: paused.token.split('~')[1]! })).toEqual([])
  })
}

interface Process {
  /** What it says next. */
  readonly line: () => Promise<string>
  readonly child: ChildProcess
}

function start(script: string, args: readonly string[]): Process {
  const path = fileURLToPath(new URL(`servers/${script}`, import.meta.url))
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const child = spawn(process.execPath, ['--import', pathToFileURL(tsx).href, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, line: async () => String((await lines.next()).value) }
}

/** Resumes a run in a process of its own, when told to. */
async function racer(args: readonly string[]): Promise<{ go(): Promise<string> }> {
  const { child, line } = start('racer.ts', args)
  await line()
  return {
    go() {
      child.stdin!.end('go\n')
      return line()
    },
  }
}

async function kill({ child }: Process): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function racesIn(kind: string, placeOf: () => string, storeOf: () => SnapshotStore): void {
  it('lets exactly one of two processes resume a run', async () => {
    const runtime = new MontyRuntime({
      isolation: 'none',
      snapshots: { store: storeOf(), key: KEY },
      tools: { pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => 1 }) },
    })
    const paused = await runtime.execute('await pay()').outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    const args = [kind, placeOf(), paused.token, String(paused.pending[0]!.callId)]
    const racers = await Promise.all([racer(args), racer(args)])
    const ends = await Promise.all(racers.map((one) => one.go()))
    expect(ends.toSorted()).toEqual(['error', expect.stringMatching(/^ok \d+$/)])
  }, 30_000)
}

function survivesIn(kind: string, placeOf: () => string, storeOf: () => SnapshotStore): void {
  it('loses nothing when processes are killed, before a resumption and in the middle of it', async () => {
    const first = start('victim.ts', [kind, placeOf()])
    expect(await first.line()).toBe('looked')
    const [token, callId] = (await first.line()).split(' ')
    await kill(first)

    const second = start('victim.ts', [kind, placeOf(), token!, callId!])
    expect(await second.line()).toBe('paying')
    await kill(second)

    const looked: string[] = []
    const runtime = new MontyRuntime({
      isolation: 'none',
      snapshots: { store: storeOf(), key: KEY, leaseMs: 1_000 },
      tools: {
        look: tool({ input: { type: 'object' }, execute: () => looked.push('again') }),
        pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' }),
      },
    })
    const approval: Decision = { callId: Number(callId), action: 'approve' }
    const early = await runtime.resume(token!, [approval]).outcome
    expect(early).toMatchObject({ status: 'error', error: { reason: 'used' } })
    await sleep(1_000)
    const unknown = await runtime.resume(token!, [approval]).outcome
    if (unknown.status !== 'paused') throw new Error(JSON.stringify(unknown))
    expect(unknown.pending).toMatchObject([{ name: 'pay', state: 'unknown' }])
    const answer: Decision = { callId: unknown.pending[0]!.callId, action: 'answer', value: 'paid' }
    const value = await runtime.resume(unknown.token, [answer]).value()
    expect(value).toEqual([expect.any(Number), 'paid'])
    expect(looked).toEqual([])
  }, 30_000)
}

function goesOnIn(kind: string, placeOf: () => string, storeOf: () => SnapshotStore): void {
  it('goes on after programs whose process was killed, with each effect once', async () => {
    const victim = start('half-way.ts', [kind, placeOf()])
    const done: string[][] = HALF_WAY.map(() => [])
    const ids: string[] = []
    for (let standing = 0; standing < HALF_WAY.length;) {
      const [index, what = '', ...rest] = (await victim.line()).split(' ')
      if (what === 'made') done[Number(index)]!.push(rest.join(' '))
      if (what === 'run') ids[Number(index)] = rest[0]!
      if (what === 'stands') standing++
    }
    await kill(victim)
    for (const [index, { right, value, made: expected }] of HALF_WAY.entries()) {
      // Its counts go on where those of the process that died ended.
      const given = effects(undefined, done[index])
      const snapshots = { store: storeOf(), key: KEY }
      const runtime = new MontyRuntime({
        isolation: 'none',
        tools: given.tools,
        snapshots,
        typeCheck: false,
      })
      const outcome = await runtime.execute(right, { after: ids[index]! }).outcome
      expect(outcome).toMatchObject({ status: 'ok', value })
      expect(given.counted()).toEqual([...expected].toSorted())
    }
    expect(await storeOf().list({ prefix: 'made/' })).toEqual([])
  }, 30_000)
}

describe('MemoryStore', () => {
  const store = new MemoryStore()
  behaves(() => store)
})

const hasSqlite = optional('node:sqlite') !== undefined

describe.skipIf(!hasSqlite)('SqliteStore (skipped where Node has no node:sqlite)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'monty-sqlite-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  // A connection each, as processes have.
  const storeOf = (): SnapshotStore => new SqliteStore(join(folder, 'runs.db'))
  behaves(storeOf)
  racesIn('sqlite', () => folder, storeOf)
  survivesIn('sqlite', () => folder, storeOf)
  goesOnIn('sqlite', () => folder, storeOf)
})

it.runIf(!hasSqlite)('SqliteStore says so where Node has no node:sqlite', () => {
  expect(() => new SqliteStore('runs.db')).toThrow(
    /^Node [\d.]+ has no node:sqlite, which is there from 22\.13 and 23\.4 on .*better-sqlite3/,
  )
})

const BetterSqlite = optional('better-sqlite3') as
  | (new (path: string) => SqliteDatabase)
  | undefined

describe.skipIf(BetterSqlite === undefined)(
  'SqliteStore on better-sqlite3 (skipped where it is not installed)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'monty-better-sqlite-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    const storeOf = (): SnapshotStore => new SqliteStore(new BetterSqlite!(join(folder, 'runs.db')))
    behaves(storeOf)
    racesIn('better-sqlite', () => folder, storeOf)
    survivesIn('better-sqlite', () => folder, storeOf)
    goesOnIn('better-sqlite', () => folder, storeOf)
  },
)

describe.skipIf(postgres === undefined && !areRequired)(
  'PostgresStore (skipped where there is no postgres)',
  () => {
    let server: TestServer
    let clients: Pool[] = []
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(async () => {
      await Promise.all(clients.map((client) => client.end()))
      clients = []
      await server.stop()
    })
    const storeOf = (): SnapshotStore => {
      const client = new Pool({
        host: server.folder,
        user: 'monty',
        database: 'postgres',
        max: 3,
      })
      // The server ends before the last sockets do.
      client.on('error', () => {})
      client.on('connect', (one) => one.on('error', () => {}))
      clients.push(client)
      return new PostgresStore(client)
    }
    behaves(storeOf)
    racesIn('postgres', () => server.folder, storeOf)
    survivesIn('postgres', () => server.folder, storeOf)
    goesOnIn('postgres', () => server.folder, storeOf)
  },
)

describe.skipIf(redisServer === undefined && !areRequired)(
  'RedisStore (skipped where there is no redis-server)',
  () => {
    let server: TestServer
    let client: ReturnType<typeof createClient>
    beforeAll(async () => {
      server = await startRedis()
      client = createClient({ socket: { path: join(server.folder, 'redis.sock'), tls: false } })
      await client.connect()
    })
    afterAll(async () => {
      await client.close()
      await server.stop()
    })
    const storeOf = (): SnapshotStore => new RedisStore(client)
    behaves(storeOf)
    racesIn('redis', () => server.folder, storeOf)
    survivesIn('redis', () => server.folder, storeOf)
    goesOnIn('redis', () => server.folder, storeOf)
  },
)
