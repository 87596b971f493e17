import { describe, expect, it } from 'vitest'
import { type Api, both, failureOf, sideBySide, thrownBy } from './both.js'

type RuntimeError = InstanceType<Api['MontyRuntimeError']>
type SyntaxFailure = InstanceType<Api['MontySyntaxError']>

describe('errors of Python are the same in both packages', () => {
  it.each([
    ['1 / 0'],
    ['def f():\n  return 1/0\nf()'],
    ['raise ValueError("x")'],
    ['raise ValueError'],
    ['raise ValueError("two\\nlines")'],
    ['raise'],
    ['assert False'],
    ['assert 1 == 2, "msg"'],
    ['[1][5]'],
    ['{"a": 1}["b"]'],
    ['import nope'],
    ['int("z")'],
    ['"a" + 1'],
    ['nope'],
    ['try:\n  1/0\nexcept ZeroDivisionError as e:\n  raise ValueError("y")'],
    ['async def f():\n  1/0\nawait f()'],
    // What the parser does not support is found before the run.
    ['yield 1'],
    ['lambda: (yield)'],
  ])('%s', (code) => {
    const { theirs, ours } = sideBySide(({ Monty, ...api }) => {
      const run = (): unknown => new Monty(code).run()
      const error = thrownBy<RuntimeError>(run)
      return {
        ...failureOf({ Monty, ...api }, run),
        isRuntimeError: error instanceof api.MontyRuntimeError,
        exception: error.exception,
        displayed: [error.display(), error.display('type-msg'), error.display('msg')],
        traceback: error.display('traceback'),
        frames: error.traceback(),
      }
    })
    expect(ours).toEqual(theirs)
    expect(ours.isRuntimeError).toBe(true)
  })

  // This interpreter underlines the whole call, and sends no more than 200 frames to the host.
  it.each([
    ['an unknown function', 'nope()'],
    ['endless recursion', 'def f(n):\n  return f(n + 1)\nf(0)'],
  ])('%s, but for columns and the number of frames', (_what, code) => {
    const { theirs, ours } = sideBySide(({ Monty }) => {
      const error = thrownBy<RuntimeError>(() => new Monty(code).run())
      const frames = error.traceback().slice(0, 200)
      return {
        exception: error.exception,
        text: error.display().replaceAll(/~+/g, '~'),
        frames: frames.map(({ line, column, endLine, functionName, sourceLine }) => [
          [line, column, endLine],
          functionName,
          sourceLine,
        ]),
      }
    })
    expect(ours).toEqual(theirs)
  })

  it.each([['x = ('], ['def f(:'], ['break'], ['x = 1 +'], ['nonlocal x']])(
    'the syntax error of %s',
    (code) => {
      const { theirs, ours } = sideBySide((api) => {
        const compile = (): unknown => new api.Monty(code)
        const error = thrownBy<SyntaxFailure>(compile)
        return {
          ...failureOf(api, compile),
          isSyntaxError: error instanceof api.MontySyntaxError,
          exception: error.exception,
          displayed: [error.display(), error.display('type-msg'), error.display('msg')],
          traceback: error.display('traceback' as 'msg'),
        }
      })
      expect(ours).toEqual(theirs)
      expect(ours.isSyntaxError).toBe(true)
    },
  )

  it('a limit is a MontyRuntimeError whose message has both numbers', () => {
    const cases = [
      ['while True: pass', { maxDurationSecs: 0.02 }],
      ['x = []\nwhile True: x.append("a" * 100)', { maxMemory: 200_000 }],
    ] as const
    const { theirs, ours } = sideBySide((api) =>
      cases.map(([code, limits]) => {
        const failure = failureOf(api, () => new api.Monty(code).run({ limits }))
        // How far over the limit a run gets before it notices is chance.
        return [failure.className, failure.name, failure.message.replace(/: [\d.]+/, ': N')]
      }),
    )
    expect(ours).toEqual(theirs)
    const name = 'MontyRuntimeError'
    expect(ours).toEqual([
      [name, name, 'TimeoutError: time limit exceeded: Nms > 20ms'],
      [name, name, 'MemoryError: memory limit exceeded: N bytes > 200000 bytes'],
    ])
  })

  it('a limit cannot be caught by Python, but the recursion depth can', () => {
    const { theirs, ours } = sideBySide(({ Monty, ...api }) => {
      const endless = 'try:\n  while True: pass\nexcept BaseException:\n  pass\n1'
      const deep =
        'def f(n):\n  return f(n + 1)\ntry:\n  f(0)\nexcept RecursionError as e:\n  r = str(e)\nr'
      return [
        failureOf({ Monty, ...api }, () =>
          new Monty(endless).run({ limits: { maxDurationSecs: 0.02 } }),
        ).className,
        new Monty(deep).run({ limits: { maxRecursionDepth: 10 } }),
      ]
    })
    expect(ours).toEqual(theirs)
  })
})

describe.each(both)('the error classes of %s', (_name, api) => {
  const { MontyError, MontyRuntimeError, MontySyntaxError, MontyTypingError } = api

  it('are made by hand too', () => {
    const base = new MontyError('KeyError', 'k')
    const runtime = new MontyRuntimeError('ValueError', 'm', 'the traceback', [])
    const syntax = new MontySyntaxError('bad')
    const typing = new MontyTypingError('worse')
    const seen = [base, runtime, syntax, typing].map((error) => [
      error.name,
      error.message,
      error.exception,
      error.display(),
      error.display('type-msg'),
    ])
    expect(seen).toEqual([
      ['MontyError', 'KeyError: k', { typeName: 'KeyError', message: 'k' }, 'k', 'KeyError: k'],
      [
        'MontyRuntimeError',
        'ValueError: m',
        { typeName: 'ValueError', message: 'm' },
        'the traceback',
        'ValueError: m',
      ],
      [
        'MontySyntaxError',
        'SyntaxError: bad',
        { typeName: 'SyntaxError', message: 'bad' },
        'bad',
        'SyntaxError: bad',
      ],
      [
        'MontyTypingError',
        'TypeError: worse',
        { typeName: 'TypeError', message: 'worse' },
        'worse',
        'TypeError: worse',
      ],
    ])
    expect(runtime.traceback()).toEqual([])
    expect(typing.displayDiagnostics()).toBe('worse')
    expect(new MontyRuntimeError('ValueError', 'm').display()).toBe('ValueError: m')
  })

  it('derive from MontyError and Error', () => {
    for (const error of [new MontyRuntimeError('A', 'b'), new MontySyntaxError('b')]) {
      expect(error).toBeInstanceOf(MontyError)
      expect(error).toBeInstanceOf(Error)
    }
  })

  it('refuse formats they do not know', () => {
    const format = 'loud' as 'msg'
    const two = "Invalid display format: 'loud'. Expected 'type-msg' or 'msg'"
    const three = "Invalid display format: 'loud'. Expected 'traceback', 'type-msg', or 'msg'"
    expect(() => new MontyError('A', 'b').display(format)).toThrow(two)
    expect(() => new MontySyntaxError('b').display(format)).toThrow(two)
    expect(() => new MontyRuntimeError('A', 'b').display(format)).toThrow(three)
  })
})
