import { uncompiled } from '../../src/monty/monty.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  FunctionSnapshot,
  type Isolation,
  Monty,
  MontyAbortError,
  MontyLimitError,
  MontyPool,
  MontyRuntimeError,
  MontySession,
  MontySnapshotError,
  MontySyntaxError,
  MontyTimeoutError,
  MontyTypingError,
  MontyUsageError,
  MontyValueError,
  PyTuple,
  runMontyAsync,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction, atFutures, atName } from '../support/paused.js'

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe.each<'none' | 'process'>(['none', 'process'])('with isolation %s', (isolation) => {
  const run = (code: string, options: Parameters<Monty['runAsync']>[0] = {}): Promise<unknown> =>
    new Monty(code, { inputs: Object.keys(options.inputs ?? {}) }).runAsync({
      isolation,
      ...options,
    })

  test('values of every kind come and go', async () => {
    const value = {
      numbers: [1, -2.5, 2n ** 70n, Infinity],
      text: 'grüße 🐍',
      nothing: null,
      flag: true,
      bytes: Buffer.from([0, 255]),
      pair: new PyTuple<unknown>(1, 'two'),
      map: new Map([[1, 'one']]),
      set: new Set(['a']),
      ['__proto__']: 'data',
    }
    expect(await run('x', { inputs: { x: value } })).toEqual(value)
    expect(await run('{i: str(i) for i in range(3)}')).toEqual(
      new Map([
        [0, '0'],
        [1, '1'],
        [2, '2'],
      ]),
    )
    expect(await run('{1: 2}', { dicts: 'object' })).toEqual({ 1: 2 })
  })

  test('large values come and go', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `row ${id}` }))
    expect(await run('rows', { inputs: { rows } })).toEqual(rows)
    expect(await run('"x" * 5_000_000')).toBe('x'.repeat(5_000_000))
  })

  test('host functions, promises and gather', async () => {
    const order: number[] = []
    const wait = async (n: number): Promise<number> => {
      order.push(n)
      await later(30 - n * 10)
      order.push(-n)
      return n * 10
    }
    const code = 'import asyncio\nawait asyncio.gather(wait(1), wait(2), wait(n=3))'
    const externalFunctions = {
      wait: (n: number | { n: number }) => wait(typeof n === 'number' ? n : n.n),
    }
    expect(await run(code, { externalFunctions })).toEqual([10, 20, 30])
    expect(order).toEqual([1, 2, 3, -3, -2, -1])
  })

  test('intercept sees every call, and serial calls run one at a time', async () => {
    const seen: string[] = []
    const result = await run('f(1) + f(2)', {
      externalFunctions: { f: async (n: number) => n },
      concurrency: 'serial',
      intercept: async (call, next) => {
        seen.push(`${call.name}(${call.args.join()}) #${call.callId}`)
        return 10 * ((await next()) as number)
      },
    })
    expect(result).toBe(30)
    expect(seen).toEqual(['f(1) #0', 'f(2) #1'])
  })

  test('the error of a host function is the cause, the very same', async () => {
    const reason = new TypeError('no such city')
    const failing = {
      externalFunctions: {
        now: () => {
          throw reason
        },
        later: () => Promise.reject(reason),
      },
    }
    for (const call of ['now()', 'await later()']) {
      const error = await rejection(run(`x = 1\n${call}`, failing), MontyRuntimeError)
      expect(error.exception).toMatchObject({
        typeName: 'TypeError',
        message: 'no such city',
      })
      expect(error.cause).toBe(reason)
    }
    expect(await run('try:\n    now()\nexcept TypeError as e:\n    x = str(e)\nx', failing)).toBe(
      'no such city',
    )
  })

  test('a traceback has its lines, and usage its counts', async () => {
    const code = 'def divide(n):\n    return 1 / n\n\nprint("going")\nping()\ndivide(0)'
    const running = run(code, { externalFunctions: { ping: () => null } })
    const error = await rejection(running, MontyRuntimeError)
    expect(error.display()).toBe(
      [
        'Traceback (most recent call last):',
        '  File "main.py", line 6, in <module>',
        '    divide(0)',
        '    ~~~~~~~~~',
        '  File "main.py", line 2, in divide',
        '    return 1 / n',
        '           ~~~~~',
        'ZeroDivisionError: division by zero',
      ].join('\n'),
    )
    expect(error.traceback().map(({ line, functionName }) => [line, functionName])).toEqual([
      [6, '<module>'],
      [2, 'divide'],
    ])
    expect(error.usage).toEqual({
      durationMs: expect.any(Number),
      peakMemoryBytes: expect.any(Number),
      hostCalls: 1,
      outputBytes: 6,
    })
    expect(error.usage!.peakMemoryBytes).toBeGreaterThan(1_000)
  })

  test('output comes in order, before the calls that follow it', async () => {
    const seen: string[] = []
    await run('print("a")\nf("b")\nprint("c", end="")\nimport sys\nprint("d", file=sys.stderr)', {
      externalFunctions: { f: (text: string) => seen.push(`call ${text}`) },
      printCallback: (stream, text) => seen.push(`${stream} ${JSON.stringify(text)}`),
    })
    expect(seen).toEqual(['stdout "a\\n"', 'call b', 'stdout "c"', 'stderr "d\\n"'])
  })

  test('output comes while Python still runs', async () => {
    const ending = new AbortController()
    const code = 'print("first")\nwhile True:\n    pass'
    const running = run(code, { signal: ending.signal, printCallback: () => ending.abort('seen') })
    const error = await rejection(running, MontyAbortError)
    expect(error.cause).toBe('seen')
  })

  test('a callback that throws ends the run with what it threw', async () => {
    const reason = new Error('full')
    const printCallback = (): void => {
      throw reason
    }
    expect(await rejection(run('print(1)\nwhile True: pass', { printCallback }), Error)).toBe(
      reason,
    )
  })

  test('limits name themselves, what was used and what was allowed', async () => {
    const limited = async (code: string, limits: object): Promise<unknown[]> => {
      const externalFunctions = { f: () => 1 }
      const running = run(code, { limits, externalFunctions, sleep: 'instant' })
      const { limit, used, allowed } = await rejection(running, MontyLimitError)
      expect(used).toBeGreaterThan(allowed * 0.99)
      return [limit, allowed]
    }
    expect(await limited('while True: pass', { maxDurationMs: 50 })).toEqual(['duration', 50])
    expect(
      await limited('x = []\nwhile True: x.append("a" * 999)', { maxMemoryBytes: 8e6 }),
    ).toEqual(['memory', 8e6])
    expect(await limited('"a" * 10**9', { maxMemoryBytes: 8e6 })).toEqual(['memory', 8e6])
    expect(await limited('while True: f()', { maxHostCalls: 20 })).toEqual(['hostCalls', 20])
    expect(await limited('"a" * 2000', { maxResultBytes: 1000 })).toEqual(['result', 1000])
    expect(await limited('import time\ntime.sleep(9)', { maxTotalSleepMs: 8 })).toEqual([
      'sleep',
      8,
    ])
  })

  test('too deep a recursion is Python’s own error', async () => {
    const code =
      'def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    x = str(e)\nx'
    expect(await run(code)).toBe('maximum recursion depth exceeded')
  })

  test('a signal and a time-out end it at once, waits included', async () => {
    const waiting = { externalFunctions: { f: () => later(60_000) } }
    const began = performance.now()
    const late = await rejection(run('await f()', { ...waiting, timeoutMs: 20 }), MontyTimeoutError)
    expect(late.timeoutMs).toBe(20)
    const ending = new AbortController()
    setTimeout(() => ending.abort(), 20)
    const ended = await rejection(
      run('await f()', { ...waiting, signal: ending.signal }),
      MontyAbortError,
    )
    expect(ended.cause).toBe(ending.signal.reason)
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test('clock, time zone, chance and sleep are the host’s', async () => {
    const options = {
      clock: new Date('2026-01-02T03:04:05Z'),
      timeZone: 'Europe/Paris',
      random: { seed: 7 },
    }
    const code = 'import datetime, random\n[str(datetime.datetime.now()), random.randint(1, 1000)]'
    const here = await new Monty(code).runAsync(options)
    expect(await run(code, options)).toEqual(here)
    expect((here as unknown[])[0]).toBe('2026-01-02 04:04:05')
    const slept: number[] = []
    const sleep = (ms: number): void => void slept.push(ms)
    await run('import time, asyncio\ntime.sleep(1)\nawait asyncio.sleep(2)', { sleep })
    expect(slept).toEqual([1_000, 2_000])
    const wrong = await rejection(run('1', { timeZone: 'Mars/Olympus' }), MontyUsageError)
    expect(wrong.message).toContain('Mars/Olympus')
  })

  test('values that cannot cross are errors that say where', async () => {
    const lone = await rejection(run('x', { inputs: { x: ['\ud800'] } }), MontyValueError)
    expect(lone.path).toBe('inputs.x[0]')
    const cycle = await rejection(run('x = []\nx.append(x)\nx'), MontyValueError)
    expect(cycle.path).toBe('result[0]')
    expect(await run('x = []\nx.append(x)\nx', { cycles: 'placeholder' })).toEqual(['[...]'])
  })

  test('startAsync pauses at each call, and a pause goes on once', async () => {
    const monty = new Monty('print("hi")\nx = f(1, k=2)\nx + await g()')
    const printed: string[] = []
    const first = atFunction(
      await monty.startAsync({ isolation, printCallback: (_stream, text) => printed.push(text) }),
    )
    expect([first.functionName, first.args, first.kwargs]).toEqual(['f', [1], { k: 2 }])
    expect(printed).toEqual(['hi\n'])
    const second = atFunction(await first.resumeAsync({ returnValue: 40 }))
    const third = atFutures(await second.resumeAsync({ future: true }))
    expect(third.pendingCallIds).toEqual([second.callId])
    const end = await third.resumeAsync([{ callId: second.callId, returnValue: 2 }])
    expect(atEnd(end).output).toBe(42)
    expect(atEnd(end).usage.hostCalls).toBe(2)
    expect((await rejection(first.resumeAsync({ returnValue: 0 }), Error)).message).toBe(
      'Progress already resumed',
    )
  })

  test.each([
    ['a signal', 'MONTY_ABORTED', () => ({ signal: AbortSignal.timeout(20) })],
    ['a time', 'MONTY_TIMEOUT', () => ({ timeoutMs: 20 })],
  ])('going on from a pause is ended by %s', async (_, code, ending) => {
    const monty = new Monty('f()\nwhile True:\n    pass')
    const call = atFunction(await monty.startAsync({ isolation }))
    expect(await rejection(call.resumeAsync({ returnValue: 1 }, ending()))).toMatchObject({ code })
    expect((await rejection(call.resumeAsync({ returnValue: 1 }), Error)).message).toBe(
      'Progress already resumed',
    )
    const name = atName(await new Monty('y\nwhile True:\n    pass').startAsync({ isolation }))
    expect(await rejection(name.resumeAsync({ value: 1 }, ending()))).toMatchObject({ code })
    const waits = new Monty('await f()\nwhile True:\n    pass')
    const called = atFunction(await waits.startAsync({ isolation }))
    const futures = atFutures(await called.resumeAsync({ future: true }))
    const answers = [{ callId: called.callId, returnValue: 1 }]
    expect(await rejection(futures.resumeAsync(answers, ending()))).toMatchObject({ code })
  })

  test('a pause whose signal has fired before it goes on still waits', async () => {
    const call = atFunction(await new Monty('f() + 1').startAsync({ isolation }))
    const signal = AbortSignal.abort('no')
    const aborted = await rejection(call.resumeAsync({ returnValue: 1 }, { signal }))
    expect([aborted.code, aborted.cause]).toEqual(['MONTY_ABORTED', 'no'])
    const options = { signals: [] } as never
    expect((await rejection(call.resumeAsync({ returnValue: 1 }, options))).message).toBe(
      'signals is not an option of resumeAsync; there are: signal, timeoutMs',
    )
    expect(atEnd(await call.resumeAsync({ returnValue: 1 })).output).toBe(2)
  })

  test('a step of a feed that is cancelled leaves a session with a checkpoint as it was', async () => {
    using session = new MontySession({ isolation, checkpoint: true })
    await session.feedAsync('kept = 1')
    const call = atFunction(await session.feedStartAsync('kept = f()\nwhile True:\n    pass'))
    const late = await rejection(call.resumeAsync({ returnValue: 2 }, { timeoutMs: 20 }))
    expect(late.code).toBe('MONTY_TIMEOUT')
    expect(await session.feedAsync('kept')).toBe(1)
  })

  test('a pause is dumped, and goes on in either mode', async () => {
    const paused = atFunction(await new Monty('y = 40\ny + f()').startAsync({ isolation }))
    const bytes = paused.dump()
    expect(atEnd(await paused.resumeAsync({ returnValue: 1 })).output).toBe(41)
    const here = FunctionSnapshot.load(bytes)
    expect(atEnd(here.resume({ returnValue: 2 })).output).toBe(42)
    const externalFunctions = { f: () => 3 }
    for (const to of ['none', 'process'] as const) {
      const loaded = FunctionSnapshot.load(bytes)
      expect(await runMontyAsync(loaded, { isolation: to, externalFunctions })).toBe(43)
    }
  })

  test('a pause is driven on where it is, or elsewhere', async () => {
    const externalFunctions = { f: async () => 2, g: () => 3 }
    for (const to of [undefined, 'none', 'process'] as const) {
      const paused = await new Monty('await f() * g()').startAsync({ isolation })
      const wish = to === undefined ? {} : { isolation: to }
      expect(await runMontyAsync(atFunction(paused), { externalFunctions, ...wish })).toBe(6)
    }
  })

  test('a pause is aborted with a traceback', async () => {
    const paused = atFunction(
      await new Monty('try:\n    f()\nexcept BaseException:\n    g()').startAsync({ isolation }),
    )
    const reason = new RangeError('enough')
    const error = caught(() => paused.abort(reason), MontyRuntimeError)
    expect(error.cause).toBe(reason)
    expect(error.traceback().map(({ line, sourceLine }) => [line, sourceLine])).toEqual([
      [2, '    f()'],
    ])
    caught(() => paused.dump(), MontyUsageError)
  })

  test('an answer that does not fit leaves the pause as it is', async () => {
    const paused = await new Monty('import asyncio\nawait asyncio.gather(f(), f())').startAsync({
      isolation,
    })
    const first = atFunction(paused)
    const second = atFunction(await first.resumeAsync({ future: true }))
    const futures = atFutures(await second.resumeAsync({ future: true }))
    caught(() => futures.resumeAsync([]), MontyUsageError)
    const half = atFutures(await futures.resumeAsync([{ callId: 1, returnValue: 'b' }]))
    const end = await half.resumeAsync([{ callId: 0, returnValue: 'a' }])
    expect(atEnd(end).output).toEqual(['a', 'b'])
  })

  test('a session keeps its state, forks, and is dumped', async () => {
    const printed: string[] = []
    const session = new MontySession({
      isolation,
      printCallback: (_stream, text) => printed.push(text),
      externalFunctions: { up: async (n: number) => n + 1 },
    })
    expect(await session.feedAsync('def double(n): return 2 * n\nx = 20\nprint(x)')).toBe(null)
    expect(printed).toEqual(['20\n'])
    expect(session.functionNames()).toEqual(['double'])
    expect(await session.callFunctionAsync('double', [4])).toBe(8)
    const fork = session.fork()
    expect(await session.feedAsync('x = await up(x)\ny = x * 2\ny')).toBe(42)
    expect(await fork.feedAsync('x')).toBe(20)
    const failed = await rejection(session.feedAsync('z = 1\n1 / 0'), MontyRuntimeError)
    expect(failed.exception.typeName).toBe('ZeroDivisionError')
    await rejection(session.feedAsync('x = ('), MontySyntaxError)
    expect(await session.feedAsync('x + z')).toBe(22)
    const bytes = session.dump()
    for (const to of ['none', 'process'] as const) {
      const loaded = MontySession.load(bytes, { isolation: to })
      expect(await loaded.feedAsync('double(x)')).toBe(42)
      loaded.dispose()
    }
    session.dispose()
    fork.dispose()
    expect((await rejection(session.feedAsync('1'), MontyUsageError)).code).toBe('MONTY_DISPOSED')
  })

  test('a session that was never fed is forked and dumped, too', async () => {
    const session = new MontySession({ isolation, scriptName: 'cell.py' })
    const loaded = MontySession.load(session.dump(), { isolation })
    expect(loaded.scriptName).toBe('cell.py')
    expect(await loaded.feedAsync('1 + 1')).toBe(2)
    expect(await session.fork().feedAsync('2 + 2')).toBe(4)
    expect(await session.feedAsync('3 + 3')).toBe(6)
  })

  test('the limits of a session travel with its dump', async () => {
    const session = new MontySession({ isolation, limits: { maxDurationMs: 40 } })
    await session.feedAsync('x = 1')
    const loaded = MontySession.load(session.dump(), { isolation })
    const error = await rejection(loaded.feedAsync('while True: pass'), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['duration', 40])
  })

  test('a feed that was ended ends the session, unless it has checkpoints', async () => {
    const limits = { maxDurationMs: 50 }
    const session = new MontySession({ isolation, limits })
    await session.feedAsync('x = 1')
    await rejection(session.feedAsync('while True: pass'), MontyLimitError)
    expect((await rejection(session.feedAsync('x'), MontyUsageError)).code).toBe('MONTY_DISPOSED')
    const kept = new MontySession({ isolation, limits, checkpoint: true })
    await kept.feedAsync('x = 1')
    await rejection(kept.feedAsync('x = 2\nwhile True: pass'), MontyLimitError)
    const late = kept.feedAsync('x = 3\nawait f()', {
      externalFunctions: { f: () => later(60_000) },
      timeoutMs: 20,
    })
    await rejection(late, MontyTimeoutError)
    expect(await kept.feedAsync('x')).toBe(1)
  })

  test('a session outlives values that cannot cross', async () => {
    const session = new MontySession({ isolation })
    await rejection(session.feedAsync('x', { inputs: { x: '\ud800' } }), MontyValueError)
    await session.feedAsync('x = 1')
    await rejection(session.feedAsync('y = []\ny.append(y)\ny'), MontyValueError)
    expect(await session.feedAsync('x')).toBe(1)
  })

  test('a feed pauses, and the session is busy until it has ended', async () => {
    const session = new MontySession({ isolation })
    const paused = atFunction(await session.feedStartAsync('x = f()\nx + 1'))
    await rejection(session.feedAsync('1'), MontyUsageError)
    expect(atEnd(await paused.resumeAsync({ returnValue: 1 })).output).toBe(2)
    expect(await session.feedAsync('x')).toBe(1)
    const aborted = atFunction(await session.feedStartAsync('x = 5\nf()'))
    caught(() => aborted.abort(), MontyRuntimeError)
    expect(await session.feedAsync('x')).toBe(5)
  })

  test('disposing of a session settles its feed', async () => {
    const session = new MontySession({ isolation })
    const feeding = session.feedAsync('while True: pass')
    setTimeout(() => session.dispose(), 20)
    expect((await rejection(feeding, MontyUsageError)).code).toBe('MONTY_DISPOSED')
  })

  test('types are checked where Python runs', async () => {
    const monty = new Monty('n: int = add("1")', { typeStubs: 'def add(x: int) -> int: ...' })
    const error = await rejection(monty.typeCheckAsync(undefined, { isolation }), MontyTypingError)
    expect(error.diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['invalid-argument-type', 1, 14],
    ])
    expect(error.displayDiagnostics('concise')).toContain('main.py:1:14')
    expect(error.displayDiagnostics('full', true)).toContain('\u001b[')
    await monty.typeCheckAsync('def add(x: str) -> int: ...', { isolation })
  })
})

describe('in a worker process', () => {
  let pool: MontyPool

  beforeAll(async () => {
    pool = await MontyPool.create({ maxWorkers: 2 })
  })

  afterAll(() => pool.close())

  const asyncOnly = (call: () => unknown): void => {
    expect(caught(call, MontyUsageError).code).toBe('MONTY_ASYNC_ONLY')
  }

  test('a type check ends with its run’s signal or time-out', async () => {
    const deep =
      'x0: list[int] = []\n' +
      Array.from({ length: 6_000 }, (_, n) => `x${n + 1} = [x${n}, x${n}]\n`).join('')
    const ending = new AbortController()
    ending.abort('no need')
    const monty = uncompiled(deep, { typeCheck: true })
    const aborted = monty.runAsync({ isolation: pool, signal: ending.signal })
    expect((await rejection(aborted, MontyAbortError)).cause).toBe('no need')
    const late = monty.runAsync({ isolation: pool, timeoutMs: 5 })
    await rejection(late, MontyTimeoutError)
    expect(await new Monty('1 + 1').runAsync({ isolation: pool })).toBe(2)
  })

  test('what would hold the thread is refused', async () => {
    const paused = atFunction(await new Monty('f() + 1').startAsync({ isolation: pool }))
    asyncOnly(() => paused.resume({ returnValue: 1 }))
    expect(atEnd(await paused.resumeAsync({ returnValue: 1 })).output).toBe(2)
    const session = new MontySession({ isolation: pool })
    asyncOnly(() => session.feed('1'))
    asyncOnly(() => session.feedStart('1'))
    asyncOnly(() => session.callFunction('f'))
    expect(() => session.callFunction('f')).toThrow('use callFunctionAsync')
    expect(await session.feedAsync('1')).toBe(1)
  })

  test('isolation is one of three things', async () => {
    const wrong = 'thread' as Isolation
    const message = "isolation must be 'none', 'process' or a MontyPool"
    for (const wish of [
      new Monty('1').runAsync({ isolation: wrong }),
      new Monty('1').startAsync({ isolation: wrong }),
    ]) {
      expect((await rejection(wish, MontyUsageError)).message).toBe(message)
    }
    expect(() => new MontySession({ isolation: wrong })).toThrow(message)
  })

  test('a program that this process never compiled is refused by the worker', async () => {
    const refused = uncompiled('x = (')
    const error = await rejection(refused.runAsync({ isolation: pool }), MontySyntaxError)
    expect(error.exception.typeName).toBe('SyntaxError')
    caught(() => refused.run(), MontySyntaxError)
    const checked = uncompiled('x: int = ""\nx', { typeCheck: true })
    await rejection(checked.runAsync({ isolation: pool }), MontyTypingError)
    await rejection(checked.startAsync({ isolation: pool }), MontyTypingError)
    caught(() => checked.run(), MontyTypingError)
    const good = uncompiled('x: int = 2\nx', { typeCheck: true })
    expect(await good.runAsync({ isolation: pool })).toBe(2)
    expect(good.run()).toBe(2)
  })

  test('forged bytes that are said to be trusted cost a worker at most', async () => {
    const session = new MontySession({ isolation: pool })
    await session.feedAsync('x = [1, 2, 3]')
    const bytes = session.dump()
    bytes.fill(0xff, bytes.length - 64, bytes.length - 32)
    const forged = (): MontySession => MontySession.load(bytes, { isolation: pool, trusted: true })
    caught(forged, MontySnapshotError)
    expect(await new Monty('1 + 1').runAsync({ isolation: pool })).toBe(2)
  })

  /** Programs that are busy in one operation of the interpreter, which looks at no clock. */
  const hostile = {
    'comparing 2^40 items by sharing':
      'a = [1]\nb = [1]\nfor _ in range(40):\n    a = [a, a]\n    b = [b, b]\na == b',
    'a divisor of huge numbers': 'import math\nmath.gcd(3 ** 600_000, 7 ** 500_000)',
    'a result of which the text never ends':
      'import functools\nclass A:\n    def __call__(self): pass\n    def __repr__(self):\n        while True: pass\nfunctools.partial(A())',
    'a regular expression': "import re\nwhile True: re.search(r'(?=(a+))\\1b', 'a' * 20_000)",
  }

  test.each(Object.entries(hostile))('%s is ended at the limit', async (_what, code) => {
    const began = performance.now()
    const limits = { maxDurationMs: 300, maxMemoryBytes: 64 * 2 ** 20 }
    const running = uncompiled(code).runAsync({ isolation: pool, limits })
    const error = await rejection(running, MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['duration', 300])
    expect(performance.now() - began).toBeLessThan(1_800)
    expect(await new Monty('1 + 1').runAsync({ isolation: pool })).toBe(2)
  })

  test('a sleep beyond all limits is ended at the limit', async () => {
    const code = 'import asyncio\nasync def f(): await asyncio.sleep(10**6)\nasyncio.run(f())'
    const error = await rejection(new Monty(code).runAsync({ isolation: pool }), MontyLimitError)
    expect(error.limit).toBe('sleep')
  })
})
