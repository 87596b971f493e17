import { describe, expect, test } from 'vitest'
import {
  MemoryFileSystem,
  Monty,
  MontyLimitError,
  MontySession,
  type RunAsyncOptions,
} from 'monty-node'
import { rejection } from '../support/caught.js'

const isolations = ['none', 'process'] as const
const run = (code: string, options: RunAsyncOptions): Promise<unknown> =>
  new Monty(code).runAsync(options)

describe.each(isolations)('with isolation %s', (isolation) => {
  test.each<[string, string, RunAsyncOptions, unknown]>([
    [
      'lines of a file in memory',
      "with open('/x', 'w') as f:\n    for i in range(1500):\n        f.write('x\\n')\nlen(open('/x').read())",
      { files: new MemoryFileSystem() },
      3_000,
    ],
    [
      'the clock of the host',
      'import time\nlen([time.time() for i in range(1500)])',
      { clock: () => new Date(0) },
      1_500,
    ],
    [
      'variables',
      "import os\nlen([os.getenv('A') for i in range(1500)])",
      { env: { A: 'b' } },
      1_500,
    ],
    ['sleeps of nothing', 'import time\nfor i in range(1500): time.sleep(0)\n1', {}, 1],
  ])('what the package answers is no host call: %s', async (_what, code, options, expected) => {
    expect(await run(code, { ...options, isolation })).toBe(expected)
    const limits = { maxHostCalls: 0, maxEnvironmentCalls: 20_000 }
    expect(await run(code, { ...options, limits, isolation })).toBe(expected)
  })

  test('what the package answers has a limit of its own', async () => {
    const code = "f = open('/x', 'w')\nfor i in range(1500): f.write('x')"
    const limits = { maxEnvironmentCalls: 99 }
    const files = new MemoryFileSystem()
    const error = await rejection(run(code, { files, limits, isolation }), MontyLimitError)
    expect([error.limit, error.used, error.allowed]).toEqual(['environmentCalls', 100, 99])
    expect(error.message).toBe(
      'RuntimeError: environment call limit exceeded: 100 calls of files in memory, clock and the like made, 99 allowed',
    )
    expect(error.traceback()[0]!.line).toBe(2)
  })

  test.each<[string, (asked: () => void) => RunAsyncOptions]>([
    ['a handler', (asked) => ({ os: () => (asked(), []) })],
    ['an asynchronous handler', (asked) => ({ os: async () => (asked(), []) })],
    [
      'a handler behind files',
      (asked) => ({
        os: () => (asked(), []),
        files: new MemoryFileSystem({ root: '/elsewhere' }),
      }),
    ],
  ])('what %s answers is a host call', async (_what, options) => {
    let count = 0
    const code = "import os\nfor i in range(5): os.listdir('/q')\n5"
    const asked = (): void => void count++
    expect(await run(code, { ...options(asked), limits: { maxHostCalls: 5 }, isolation })).toBe(5)
    count = 0
    const limits = { maxHostCalls: 4 }
    const error = await rejection(
      run(code, { ...options(asked), limits, isolation }),
      MontyLimitError,
    )
    expect([error.limit, error.used, error.usage?.hostCalls, count]).toEqual(['hostCalls', 5, 5, 4])
  })

  test('each feed of a session has its own', async () => {
    const files = new MemoryFileSystem({ files: { '/a': 'b' } })
    const session = new MontySession({ isolation, files, limits: { maxEnvironmentCalls: 20 } })
    const code = "for i in range(8): open('/a').read()\n8"
    for (const _ of [1, 2, 3]) expect(await session.feedAsync(code)).toBe(8)
  })
})

describe('memory without a limit', () => {
  test.each([["' ' * (1 << 60)"], ['[0] * (1 << 45)'], ["b'ab' * (1 << 55)"], ['1 << (1 << 50)']])(
    'is what the machine has: %s',
    async (code) => {
      for (const isolation of isolations) {
        for (const maxMemoryBytes of [Infinity, 2 ** 52]) {
          const error = await rejection(
            run(code, { isolation, limits: { maxMemoryBytes } }),
            MontyLimitError,
          )
          expect([error.limit, error.exception.typeName]).toEqual(['memory', 'MemoryError'])
          expect(error.used).toBeGreaterThan(error.allowed)
        }
      }
      expect(new Monty('1 + 1').run({ limits: { maxMemoryBytes: Infinity } })).toBe(2)
    },
  )
})
