import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  Monty,
  MontyAbortError,
  MontyError,
  MontyTimeoutError,
  type RunAsyncOptions,
  runMontyAsync,
} from 'monty-node'
import { rejection } from '../support/caught.js'

const run = async (code: string, options?: RunAsyncOptions): Promise<unknown> =>
  runMontyAsync(new Monty(code), options)
const never = (): Promise<never> => new Promise(() => {})
const spin = 'while True:\n    pass'

const unhandled: unknown[] = []
const hear = (reason: unknown): unknown => unhandled.push(reason)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', hear)
})
afterEach(async () => {
  await sleep(5)
  process.off('unhandledRejection', hear)
  if (unhandled.length > 0) throw new Error('a rejection was not handled', { cause: unhandled })
})

/** A promise that is settled from outside. */
function deferred<T = unknown>(): {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (reason: unknown) => void
} {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

describe.each([
  [
    'signal',
    'MONTY_ABORTED',
    MontyAbortError,
    (ms: number) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new Error('enough')), ms)
      return { signal: controller.signal }
    },
  ],
  ['timeoutMs', 'MONTY_TIMEOUT', MontyTimeoutError, (ms: number) => ({ timeoutMs: ms })],
] as const)('%s ends a run', (_name, code, type, after) => {
  const moments: Array<[string, string, RunAsyncOptions?]> = [
    ['that computes', spin],
    [
      'that refuses to be stopped',
      'while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass',
    ],
    ['in time.sleep', 'import time\ntime.sleep(9)'],
    ['in asyncio.sleep', 'import asyncio\nawait asyncio.sleep(9)'],
    ['that awaits a promise', 'await f()'],
    ['that waits for a promise serially', 'f()', { concurrency: 'serial' }],
    ['in a gather', 'import asyncio\nawait asyncio.gather(f(), asyncio.sleep(9), f())'],
    ['in an intercepted call', 'await f()', { intercept: never }],
    [
      'that calls the host all the time',
      'while True:\n    g()',
      { limits: { maxHostCalls: Infinity } },
    ],
    [
      'that awaits the host all the time',
      'while True:\n    await h()',
      { limits: { maxHostCalls: Infinity } },
    ],
  ]
  test.each(moments)('%s', async (_moment, source, options = {}) => {
    const started = performance.now()
    const externalFunctions = { f: never, g: () => 1, h: async () => 1 }
    const limits = { maxTotalSleepMs: 20_000, ...options.limits }
    const ended = run(source, { externalFunctions, ...options, limits, ...after(25) })
    const error = await rejection(ended, type as never as typeof MontyError)
    expect(error.code).toBe(code)
    expect(performance.now() - started).toBeGreaterThanOrEqual(20)
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('and no other', async () => {
    const others = Promise.all(
      Array.from({ length: 6 }, async () => run('n = 0\nfor i in range(400_000):\n    n += 1\nn')),
    )
    await rejection(run(spin, after(5)), type as never as typeof MontyError)
    expect(await others).toEqual(Array.from({ length: 6 }, () => 400_000))
  })

  test('but not one that has ended', async () => {
    expect(await run('1', after(1))).toBe(1)
    await sleep(5)
  })
})

describe('a signal', () => {
  test('that has fired stops the run before it starts', async () => {
    let calls = 0
    const options = {
      signal: AbortSignal.abort(),
      externalFunctions: { f: () => ++calls },
      printCallback: () => calls++,
    }
    const error = await rejection(run('print(1)\nf()', options), MontyAbortError)
    expect(error.cause).toBe(options.signal.reason)
    expect(calls).toBe(0)
  })

  test('may fire from a host function, a print callback or an interceptor', async () => {
    for (const where of ['f', 'print', 'intercept']) {
      const controller = new AbortController()
      const stop = (at: string): number => {
        if (at === where) controller.abort(at)
        return 1
      }
      const options: RunAsyncOptions = {
        signal: controller.signal,
        externalFunctions: { f: () => stop('f') },
        printCallback: () => stop('print'),
        intercept: (_call, next) => {
          stop('intercept')
          return next()
        },
      }
      const error = await rejection(run('print(1)\nf()\nwhile True:\n    pass', options))
      expect([error.code, error.cause]).toEqual(['MONTY_ABORTED', where])
    }
  })

  test('is let go of when the run ends', async () => {
    const { signal } = new AbortController()
    await run('1', { signal })
    await rejection(run('1 / 0', { signal }))
    await run('await f()', { signal, externalFunctions: { f: async () => 1 } })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('may be shared by many runs, and by many sleeps, without a warning', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error): unknown => warnings.push(warning)
    process.on('warning', warn)
    const controller = new AbortController()
    const { signal } = controller
    const code = 'import asyncio\nawait asyncio.gather(*[asyncio.sleep(0.4) for _ in range(20)])'
    const runs = Array.from({ length: 20 }, async () => rejection(run(code, { signal })))
    setTimeout(() => controller.abort(), 10)
    for (const error of await Promise.all(runs)) expect(error.code).toBe('MONTY_ABORTED')
    await sleep(5)
    process.off('warning', warn)
    expect(warnings).toEqual([])
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('and a time-out of 0 both end at once', async () => {
    expect((await rejection(run(spin, { timeoutMs: 0 }))).code).toBe('MONTY_TIMEOUT')
  })

  test('frees a run that waits: its functions are called no more', async () => {
    const controller = new AbortController()
    const gate = deferred()
    let calls = 0
    const f = async (): Promise<unknown> => {
      calls++
      return gate.promise
    }
    const ended = run('await f()\nawait f()', {
      externalFunctions: { f },
      signal: controller.signal,
    })
    controller.abort()
    await rejection(ended)
    gate.resolve(1)
    await sleep(5)
    expect(calls).toBe(1)
  })
})
