import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Monty, MontySession, MontyTimeoutError } from 'monty-node'
import { tool } from 'monty-node'
import { MontyRuntime } from 'monty-node'
import { caught } from '../support/caught.js'

/** Not a fake one. */
const slept = (ms: number): Promise<number> =>
  new Promise((resolve) => {
    realSetTimeout(() => resolve(1), ms)
  })
const { setTimeout: realSetTimeout } = globalThis

/** More than one slice. */
const LONG = 'n = 0\nfor i in range(60000):\n    n += i\nn'
const SUM = 1_799_970_000

afterEach(() => {
  vi.useRealTimers()
})

const runs: Array<
  [what: string, go: (isolation: 'none' | 'process') => Promise<unknown>, right: unknown]
> = [
  ['of many slices', (isolation) => new Monty(LONG).runAsync({ isolation }), SUM],
  [
    'that overlap',
    (isolation) =>
      Promise.all([LONG, LONG, LONG].map((code) => new Monty(code).runAsync({ isolation }))),
    [SUM, SUM, SUM],
  ],
  [
    'that sleep',
    (isolation) => new Monty('import time\ntime.sleep(0.02)\n7').runAsync({ isolation }),
    7,
  ],
  [
    'that await sleeps and calls at once',
    (isolation) =>
      new Monty(
        'import asyncio\nawait asyncio.gather(f(1), f(2), asyncio.sleep(0.01), f(3))',
      ).runAsync({ isolation, externalFunctions: { f: async (n: unknown) => n } }),
    [1, 2, null, 3],
  ],
  [
    'with a timeout that does not pass',
    (isolation) => new Monty(LONG).runAsync({ isolation, timeoutMs: 60_000 }),
    SUM,
  ],
]

describe.each(['none', 'process'] as const)(
  'with isolation %s, a run under fake timers',
  (isolation) => {
    test.each(runs)('%s ends before, during and after', async (_what, go, right) => {
      expect(await go(isolation)).toEqual(right)
      vi.useFakeTimers()
      expect(await go(isolation)).toEqual(right)
      const begun = go(isolation)
      vi.useRealTimers()
      expect(await begun).toEqual(right)
      expect(await go(isolation)).toEqual(right)
    })

    test('that began before them ends', async () => {
      const begun = new Monty(LONG).runAsync({ isolation })
      vi.useFakeTimers()
      expect(await begun).toBe(SUM)
    })

    test('ends at its timeout', async () => {
      vi.useFakeTimers()
      const run = new Monty('import time\ntime.sleep(5)').runAsync({ isolation, timeoutMs: 50 })
      expect(await run.catch((error: unknown) => error)).toBeInstanceOf(MontyTimeoutError)
    })

    test('takes the duration by the true clock', async () => {
      vi.useFakeTimers()
      const runtime = new MontyRuntime({
        isolation,
        tools: { f: tool({ input: { type: 'object' }, execute: () => slept(20) }) },
      })
      const outcome = await runtime.execute('await f()').outcome
      expect(outcome).toMatchObject({ status: 'ok', value: 1 })
      expect(outcome.calls[0]!.durationMs).toBeGreaterThan(15)
    })

    test('that is a session feeds on', async () => {
      const session = new MontySession({ isolation })
      await session.feedAsync('x = 1')
      vi.useFakeTimers({ now: 0 })
      expect(await session.feedAsync(`${LONG} + x`)).toBe(SUM + 1)
      vi.useRealTimers()
      expect(await session.feedAsync('x')).toBe(1)
    })
  },
)

describe('a package that was loaded under fake timers', () => {
  beforeEach(() => {
    vi.resetModules()
  })

  test.each(['none', 'process'] as const)(
    'runs during and after, with isolation %s',
    async (isolation) => {
      vi.useFakeTimers({ now: 0 })
      const { Monty: Loaded, MontySession: Session } = await import('monty-node')
      expect(await new Loaded(LONG).runAsync({ isolation })).toBe(SUM)
      expect(await new Loaded('import time\ntime.sleep(0.01)\n1').runAsync({ isolation })).toBe(1)
      vi.useRealTimers()
      expect(await new Loaded(LONG).runAsync({ isolation })).toBe(SUM)
      // By a clock that stands at 0 it would not have expired yet.
      const kept = new Session().dump({ key: 'a key of some length', expiresInMs: 0 })
      const load = (): unknown => Session.load(kept, { key: 'a key of some length' })
      expect(caught(load, Error).message).toContain('expired')
    },
  )
})
