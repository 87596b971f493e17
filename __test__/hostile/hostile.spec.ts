import { beforeAll, describe, expect, test } from 'vitest'
import { judge } from '../../hostile/judge.mjs'
import { hostilePrograms } from '../../hostile/programs.mjs'
import { report, runSuite } from '../../hostile/suite.mjs'
import { buildTypeScript } from '../../scripts/build/typescript.mjs'

/*
 * A slice of the hostile suite; `npm run hostile` runs all of it. Each program runs in a process of
 * its own, with the library as it is compiled.
 */

const all = hostilePrograms()
/** One in forty, of every class, another one each day, and of those that may hang none. */
const today = Math.floor(Date.now() / 86_400_000)
const some = all
  .filter(({ inProcessMayBlock }) => inProcessMayBlock === false)
  .filter((_, at) => at % 40 === today % 40)

beforeAll(buildTypeScript)

test('there are at least 200 hostile programs, in every class', () => {
  expect(all.length).toBeGreaterThanOrEqual(200)
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  const classes = new Set(all.map((program) => program.class))
  for (const name of [
    'memory',
    'spin',
    'recursion',
    'deep structures',
    'deep expressions',
    'shared object graphs',
    'output',
    'messages',
    'host calls',
    'sleep',
    'asyncio',
    'mutation while iterating',
    'results that expand',
    'regular expressions',
    'oversized source',
    'language limits',
  ]) {
    expect(classes).toContain(name)
  }
})

test.each(['in-process', 'isolated'])(
  'hostile programs do no harm %s',
  async (mode) => {
    const results = await runSuite(some, mode)
    const text = report(mode, results)
    console.log(text)
    expect(
      results.filter((result) => result.faults.length > 0).map(({ program }) => program.name),
      text,
    ).toEqual([])
  },
  120_000,
)

describe('a program is at fault', () => {
  const program = { outcomes: ['memory'], inProcessMayBlock: false }
  const good = {
    outcome: 'memory',
    exitCode: 0,
    tookMs: 10,
    cpuMs: 10,
    grewBytes: 0,
    workerBytes: 0,
    alive: true,
  }
  const faultsOf = (result: object, mode = 'in-process', of: object = program): string[] =>
    judge(of, mode, { ...good, ...result })

  test('when it ends in an unexpected way', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ outcome: 'ok' })).toEqual(['ok is none of memory'])
    expect(
      faultsOf({ outcome: 'crashed' }, 'in-process', { ...program, outcomes: ['crashed'] }),
    ).toHaveLength(1)
    expect(
      faultsOf({ outcome: 'crashed' }, 'isolated', { ...program, outcomes: ['crashed'] }),
    ).toEqual([])
  })

  test('when it ends the process, hangs, is late, or takes too much memory', () => {
    expect(faultsOf({ exitCode: null, signal: 'SIGSEGV' })).toEqual([
      'the process ended with SIGSEGV',
    ])
    expect(faultsOf({ hung: true })).toEqual(['it hung'])
    expect(faultsOf({ tookMs: 6_000, cpuMs: 6_000 })).toEqual(['it took 6000 ms'])
    expect(faultsOf({ grewBytes: 200 * 2 ** 20 })).toEqual(['memory grew by 200 MiB'])
    expect(faultsOf({ workerBytes: 200 * 2 ** 20 })).toEqual(['memory grew by 200 MiB'])
    expect(faultsOf({ alive: false })).toEqual(['1 + 1 failed afterwards'])
  })

  test('unless it is on the list of those that may block, in process', () => {
    const listed = { ...program, inProcessMayBlock: 1 }
    expect(faultsOf({ hung: true }, 'in-process', listed)).toEqual([])
    expect(faultsOf({ hung: true }, 'isolated', listed)).toEqual(['it hung'])
    expect(faultsOf({ exitCode: null, signal: 'SIGABRT' }, 'in-process', listed)).toHaveLength(1)
  })
})
