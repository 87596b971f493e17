import { describe, expect, test } from 'vitest'
import {
  Monty,
  MontyLimitError,
  MontyRuntimeError,
  MontySession,
  MontySnapshotError,
  MontySyntaxError,
  MontyUsageError,
  MontyValueError,
  type ResourceLimits,
  runMontyAsync,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'
import { isWasm } from '../support/engine.js'
import { atEnd, atFunction } from '../support/paused.js'

describe('a session', () => {
  test('keeps what a feed defines', () => {
    const session = new MontySession()
    expect(session.feed('x = 41\ndef double(n):\n    return 2 * n')).toBe(null)
    expect(session.feed('x + 1')).toBe(42)
    expect(session.feed('double(x)')).toBe(82)
    expect(session.feed('import json\njson.dumps([x])')).toBe('[41]')
    expect(session.feed('json.loads("[1]")')).toEqual([1])
  })

  test('takes inputs with each feed, which stay as variables', () => {
    const session = new MontySession()
    expect(session.feed('a + b', { inputs: { a: 1, b: 2 } })).toBe(3)
    expect(session.feed('a * 10')).toBe(10)
    expect(session.feed('a', { inputs: { a: { deep: [1] } } })).toEqual({ deep: [1] })
  })

  test('calls functions given to it, and those given to a feed', async () => {
    const session = new MontySession({ externalFunctions: { f: () => 1, g: () => 2 } })
    const externalFunctions = { g: () => 20, h: async () => 300 }
    expect(session.feed('f() + g()')).toBe(3)
    expect(await session.feedAsync('f() + g() + await h()', { externalFunctions })).toBe(321)
    expect(session.feed('g()')).toBe(2)
  })

  test('prints to its own callback or to the feed’s', () => {
    const lines: string[] = []
    const session = new MontySession({ printCallback: (_stream, text) => lines.push(text) })
    session.feed('print("one")')
    session.feed('print("two")', { printCallback: (_stream, text) => lines.push(`feed: ${text}`) })
    session.feed('print("three")')
    expect(lines).toEqual(['one\n', 'feed: two\n', 'three\n'])
  })

  test('names its feeds by number in tracebacks', () => {
    const session = new MontySession({ scriptName: 'cell.py' })
    session.feed('def fail():\n    1 / 0')
    const error = caught(() => session.feed('fail()'))
    expect(error.traceback().map(({ functionName }) => functionName)).toEqual(['<module>', 'fail'])
    expect(error.traceback().map(({ filename }) => filename)).toEqual([
      '<python-input-1>',
      '<python-input-0>',
    ])
    expect(session.scriptName).toBe('cell.py')
  })

  test('keeps Python objects with their identity', () => {
    const session = new MontySession()
    session.feed('class A:\n    pass\na = A()\na.n = 1')
    const a = session.feed('a')
    expect(session.feed('b is a and b.n', { inputs: { b: a } })).toBe(1)
  })
})

describe('an error in a feed', () => {
  test.each<[string, string]>([
    ['an exception', 'y = 1\n1 / 0'],
    ['a syntax error', 'y = = 1'],
    ['an unsupported feature', 'class A(B):\n    pass'],
    ['a refused name', 'eval("1")'],
    ['a RecursionError', 'def f():\n    return f()\nf()'],
    ['an unconvertible result', 'a = []\na.append(a)\na'],
  ])('leaves the state as it was up to there: %s', (_what, code) => {
    const session = new MontySession()
    session.feed('x = 1')
    caught(() => session.feed(code))
    expect(session.feed('x')).toBe(1)
  })

  test('keeps what was done before it', () => {
    const session = new MontySession()
    caught(() => session.feed('x = 1\nx += 1\n1 / 0\nx += 1'), MontyRuntimeError)
    expect(session.feed('x')).toBe(2)
  })

  test('has its class', () => {
    const session = new MontySession()
    expect(caught(() => session.feed('x ='))).toBeInstanceOf(MontySyntaxError)
    expect(caught(() => session.feed('x'))).toBeInstanceOf(MontyRuntimeError)
  })

  test('of the host leaves the session usable', async () => {
    const session = new MontySession({ externalFunctions: { later: async () => 1 } })
    session.feed('x = 1')
    const refused = caught(() => session.feed('x = 2\nlater()\nx = 3'), MontyUsageError)
    expect(refused.code).toBe('MONTY_ASYNC_ONLY')
    expect(session.feed('x')).toBe(2)
    const value = caught(() => session.feed('a = []\na.append(a)\nlater(a)'), MontyValueError)
    expect(value.path).toBe('later() argument 1[0]')
    expect(await session.feedAsync('await later() + x')).toBe(3)
  })

  test('of the print callback ends the feed with that error', async () => {
    const session = new MontySession({ checkpoint: true })
    session.feed('x = 1')
    const reason = new Error('no paper')
    const printCallback = (): never => {
      throw reason
    }
    expect(() => session.feed('print("a")\nx = 2', { printCallback })).toThrow(reason)
    expect(session.feed('x')).toBeTypeOf('number')
    const run = session.feedAsync('print("a")\nx = 2', { printCallback })
    await expect(run).rejects.toBe(reason)
    expect(session.feed('x')).toBeTypeOf('number')
  })

  test('of the print callback in the midst of a computation does, too', async () => {
    const spin = 'print("a")\nwhile True:\n    pass'
    const reason = new Error('no paper')
    const printCallback = (): never => {
      throw reason
    }
    const kept = new MontySession({ checkpoint: true })
    kept.feed('x = 1')
    expect(() => kept.feed(spin, { printCallback })).toThrow(reason)
    expect(kept.feed('x')).toBe(1)
    await expect(kept.feedAsync(spin, { printCallback })).rejects.toBe(reason)
    expect(kept.feed('x')).toBe(1)
    const lost = new MontySession()
    expect(() => lost.feed(spin, { printCallback })).toThrow(reason)
    expect(caught(() => lost.feed('1')).code).toBe('MONTY_DISPOSED')
  })
})

describe('a feed that pauses', () => {
  test('keeps the session busy until it has ended', async () => {
    const session = new MontySession()
    const call = atFunction(session.feedStart('x = f(1)\nx'))
    const busy = [
      () => session.feed('1'),
      () => session.feedStart('1'),
      () => session.fork(),
      () => session.dump(),
      () => session.functionNames(),
      () => session.callFunction('x'),
    ]
    for (const action of busy) {
      const error = caught(action, MontyUsageError)
      expect([error.code, error.message]).toEqual([
        'MONTY_USAGE',
        'the session is busy with a feed: wait for its end; if it is paused, resume or abort it',
      ])
    }
    expect((await rejection(session.feedAsync('1'))).message).toMatch(/busy/)
    expect(atEnd(call.resume({ returnValue: 7 })).output).toBe(7)
    expect(session.feed('x')).toBe(7)
  })

  test('gives the session back when it fails, too', () => {
    const session = new MontySession()
    const exception = { type: 'ValueError', message: 'no' }
    caught(() => atFunction(session.feedStart('f()')).resume({ exception }), MontyRuntimeError)
    expect(session.feed('1')).toBe(1)
    caught(() => session.feedStart('1 / 0'), MontyRuntimeError)
    expect(session.feed('2')).toBe(2)
  })

  test('gives the session back when it is aborted', () => {
    const session = new MontySession()
    session.feed('x = 1')
    const call = atFunction(session.feedStart('x = 2\nf()\nx = 3'))
    expect(caught(() => call.abort()).message).toMatch(/aborted by the host/)
    expect(session.feed('x')).toBe(2)
  })

  test('can be driven to its end', async () => {
    const session = new MontySession()
    const call = atFunction(await session.feedStartAsync('x = await f(1)\ny = await f(x)\ny'))
    const externalFunctions = { f: async (n: number) => n + 1 }
    expect(await runMontyAsync(call, { externalFunctions })).toBe(3)
    expect(session.feed('[x, y]')).toEqual([2, 3])
  })

  test('ends the session when a limit ends it', () => {
    const session = new MontySession({ limits: { maxDurationMs: 30 } })
    const call = atFunction(session.feedStart('f()\nwhile True:\n    pass'))
    caught(() => call.resume({ returnValue: 1 }), MontyLimitError)
    expect(caught(() => session.feed('1')).code).toBe('MONTY_DISPOSED')
  })

  test.skipIf(isWasm)('ends the session when its driver is cancelled', async () => {
    const session = new MontySession()
    const call = atFunction(session.feedStart('f()\nwhile True:\n    pass'))
    const run = runMontyAsync(call, { externalFunctions: { f: () => 1 }, timeoutMs: 20 })
    expect((await rejection(run)).code).toBe('MONTY_TIMEOUT')
    expect(caught(() => session.feed('1')).code).toBe('MONTY_DISPOSED')
  })

  test('restores the state from before it, with checkpoint', () => {
    const session = new MontySession({ checkpoint: true, limits: { maxDurationMs: 30 } })
    session.feed('x = 1')
    const call = atFunction(session.feedStart('x = 2\nf()\nwhile True:\n    pass'))
    caught(() => call.resume({ returnValue: 1 }), MontyLimitError)
    expect(session.feed('x')).toBe(1)
  })
})

describe('calling a function of a session', () => {
  const define = `
def add(a, b=10, *rest, key=0, **others):
    return a + b + sum(rest) + key + sum(others.values())
async def later(x):
    return await fetch(x)
y = lambda: 5
n = 1`

  test('gives it arguments and keyword arguments', () => {
    const session = new MontySession()
    session.feed(define)
    expect(session.callFunction('add', [1])).toBe(11)
    expect(session.callFunction('add', [1, 2, 3, 4])).toBe(10)
    expect(session.callFunction('add', [1], { b: 2, key: 3, other: 4 })).toBe(10)
    expect(session.callFunction('add', [], { a: 1 })).toBe(11)
    expect(session.callFunction('y')).toBe(5)
  })

  test('names what there is', () => {
    const session = new MontySession()
    expect(session.functionNames()).toEqual([])
    session.feed(define)
    expect(session.functionNames().toSorted()).toEqual(['add', 'later', 'y'])
    expect(session.feed('sorted(k for k in ["a"])')).toEqual(['a'])
    session.callFunction('add', [1])
    expect(session.functionNames().toSorted()).toEqual(['add', 'later', 'y'])
  })

  test('awaits a coroutine, and its host calls', async () => {
    const session = new MontySession({ externalFunctions: { fetch: async (x: number) => x * 2 } })
    session.feed(define)
    expect(await session.callFunctionAsync('later', [21])).toBe(42)
    expect(await session.callFunctionAsync('add', [1], { key: 1 })).toBe(12)
  })

  test('refuses what is not a name, and tells what is not there', () => {
    const session = new MontySession()
    for (const name of ['add; x', '', '1', 'a.b', 7]) {
      expect(caught(() => session.callFunction(name as string)).code).toBe('MONTY_USAGE')
    }
    expect(caught(() => session.callFunction('missing')).exception.typeName).toBe('NameError')
    session.feed('n = 1')
    expect(caught(() => session.callFunction('n')).exception.typeName).toBe('TypeError')
  })

  test('does not keep its value', () => {
    const session = new MontySession({ limits: { maxMemoryBytes: 8_000_000 } })
    session.feed('def big():\n    return "x" * 3_000_000')
    for (let call = 0; call < 3; call++) expect(session.callFunction('big')).toHaveLength(3_000_000)
  })

  test('awaits a coroutine in a synchronous call, too', () => {
    const session = new MontySession()
    session.feed('import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n')
    expect(session.callFunction('f', [3])).toBe(3)
  })
})

describe('a coroutine of an earlier feed', () => {
  test.each(['none', 'process'] as const)('cannot be awaited: isolation %s', async (isolation) => {
    const session = new MontySession({
      isolation,
      checkpoint: true,
      externalFunctions: { price: async () => 300 },
    })
    await session.feedAsync('n = 1\nt = price()')
    const error = await session.feedAsync('await t').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'MONTY_RUNTIME',
      exception: {
        typeName: 'RuntimeError',
        message:
          'a coroutine of an earlier program was awaited, and its answer is gone: ' +
          'await a call in the program that makes it, or make it again',
      },
    })
    expect(await session.feedAsync('n + await price()')).toBe(301)
  })
})

describe('a fork', () => {
  test('has the same state, and goes its own way', () => {
    const session = new MontySession({ externalFunctions: { f: () => 'host' } })
    session.feed('items = [1]')
    const fork = session.fork()
    fork.feed('items.append(2)')
    expect([session.feed('items'), fork.feed('items')]).toEqual([[1], [1, 2]])
    expect(fork.feed('f()')).toBe('host')
    session.dispose()
    expect(fork.feed('items')).toEqual([1, 2])
  })

  test('keeps objects shared among each other', () => {
    const session = new MontySession()
    session.feed('a = []\nb = [a, a]')
    const fork = session.fork()
    expect(fork.feed('b[0].append(1)\n[b[1], a]')).toEqual([[1], [1]])
  })
})

describe('a session as bytes', () => {
  const key = 'a secret of enough bytes'

  test('goes on where it was', () => {
    const session = new MontySession({ scriptName: 'kept.py' })
    session.feed('x = {"a": (1, 2)}\ndef f():\n    return x')
    const loaded = MontySession.load(session.dump({ key, encrypt: true }), { key })
    expect(loaded.scriptName).toBe('kept.py')
    expect(loaded.feed('f()["a"][1]')).toBe(2)
    expect(session.feed('f()["a"][1]')).toBe(2)
  })

  test('is given functions and callbacks anew', () => {
    const session = new MontySession({ externalFunctions: { f: () => 1 } })
    session.feed('g = 1')
    const loaded = MontySession.load(session.dump(), { externalFunctions: { f: () => 2 } })
    expect(loaded.feed('f()')).toBe(2)
    expect(caught(() => MontySession.load(session.dump()).feed('f()')).exception.typeName).toBe(
      'NameError',
    )
  })

  test('keeps its limits and whether it may use eval', () => {
    const limits: ResourceLimits = { maxDurationMs: 30, maxRecursionDepth: 20, maxHostCalls: 2 }
    const session = new MontySession({ limits, allowEval: true })
    const loaded = MontySession.load(session.dump(), { externalFunctions: { f: () => 1 } })
    expect(loaded.feed('eval("1 + 1")')).toBe(2)
    const deep = 'def d(n):\n    return 0 if n == 0 else d(n - 1)\nd(50)'
    expect(caught(() => loaded.feed(deep)).exception.typeName).toBe('RecursionError')
    expect(caught(() => loaded.feed('f()\nf()\nf()'))).toMatchObject({ limit: 'hostCalls' })
    const other = MontySession.load(session.dump())
    expect(caught(() => other.feed('while True:\n    pass'))).toMatchObject({ allowed: 30 })
  })

  test.each<[string, object]>([
    ['limits.maxDurationMs', { limits: { maxConcurrentCalls: 5, maxDurationMs: 10 } }],
    ['scriptName', { scriptName: 'other.py' }],
    ['assertMessages', { assertMessages: false }],
    ['allowEval', { allowEval: true }],
    ['random', { random: { seed: 1 } }],
    ['clock', { clock: new Date(0) }],
    ['clock', { clock: 'system' }],
    ['timeZone', { timeZone: 'Asia/Tokyo' }],
    ['cwd', { cwd: '/tmp' }],
  ])('is not given anew what travels with it: %s', (name, options) => {
    const bytes = new MontySession().dump()
    const error = caught(() => MontySession.load(bytes, options as never), MontyUsageError)
    expect(error.message).toBe(
      `${name} was set when the session began and cannot change: it travels with the session, leave it out`,
    )
  })

  test.each<[unknown, string]>([
    [null, 'the options of load must be an object'],
    [{ limit: {} }, 'limit is not an option of load; there are: typeCheck, typeStubs, '],
  ])('is not loaded with options that are none: %o', (options, message) => {
    const bytes = new MontySession().dump()
    const error = caught(() => MontySession.load(bytes, options as never), MontyUsageError)
    expect(error.message).toContain(message)
  })

  test('may be given anew how many calls run at once', async () => {
    let most = 0
    let running = 0
    const f = async (): Promise<void> => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
    }
    const limits = { maxConcurrentCalls: 2 }
    const loaded = MontySession.load(new MontySession().dump(), {
      limits,
      externalFunctions: { f },
      random: undefined,
    } as object)
    await loaded.feedAsync('import asyncio\nawait asyncio.gather(*[f() for i in range(6)])')
    expect(most).toBe(2)
  })

  test('is no paused run', () => {
    const session = new MontySession()
    const call = atFunction(new Monty('f()').start())
    const error = caught(() => MontySession.load(call.dump()), MontySnapshotError)
    expect(error.message).toMatch(/of kind function, not session/)
    expect(session.dump()).toBeInstanceOf(Buffer)
  })
})

describe('limits of a session', () => {
  test('hold for each feed anew', () => {
    const session = new MontySession({
      limits: { maxDurationMs: 400, maxHostCalls: 2, maxOutputBytes: 10, maxTotalSleepMs: 50 },
      externalFunctions: { f: () => 1 },
      sleep: 'instant',
    })
    const printed: string[] = []
    const printCallback = (_stream: string, text: string): number => printed.push(text)
    const code = 'f()\nf()\nprint("12345678")\nfor i in range(1_000_000):\n    pass'
    for (let feed = 0; feed < 4; feed++) session.feed(code, { printCallback })
    expect(printed).toEqual(Array.from({ length: 4 }, () => '12345678\n'))
    expect(caught(() => session.feed('f()\nf()\nf()'))).toMatchObject({ limit: 'hostCalls' })
  })

  test('on memory hold for all that it keeps', () => {
    const session = new MontySession({ limits: { maxMemoryBytes: 8_000_000 } })
    session.feed('data = ["x" * 1_000_000]')
    session.feed('data.append("y" * 1_000_000)')
    const feedMore = (): unknown => session.feed('for i in range(9):\n    data.append("z" * 10**6)')
    expect(caught(feedMore, MontyLimitError).limit).toBe('memory')
  })

  test.each<[string, ResourceLimits, string]>([
    ['duration', { maxDurationMs: 20 }, 'while True:\n    pass'],
    ['memory', { maxMemoryBytes: 4_000_000 }, '"x" * 10**8'],
    ['hostCalls', { maxHostCalls: 0 }, 'f()'],
    ['sleep', { maxTotalSleepMs: 10 }, 'import time\ntime.sleep(1)'],
  ])('end it: %s', (limit, limits, code) => {
    const session = new MontySession({ limits, externalFunctions: { f: () => 1 } })
    session.feed('x = 1')
    expect(caught(() => session.feed(code), MontyLimitError).limit).toBe(limit)
    const after = caught(() => session.feed('x'), MontyUsageError)
    expect(after.code).toBe('MONTY_DISPOSED')
    expect(after.message).toContain('checkpoint')
  })

  test.each<[string, ResourceLimits, string]>([
    ['duration', { maxDurationMs: 20 }, 'x = 2\nwhile True:\n    pass'],
    ['memory', { maxMemoryBytes: 4_000_000 }, 'x = 2\n"x" * 10**8'],
  ])('restore what was before, with checkpoint: %s', async (limit, limits, code) => {
    const session = new MontySession({ limits, checkpoint: true })
    session.feed('x = 1\ndef f():\n    return x')
    expect(caught(() => session.feed(code), MontyLimitError).limit).toBe(limit)
    expect(session.feed('f()')).toBe(1)
    expect(await rejection(session.feedAsync(code))).toMatchObject({ limit })
    expect(session.callFunction('f')).toBe(1)
    expect(session.functionNames()).toEqual(['f'])
  })
})

describe('cancelling a feed', () => {
  test.skipIf(isWasm)('ends the session', async () => {
    const session = new MontySession()
    const run = session.feedAsync('while True:\n    pass', { timeoutMs: 20 })
    expect((await rejection(run)).code).toBe('MONTY_TIMEOUT')
    expect(caught(() => session.feed('1')).code).toBe('MONTY_DISPOSED')
    expect((await rejection(session.feedAsync('1'))).code).toBe('MONTY_DISPOSED')
    expect(caught(() => session.fork()).code).toBe('MONTY_DISPOSED')
  })

  test.skipIf(isWasm)(
    'restores what was before, with checkpoint, whatever it was doing',
    async () => {
      const session = new MontySession({
        checkpoint: true,
        externalFunctions: { never: () => new Promise<never>(() => {}) },
      })
      session.feed('x = 1')
      const waits = [
        'while True:\n    pass',
        'import asyncio\nawait asyncio.sleep(9)',
        'await never()',
      ]
      for (const wait of waits) {
        const signal = AbortSignal.timeout(20)
        const error = await rejection(session.feedAsync(`x = 2\n${wait}`, { signal }))
        expect(error.code).toBe('MONTY_ABORTED')
        expect(session.feed('x')).toBe(1)
      }
    },
  )

  test('before it begins changes nothing', async () => {
    const session = new MontySession()
    session.feed('x = 1')
    const error = await rejection(session.feedAsync('x = 2', { signal: AbortSignal.abort() }))
    expect(error.code).toBe('MONTY_ABORTED')
    expect(session.feed('x')).toBe(1)
  })
})

describe('disposing of a session', () => {
  test('makes every later use an error that says so', async () => {
    const session = new MontySession()
    session.feed('x = 1')
    session.dispose()
    session.dispose()
    const uses = [
      () => session.feed('x'),
      () => session.feedStart('x'),
      () => session.fork(),
      () => session.dump(),
      () => session.functionNames(),
      () => session.callFunction('f'),
    ]
    for (const use of uses) {
      const error = caught(use, MontyUsageError)
      expect([error.code, error.message]).toEqual(['MONTY_DISPOSED', 'the session was disposed of'])
    }
    expect((await rejection(session.feedAsync('x'))).code).toBe('MONTY_DISPOSED')
    expect((await rejection(session.feedStartAsync('x'))).code).toBe('MONTY_DISPOSED')
  })

  test('happens at the end of its scope', () => {
    let session: MontySession | undefined
    {
      const scoped = new MontySession()
      session = scoped
      try {
        scoped.feed('x = 1')
      } finally {
        scoped[Symbol.dispose]()
      }
    }
    expect(caught(() => session.feed('x')).code).toBe('MONTY_DISPOSED')
  })

  test('while a feed waits makes going on an error', () => {
    const session = new MontySession()
    const call = atFunction(session.feedStart('f()'))
    session.dispose()
    expect(caught(() => call.resume({ returnValue: 1 })).code).toBe('MONTY_DISPOSED')
  })

  test.skipIf(isWasm)('while a feed runs ends it', async () => {
    const session = new MontySession()
    const run = session.feedAsync('while True:\n    pass')
    setTimeout(() => session.dispose(), 10)
    const error = await rejection(run)
    expect(error.code).toBe('MONTY_DISPOSED')
  })

  test.each(['none', 'process'] as const)(
    'ends a feed that was stepped and is driven on, while a function makes it wait (%s)',
    async (isolation) => {
      const session = new MontySession({ isolation })
      const call = atFunction(await session.feedStartAsync('await f()'))
      const externalFunctions = { f: () => new Promise<never>(() => {}) }
      const run = runMontyAsync(call, { externalFunctions })
      setTimeout(() => session.dispose(), 10)
      expect((await rejection(run)).code).toBe('MONTY_DISPOSED')
    },
  )

  test('ends a step that waits for its file system', async () => {
    const session = new MontySession({ os: () => new Promise(() => {}) })
    const call = atFunction(session.feedStart('f()\nopen("/a").read()'))
    const step = call.resumeAsync({ returnValue: null })
    setTimeout(() => session.dispose(), 10)
    expect((await rejection(step)).code).toBe('MONTY_DISPOSED')
  })
})
