import { describe, expect, it } from 'vitest'
import { type Api, both, type Failure, rejectionOf, shape } from './both.js'

type Functions = Record<string, (...args: never[]) => unknown>

const later = <T>(value: T): Promise<T> => new Promise((done) => setTimeout(done, 5, value))
const failing = (name: string) => async (): Promise<never> => {
  throw Object.assign(new Error('told'), { name })
}

function run(api: Api, code: string, externalFunctions: Functions = {}): Promise<unknown> {
  return api.runMontyAsync(new api.Monty(code), { externalFunctions })
}

async function outcome(api: Api, promise: Promise<unknown>): Promise<unknown> {
  return promise.then(shape, (error: unknown) => rejectionOf(api, Promise.reject(error)))
}

const alike: Array<[string, string, Functions]> = [
  ['no functions', '1 + 1', {}],
  ['a bare call of an asynchronous function', 'f() + 1', { f: async () => later(5) }],
  ['a synchronous function', 'f(2)', { f: (x: number) => x * 2 }],
  [
    'calls one after the other',
    '[f(i) for i in range(3)]',
    { f: async (x: number) => later(x + 1) },
  ],
  ['0 and an empty text', '(f(), g())', { f: () => 0, g: async () => '' }],
  ['no keyword arguments, as an object', 'f()', { f: (...args: unknown[]) => args }],
  ['keyword arguments', 'f(1, k=(2,))', { f: (...args: unknown[]) => args }],
  ['a dict, and no keyword arguments', 'f({"a": 1})', { f: (...args: unknown[]) => args }],
  [
    'an object that can be awaited',
    'f()',
    // oxlint-disable-next-line unicorn/no-thenable
    { f: () => ({ then: (done: (x: number) => void) => done(9) }) },
  ],
  ['a function as a value', 'g = f\ng(2)', { f: (x: number) => x * 2 }],
  ['a rejection', 'f()', { f: failing('TypeError') }],
  [
    'a rejection that Python catches',
    'try:\n  f()\nexcept ValueError as e:\n  r = str(e)\nr',
    { f: failing('ValueError') },
  ],
  ['a rejection with a text', 'f()', { f: () => Promise.reject('told') }],
  ['an unknown function', 'g()', {}],
  ['an unknown name', 'g', {}],
  ['an exception of Python', '1 / 0', {}],
]

describe('runMontyAsync does the same in both packages', () => {
  it.each(alike)('%s', async (_what, code, functions) => {
    const [theirs, ours] = await Promise.all(
      both.map(([, api]) => outcome(api, run(api, code, functions))),
    )
    expect(ours).toEqual(theirs)
  })

  it('takes inputs, limits and a callback for output', async () => {
    const seen = both.map(async ([, api]) => {
      const texts: string[] = []
      const value: unknown = await api.runMontyAsync(
        new api.Monty('print(x)\nf(x)', { inputs: ['x'] }),
        {
          inputs: { x: 3 },
          externalFunctions: { f: async (x: number) => x + 1 },
          limits: { maxDurationSecs: 5, maxMemory: 2 ** 24 },
          printCallback: (_stream, text) => {
            texts.push(text)
          },
        },
      )
      return [texts, value]
    })
    expect(await Promise.all(seen)).toEqual([
      [['3', '\n'], 4],
      [['3', '\n'], 4],
    ])
  })

  it('rejects when an input is missing', async () => {
    const failures = both.map(([, api]): Promise<Failure> =>
      rejectionOf(api, api.runMontyAsync(new api.Monty('x', { inputs: ['x'] }))),
    )
    const [theirs, ours] = await Promise.all(failures)
    expect(ours).toEqual(theirs)
    expect(ours?.message).toBe('Missing required inputs: ["x"]')
  })

  it('keeps the time', async () => {
    const failures = both.map(([, api]) => {
      const limits = { maxDurationSecs: 0.02 }
      return rejectionOf(api, api.runMontyAsync(new api.Monty('while True: pass'), { limits }))
    })
    for (const { className, message } of await Promise.all(failures)) {
      expect(className).toBe('MontyRuntimeError')
      expect(message).toMatch(/^TimeoutError: time limit exceeded: [\d.]+ms > 20ms$/)
    }
  })
})

// There, these fail with an Error of the binding, such as "Invalid exception type: 'Error'".
describe('where runMontyAsync of monty-node/compat does more', () => {
  const [, theirs] = both[0]!
  const [, ours] = both[1]!

  it.each<[string, string, Functions, unknown]>([
    [
      'an await, as in its own documentation',
      'result = await f()\nresult',
      { f: async () => 5 },
      5,
    ],
    ['an await of a synchronous function', 'await f()', { f: () => 5 }, 5],
    ['undefined', 'f()', { f: async () => undefined }, null],
  ])('%s', async (_what, code, functions, value) => {
    expect(await rejectionOf(theirs, run(theirs, code, functions))).toMatchObject({
      className: 'Error',
      message: expect.stringMatching(/^Invalid exception type/),
    })
    expect(await run(ours, code, functions)).toEqual(value)
  })

  it.each(['Error', 'Custom'])('a rejection with an %s is a RuntimeError', async (name) => {
    const functions = { f: failing(name) }
    expect((await rejectionOf(theirs, run(theirs, 'f()', functions))).message).toBe(
      `Invalid exception type: '${name}'`,
    )
    await expect(run(ours, 'f()', functions)).rejects.toThrow('RuntimeError: told')
  })

  it('Python does not hold the event loop', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 2)
    await run(ours, 'for i in range(3_000_000): pass')
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(2)
  })
})
