import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  type HostFunction,
  Monty,
  MontyAbortError,
  MontyError,
  MontyLimitError,
  MontyRuntimeError,
  MontySnapshotError,
  MontySyntaxError,
  MontyTimeoutError,
  MontyTypingError,
  MontyUsageError,
  MontyValueError,
  runMontyAsync,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'
import { isWasm } from '../support/engine.js'
import { py } from '../support/python.js'

const spin = new Monty('while True:\n    pass')

describe('each failure has its class and code:', () => {
  const cases: Array<[string, () => unknown, typeof Error, string]> = [
    ['a syntax error', () => new Monty('x ='), MontySyntaxError as never, 'MONTY_SYNTAX'],
    [
      'a typing error',
      () => new Monty('x: int = ""', { typeCheck: true }),
      MontyTypingError as never,
      'MONTY_TYPING',
    ],
    ['an exception', () => py('1 / 0'), MontyRuntimeError as never, 'MONTY_RUNTIME'],
    [
      'a limit',
      () => spin.run({ limits: { maxDurationMs: 5 } }),
      MontyLimitError as never,
      'MONTY_LIMIT',
    ],
    [
      'a time-out',
      () => runMontyAsync(spin, { timeoutMs: 5 }),
      MontyTimeoutError as never,
      'MONTY_TIMEOUT',
    ],
    [
      'an abortion',
      () => runMontyAsync(spin, { signal: AbortSignal.timeout(5) }),
      MontyAbortError as never,
      'MONTY_ABORTED',
    ],
    [
      'a bad snapshot',
      () => Monty.load(Buffer.from('?')),
      MontySnapshotError as never,
      'MONTY_SNAPSHOT',
    ],
    [
      'a value that cannot cross',
      () => py('x', { inputs: { x: Symbol('s') } }),
      MontyValueError as never,
      'MONTY_VALUE',
    ],
    ['a mistake in a call', () => new Monty(1 as never), MontyUsageError as never, 'MONTY_USAGE'],
  ]
  // These need a thread that is free while Python computes.
  const native = new Set(['a time-out', 'an abortion'])
  const there = cases.filter(([what]) => !isWasm || !native.has(what))
  test.each(there)('%s', async (_what, action, type, code) => {
    const error = await rejection((async () => action())())
    expect(error).toBeInstanceOf(type)
    expect(error).toBeInstanceOf(MontyError)
    expect(error).toBeInstanceOf(Error)
    expect(error.code).toBe(code)
    expect(error.message).not.toBe('')
    expect(String(error.stack)).toContain(error.message.split('\n')[0])
    expect(error.name).toBe(error instanceof MontyAbortError ? 'AbortError' : type.name)
  })

  test('a limit is a run-time error too', () => {
    expect(
      caught(() => spin.run({ limits: { maxDurationMs: 5 } }), MontyRuntimeError),
    ).toBeInstanceOf(MontyLimitError)
  })
})

describe('an exception of Python', () => {
  const code = `def divide(a, b):
    return a / b

class Job:
    def run(self):
        return [divide(n, 0) for n in [1]]

total = 0; Job().run()`
  const failing = new Monty(code, { scriptName: 'job.py' })

  test('has its type and message', () => {
    const error = caught(() => failing.run(), MontyRuntimeError)
    expect(error.exception).toMatchObject({
      typeName: 'ZeroDivisionError',
      message: 'division by zero',
    })
    expect(error.message).toBe('ZeroDivisionError: division by zero')
    expect(error.cause).toBe(undefined)
  })

  test('has a frame for each call, outermost first', () => {
    const frames = caught(() => failing.run()).traceback()
    expect(frames).toEqual([
      {
        filename: 'job.py',
        line: 8,
        column: 12,
        endLine: 8,
        endColumn: 23,
        functionName: '<module>',
        sourceLine: 'total = 0; Job().run()',
      },
      {
        filename: 'job.py',
        line: 6,
        column: 17,
        endLine: 6,
        endColumn: 29,
        functionName: 'run',
        sourceLine: '        return [divide(n, 0) for n in [1]]',
      },
      {
        filename: 'job.py',
        line: 2,
        column: 12,
        endLine: 2,
        endColumn: 17,
        functionName: 'divide',
        sourceLine: '    return a / b',
      },
    ])
  })

  test('can be displayed whole, as a line, or as its message', () => {
    const error = caught(() => failing.run())
    expect(error.display('msg')).toBe('division by zero')
    expect(error.display('type-msg')).toBe('ZeroDivisionError: division by zero')
    expect(error.display()).toBe(error.display('traceback'))
    const lines = error.display('traceback').split('\n')
    expect(lines[0]).toBe('Traceback (most recent call last):')
    expect(lines.at(-1)).toBe('ZeroDivisionError: division by zero')
    expect(lines).toContain('  File "job.py", line 2, in divide')
    expect(lines.some((line) => /^ +[~^]+$/.test(line))).toBe(true)
  })

  test('can do without a message', () => {
    const error = caught(() => py('raise ValueError'))
    expect(error.exception).toMatchObject({ typeName: 'ValueError', message: '' })
    expect([error.message, error.display('type-msg'), error.display('msg')]).toEqual([
      'ValueError',
      'ValueError',
      '',
    ])
  })

  test('says what the run had used', () => {
    const { usage } = caught(() => py('print("abc")\nx = [0] * 100_000\n1 / 0'), MontyRuntimeError)
    expect(usage?.outputBytes).toBe(4)
    expect(usage?.peakMemoryBytes).toBeGreaterThan(100_000)
    expect(usage?.durationMs).toBeGreaterThan(0)
    expect(usage?.hostCalls).toBe(0)
  })

  test('is cut to a size that a log can hold', () => {
    const long = caught(() => py('raise ValueError("x" * 10_000_000)'), MontyRuntimeError)
    expect(long.message.length).toBeLessThan(100_000)
    expect(long.message).toMatch(/bytes cut\]$/)
    const limits = { maxRecursionDepth: 900 }
    const deep = caught(() => py('def f(n):\n    return f(n + 1)\nf(0)', { limits }))
    expect(deep.exception.typeName).toBe('RecursionError')
    expect(deep.traceback().length).toBeLessThanOrEqual(200)
    expect(deep.display().length).toBeLessThan(100_000)
  })

  test('has a traceback of its own each time', () => {
    const error = caught(() => failing.run())
    error.traceback().pop()
    expect(error.traceback()).toHaveLength(3)
  })

  test('of a chain shows the last one', () => {
    const error = caught(() =>
      py('try:\n    {}["a"]\nexcept KeyError as e:\n    raise TypeError("b") from e'),
    )
    expect(error.exception).toMatchObject({ typeName: 'TypeError', message: 'b' })
  })
})

describe('a syntax error', () => {
  test('is displayed with its place', () => {
    const error = caught(() => new Monty('x = 1\nprint("a"', { scriptName: 'job.py' }))
    expect(error.display()).toContain('File "job.py", line 2')
    expect(error.display('type-msg')).toMatch(/^SyntaxError: /)
    expect(error.cause).toBe(undefined)
  })

  test('of a long program keeps its lines right', () => {
    const error = caught(() => new Monty(`${'x = 1\n'.repeat(5_000)}é = = 2`))
    expect(error.traceback()[0]?.line).toBe(5_001)
  })
})

describe('an error that a host function throws', () => {
  const named = (name: string, message: string): Error =>
    Object.assign(new Error(message), { name })
  const throwing = (error: unknown): Record<string, HostFunction> => ({
    f: () => {
      throw error
    },
    g: async () => {
      throw error
    },
  })

  test.each<[unknown, string]>([
    [new Error('plain'), 'RuntimeError: plain'],
    [new TypeError('typed'), 'TypeError: typed'],
    [new SyntaxError('odd'), 'SyntaxError: odd'],
    [new RangeError('far'), 'RuntimeError: far'],
    [named('ValueError', 'bad'), 'ValueError: bad'],
    [named('KeyError', 'k'), "KeyError: 'k'"],
    [named('TimeoutError', 'slow'), 'TimeoutError: slow'],
    [named('FileNotFoundError', 'no file'), 'FileNotFoundError: no file'],
    [named('JSONDecodeError', 'no json'), 'json.JSONDecodeError: no json'],
    [named('json.JSONDecodeError', 'no json'), 'json.JSONDecodeError: no json'],
    [named('NoSuchError', 'what'), 'RuntimeError: what'],
    [named('__proto__', 'what'), 'RuntimeError: what'],
    [{ type: 'LookupError', message: 'data' }, 'LookupError: data'],
    ['a string', 'RuntimeError: a string'],
    [undefined, 'RuntimeError: undefined'],
    [null, 'RuntimeError: null'],
    [42, 'RuntimeError: 42'],
    [runInNewContext('new TypeError("foreign")'), 'TypeError: foreign'],
  ])('is the Python exception of its name: %o', async (thrown, expected) => {
    const code = 'try:\n    f()\nexcept Exception as e:\n    r = (type(e), e)\nr'
    for (const name of ['f()', 'await g()']) {
      const [type, exception] = (await runMontyAsync(new Monty(code.replace('f()', name)), {
        externalFunctions: throwing(thrown),
      })) as [{ name: string }, { message: string | null }]
      const message = type.name === 'KeyError' ? `'${exception.message}'` : exception.message
      expect(`${type.name}: ${message}`).toBe(expected)
    }
  })

  test.each(['ConnectionError', 'ConnectionResetError', 'UnicodeError', 'EOFError', 'UserWarning'])(
    'keeps a name that the interpreter lacks where it is caught: %s',
    async (name) => {
      const code = `
try:
    f()
except ${name} as e:
    caught = [type(e).__name__, str(e), repr(e)]
try:
    f()
except (OSError, ValueError, Exception) as e:
    caught.append(type(e).__name__)
caught`
      const all = [name, 'odd', `${name}('odd')`, name]
      const externalFunctions = throwing(named(name, 'odd'))
      expect(new Monty(code).run({ externalFunctions })).toEqual(all)
      const awaiting = new Monty(code.replaceAll('f()', 'await g()'))
      for (const isolation of ['none', 'process'] as const)
        expect(await runMontyAsync(awaiting, { externalFunctions, isolation })).toEqual(all)
    },
  )

  test('is the nearest one that the interpreter has where nothing asks for its name', () => {
    const externalFunctions = throwing(named('ConnectionError', 'refused'))
    const code = 'try:\n    f()\nexcept OSError as e:\n    r = str(e)\nr'
    for (const language of ['python', 'monty'] as const)
      expect(new Monty(code, { language }).run({ externalFunctions })).toBe('refused')
    const uncaught = caught(() => new Monty('f()').run({ externalFunctions }), MontyRuntimeError)
    expect(uncaught.exception.typeName).toBe('OSError')
  })

  test('is its cause also where Python raises it again', () => {
    const thrown = named('ConnectionError', 'refused')
    const code = 'try:\n    f()\nexcept ConnectionError as e:\n    raise e'
    const error = caught(
      () => new Monty(code).run({ externalFunctions: throwing(thrown) }),
      MontyRuntimeError,
    )
    expect(error.exception.typeName).toBe('ConnectionError')
    expect(error.exception.bases).toEqual(['OSError', 'Exception', 'BaseException'])
    expect(error.cause).toBe(thrown)
  })

  test('comes back as the very same object when Python does not catch it', async () => {
    for (const thrown of [new Error('a'), new TypeError('b'), named('KeyError', 'c'), 'd', null]) {
      const externalFunctions = throwing(thrown)
      const sync = caught(() => new Monty('f()').run({ externalFunctions }), MontyRuntimeError)
      expect(sync.cause ?? null).toBe(thrown)
      for (const code of ['f()', 'await g()', 'x = g()\nawait x']) {
        const error = await rejection(
          runMontyAsync(new Monty(code), { externalFunctions }),
          MontyRuntimeError,
        )
        expect(error.cause ?? null).toBe(thrown)
      }
    }
  })

  test.each([
    ['through a function', 'def h():\n    return f()\nh()'],
    ['through finally', 'try:\n    f()\nfinally:\n    x = 1'],
    ['re-raised', 'try:\n    f()\nexcept Exception:\n    raise'],
    ['raised again by name', 'try:\n    f()\nexcept Exception as e:\n    raise e'],
    [
      'kept and raised later',
      'kept = None\ntry:\n    f()\nexcept Exception as e:\n    kept = e\nraise kept',
    ],
    ['through gather', 'import asyncio\nawait asyncio.gather(g(), g())'],
    ['through a task', 'import asyncio\nasync def t():\n    await g()\nawait asyncio.gather(t())'],
  ])('is recognised %s', async (_way, code) => {
    const thrown = new Error('the one')
    const run = runMontyAsync(new Monty(code), { externalFunctions: throwing(thrown) })
    expect((await rejection(run)).cause).toBe(thrown)
  })

  test('is told from others that say the same', async () => {
    const errors = [0, 1, 2].map((index) => Object.assign(new Error('same'), { index }))
    const externalFunctions = {
      f: (index: number) => {
        throw errors[index]
      },
    }
    const code = 'try:\n    f(0)\nexcept Exception:\n    pass\nf(1)'
    const error = caught(() => new Monty(code).run({ externalFunctions }))
    expect(error.cause).toBe(errors[1])
  })

  test('is told from others of the same gather', async () => {
    const errors = [0, 1].map((index) => Object.assign(new Error('same'), { index }))
    const f = async (index: number): Promise<never> => {
      await new Promise((resolve) => setTimeout(resolve, index * 500))
      throw errors[index]
    }
    for (const order of ['f(0), f(1)', 'f(1), f(0)']) {
      const monty = new Monty(`import asyncio\nawait asyncio.gather(${order})`)
      const error = await rejection(runMontyAsync(monty, { externalFunctions: { f } }))
      expect(error.cause).toBe(errors[0])
    }
  })

  test('is not the cause of what Python raises by itself', () => {
    const externalFunctions = throwing(new Error('caught'))
    const code = 'try:\n    f()\nexcept Exception:\n    pass\nraise ValueError("own")'
    expect(caught(() => new Monty(code).run({ externalFunctions })).cause).toBe(undefined)
  })

  test('may have getters that throw, and messages that are no text', () => {
    const hostile = new Error('x')
    Object.defineProperty(hostile, 'message', {
      get() {
        throw new Error('gotcha')
      },
    })
    const odd = Object.assign(new Error('x'), { message: 5, name: Symbol('n') })
    const half = new Error('half \uD800')
    const text = Object.create(null) as object
    for (const thrown of [hostile, odd, half, text, Symbol('s'), () => 1]) {
      const error = caught(
        () => new Monty('f()').run({ externalFunctions: throwing(thrown) }),
        MontyRuntimeError,
      )
      expect(error.exception.typeName).toBe('RuntimeError')
      expect(error.cause).toBe(thrown)
    }
  })

  test('may be huge', () => {
    const thrown = new Error('x'.repeat(5_000_000))
    const error = caught(() => new Monty('f()').run({ externalFunctions: throwing(thrown) }))
    expect(error.cause).toBe(thrown)
    expect(error.message.length).toBeLessThan(100_000)
  })

  test('has the frames of Python, where it was called', () => {
    const error = caught(() =>
      new Monty('def h():\n    f()\nh()').run({ externalFunctions: throwing(new Error('x')) }),
    )
    expect(error.traceback().map(({ line, functionName }) => [line, functionName])).toEqual([
      [3, '<module>'],
      [2, 'h'],
    ])
  })
})

describe('an abortion', () => {
  test('has the reason of its signal as the cause', async () => {
    const reason = new Error('user left')
    const error = await rejection(
      runMontyAsync(spin, { signal: AbortSignal.abort(reason) }),
      MontyAbortError,
    )
    expect([error.name, error.cause]).toEqual(['AbortError', reason])
    expect(error.display()).toMatch(/^AbortError: |^MontyAbortError: /)
    expect(error.traceback()).toEqual([])
  })
})

describe('what the console shows of an error', () => {
  test('ends in the lines of Python', () => {
    const error = caught(() => py('x = 1\nx / 0'), MontyRuntimeError)
    expect(inspect(error)).toMatch(/^MontyRuntimeError: ZeroDivisionError: division by zero\n +at /)
    expect(inspect(error)).toContain("code: 'MONTY_RUNTIME'")
    expect(inspect(error).endsWith(`\n${error.display()}`)).toBe(true)
    const refused = caught(() => new Monty('x = = 1'), MontySyntaxError)
    expect(inspect(refused)).toContain('File "main.py", line 1\n    x = = 1')
  })

  test('is the error alone where Python was not running', () => {
    const error = caught(() => new Monty(5 as never), MontyUsageError)
    expect(inspect(error)).toMatch(/^MontyUsageError: code must be a string[^]*}$/)
  })
})
