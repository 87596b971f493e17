import { expect, it } from 'vitest'
import { soak } from './soak.js'

it.each(['none', 'process'] as const)(
  'isolation %s: one runtime serves many executions at once, and does not grow',
  async (isolation) => {
    const rounds = await soak(isolation, 200, 4)
    expect(rounds.map(({ right }) => right)).toEqual([200, 200, 200, 200])
    const [, second, , last] = rounds
    expect(last!.residentBytes - second!.residentBytes).toBeLessThan(30 * 1_048_576)
  },
)
