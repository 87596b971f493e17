import { readFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { Monty, MontyTypingError } from 'monty-node'
import { MontyRuntime } from 'monty-node'
import { rejection } from '../support/caught.js'

const grown = (first: string, step: string, times: number, last: string): string =>
  [first, ...Array.from({ length: times }, () => step), last].join('\n')

/** Programs whose types are very large, or are written out at very great length. */
const LARGE: Record<string, string> = {
  'tuples of themselves': grown('a = (1, 2)', 'a = (a, a)', 20, 'a.foo'),
  'tuples of themselves, deeper': grown('a = (1, 2)', 'a = (a, a)', 40, 'a.foo'),
  'three times': grown('a = (1, "x")', 'a = (a, a, a)', 16, 'a + 1\na.foo\nlen(a, a)'),
  'lists of them': grown('a = (1, 2)', 'a = (a, a)', 22, 'b = [a, (a, 1)]\nb.foo\nb[0].bar'),
  'callables of them': grown('a = (1,)', 'a = (lambda x: x, a, a)', 20, 'a.foo\na(1)'),
  'many findings': grown('a = (1, 2)', 'a = (a, a)', 12, 'a.foo\n'.repeat(200)),
}

const MIB = 1024 * 1024
/** A check ends after 5 s, on a machine that has time for it. */
const MOST_MS = 12_000

describe.each(Object.entries(LARGE))('%s', (_, code) => {
  test.each(['none', 'process'] as const)(
    'are told briefly with isolation %s',
    async (isolation) => {
      const before = process.memoryUsage().rss
      const began = performance.now()
      const error = await rejection(
        new Monty(code).typeCheckAsync('', { isolation }),
        MontyTypingError,
      )
      const took = performance.now() - began
      const grew = (process.memoryUsage().rss - before) / MIB
      expect(error.message.length).toBeLessThan(300_000)
      expect(error.displayDiagnostics('full').length).toBeLessThan(256 * 1024)
      expect(grew).toBeLessThan(isolation === 'none' ? 600 : 100)
      expect(took).toBeLessThan(MOST_MS)
    },
  )
})

test('checks and compilers leave the threads that read files alone', async () => {
  const hostile = LARGE['three times']!
  const programs = Array.from({ length: 8 }, () => Monty.create(hostile, { typeCheck: true }))
  const settled = Promise.allSettled(programs)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const began = performance.now()
  await readFile(import.meta.filename)
  expect(performance.now() - began).toBeLessThan(2_000)
  for (const one of await settled) expect(one.status).toBe('rejected')
}, 90_000)

test('the host stays responsive while findings are told', async () => {
  const stalls = monitorEventLoopDelay({ resolution: 5 })
  stalls.enable()
  await using runtime = new MontyRuntime({ isolation: 'process' })
  for (const code of [
    grown('a = (1, 2)', 'a = (a, a)', 15, 'a.foo\n'.repeat(300)),
    `a = ${'['.repeat(180)}1, ''${']'.repeat(180)}\n${'a.foo()\n'.repeat(300)}`,
    `a: list[list[int]] = [${'[1, (2, None)], '.repeat(2_000)}]\n${'a + 1; a.foo\n'.repeat(300)}`,
  ]) {
    expect((await runtime.execute(code).outcome).status).toBe('type')
  }
  expect(stalls.max / 1e6).toBeLessThan(400)
})

test.each(['`', '$', '?', '!', '\u0001', '€ ', "f'{", '"\n', ') ', '\\ ', '0x ', '1__1 '])(
  'very many %j are a syntax error at once',
  async (text) => {
    const code = text.repeat(20_000)
    for (const isolation of ['none', 'process'] as const) {
      await using runtime = new MontyRuntime({ isolation })
      const began = performance.now()
      const outcome = await runtime.execute(code).outcome
      expect(performance.now() - began).toBeLessThan(3_000)
      expect(outcome.status).toBe('syntax')
    }
  },
)
