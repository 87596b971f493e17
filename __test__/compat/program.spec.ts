import { describe, expect, it } from 'vitest'
import { type Api, both, failureOf, shape, sideBySide } from './both.js'

// The cases of options and of calls that both packages must treat alike.
const alike: Array<[string, (api: Api) => unknown]> = [
  ['null for options', ({ Monty }) => new Monty('1', null).run(null)],
  ['unknown options', ({ Monty }) => new Monty('1', { a: 1 } as object).run({ b: 2 } as object)],
  ['a missing input, with none given', ({ Monty }) => new Monty('x', { inputs: ['x', 'y'] }).run()],
  [
    'one missing input',
    ({ Monty }) => new Monty('x', { inputs: ['x', 'y'] }).run({ inputs: { x: 1 } }),
  ],
  [
    'an input too many',
    ({ Monty }) => new Monty('x', { inputs: ['x'] }).run({ inputs: { x: 1, y: 2 } }),
  ],
  ['inputs that nobody declared', ({ Monty }) => new Monty('1').run({ inputs: {} })],
  [
    'an inherited input',
    ({ Monty }) => new Monty('x', { inputs: ['x'] }).run({ inputs: Object.create({ x: 1 }) }),
  ],
  [
    'undefined for an input',
    ({ Monty }) => new Monty('x', { inputs: ['x'] }).run({ inputs: { x: undefined } }),
  ],
  ['an input that is no name', ({ Monty }) => new Monty('1', { inputs: ['a b'] })],
  ['an input that is a keyword', ({ Monty }) => new Monty('1', { inputs: ['class'] })],
  [
    'the properties',
    ({ Monty }) => {
      const monty = new Monty('x\ny', { inputs: ['x', 'y'], scriptName: 'a.py' })
      return [
        monty.scriptName,
        monty.inputs,
        monty.repr(),
        new Monty('1').scriptName,
        new Monty('').repr(),
      ]
    },
  ],
  [
    'a program dumped and loaded',
    ({ Monty }) => {
      const monty = Monty.load(new Monty('x', { inputs: ['x'], scriptName: 'k.py' }).dump())
      return [monty instanceof Monty, monty.repr(), monty.run({ inputs: { x: 2 } })]
    },
  ],
  ['no limits at all', ({ Monty }) => new Monty('len([0] * 20_000_000)').run()],
  ['a limit of none', ({ Monty }) => new Monty('1').run({ limits: {} })],
  ...(
    ['maxAllocations', 'maxMemory', 'gcInterval', 'maxRecursionDepth', 'maxDurationSecs'] as const
  ).flatMap((limit) =>
    [-1, NaN, Infinity, ...(limit === 'maxDurationSecs' ? [] : [1.5, 2 ** 53])].map(
      (value): [string, (api: Api) => unknown] => [
        `${limit}: ${value}`,
        ({ Monty }) => new Monty('1').run({ limits: { [limit]: value } }),
      ],
    ),
  ),
]

// Host functions of synchronous runs: what each gets, gives and throws.
const hostCalls: Array<[string, string, Record<string, unknown>]> = [
  ['no arguments', 'f()', { f: (...args: unknown[]) => args.length }],
  ['arguments', 'f(1, (2,), {"a": 1})', { f: (...args: unknown[]) => args }],
  ['keyword arguments', 'f(1, k=2, l=[1])', { f: (...args: unknown[]) => [args.length, args[1]] }],
  [
    'no `this`',
    'f()',
    {
      f(this: unknown) {
        return this === undefined
      },
    },
  ],
  ['undefined', 'f()', { f: () => undefined }],
  ['a tuple', 'f()', { f: () => Object.assign([1], { __tuple__: true }) }],
  ['a promise, which is an object', 'f()', { f: () => Promise.resolve(1) }],
  ['a function that is called', 'f()(1)', { f: () => function g() {}, g: (x: number) => x + 1 }],
  ['a function as a value', 'g = f\n(g(3), f)', { f: (x: number) => x * 2 }],
  [
    'a method of a class',
    'f()',
    new (class {
      f(): number {
        return 7
      }
    })() as never,
  ],
  ['a function that is none', 'f()', { f: 5 }],
  ['another function', 'g()', { f: () => 1 }],
  [
    'an Error',
    'f()',
    {
      f() {
        throw new Error('x')
      },
    },
  ],
  [
    'a TypeError',
    'f()',
    {
      f() {
        throw new TypeError('x')
      },
    },
  ],
  [
    'a RangeError, which Python does not have',
    'f()',
    {
      f() {
        throw new RangeError('x')
      },
    },
  ],
  [
    'an error by name',
    'f()',
    {
      f() {
        throw Object.assign(new Error('x'), { name: 'ValueError' })
      },
    },
  ],
  [
    'an error caught',
    'try:\n  f()\nexcept KeyError as e:\n  r = str(e)\nr',
    {
      f() {
        throw Object.assign(new Error('k'), { name: 'KeyError' })
      },
    },
  ],
  ['a symbol', 'f()', { f: () => Symbol('x') }],
]

const outcome = (api: Api, call: () => unknown): unknown => {
  try {
    return shape(call())
  } catch {
    return failureOf(api, call)
  }
}

describe('programs behave the same in both packages', () => {
  it.each(alike)('%s', (_what, call) => {
    const { theirs, ours } = sideBySide((api) => outcome(api, () => call(api)))
    expect(ours).toEqual(theirs)
  })

  it.each(hostCalls)('host functions: %s', (_what, code, externalFunctions) => {
    const { theirs, ours } = sideBySide((api) =>
      outcome(api, () => new api.Monty(code).run({ externalFunctions })),
    )
    expect(ours).toEqual(theirs)
  })

  // The class is the same; the words of the peer are those of its binding.
  it.each<[string, (api: Api) => unknown]>([
    ['a program that is no text', ({ Monty }) => new Monty(5 as never)],
    ['inputs that are no array', ({ Monty }) => new Monty('1', { inputs: 'x' as never })],
    [
      'a limit that is no number',
      ({ Monty }) => new Monty('1').run({ limits: { maxMemory: '5' as never } }),
    ],
    [
      'a callback that is no function',
      ({ Monty }) => new Monty('print(1)').run({ printCallback: 5 as never }),
    ],
    ['bytes that are no program', ({ Monty }) => Monty.load(Buffer.from('junk'))],
    ['a program that is no bytes', ({ Monty }) => Monty.load('junk' as never)],
  ])('%s is an Error', (_what, call) => {
    const { theirs, ours } = sideBySide((api) => failureOf(api, () => call(api)).className)
    expect([theirs, ours]).toEqual(['Error', 'Error'])
  })
})

describe.each(both)('printing with %s', (_name, { Monty }) => {
  const printed = (code: string): Array<[string, string]> => {
    const pieces: Array<[string, string]> = []
    const printCallback = (stream: string, text: string): void => {
      pieces.push([stream, text])
    }
    new Monty(code).run({ printCallback })
    return pieces
  }

  it('hands over a line and its end', () => {
    expect(printed('print("a")\nprint(2)')).toEqual([
      ['stdout', 'a'],
      ['stdout', '\n'],
      ['stdout', '2'],
      ['stdout', '\n'],
    ])
  })

  // In how many pieces a line comes is not the same: there, each argument is one.
  it('hands over all the text', () => {
    const code =
      'print("a", "b")\nprint("c", end="")\nprint("x\\ny", 1, sep="-")\nprint("z" * 20000)'
    const text = printed(code)
      .map(([, piece]) => piece)
      .join('')
    expect(text).toBe(`a b\ncx\ny-1\n${'z'.repeat(20_000)}\n`)
  })

  it('goes on after a snapshot was loaded', () => {
    const paused = new Monty('print(1)\nf()\nprint(2)').start({ printCallback() {} })
    const texts: string[] = []
    const printCallback = (_stream: string, text: string): void => {
      texts.push(text)
    }
    const { MontySnapshot } = both.find(([, api]) => paused instanceof api.MontySnapshot)![1]
    const loaded = MontySnapshot.load((paused as InstanceType<Api['MontySnapshot']>).dump(), {
      printCallback,
    })
    loaded.resume({ returnValue: null })
    expect(texts.join('')).toBe('2\n')
  })

  it('ends the run when the callback throws', () => {
    const printCallback = (): never => {
      throw new Error('cb')
    }
    expect(() => new Monty('print(1)').run({ printCallback })).toThrow('Exception: Error: cb')
  })
})

// 0.0.18 gives up here; what it does with anything but an Error tells nothing of what was thrown.
it('says more of what a host function throws, and keeps it as the cause', () => {
  const { Monty, MontyRuntimeError } = both[1]![1]
  const thrown = { name: 'Custom', message: 'm' }
  const externalFunctions = {
    f() {
      throw thrown
    },
  }
  const call = (): unknown => new Monty('f()').run({ externalFunctions })
  expect(call).toThrow(MontyRuntimeError)
  expect(call).toThrow('RuntimeError: m')
  expect(call).toThrow(expect.objectContaining({ cause: thrown }))
})
