import { expect, test } from 'vitest'
import {
  Monty,
  MontyCrashedError,
  MontyError,
  MontyLimitError,
  MontyPool,
  type RunAsyncOptions,
  runMontyAsync,
} from 'monty-node'
import { rejection } from '../support/caught.js'
import { chosenSeed, Random } from '../support/random.js'
import { workersOf } from '../support/workers.js'

/*
 * Whatever the host does for Python can fail. Each crossing between the two counts, and the Nth one
 * fails, for every N: the run ends with that very failure, or Python carries on, and the next run
 * finds everything in order.
 */

const code = `
import asyncio

async def fetch_all(n):
    return await asyncio.gather(*[later(i) for i in range(n)])

total = 0
caught = 0
for round in range(25):
    print('round', round)
    try:
        total += now(round)['value']
    except Exception:
        caught += 1
    try:
        total += sum(await fetch_all(5))
    except Exception:
        caught += 1
    await asyncio.sleep(0.001)
    total += len(rows)
(total, caught)
`

class Fault extends Error {
  override readonly name = 'Fault'
}

/** Ways for the host to fail, in one place each. */
const KINDS = [
  'throws',
  'rejects',
  'gives a symbol',
  'gives a getter that throws',
  'gives a cycle',
] as const
type Kind = (typeof KINDS)[number]

/** Counts crossings; at the Nth one, the host fails. */
class Crossings {
  count = 0

  constructor(
    readonly failing: number,
    readonly kind: Kind,
  ) {}

  /** What the host would give, unless it is this crossing's turn to fail. */
  give(value: unknown): unknown {
    this.count++
    if (this.count !== this.failing) return value
    switch (this.kind) {
      case 'throws':
        throw new Fault(`number ${this.count}`)
      case 'rejects':
        return Promise.reject(new Fault(`number ${this.count}`))
      case 'gives a symbol':
        return { value: Symbol('unconvertible') }
      case 'gives a getter that throws':
        return {
          get value(): number {
            throw new Fault('in a getter')
          },
        }
      case 'gives a cycle': {
        const cycle: Record<string, unknown> = {}
        cycle['value'] = cycle
        return cycle
      }
    }
  }
}

function optionsOf(crossings: Crossings, isolation: 'none' | 'process'): RunAsyncOptions {
  return {
    isolation,
    inputs: { rows: [1, 2, 3] },
    externalFunctions: {
      now: (round: number) => crossings.give({ value: round }),
      later: async (n: number) => crossings.give(n),
    },
    printCallback: () => {
      // Printing takes no value, so there the host can only throw.
      crossings.count++
      if (crossings.count === crossings.failing) throw new Fault(`number ${crossings.count}`)
    },
    sleep: () => {
      crossings.count++
      if (crossings.count === crossings.failing) throw new Fault(`number ${crossings.count}`)
    },
  }
}

const program = new Monty(code, { inputs: ['rows'] })

test.each(['none', 'process'] as const)(
  'the Nth crossing fails, for every N, with isolation %s',
  async (isolation) => {
    const seed = chosenSeed()
    const random = new Random(seed)
    const whole = new Crossings(Infinity, 'throws')
    expect([...((await runMontyAsync(program, optionsOf(whole, isolation))) as number[])]).toEqual([
      625, 0,
    ])
    const last = Math.min(whole.count, 200)
    expect(last).toBe(200)
    let carriedOn = 0
    let ended = 0
    const wrong: string[] = []
    for (let n = 1; n <= last; n++) {
      const kind = random.of(KINDS)
      const crossings = new Crossings(n, kind)
      try {
        const outcome = await runMontyAsync(program, optionsOf(crossings, isolation))
        const [total, caught] = outcome as [number, number]
        // Python caught it, and lost what that call would have given.
        if (caught !== 1 || total > 625) wrong.push(`crossing ${n} ${kind}: ${total}, ${caught}`)
        carriedOn++
      } catch (error) {
        // Nothing but the fault itself, or an error of ours that is about it.
        const isKnown = error instanceof Fault || error instanceof MontyError
        if (!isKnown) wrong.push(`crossing ${n} ${kind}: ${String(error)}`)
        ended++
      }
    }
    expect(wrong, `repeat with MONTY_SEED=${seed}`).toEqual([])
    expect(carriedOn).toBeGreaterThan(10)
    expect(ended).toBeGreaterThan(10)
    expect(await runMontyAsync(new Monty('1 + 1'), { isolation })).toBe(2)
  },
  60_000,
)

test('a fault in each of many runs at once reaches its own run only', async () => {
  const runs = Array.from({ length: 200 }, async (_, n) => {
    const fault = new Fault(`of run ${n}`)
    const fails = n % 2 === 1
    const outcome = await runMontyAsync(new Monty('await f()'), {
      externalFunctions: {
        f: async () => {
          await new Promise((resolve) => setTimeout(resolve, n % 7))
          if (fails) throw fault
          return n
        },
      },
    }).catch((error: unknown) => (error as Error).cause)
    expect(outcome).toBe(fails ? fault : n)
  })
  await Promise.all(runs)
})

test('the worker ends at the Nth answer of the host, for every N: only its run is lost', async () => {
  const others = new Set(workersOf())
  const pool = await MontyPool.create({ maxWorkers: 1 })
  const counting = new Monty('total = 0\nfor i in range(200): total += await f(i)\ntotal')
  const externalFunctions = (n: number): NonNullable<RunAsyncOptions['externalFunctions']> => ({
    f: async (at: number) => {
      if (at === n)
        process.kill(
          workersOf().find((pid) => !others.has(pid))!,
          'SIGKILL',
        )
      return at
    },
  })
  for (let n = 0; n < 200; n++) {
    const run = counting.runAsync({ isolation: pool, externalFunctions: externalFunctions(n) })
    expect((await rejection(run, MontyCrashedError)).signal, `call ${n}`).toBe('SIGKILL')
  }
  expect(pool.stats().crashed).toBe(200)
  const whole = counting.runAsync({ isolation: pool, externalFunctions: externalFunctions(-1) })
  expect(await whole).toBe(19_900)
  await pool.close()
}, 120_000)

test.each(['none', 'process'] as const)(
  'memory runs out at the Nth step, for every N, with isolation %s',
  async (isolation) => {
    // Each step of N takes 64 KiB more, so that another allocation is the one too many.
    const growing = new Monty(
      "parts = []\nfor i in range(200):\n    parts.append({i: [str(i)] * 4_000, 's': 'x' * 20_000})\nlen(parts)",
    )
    let ended = 0
    for (let n = 1; n <= 200; n++) {
      const limits = { maxMemoryBytes: n * 64 * 1024 }
      const run = runMontyAsync(growing, { isolation, limits })
      const error = await rejection(run, MontyLimitError)
      expect([error.limit, error.allowed]).toEqual(['memory', limits.maxMemoryBytes])
      ended++
    }
    expect(ended).toBe(200)
    expect(await runMontyAsync(growing, { isolation })).toBe(200)
  },
  60_000,
)

test('100 runs in this process go on while others exceed their limits beside them', async () => {
  const limits = { maxDurationMs: 60, maxMemoryBytes: 2 ** 23 }
  const bad = [
    'while True: pass',
    'x = []\nwhile True: x.append("a" * 999)',
    'f()',
    '1 / 0',
    "s = '\\t' * 1_000\nwhile True: s.expandtabs(1_000)",
  ].map((text) => rejection(runMontyAsync(new Monty(text), { limits })))
  const externalFunctions = {
    later: async (n: number) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return n
    },
  }
  const good = new Monty('x = 0\nfor i in range(4): x += await later(i)\nx + n', { inputs: ['n'] })
  const others = Array.from({ length: 100 }, (_, n) =>
    runMontyAsync(good, { inputs: { n }, externalFunctions }),
  )
  expect(await Promise.all(others)).toEqual(others.map((_, n) => 6 + n))
  expect((await Promise.all(bad)).map(({ code: told }) => told)).toEqual([
    'MONTY_LIMIT',
    'MONTY_LIMIT',
    'MONTY_RUNTIME',
    'MONTY_RUNTIME',
    'MONTY_LIMIT',
  ])
})
