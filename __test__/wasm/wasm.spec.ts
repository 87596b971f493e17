import { readFileSync } from 'node:fs'
import {
  Monty,
  type MontyError,
  MontyRuntime,
  MontySession,
  type MontyTypingError,
  runMontyAsync,
  tool,
} from 'monty-node'
import { useWasm } from 'monty-node/wasm'
import { describe, expect, test } from 'vitest'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'
import { KINDS } from '../support/moved.js'
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

describe('types are checked, by a module of its own:', () => {
  const wrong = 'x: int = "a"\nlen(5)\n'
  const findings = (error: MontyError): unknown =>
    (error as MontyTypingError).diagnostics.map(({ code, line }) => [code, line])

  test('at once', () => {
    const error = caught(() => new Monty(wrong, { typeCheck: true }))
    expect(error.code).toBe('MONTY_TYPING')
    expect(findings(error)).toEqual([
      ['invalid-assignment', 1],
      ['invalid-argument-type', 2],
    ])
    expect(new Monty('x: int = 1\nx', { typeCheck: true }).run()).toBe(1)
  })

  test('later', async () => {
    const error = await rejection(Monty.create(wrong, { typeCheck: true }))
    expect(findings(error)).toEqual([
      ['invalid-assignment', 1],
      ['invalid-argument-type', 2],
    ])
  })

  test('against the declarations of functions and modules', async () => {
    const runtime = new MontyRuntime({
      isolation: 'none',
      tools: {
        add: tool({
          input: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
          execute: ({ a }) => a + 1,
        }),
      },
    })
    expect(await runtime.execute('await add(a="x")').outcome).toMatchObject({
      status: 'type',
      error: { code: 'MONTY_TYPING' },
    })
    expect(await runtime.execute('await add(a=1)').outcome).toMatchObject({
      status: 'ok',
      value: 2,
    })
  })

  test('a program whose types have no end is given up, and the next is checked', () => {
    const grows = `x = (1,)\n${'x = (x, x, x, x)\n'.repeat(40)}reveal_type(x)\n`
    const error = caught(() => new Monty(grows, { typeCheck: true }))
    expect(['MONTY_TYPING', 'MONTY_USAGE']).toContain(error.code)
    expect(findings(caught(() => new Monty(wrong, { typeCheck: true })))).toHaveLength(2)
  })
})

describe('a snapshot goes from one engine to the other:', () => {
  test.each([
    ['native', module],
    [module, 'native'],
    [module, module],
  ])('%s to %s', { timeout: 120_000 }, async (from, to) => {
    const made = await findingsOf<Record<string, string>>('moved-snapshots', [from])
    for (const kind of KINDS) {
      const found = await findingsOf('moved-snapshots', [to, kind, made[kind]!])
      expect([kind, found]).toEqual([kind, ['yes', true]])
    }
  })
})
