import { describe, expect, test } from 'vitest'
import {
  Monty,
  MontyError,
  MontyRuntimeError,
  MontySnapshotError,
  MontySyntaxError,
  MontyTypingError,
  MontyUsageError,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'

describe('a program', () => {
  test('runs to the value of its last expression', () => {
    expect(new Monty('1 + 1').run()).toBe(2)
    expect(new Monty('x = 1').run()).toBe(null)
    expect(new Monty('').run()).toBe(null)
  })

  test('starts afresh with each run', () => {
    const monty = new Monty('try:\n    n += 1\nexcept NameError:\n    n = 1\nn')
    expect([monty.run(), monty.run()]).toEqual([1, 1])
  })

  test('gets its inputs by name', () => {
    const monty = new Monty('f"{greeting}, {name}!"', { inputs: ['name', 'greeting'] })
    expect(monty.run({ inputs: { greeting: 'Hello', name: 'Ada' } })).toBe('Hello, Ada!')
    expect(monty.run({ inputs: { name: 'Bob', greeting: 'Hi' } })).toBe('Hi, Bob!')
  })

  test('calls host functions with arguments, and keyword arguments as one last object', () => {
    const seen: unknown[][] = []
    const f = (...args: unknown[]): number => seen.push(args)
    const code = 'f()\nf(1)\nf(1, "b", None)\nf(a=1)\nf([1], b={"c": 2}, d=(3,)[0])'
    expect(new Monty(code).run({ externalFunctions: { f } })).toBe(5)
    expect(seen).toEqual([[], [1], [1, 'b', null], [{ a: 1 }], [[1], { b: { c: 2 }, d: 3 }]])
  })

  test('can hand a host function around before calling it', () => {
    const code = 'g = double\ng(2) + [f(3) for f in [double]][0]'
    expect(new Monty(code).run({ externalFunctions: { double: (x: number) => 2 * x } })).toBe(10)
  })

  test('may define a function that hides one of the host', () => {
    const externalFunctions = { f: () => 'host' }
    expect(new Monty('def f():\n    return "python"\nf()').run({ externalFunctions })).toBe(
      'python',
    )
  })

  test('tells what it was made of', () => {
    const monty = new Monty('a + b', { inputs: ['a', 'b'], scriptName: 'sum.py' })
    expect(monty.code).toBe('a + b')
    expect(monty.scriptName).toBe('sum.py')
    expect(monty.inputs).toEqual(['a', 'b'])
    expect(monty.repr()).toBe("Monty(<5 characters of code>, scriptName='sum.py', inputs=[a, b])")
    expect(new Monty('1').scriptName).toBe('main.py')
  })

  test('runs in the midst of another run', () => {
    const inner = new Monty('x + 1', { inputs: ['x'] })
    const externalFunctions = { inner: (x: number) => inner.run({ inputs: { x } }) }
    expect(new Monty('inner(1) + inner(10)').run({ externalFunctions })).toBe(13)
  })

  test('runs 20 levels deep in itself', () => {
    const monty = new Monty('0 if n == 0 else 1 + again(n - 1)', { inputs: ['n'] })
    const again = (n: number): unknown => monty.run({ inputs: { n }, externalFunctions: { again } })
    expect(again(20)).toBe(20)
  })
})

describe('compiling', () => {
  test('refuses what is not Python, naming the place', () => {
    const error = caught(() => new Monty('x = 1\ny = = 2', { scriptName: 'bad.py' }))
    expect(error).toBeInstanceOf(MontySyntaxError)
    expect(error.exception.typeName).toBe('SyntaxError')
    expect(error.traceback().map(({ filename, line }) => [filename, line])).toEqual([['bad.py', 2]])
  })

  test('refuses Python that is not supported, saying what', () => {
    const error = caught(() => new Monty('class A(bytes):\n    pass'), MontySyntaxError)
    expect(error.exception.typeName).toBe('NotImplementedError')
    expect(error.message).toContain('keep the bytes in an attribute')
    expect(error.traceback()).toMatchObject([{ line: 1, column: 9, endColumn: 14 }])
  })

  test('of the interpreter’s own language refuses more', () => {
    const code = 'class A(Base):\n    pass'
    const error = caught(() => new Monty(code, { language: 'monty' }), MontySyntaxError)
    expect(error.message).toContain('class inheritance')
    expect(caught(() => new Monty('1', { language: 'ruby' as never })).message).toBe(
      "language must be 'python' or 'monty'",
    )
  })

  test.each([
    'eval("1")',
    'exec("x = 1")',
    'f = eval',
    'def f():\n    return exec',
    'ｅｖａｌ("1")',
  ])('refuses to name a run-time compiler: %s', (code) => {
    const error = caught(() => new Monty(code), MontySyntaxError)
    expect(error.message).toMatch(/'(eval|exec)' is not available in this sandbox/)
    expect(error.traceback()).toHaveLength(1)
  })

  test('allows them when told to, and their mention in text always', () => {
    expect(new Monty('eval("1 + 1")', { allowEval: true }).run()).toBe(2)
    expect(new Monty('"eval" # exec').run()).toBe('eval')
    expect(new Monty('d = {"eval": 1}\nd["eval"]').run()).toBe(1)
  })

  test('on another thread gives the same program or the same error', async () => {
    const monty = await Monty.create('x * 2', { inputs: ['x'] })
    expect(monty).toBeInstanceOf(Monty)
    expect(monty.run({ inputs: { x: 4 } })).toBe(8)
    const error = await rejection(Monty.create('x ='), MontySyntaxError)
    expect(error.message).toBe(caught(() => new Monty('x =')).message)
  })

  test('with typeCheck refuses what has findings', async () => {
    const code = 'x: int = "one"'
    expect(caught(() => new Monty(code, { typeCheck: true })).code).toBe('MONTY_TYPING')
    expect(await rejection(Monty.create(code, { typeCheck: true }))).toBeInstanceOf(
      MontyTypingError,
    )
    expect(new Monty(code).run()).toBe(null)
  })

  test('holds a source of 256 KiB, however it is nested', () => {
    const longest = `n = 0\n${'n += 1\n'.repeat(37_448)}n`
    expect(longest.length).toBe(262_143)
    expect(new Monty(longest).run()).toBe(37_448)
    const error = caught(() => new Monty(`${longest}\n\n`), MontySyntaxError)
    expect(error.message).toMatch(/262145 bytes, 262144 allowed/)
    const sum = caught(() => new Monty(`${'1+'.repeat(131_071)}1`), MontySyntaxError)
    expect(sum.message).toMatch(/nested/)
    const nested = caught(() => new Monty('('.repeat(100_000)), MontySyntaxError)
    expect(nested.message).toMatch(/nested/)
    const unary = caught(() => new Monty(`${'-'.repeat(200_000)}1`), MontyError)
    expect(unary.code).toBe('MONTY_SYNTAX')
  })

  test('counts bytes, not characters', () => {
    const limits = { maxCodeBytes: 10 }
    expect(new Monty("'é' * 2", { limits }).run()).toBe('éé')
    expect(caught(() => new Monty("'日本日本'", { limits })).message).toMatch(
      /14 bytes, 10 allowed/,
    )
  })
})

describe('a failed assert', () => {
  const code = 'x = "a" * 300\nassert x == "b"'

  test('says what CPython says', () => {
    const error = caught(() => new Monty(code).run(), MontyRuntimeError)
    expect(error.display('type-msg')).toBe('AssertionError')
  })

  test.each([{ assertMessages: true }, { language: 'monty' } as const])(
    'shows its operands, cut to 120 bytes, with %o',
    (options) => {
      const error = caught(() => new Monty(code, options).run(), MontyRuntimeError)
      expect(error.exception.typeName).toBe('AssertionError')
      expect(error.exception.message).toContain("== 'b'")
      expect(error.exception.message.length).toBeLessThan(200)
    },
  )

  test('shows as much of them as asked for, or nothing', () => {
    const long = caught(() => new Monty(code, { assertMessages: 1_000 }).run())
    expect(long.exception.message).toContain('a'.repeat(300))
    const none = caught(() => new Monty(code, { assertMessages: false }).run())
    expect(none.exception.message).toBe('')
  })
})

describe('a program as bytes', () => {
  const options = { inputs: ['x'], scriptName: 'kept.py', assertMessages: false, allowEval: true }

  test('is compiled again from its source and options', () => {
    const loaded = Monty.load(new Monty('eval("x") + 1', options).dump())
    expect(loaded.run({ inputs: { x: 1 } })).toBe(2)
    expect([loaded.code, loaded.scriptName, loaded.inputs]).toEqual([
      'eval("x") + 1',
      'kept.py',
      ['x'],
    ])
  })

  test('can be read from a view of other bytes', () => {
    const bytes = new Monty('"é" + x', options).dump()
    const larger = new Uint8Array(bytes.length + 7)
    larger.set(bytes, 5)
    const view = larger.subarray(5, 5 + bytes.length)
    expect(Monty.load(view).run({ inputs: { x: '!' } })).toBe('é!')
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['other bytes', Buffer.from('hello')],
    ['half of it', new Monty('1 + 1').dump().subarray(0, 40)],
    ['JSON of another shape', Buffer.from('MNPY1\n[]')],
    ['options of another type', Buffer.from('MNPY1\n{"code":"1","inputs":3}')],
  ])('is refused when it is %s', (_what, bytes) => {
    const error = caught(() => Monty.load(bytes), MontySnapshotError)
    expect(error.reason).toBe('format')
    expect(error.message).toMatch(/^the bytes are not a program/)
  })

  test('is refused when it is no bytes at all', () => {
    expect(caught(() => Monty.load('text' as never)).code).toBe('MONTY_USAGE')
  })

  test('with a source that does not compile is a syntax error', () => {
    const forged = Buffer.from(`MNPY1\n${JSON.stringify({ code: 'x = = 1' })}`)
    expect(caught(() => Monty.load(forged)).code).toBe('MONTY_SYNTAX')
  })
})

describe('starting a program', () => {
  test('stops at the first host call, or at the end', () => {
    const call = atFunction(new Monty('f(1) + 1').start())
    expect([call.functionName, call.args]).toEqual(['f', [1]])
    expect(atEnd(call.resume({ returnValue: 2 })).output).toBe(3)
    expect(atEnd(new Monty('1 + 1').start()).output).toBe(2)
  })

  test('does the same without holding the event loop', async () => {
    const call = atFunction(await new Monty('f(1) + 1').startAsync())
    expect(atEnd(await call.resumeAsync({ returnValue: 2 })).output).toBe(3)
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const end = atEnd(await new Monty('for i in range(2_000_000):\n    pass\ni').startAsync())
    clearInterval(timer)
    expect(end.output).toBe(1_999_999)
    expect(turns).toBeGreaterThan(2)
  })

  test('can be aborted and timed out while Python computes', async () => {
    const spin = new Monty('while True:\n    pass')
    const timed = await rejection(spin.startAsync({ timeoutMs: 20 }))
    expect(timed.code).toBe('MONTY_TIMEOUT')
    const aborted = await rejection(spin.startAsync({ signal: AbortSignal.timeout(20) }))
    expect(aborted.code).toBe('MONTY_ABORTED')
    const before = await rejection(spin.startAsync({ signal: AbortSignal.abort('no') }))
    expect([before.code, before.cause]).toEqual(['MONTY_ABORTED', 'no'])
  })

  test('may be given more time than a timer can hold', async () => {
    const count = new Monty('for i in range(1_000_000):\n    pass\ni')
    expect(atEnd(await count.startAsync({ timeoutMs: 2 ** 40 })).output).toBe(999_999)
    expect(await count.runAsync({ timeoutMs: 2 ** 40 })).toBe(999_999)
  })

  test('gives errors at the start, as a run would', () => {
    const error = caught(() => new Monty('1 / 0').start(), MontyRuntimeError)
    expect(error.exception.typeName).toBe('ZeroDivisionError')
  })

  test('many times keeps each run to itself', () => {
    const monty = new Monty('a = [x]\na.append(f())\na', { inputs: ['x'] })
    const calls = [0, 1, 2, 3].map((x) => atFunction(monty.start({ inputs: { x } })))
    const ends = calls.toReversed().map((call, y) => atEnd(call.resume({ returnValue: y })).output)
    expect(ends).toEqual([
      [3, 0],
      [2, 1],
      [1, 2],
      [0, 3],
    ])
  })
})

test('a synchronous run refuses a host function that returns a promise, and its rejection is heard', async () => {
  const unhandled: unknown[] = []
  const hear = (reason: unknown): number => unhandled.push(reason)
  process.on('unhandledRejection', hear)
  const externalFunctions = { f: () => Promise.reject(new Error('late')) }
  const error = caught(() => new Monty('f()').run({ externalFunctions }), MontyUsageError)
  expect(error.code).toBe('MONTY_ASYNC_ONLY')
  expect(error.message).toContain('f() returned a promise')
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', hear)
  expect(unhandled).toEqual([])
})
