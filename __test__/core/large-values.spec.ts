import { expect, test } from 'vitest'
import { Monty, MontyLimitError, MontySession, runMontyAsync } from 'monty-node'
import { rejection } from '../support/caught.js'

/*
 * Python refers to one text many times; a host that hands it back would write it as often. What the
 * run could not hold is refused before it is written.
 */

const MIB = 2 ** 20
const limits = { maxMemoryBytes: 16 * MIB }
const externalFunctions = {
  echo: (value: unknown) => value,
  later: async (value: unknown) => value,
}
const shared = "s = 'x' * 1_000_000\n"

test.each([
  ['none', 'echo([s] * 10_000)'],
  ['none', 'await later([s] * 10_000)'],
  ['none', 'try:\n    echo({i: s for i in range(10_000)})\nexcept BaseException:\n    pass'],
  ['process', 'echo([s] * 10_000)'],
  ['process', 'await later([s] * 10_000)'],
] as const)('a text that occurs 10,000 times, isolation %s: %s', async (isolation, code) => {
  const before = process.memoryUsage.rss()
  const run = runMontyAsync(new Monty(shared + code), { isolation, limits, externalFunctions })
  const error = await rejection(run, MontyLimitError)
  expect([error.limit, error.allowed]).toEqual(['memory', limits.maxMemoryBytes])
  expect(error.used).toBeGreaterThan(limits.maxMemoryBytes)
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MIB)
  expect(await runMontyAsync(new Monty('1 + 1'), { isolation })).toBe(2)
})

test('the inputs of a run and of a feed, and what a synchronous run is given', () => {
  const text = 'x'.repeat(MIB)
  const inputs = { rows: Array.from({ length: 10_000 }, () => text) }
  const program = new Monty('len(rows)', { inputs: ['rows'] })
  expect(() => program.run({ inputs, limits })).toThrow(MontyLimitError)
  const session = new MontySession({ limits })
  expect(() => session.feed('len(rows)', { inputs })).toThrow(MontyLimitError)
  expect(() => new Monty(`${shared}echo([s] * 10_000)`).run({ limits, externalFunctions })).toThrow(
    MontyLimitError,
  )
})

test('what fits is not in the way of it', async () => {
  const text = 'ä🎈'.repeat(1_000_000)
  const program = new Monty('[len(text), text == echo(text)]', { inputs: ['text'] })
  for (const isolation of ['none', 'process'] as const) {
    const run = runMontyAsync(program, { isolation, inputs: { text }, externalFunctions })
    expect(await run).toEqual([2_000_000, true])
  }
})

test('what a synchronous run tells its host in megabytes does not pile up', () => {
  const count = (text: string): number => text.length
  const code = "s = 'x' * 1_000_000\nsum(count(s) for _ in range(400))"
  const before = process.memoryUsage.rss()
  expect(new Monty(code).run({ externalFunctions: { count } })).toBe(400_000_000)
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MIB)
})
