import { hostObject, Monty, type MontyRuntimeError, MontySession, tool } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { MontyRuntime } from '../../src/runtime/index.js'

class Box {
  constructor(readonly factor = -1) {}

  neg(x: number): number {
    return x * this.factor
  }
}

const box = (factor?: number): object => hostObject(new Box(factor), { methods: ['neg'] })
const isolations = ['none', 'process'] as const
const NOTHING = { type: 'object', properties: {} } as const
const BOUND = /^<bound method Box\.neg of <Box object at 0x[0-9a-f]{12}>>$/

describe.each(isolations)(
  'a method that was taken off a host object, isolation: %s',
  (isolation) => {
    const run = async (code: string, printed: string[] = []): Promise<unknown> =>
      await new Monty(code, { inputs: ['o', 'p'] }).runAsync({
        inputs: { o: box(), p: box(2) },
        isolation,
        printCallback: (_stream, text) => printed.push(text),
      })

    it.each([
      ['o.neg.__name__', 'neg'],
      ['f = o.neg\n[f.__name__, f(2)]', ['neg', -2]],
      ['o.neg.__qualname__', 'neg'],
      ["getattr(o.neg, '__name__')", 'neg'],
      ["getattr(o.neg, '__name__', None)", 'neg'],
      ['{f.__name__: f(1) for f in [o.neg]}', { neg: -1 }],
      ['f"{o.neg.__name__:>5}|"', '  neg|'],
      [
        'import functools\n@functools.wraps(o.neg)\ndef f(x):\n    return o.neg(x)\n[f.__name__, f(3)]',
        ['neg', -3],
      ],
      ['import functools\nfunctools.partial(o.neg, 4).func.__name__', 'neg'],
    ])('has the name that the program gives it: %s', async (code, expected) => {
      expect(await run(code)).toEqual(expected)
    })

    it.each([
      ['str(o.neg)'],
      ['repr(o.neg)'],
      ['f"{o.neg}"'],
      ['f"{o.neg!r}"'],
      ['"{}".format(o.neg)'],
      ['"%s" % o.neg'],
      ['str([o.neg])[1:-1]'],
      ['class A:\n    pass\nf"{o.neg}"'],
    ])('has the text that Python gives it: %s', async (code) => {
      expect(await run(code)).toMatch(BOUND)
    })

    it('has it in what is printed, in keys, in many values and in exceptions', async () => {
      const printed: string[] = []
      await run('print(o.neg)', printed)
      expect(printed.join('').trimEnd()).toMatch(BOUND)
      const keys = await run('{str(o.neg): 1, str(p.neg): 2}')
      expect(Object.keys(keys as object)).toHaveLength(2)
      for (const key of Object.keys(keys as object)) expect(key).toMatch(BOUND)
      const all = (await run('f = o.neg\n[{"f": str(f), "n": n} for n in range(20000)]')) as {
        f: string
      }[]
      expect(all).toHaveLength(20_000)
      expect(all.filter(({ f }) => !BOUND.test(f))).toEqual([])
      const error = await run('raise ValueError(str(o.neg))').catch((thrown: unknown) => thrown)
      expect((error as MontyRuntimeError).exception.message).toMatch(BOUND)
    })

    it('tells two objects apart', async () => {
      expect(await run('str(o.neg) == str(p.neg)')).toBe(false)
      const [first, second] = (await run('[str(o.neg), str(p.neg)]')) as string[]
      expect(first).not.toBe(second)
    })

    it.each([
      ['python', 'sorted([2, 1], key=METHOD)'],
      ['python', 'max([1, 2], key=METHOD)'],
      ['python', 'xs = [1, 2]\nxs.sort(key=METHOD)\nxs'],
      ['monty', 'sorted([2, 1], key=METHOD)'],
      ['monty', 'list(map(METHOD, [1, 2]))'],
    ] as const)(
      'is taken as a plain tool is, or refused with the same advice: %s, %s',
      async (language, code) => {
        const runtime = new MontyRuntime({
          isolation,
          language,
          tools: {
            get_box: tool({ input: NOTHING, async: false, execute: () => box() }),
            neg: tool({
              input: { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] },
              async: false,
              execute: ({ x }) => -x,
            }),
          },
        })
        const told = async (method: string): Promise<unknown> => {
          const outcome = await runtime.execute(`o = get_box()\n${code.replace('METHOD', method)}`)
            .outcome
          if (outcome.status === 'ok') return outcome.value
          return outcome.status === 'paused'
            ? outcome
            : [outcome.status, outcome.error.message, outcome.hint]
        }
        expect(await told('o.neg')).toEqual(await told('neg'))
        await runtime.close()
      },
    )
  },
)

it('keeps its name in a session that is loaded', () => {
  using session = new MontySession()
  session.feed('f = o.neg', { inputs: { o: box() } })
  using loaded = MontySession.load(session.dump())
  expect(loaded.feed('f.__name__')).toBe('neg')
})
