import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  FunctionSnapshot,
  FutureSnapshot,
  Monty,
  MontyComplete,
  type MontyProgress,
  MontyRuntimeError,
  MontySession,
  OsSnapshot,
  tool,
} from 'monty-node'
import { rejection } from '../support/caught.js'

const ISOLATIONS = ['none', 'process'] as const

/** Tells how many of its calls are under way at most. */
function counting(ms: number): { f: (n: number) => Promise<number>; most: () => number } {
  let [running, most] = [0, 0]
  const f = async (n: number): Promise<number> => {
    most = Math.max(most, ++running)
    await sleep(ms)
    running--
    return n * 2
  }
  return { f, most: () => most }
}

describe.each(ISOLATIONS)('tasks (isolation: %s)', (isolation) => {
  test('bound the calls under way by a semaphore', async () => {
    const { f, most } = counting(20)
    const code = `
import asyncio
limit = asyncio.Semaphore(10)
async def one(n):
    async with limit:
        return await f(n)
await asyncio.gather(*(one(n) for n in range(200)))
`
    const began = performance.now()
    const result = await new Monty(code).runAsync({ isolation, externalFunctions: { f } })
    expect(result).toEqual(Array.from({ length: 200 }, (_, n) => n * 2))
    expect(most()).toBe(10)
    expect(performance.now() - began).toBeGreaterThan(395)
  })

  test('go on while the program waits for something else', async () => {
    const code = `
import asyncio
log = []
async def beside(n):
    log.append(await f(n))
tasks = [asyncio.create_task(beside(n)) for n in range(3)]
log.append(await f(100))
await asyncio.wait(tasks)
log
`
    const waiting = new Set<() => void>()
    const f = async (n: number): Promise<number> => {
      await new Promise<void>((resolve) => {
        waiting.add(resolve)
        // All go on when the last has come.
        if (waiting.size === 4) for (const goOn of waiting) goOn()
      })
      return n * 2
    }
    const result = await new Monty(code).runAsync({ isolation, externalFunctions: { f } })
    expect([...(result as number[])].toSorted((a, b) => a - b)).toEqual([0, 2, 4, 200])
  })

  test('end a call by a limit of time, which aborts its signal and no other', async () => {
    const ended: string[] = []
    const wait = tool({
      input: { type: 'object', properties: { name: { type: 'string' }, ms: { type: 'number' } } },
      execute: async ({ name, ms }: { name: string; ms: number }, { signal }) => {
        signal.addEventListener('abort', () => ended.push(`${name} aborted`))
        await sleep(ms, undefined, { signal }).catch(() => {})
        return name
      },
    })
    const code = `
import asyncio
other = asyncio.create_task(wait("other", 60))
try:
    await asyncio.wait_for(wait("slow", 60_000), timeout=0.02)
    first = "no limit"
except TimeoutError:
    first = "timed out"
second = await wait("second", 1)
quick = await asyncio.wait_for(wait("quick", 1), timeout=60)
first, second, quick, await asyncio.wait_for(other, 30)
`
    const result = await new Monty(code).runAsync({ isolation, externalFunctions: { wait } })
    expect([...(result as Iterable<unknown>)]).toEqual(['timed out', 'second', 'quick', 'other'])
    expect(ended).toEqual(['slow aborted'])
  })

  test('keep limits of time out of the calls that may run at once, and of the time slept', async () => {
    const { f, most } = counting(5)
    const code = `
import asyncio
await asyncio.gather(*(asyncio.wait_for(f(n), timeout=3600) for n in range(4)))
`
    const monty = new Monty(code)
    const limits = { maxConcurrentCalls: 1, maxTotalSleepMs: 1_000, maxHostCalls: 4 }
    expect(await monty.runAsync({ isolation, limits, externalFunctions: { f } })).toEqual([
      0, 2, 4, 6,
    ])
    expect(most()).toBe(1)
    for (const sleeping of ['asyncio.sleep(9)', 'asyncio.wait_for(asyncio.Event().wait(), 9)']) {
      const slept = new Monty(`import asyncio\nlock = asyncio.Lock()\nawait ${sleeping}`)
      const error = await rejection(slept.runAsync({ isolation, limits }))
      expect(error.message).toContain('sleep')
    }
  })

  test('may be driven with one call at a time', async () => {
    const { f, most } = counting(2)
    const code = `
import asyncio
async def one(n):
    return await asyncio.wait_for(f(n), timeout=60)
await asyncio.gather(*(asyncio.create_task(one(n)) for n in range(3)))
`
    const options = { isolation, concurrency: 'serial', externalFunctions: { f } } as const
    expect(await new Monty(code).runAsync(options)).toEqual([0, 2, 4])
    expect(most()).toBe(1)
  })

  test('leave the host its time while they do not wait', async () => {
    const code = `
import asyncio
task = asyncio.create_task(f(1))
rounds = 0
while not task.done():
    rounds += 1
    await asyncio.sleep(0)
task.result(), rounds > 1
`
    const { f } = counting(5)
    const result = await new Monty(code).runAsync({ isolation, externalFunctions: { f } })
    expect([...(result as Iterable<unknown>)]).toEqual([2, true])
  })
})

describe('tasks', () => {
  test('that wait for each other are an error, which tells who waits for what', async () => {
    const code = `
import asyncio
lock = asyncio.Lock()
async def second(queue):
    await queue.get()
async def main():
    async with lock:
        task = asyncio.create_task(second(asyncio.Queue()))
        await asyncio.sleep(0)
        await lock.acquire()
asyncio.run(main())
`
    const error = await rejection(new Monty(code).runAsync())
    expect(error).toBeInstanceOf(MontyRuntimeError)
    expect(error.message).toContain('Task-1 (main()) waits for a Lock held by Task-1')
    expect(error.message).toContain('Task-2 (second()) waits for an item of a Queue (get)')
  })

  test('sleep in a synchronous run, in the order of their limits', () => {
    const code = `
import asyncio
log = []
async def one(n):
    await asyncio.sleep(n)
    log.append(n)
await asyncio.gather(*(asyncio.create_task(one(n)) for n in (3, 1, 2)))
try:
    await asyncio.wait_for(asyncio.sleep(9), 4)
except TimeoutError:
    log.append('over')
log
`
    expect(new Monty(code).run({ sleep: 'instant' })).toEqual([1, 2, 3, 'over'])
  })

  test('are cancelled at the end of their feed', async () => {
    const session = new MontySession()
    await session.feedAsync(`
import asyncio
log = []
async def beside():
    try:
        await asyncio.sleep(100)
    finally:
        log.append('cancelled')
`)
    await session.feedAsync(`
task = asyncio.create_task(beside())
await asyncio.sleep(0)
`)
    expect(await session.feedAsync('log')).toEqual(['cancelled'])
    session.dispose()
  })

  test('are in the snapshots of every pause', () => {
    const code = `
import asyncio
limit = asyncio.Semaphore(2)
queue = asyncio.Queue()
async def one(n):
    async with limit:
        await queue.put(await ask(n))
async def collect():
    return [await queue.get() for _ in range(4)]
collecting = asyncio.create_task(collect())
async with asyncio.TaskGroup() as group:
    for n in range(4):
        group.create_task(one(n))
sorted(await collecting), await asyncio.wait_for(ask(10), 60)
`
    const key = 'k'.repeat(32)
    const asked = new Map<number, number>()
    let kept = 0
    const again = (paused: MontyProgress): MontyProgress => {
      if (paused instanceof FunctionSnapshot)
        return FunctionSnapshot.load(paused.dump({ key }), { key })
      if (paused instanceof FutureSnapshot)
        return FutureSnapshot.load(paused.dump({ key }), { key })
      if (paused instanceof OsSnapshot) return OsSnapshot.load(paused.dump({ key }), { key })
      return paused
    }
    let progress: MontyProgress = new Monty(code).start()
    while (!(progress instanceof MontyComplete)) {
      kept++
      progress = again(progress)
      if (progress instanceof FunctionSnapshot) {
        if (progress.functionName !== 'ask') throw new Error(`it called ${progress.functionName}`)
        asked.set(progress.callId, Number(progress.args[0]))
        progress = progress.resume({ future: true })
      } else if (progress instanceof FutureSnapshot) {
        const known = progress.pendingCallIds.filter((callId) => asked.has(callId))
        const callId = known.at(-1)!
        progress = progress.resume([{ callId, returnValue: asked.get(callId)! * 2 }])
      } else if (progress instanceof OsSnapshot) {
        progress = progress.resume({ future: true })
      } else throw new Error('nothing else is waited for')
    }
    expect([...(progress.output as Iterable<unknown>)]).toEqual([[0, 2, 4, 6], 20])
    expect(kept).toBeGreaterThan(8)
  })
})
