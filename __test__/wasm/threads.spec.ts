import { readFileSync } from 'node:fs'
import {
  FunctionSnapshot,
  Monty,
  MontyPool,
  MontyRuntime,
  MontySession,
  runMontyAsync,
} from 'monty-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { THREAD_SOURCE } from '../../src/core/wasm/thread-source.js'
import { compile } from '../../src/core/wasm/web-assembly.js'
import { startThread, type Thread } from '../../src/core/wasm/thread.js'
import { rejection } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'

// With `isolation: 'process'` each run has a thread with an instance of its own.

const spin = new Monty('while True: pass')
let pool: MontyPool

beforeAll(async () => {
  pool = await MontyPool.create({ maxWorkers: 2 })
})
afterAll(() => pool.close())

describe('in a thread', () => {
  test('Python runs, calls the host and prints', async () => {
    const printed: string[] = []
    const value = await runMontyAsync(new Monty('print("hi")\nawait double(21)'), {
      isolation: pool,
      externalFunctions: { double: async (x: number) => x * 2 },
      printCallback: (_stream, text) => printed.push(text),
    })
    expect([value, printed.join('')]).toEqual([42, 'hi\n'])
  })

  test('it leaves the loop free, and a time-out ends it', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    const error = await rejection(spin.runAsync({ isolation: pool, timeoutMs: 500 }))
    clearInterval(timer)
    expect(error.code).toBe('MONTY_TIMEOUT')
    expect(ticks).toBeGreaterThan(10)
  })

  test('it is aborted at once', async () => {
    const controller = new AbortController()
    const run = spin.runAsync({ isolation: pool, signal: controller.signal })
    setTimeout(() => controller.abort(), 50)
    const started = performance.now()
    expect((await rejection(run)).code).toBe('MONTY_ABORTED')
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(await new Monty('6 * 7').runAsync({ isolation: pool })).toBe(42)
  })

  test.each([
    ['time', 'while True: pass', { maxDurationMs: 100 }, 'MONTY_LIMIT'],
    [
      'memory',
      'x = []\nwhile True: x.append("y" * 1000)',
      { maxMemoryBytes: 2 ** 22 },
      'MONTY_LIMIT',
    ],
    ['recursion', 'def f(): return f()\nf()', {}, 'MONTY_RUNTIME'],
  ])('its limit of %s ends it', async (_what, code, limits, expected) => {
    const error = await rejection(new Monty(code).runAsync({ isolation: pool, limits }))
    expect(error.code).toBe(expected)
    expect(await new Monty('6 * 7').runAsync({ isolation: pool })).toBe(42)
  })

  test('runs that wait lend their thread to others', async () => {
    const waiting = Array.from({ length: 8 }, (_, index) =>
      runMontyAsync(new Monty('x = [n]\nx + [await f(n)]', { inputs: ['n'] }), {
        isolation: pool,
        inputs: { n: index },
        externalFunctions: {
          f: async (n: number) => {
            await new Promise((resolve) => setTimeout(resolve, 20))
            return n * 2
          },
        },
      }),
    )
    expect(await Promise.all(waiting)).toEqual(waiting.map((_, index) => [index, index * 2]))
    expect(pool.stats().live).toBeLessThanOrEqual(2)
  })

  test('a paused run is dumped, and goes on in place', async () => {
    const key = 'a key that is long enough'
    const paused = atFunction(await new Monty('x = [1]\nx + [f()]').startAsync({ isolation: pool }))
    const snapshot = paused.dump({ key })
    const loaded = FunctionSnapshot.load(snapshot, { key })
    expect(atEnd(loaded.resume({ returnValue: 2 })).output).toEqual([1, 2])
  })

  test('a session keeps its state, and a time-out restores what was before', async () => {
    const session = new MontySession({ isolation: pool, checkpoint: true })
    await session.feedAsync('x = 41')
    expect((await rejection(session.feedAsync('while True: x = 0', { timeoutMs: 100 }))).code).toBe(
      'MONTY_TIMEOUT',
    )
    expect(await session.feedAsync('x + 1')).toBe(42)
    session.dispose()
  })

  test('a runtime works by default, and checks types', async () => {
    const runtime = new MontyRuntime()
    expect(await runtime.execute('6 * 7').outcome).toMatchObject({ status: 'ok', value: 42 })
    const wrong = await runtime.execute('x: int = "a"').outcome
    expect(wrong).toMatchObject({ status: 'type', error: { code: 'MONTY_TYPING' } })
    await runtime.close()
  })
})

test('a thread that is sent nonsense says why it ends', async () => {
  const { module, thread, heard } = threadWith()
  thread.post({ engine: await module })
  thread.post(Uint8Array.of(8, 0, 0, 0, 99, 0, 0, 0, 1, 0, 0, 0))
  expect(await heard).toEqual({ code: 0, detail: 'internal error: request 99' })
  thread.end()
  await thread.gone
})

function threadWith(): { module: Promise<unknown>; thread: Thread; heard: Promise<unknown> } {
  let hear = (_data: unknown): void => {}
  const heard = new Promise<unknown>((resolve) => {
    hear = resolve
  })
  const thread = startThread(THREAD_SOURCE, { onMessage: hear, onError: hear })
  const bytes = readFileSync(process.env.MONTY_NODE_WASM!)
  return { module: compile(bytes), thread, heard }
}
