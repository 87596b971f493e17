import { expect, test } from 'vitest'
import { Monty, MontyError, type RunAsyncOptions, runMontyAsync } from 'monty-node'
import { chosenSeed, Random } from './support/random.js'

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
    await asyncio.sleep(0)
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
