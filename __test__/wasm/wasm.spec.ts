import { readFileSync } from 'node:fs'
import { Monty, type MontyError, MontyRuntime, MontySession, runMontyAsync } from 'monty-node'
import { useWasm } from 'monty-node/wasm'
import { describe, expect, test } from 'vitest'
import { caught } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'
import { findingsOf } from '../support/scenario.js'

// The tests of this folder run where the module was built, and Python runs in it: vitest.config.ts sees to that.
const module = process.env.MONTY_NODE_WASM!

const run = (code: string): unknown => new Monty(code).run()

describe('Python in WebAssembly', () => {
  test('runs, calls the host and prints', async () => {
    const printed: string[] = []
    const value = await runMontyAsync(new Monty('print("hi")\nawait double(21)'), {
      externalFunctions: { double: async (x: number) => x * 2 },
      printCallback: (_stream, text) => printed.push(text),
    })
    expect([value, printed.join('')]).toEqual([42, 'hi\n'])
  })

  test('is chosen once, before anything runs', async () => {
    run('1')
    // It is in use already, which is what is asked for.
    await expect(useWasm(readFileSync(module))).resolves.toBeUndefined()
  })

  test('is told by its clock and its randomness', () => {
    const code = 'import random\nimport time\nfrom datetime import datetime\n'
    expect(run(`${code}random.random() != random.random()`)).toBe(true)
    expect(run(`${code}time.time() > 1_700_000_000 and datetime.now().year >= 2024`)).toBe(true)
  })

  test('keeps what many runs wait for, each in its own state', () => {
    const monty = new Monty('mine = f()\n[mine, f()]')
    const paused = Array.from({ length: 100 }, (_, index) => ({ index, call: monty.start() }))
    const ends = paused.map(({ index, call }) => {
      const second = atFunction(atFunction(call).resume({ returnValue: index }))
      return atEnd(second.resume({ returnValue: -index })).output
    })
    expect(ends).toEqual(paused.map(({ index }) => [index, -index]))
  })
})

describe('what ends one run there ends no other:', () => {
  const cases: Array<[string, string, object, string]> = [
    ['time', 'while True: pass', { maxDurationMs: 50 }, 'MONTY_LIMIT'],
    [
      'memory',
      'x = []\nwhile True: x.append("y" * 1000)',
      { maxMemoryBytes: 2 ** 22 },
      'MONTY_LIMIT',
    ],
    ['one huge value', 'x = [0] * 10 ** 8', { maxMemoryBytes: 2 ** 24 }, 'MONTY_LIMIT'],
    ['recursion', 'def f(): return f()\nf()', {}, 'MONTY_RUNTIME'],
  ]
  test.each(cases)('%s', (_what, code, limits, expected) => {
    const session = new MontySession()
    session.feed('kept = 1')
    expect(caught(() => new Monty(code).run({ limits })).code).toBe(expected)
    expect(session.feed('kept + 1')).toBe(2)
    expect(run('6 * 7')).toBe(42)
  })

  test('data that is deeper than the stack', () => {
    const deep = 'x = []\nfor _ in range(200_000): x = [x]\n'
    for (const use of ['repr(x)', 'x == [x]', 'import copy\ncopy.deepcopy(x)', 'x']) {
      let code = 'none'
      try {
        run(deep + use)
      } catch (error) {
        code = (error as MontyError).code
      }
      expect(['none', 'MONTY_RUNTIME', 'MONTY_CRASHED', 'MONTY_LIMIT', 'MONTY_VALUE']).toContain(
        code,
      )
      expect(run('6 * 7')).toBe(42)
    }
  })
})

describe('sizes of 32 bits change no result:', () => {
  test.each([
    ['hash(2 ** 100)', '-1 < 2'],
    ['len(range(10 ** 9))', '1000000000'],
    ['10 ** 12 in range(10 ** 13)', 'True'],
    ['range(10 ** 13)[10 ** 12]', '1000000000000'],
    ['import sys\nsys.maxsize', '9223372036854775807'],
    ['"aaa".replace("a", "b", 2 ** 40)', "'bbb'"],
    ['list(range(10 ** 12, 10 ** 12 + 2))', '[1000000000000, 1000000000001]'],
    ['"x"[2 ** 32:]', "''"],
    ['import random\nrandom.seed(1)\nrandom.randrange(10 ** 12) < 10 ** 12', 'True'],
  ])('%s', (code, expected) => {
    expect(run(`${code.replace(/(.*)$/, 'repr($1)')} == repr(${expected})`)).toBe(
      !code.startsWith('hash'),
    )
  })

  test.each([
    'len(range(10 ** 12))',
    'range(10 ** 12)[5:]',
    'import random\nrandom.sample(range(10 ** 12), 2)',
    'range(10 ** 12) == range(10 ** 13)',
    'for i in range(10 ** 12): break',
  ])('%s is refused', (code) => {
    const error = caught(() => run(code))
    expect([error.code, error.message]).toEqual([
      'MONTY_CRASHED',
      expect.stringContaining('more than 4294967295 items, which WebAssembly cannot count'),
    ])
    expect(run('6 * 7')).toBe(42)
  })
})

describe('what is native is refused by name:', () => {
  test('type checks', () => {
    const error = caught(() => new Monty('1', { typeCheck: true }))
    expect(error).toMatchObject({
      code: 'MONTY_NO_BINARY',
      message: 'type checking needs the native binaries, and Python runs in WebAssembly here',
    })
  })

  test('a runtime without either works', async () => {
    const runtime = new MontyRuntime({ isolation: 'none', typeCheck: false })
    expect(await runtime.execute('6 * 7').outcome).toMatchObject({ status: 'ok', value: 42 })
  })
})

describe('a snapshot goes from one engine to the other:', () => {
  const kinds = ['function', 'os', 'name', 'futures', 'session']
  test.each([
    ['native', module],
    [module, 'native'],
    [module, module],
  ])('%s to %s', { timeout: 120_000 }, async (from, to) => {
    const made = await findingsOf<Record<string, string>>('moved-snapshots', [from])
    for (const kind of kinds) {
      const found = await findingsOf('moved-snapshots', [to, kind, made[kind]!])
      expect([kind, found]).toEqual([kind, ['yes', true]])
    }
  })
})
