import { describe, expect, test } from 'vitest'
import {
  type LimitName,
  Monty,
  MontyLimitError,
  MontyRuntimeError,
  MontySession,
  MontySyntaxError,
  PausedRun,
  type ResourceLimits,
  runMontyAsync,
  type RunOptions,
} from 'monty-node'
import { isWasm } from '../support/engine.js'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'
import { py } from '../support/python.js'

const MIB = 1024 * 1024
const externalFunctions = { f: (value: unknown = null) => value }

interface Case {
  readonly limit: LimitName
  readonly allowed: number
  readonly code: string
  readonly options?: RunOptions
  readonly fits?: string
}

const memoryHogs = {
  'a growing list': 'a = []\nwhile True:\n    a.append(len(a))',
  'a growing dict': 'd = {}\nwhile True:\n    d[len(d)] = "x"',
  'a huge text': '"x" * 10**9',
  'huge bytes': 'b"x" * 10**9',
  'a huge number': '2 ** 10**9',
  'nested lists': 'a = []\nwhile True:\n    a = [a, a]',
  'a doubling text': 's = "x"\nwhile True:\n    s += s',
  'a set': 'set(range(10**9))',
  'a join': '",".join(["x" * 1000] * 10**6)',
}

describe('what a run may use by default', () => {
  test.each<Case>([
    { limit: 'hostCalls', allowed: 1_000, code: 'while True:\n    f()' },
    { limit: 'memory', allowed: 128 * MIB, code: memoryHogs['a huge text'] },
    {
      limit: 'result',
      allowed: 64 * MIB,
      code: '"x" * (65 * 1024 * 1024)',
      fits: '"x" * (63 * 1024 * 1024)',
      // The value and its copy on the way out.
      options: { limits: { maxMemoryBytes: 512 * MIB } },
    },
    {
      limit: 'sleep',
      allowed: 10_000,
      code: 'import time\ntime.sleep(6)\ntime.sleep(6)',
      fits: 'import time\ntime.sleep(5)\ntime.sleep(5)',
    },
  ])('$limit: $allowed', ({ limit, allowed, code, fits, options: more }) => {
    const options: RunOptions = { externalFunctions, sleep: 'instant', ...more }
    if (fits !== undefined) py(fits, options)
    const error = caught(() => py(code, options), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual([limit, allowed])
    expect(error.used).toBeGreaterThan(allowed)
  })

  test('duration: 5,000 ms', () => {
    const started = performance.now()
    const error = caught(() => py('while True:\n    pass'), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['duration', 5_000])
    expect(error.used).toBeGreaterThanOrEqual(5_000)
    expect(error.used).toBeLessThan(5_050)
    expect(performance.now() - started).toBeGreaterThanOrEqual(4_990)
  })

  test('recursion: 1,000 levels', () => {
    const deep = (n: number): string =>
      `def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nf(${n})`
    expect(py(deep(950))).toBe(950)
    const error = caught(() => py(deep(1_050)), MontyRuntimeError)
    expect(error).not.toBeInstanceOf(MontyLimitError)
    expect(error.exception.typeName).toBe('RecursionError')
  })

  test('a source of 256 KiB', () => {
    const source = (length: number): string => `#${'x'.repeat(length - 1)}`
    expect(new Monty(source(256 * 1024)).run()).toBe(null)
    expect(caught(() => new Monty(source(256 * 1024 + 1)))).toBeInstanceOf(MontySyntaxError)
  })
})

describe('a limit of the caller’s', () => {
  test.each<[string, LimitName, ResourceLimits, string, RunOptions?]>([
    ['duration', 'duration', { maxDurationMs: 20 }, 'while True:\n    pass'],
    ['memory', 'memory', { maxMemoryBytes: 2 * MIB }, memoryHogs['a growing list']],
    ['host calls', 'hostCalls', { maxHostCalls: 2 }, 'f()\nf()\nf()'],
    ['no host call at all', 'hostCalls', { maxHostCalls: 0 }, 'f()'],
    ['a result', 'result', { maxResultBytes: 50 }, '["abc"] * 100'],
    ['a text as the result', 'result', { maxResultBytes: 50 }, '"abc" * 100'],
    ['arguments', 'result', { maxResultBytes: 50 }, 'f(["abc"] * 100)'],
    ['keyword arguments', 'result', { maxResultBytes: 50 }, 'f(k=["abc"] * 100)'],
    ['sleep', 'sleep', { maxTotalSleepMs: 10 }, 'import time\ntime.sleep(1)'],
    ['asyncio.sleep', 'sleep', { maxTotalSleepMs: 10 }, 'import asyncio\nawait asyncio.sleep(1)'],
    [
      'many small sleeps',
      'sleep',
      { maxTotalSleepMs: 10 },
      'import time\nfor i in range(99):\n    time.sleep(0.001)',
      { sleep: 'instant' },
    ],
  ])('on %s ends a run, however it runs', async (_what, limit, limits, code, options = {}) => {
    const given = { ...options, externalFunctions, limits }
    const guarded = code.replaceAll(/^/gm, '    ')
    const uncatchable = `try:\n${guarded}\nexcept BaseException:\n    x = 1`
    for (const source of limit === 'result' ? [code] : [code, uncatchable]) {
      const monty = new Monty(source)
      const errors = [
        caught(() => monty.run(given), MontyLimitError),
        await rejection(runMontyAsync(monty, given), MontyLimitError),
      ]
      for (const error of errors) {
        expect(error.limit).toBe(limit)
        expect(error.allowed).toBe(Object.values(limits)[0])
        expect(error.used).toBeGreaterThan(error.allowed)
        expect(error.code).toBe('MONTY_LIMIT')
        expect(error.usage).toBeDefined()
        expect(error.message).toMatch(/limit|too large/)
      }
    }
  })

  test.each(Object.entries(memoryHogs))('on memory stops %s', (_what, code) => {
    const error = caught(() => py(code, { limits: { maxMemoryBytes: 16 * MIB } }), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['memory', 16 * MIB])
    expect(error.exception.typeName).toBe('MemoryError')
  })

  test('on memory counts what the host hands in', () => {
    const limits = { maxMemoryBytes: 4 * MIB }
    const big = 'x'.repeat(8 * MIB)
    const inputs = { x: big }
    expect(caught(() => py('len(x)', { inputs, limits }), MontyLimitError).limit).toBe('memory')
    const given = { limits, externalFunctions: { f: () => big } }
    expect(caught(() => py('len(f())', given), MontyLimitError).limit).toBe('memory')
  })

  test.each([0, 1, 2, 3, 4, 5])(
    'on memory counts what the host hands in together, %i bytes short of the next of them',
    async (spare) => {
      const length = 4_000_000
      const awaited = new Monty('import asyncio\nlen(await asyncio.gather(f(), f(), f()))')
      const given = { f: async () => 'x'.repeat(length) }
      // Two answers and their heads fit.
      const limits = { maxMemoryBytes: 2 + 2 * (10 + length) + spare }
      const running = runMontyAsync(awaited, { externalFunctions: given, limits })
      expect((await rejection(running, MontyLimitError)).limit).toBe('memory')
    },
  )

  test('on memory takes from the host what fits', () => {
    const given = { x: 'x'.repeat(900_000) }
    expect(py('len(x)', { inputs: given, limits: { maxMemoryBytes: 2 * MIB } })).toBe(900_000)
  })

  test('on memory gives back what is freed', () => {
    const code = 'for i in range(50):\n    s = "x" * 1_000_000\nlen(s)'
    expect(py(code, { limits: { maxMemoryBytes: 4 * MIB } })).toBe(1_000_000)
  })

  test('on recursion is an exception that Python can catch', () => {
    const code =
      'def f():\n    return f()\ntry:\n    f()\nexcept RecursionError:\n    r = "caught"\nr'
    expect(py(code, { limits: { maxRecursionDepth: 50 } })).toBe('caught')
    const deep = 'def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nf(9_000)'
    expect(py(deep, { limits: { maxRecursionDepth: 10_000 } })).toBe(9_000)
  })

  test('on the source is a syntax error', () => {
    const error = caught(() => new Monty('x = 1', { limits: { maxCodeBytes: 4 } }))
    expect(error).toBeInstanceOf(MontySyntaxError)
    expect(error.message).toContain('5 bytes, 4 allowed')
  })

  test('on name look-ups is ten times that on host calls', () => {
    const names = (count: number): string =>
      `n = 0\nfor i in range(${count}):\n    try:\n        unknown\n    except NameError:\n        n += 1\nn`
    expect(py(names(20), { limits: { maxHostCalls: 2 } })).toBe(20)
    const error = caught(() => py(names(21), { limits: { maxHostCalls: 2 } }), MontyLimitError)
    expect(error.limit).toBe('hostCalls')
  })

  test('on concurrent calls lets the next ones start later', async () => {
    let running = 0
    let most = 0
    const order: number[] = []
    const f = async (index: number): Promise<number> => {
      order.push(index)
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 2))
      running--
      return index
    }
    const code = 'import asyncio\nawait asyncio.gather(*[f(i) for i in range(20)])'
    const value = await runMontyAsync(new Monty(code), {
      externalFunctions: { f },
      limits: { maxConcurrentCalls: 3 },
    })
    expect(value).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(order).toEqual(value)
    expect(most).toBe(3)
  })

  test.each([2, Infinity])(
    'travels with what is kept as bytes (at most %s at once)',
    async (most) => {
      let running = 0
      let seen = 0
      const f = async (): Promise<void> => {
        seen = Math.max(seen, ++running)
        // Long enough for all to begin, wherever a slice ends.
        await new Promise((resolve) => setTimeout(resolve, most === Infinity ? 100 : 0))
        running--
      }
      const functions = { f, begin: () => null }
      const code = 'begin()\nimport asyncio\nawait asyncio.gather(*[f() for _ in range(150)])\n1'
      const limits = { maxConcurrentCalls: most }
      const expected = Math.min(most, 150)
      const paused = PausedRun.load(atFunction(new Monty(code).start({ limits })).dump())
      expect(
        await runMontyAsync(PausedRun.load(paused.dump()), { externalFunctions: functions }),
      ).toBe(1)
      expect(seen).toBe(expected)
      seen = 0
      const session = MontySession.load(new MontySession({ limits }).dump())
      expect(await session.feedAsync(code, { externalFunctions: functions })).toBe(1)
      expect(seen).toBe(expected)
    },
  )

  test('lets what fits run', () => {
    const limits: ResourceLimits = {
      maxDurationMs: 5_000,
      maxMemoryBytes: 4 * MIB,
      maxRecursionDepth: 20,
      maxHostCalls: 2,
      maxConcurrentCalls: 1,
      maxTotalSleepMs: 5,
      maxOutputBytes: 4,
      maxResultBytes: 1_000,
      maxCodeBytes: 1_000,
      gcInterval: 10,
    }
    const code = 'import time\ntime.sleep(0.005)\nprint("abc")\nf([1] * 10)'
    expect(py(code, { limits, externalFunctions })).toHaveLength(10)
  })

  test('of Infinity is none', () => {
    const limits: ResourceLimits = {
      maxDurationMs: Infinity,
      maxMemoryBytes: Infinity,
      maxHostCalls: Infinity,
      maxConcurrentCalls: Infinity,
      maxTotalSleepMs: Infinity,
      maxOutputBytes: Infinity,
      maxResultBytes: Infinity,
      gcInterval: Infinity,
    }
    const printed: number[] = []
    const options: RunOptions = {
      limits,
      externalFunctions,
      sleep: 'instant',
      printCallback: (_stream, text) => printed.push(text.length),
    }
    const code =
      'import time\ntime.sleep(99)\nprint("x" * 11_000_000)\n' +
      'for i in range(1_200):\n    f(i)\nlen("x" * 200_000_000)'
    expect(py(code, options)).toBe(200_000_000)
    expect(printed.reduce((sum, length) => sum + length, 0)).toBe(11_000_001)
    expect(py('"x" * 70_000_000', options)).toHaveLength(70_000_000)
  })

  test('that is hit first is the one that is told', () => {
    const limits = { maxDurationMs: 5_000, maxMemoryBytes: 4 * MIB, maxHostCalls: 3 }
    const options = { limits, externalFunctions }
    const calls = 'a = []\nwhile True:\n    a.append("x" * 1_000)\n    f()'
    expect(caught(() => py(calls, options), MontyLimitError).limit).toBe('hostCalls')
    const memory = 'a = []\nwhile True:\n    a.append("x" * 1_000)\nf()'
    expect(caught(() => py(memory, options), MontyLimitError).limit).toBe('memory')
  })
})

describe('time', () => {
  test('spent in the host is not the run’s', async () => {
    const wait = (): void => {
      const until = performance.now() + 60
      while (performance.now() < until);
    }
    const limits = { maxDurationMs: 50 }
    expect(py('f()\n1', { limits, externalFunctions: { f: wait } })).toBe(1)
    const later = async (): Promise<number> =>
      new Promise((resolve) => setTimeout(() => resolve(2), 80))
    const run = runMontyAsync(new Monty('await f()'), { limits, externalFunctions: { f: later } })
    expect(await run).toBe(2)
    const paused = atFunction(new Monty('f()').start({ limits }))
    wait()
    expect(atEnd(paused.resume({ returnValue: 3 })).output).toBe(3)
  })

  test('spent asleep is not the run’s', () => {
    const code = 'import time\ntime.sleep(0.08)\n1'
    expect(py(code, { limits: { maxDurationMs: 50 } })).toBe(1)
  })

  test('spent between pauses adds up', () => {
    const code = 'for i in range(100):\n    for j in range(100_000):\n        pass\n    f()'
    const error = caught(
      () => py(code, { externalFunctions, limits: { maxDurationMs: 60 } }),
      MontyLimitError,
    )
    expect([error.limit, error.allowed]).toEqual(['duration', 60])
    expect(error.used).toBeLessThan(100)
  })

  // A range of so many items is more than WebAssembly counts.
  test.skipIf(isWasm)('spent in one native operation ends soon after the limit', () => {
    const started = performance.now()
    const limits = { maxDurationMs: 200 }
    const error = caught(() => py('sum(range(10**10))', { limits }), MontyLimitError)
    expect(error.limit).toBe('duration')
    // The interpreter's own clock has a looser limit, which is nobody's business.
    expect(error.message).toMatch(
      /^TimeoutError: time limit exceeded: \d+ ms used, 200 ms allowed$/,
    )
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

test('a run that hit a limit leaves nothing to the next one', async () => {
  const limits = { maxMemoryBytes: 4 * MIB, maxDurationMs: 200 }
  const hog = new Monty(memoryHogs['a growing list'])
  for (let round = 0; round < 20; round++) {
    caught(() => hog.run({ limits }), MontyLimitError)
    expect(py('len("x" * 3_000_000)', { limits })).toBe(3_000_000)
  }
})

describe('memory', () => {
  const limits = { maxMemoryBytes: 16 * MIB }
  const measuring = { length: (text: string) => text.length }
  const lengthOf = (size: number): number =>
    new Monty(`x = 'x' * ${size}\nlength(x)`).run({
      limits,
      externalFunctions: measuring,
    }) as number

  test('counts what a call hands over, for the message and for the copy of the host', () => {
    expect(lengthOf(3_900_000)).toBe(3_900_000)
    const error = caught(() => lengthOf(4_900_000), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['memory', 16 * MIB])
    expect(error.used).toBeGreaterThan(16 * MIB)
  })

  test('gives large messages back and goes on with the next ones', () => {
    for (let round = 0; round < 20; round++)
      expect(lengthOf(3_000_000 + round)).toBe(3_000_000 + round)
  })

  test.skipIf(process.platform === 'win32' || isWasm)(
    'ends slices in a row beside many small objects',
    () => {
      const slices = `y = [${'x[::2], '.repeat(60)}]`
      const monty = new Monty(`keep = [[] for i in range(60_000)]\nx = [0] * 60_000\n${slices}`)
      const error = caught(() => monty.run({ limits }), MontyLimitError)
      expect(error.limit).toBe('memory')
      expect(error.usage!.peakMemoryBytes).toBeLessThan(18 * MIB)
    },
  )
})
