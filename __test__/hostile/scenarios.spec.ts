import { beforeAll, describe, expect, test } from 'vitest'
import { judgeScenario } from '../../hostile/scenario-bounds.mjs'
import {
  hostileScenarios,
  isolations,
  playScenarios,
  scenarioReport,
} from '../../hostile/scenarios.mjs'
import { buildTypeScript } from '../../scripts/build/typescript.mjs'

/* A few of the hostile scenarios; `npm run hostile` plays all of them. */

const SOME = ['hints/first', 'hints/unsupported', 'nested/one-after-the-other', 'nested/too-deep']

beforeAll(buildTypeScript)

test('every scenario says what it is about and how it may end', async () => {
  const all = await hostileScenarios()
  for (const { about, outcomes } of all) {
    expect(typeof about).toBe('string')
    expect(outcomes.length).toBeGreaterThan(0)
  }
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(SOME))
})

test.each(isolations)(
  'hostile scenarios do no harm, isolation %s',
  async (isolation) => {
    const some = (await hostileScenarios()).filter(({ name }) => SOME.includes(name))
    const results = await playScenarios(some, isolation)
    expect(
      results.flatMap(({ faults }) => faults),
      scenarioReport(isolation, results),
    ).toEqual([])
  },
  120_000,
)

describe('a scenario is at fault', () => {
  const kept = { bytes: 0, threads: 0, descriptors: 0 }
  const good = { outcome: 'ok', exitCode: 0, stallMs: 1, grewBytes: 0, kept, alive: true }
  const faultsOf = (result: object, isolation = 'process', of: object = {}): string[] =>
    judgeScenario({ outcomes: ['ok'], listed: undefined, ...of }, isolation, { ...good, ...result })

  test('when the event loop stood still, unless it is on the list of what may block in process', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ stallMs: 60 })).toEqual(['the event loop stood still for 60 ms'])
    expect(faultsOf({ stallMs: 200 }, 'none')).toEqual([])
    expect(faultsOf({ stallMs: 300 }, 'none')).toHaveLength(1)
    expect(faultsOf({ stallMs: 300 }, 'none', { listed: 1 })).toEqual([])
    expect(faultsOf({ stallMs: 300 }, 'process', { listed: 1 })).toHaveLength(1)
  })

  test('when it takes or keeps too much, ends in another way, or ends the process', () => {
    expect(faultsOf({ grewBytes: 300 * 2 ** 20 })).toEqual(['the host grew by 300 MiB'])
    expect(faultsOf({ kept: { ...kept, threads: 4 } })).toHaveLength(1)
    expect(faultsOf({ outcome: 'memory' })).toEqual(['memory is none of ok'])
    expect(faultsOf({ exitCode: null, signal: 'SIGABRT' })).toHaveLength(1)
    expect(faultsOf({ alive: false })).toHaveLength(1)
    expect(faultsOf({ hung: true })).toEqual(['it hung'])
  })
})
