import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  type SnapshotStore,
  SqliteStore,
} from '../../src/runtime/index.js'
import { optional } from '../support/optional.js'

const KEY = 'a secret of thirty-two bytes, no less'
const OTHER_KEY = 'another one of thirty-two bytes, too'
let paid: string[] = []
const pay = tool({
  input: z.object({ to: z.string() }),
  needsApproval: true,
  execute: ({ to }) => {
    paid.push(to)
    return to
  },
})

const runtimeOf = (store: SnapshotStore, key = KEY, scope = 'shop'): MontyRuntime =>
  new MontyRuntime({ isolation: 'none', tools: { pay }, snapshots: { store, key, scope } })

async function pausedBy(runtime: MontyRuntime, to: string): Promise<PausedOutcome> {
  const outcome = await runtime.execute(`await pay("${to}")`).outcome
  if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
  return outcome
}

const approveAll = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

/** A store of somebody's own, with the five methods that it has to have, none of them at once. */
function fiveMethods(inner: SnapshotStore, slowMs = 1): SnapshotStore {
  const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
    await sleep(slowMs)
    return work()
  }
  return {
    put: async (id, data, options) => slowly(() => inner.put(id, data, options)),
    claim: async (id, options) => slowly(() => inner.claim(id, options)),
    consume: async (id, lease) => slowly(() => inner.consume(id, lease)),
    release: async (id, lease) => slowly(() => inner.release(id, lease)),
    list: async (options) => slowly(() => inner.list(options)),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'monty-listing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const stores: Array<[string, () => SnapshotStore]> = [
  ['a MemoryStore', () => new MemoryStore()],
  ['a store with five methods', () => fiveMethods(new MemoryStore())],
]
if (optional('node:sqlite') !== undefined) {
  stores.push(['an SqliteStore', () => new SqliteStore(join(folder, `${files++}.db`))])
}

describe.each(stores)('listing paused runs in %s', (_, makeStore) => {
  it('tells of those of its key and scope, and leaves all others as they are', async () => {
    paid = []
    const store = makeStore()
    const apps = [
      runtimeOf(store),
      runtimeOf(store, OTHER_KEY),
      runtimeOf(store, KEY, 'bank'),
      runtimeOf(store, OTHER_KEY, 'bank'),
    ]
    const paused = [
      await pausedBy(apps[0]!, 'a'),
      await pausedBy(apps[1]!, 'b'),
      await pausedBy(apps[2]!, 'c'),
      await pausedBy(apps[3]!, 'd'),
    ]
    await store.put('of-somebody-else', Buffer.from('no snapshot'), {
      expiresAt: Date.now() + 60_000,
    })
    for (const [index, app] of apps.entries()) {
      const listed = await app.pausedRuns()
      expect(listed).toMatchObject([{ token: paused[index]!.token }])
    }
    expect((await store.list()).filter(({ leasedUntil }) => leasedUntil !== undefined)).toEqual([])
    for (const [index, app] of apps.entries()) {
      const resumed = app.resume(paused[index]!.token, approveAll(paused[index]!))
      expect(await resumed.value()).toBe('abcd'[index])
    }
    expect(paid).toEqual(['a', 'b', 'c', 'd'])
  })

  it('never makes a resumption fail that comes at the same moment', async () => {
    paid = []
    const store = makeStore()
    const runtime = runtimeOf(store)
    for (let round = 0; round < 10; round++) {
      const paused = await pausedBy(runtime, String(round))
      const listing = new AbortController()
      const lister = (async () => {
        const other = runtimeOf(store)
        while (!listing.signal.aborted) {
          await other.pausedRuns()
          await sleep(1)
        }
      })()
      await sleep(round % 5)
      const resumed = await runtime.resume(paused.token, approveAll(paused)).outcome
      listing.abort()
      await lister
      expect(resumed).toMatchObject({ status: 'ok', value: String(round) })
    }
    expect(paid).toHaveLength(10)
  })
})

it('a run that is under way while others of its calls wait is nobody else’s, and not listed', async () => {
  const store = new MemoryStore()
  let finish = (): void => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  paid = []
  const slow = tool({ input: z.object({}), execute: () => finished })
  const options = {
    isolation: 'none',
    tools: { pay, slow },
    snapshots: { store, key: KEY },
  } as const
  const runtime = new MontyRuntime(options)
  const execution = runtime.execute('import asyncio\nawait asyncio.gather(slow(), pay("ann"))')
  while ((await store.list()).length === 0) await sleep(1)
  expect(await new MontyRuntime(options).pausedRuns()).toEqual([])
  finish()
  const outcome = await execution.outcome
  if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
  expect(await new MontyRuntime(options).pausedRuns()).toHaveLength(1)
  expect(await runtime.resume(outcome.token, approveAll(outcome)).value()).toEqual([null, 'ann'])
  expect(paid).toEqual(['ann'])
})
