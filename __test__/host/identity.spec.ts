import { hostObject, Monty, MontyRuntimeError, MontySession, PyTuple } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { rejection } from '../support/caught.js'

const order = hostObject({ id: 7 }, { attributes: ['id'], className: 'Order' })
const list = [1]
const map = new Map([['k', list]])
const set = new Set([1])
const numbers = new Float64Array([1.5])

describe.each(['none', 'process'] as const)(
  'one object in several inputs, with isolation %s',
  (isolation) => {
    const run = (
      code: string,
      inputs: Record<string, unknown>,
      language?: 'monty',
    ): Promise<unknown> =>
      new Monty(code, {
        inputs: Object.keys(inputs),
        ...(language === undefined ? {} : { language }),
      }).runAsync({ isolation, inputs })

    it.each<[string, string, Record<string, unknown>]>([
      ['a list', 'a is b', { a: list, b: list }],
      ['a list inside of others', 'a["x"][0] is b[0]', { a: { x: [list] }, b: new PyTuple(list) }],
      ['a Map and what is in it', 'm is n and m["k"] is l', { m: map, n: map, l: list }],
      ['a Set', 's is t', { s: set, t: set }],
      ['an array of floats', 'x is y', { x: numbers, y: numbers }],
      ['a host object', 'o is p and o is q[0]', { o: order, p: order, q: [order] }],
      ['a plain object', 'r is s', (() => ({ r: map, s: map }))()],
    ])('is one in Python: %s', async (_what, code, inputs) => {
      expect(await run(code, inputs)).toBe(true)
      expect(await run(code, inputs, 'monty')).toBe(true)
      using session = new MontySession({ isolation })
      expect(await session.feedAsync(code, { inputs })).toBe(true)
    })

    it('is changed everywhere', async () => {
      expect(await run('a.append(2)\nb["x"]', { a: [1], b: { x: list } })).toEqual([1])
      const shared = [1]
      expect(await run('a.append(2)\nb["x"]', { a: shared, b: { x: shared } })).toEqual([1, 2])
      expect(shared).toEqual([1])
    })

    it('is apart where it was apart', async () => {
      expect(await run('[a is b, a == b]', { a: [1], b: [1] })).toEqual([false, true])
      const rows = [{ id: 1, name: 'a' }]
      const more = [{ id: 2, name: 'b' }]
      expect(await run('[a, b, a[0]["name"] + b[0]["name"]]', { a: rows, b: more })).toEqual([
        rows,
        more,
        'ab',
      ])
    })

    it('leaves tracebacks, positions and the program itself as they were', async () => {
      const code = 'class E(Exception):\n    pass\ndef f(n):\n    raise E("no")\nf(a is b)'
      const shared = { a: list, b: list }
      const [apart, together] = await Promise.all(
        [{ a: [1], b: [1] }, shared].map((inputs) =>
          rejection(run(code, inputs), MontyRuntimeError),
        ),
      )
      expect(together!.display()).toBe(apart!.display())
      const plain = 'x = 1\n1 / 0'
      const [one, other] = await Promise.all(
        [{ a: [1], b: [1] }, shared].map((inputs) =>
          rejection(run(plain, inputs, 'monty'), MontyRuntimeError),
        ),
      )
      expect(other!.display()).toBe(one!.display())
      expect(other!.display()).toContain('line 2')
    })

    it('does so again and again, with calls and dumps between', async () => {
      const monty = new Monty('f(a)\na is b', { inputs: ['a', 'b'] })
      for (const inputs of [
        { a: list, b: list },
        { a: [1], b: [1] },
        { a: list, b: list },
      ]) {
        const seen: unknown[] = []
        const externalFunctions = { f: (value: unknown) => void seen.push(value) }
        const isSame = inputs.a === inputs.b
        expect(await monty.runAsync({ isolation, inputs, externalFunctions })).toBe(isSame)
        expect(seen).toEqual([[1]])
      }
    })
  },
)

describe.each(['none', 'process'] as const)(
  'a host object that comes again, with isolation %s',
  (isolation) => {
    const other = hostObject({ id: 7 }, { attributes: ['id'], className: 'Order' })
    const externalFunctions = {
      get: () => order,
      other: () => other,
      later: async () => order,
      both: () => [order, order],
    }
    const run = (code: string): Promise<unknown> =>
      new Monty(code, { inputs: ['o'] }).runAsync({
        isolation,
        externalFunctions,
        inputs: { o: order },
      })

    it.each<[string, unknown]>([
      ['get() is get()', true],
      ['get() is not get()', false],
      ['o is get() is await later()', true],
      ['[x is o for x in both()]', [true, true]],
      ['[get() is other(), get() is not other(), o == other()]', [false, true, false]],
      [
        'x = get()\ny = o\nz = other()\n[x is y, y is z, x is not z, x is None, None is x]',
        [true, false, true, false, false],
      ],
      ['type(get()) is type(other())', true],
      ['a = [1]\nb = [1]\nn = a\n[a is b, a is n, get() is a]', [false, true, false]],
      [
        'class A:\n    def __eq__(self, x):\n        return True\n[A() is A(), A() is get(), get() is A()]',
        [false, false, false],
      ],
    ])('is the same: %s', async (code, expected) => {
      expect(await run(code)).toEqual(expected)
    })

    it('is the same in later feeds, and in loaded sessions', async () => {
      using session = new MontySession({ isolation, externalFunctions })
      await session.feedAsync('kept = get()')
      expect(
        await session.feedAsync('[kept is get(), kept is o]', { inputs: { o: order } }),
      ).toEqual([true, true])
      using loaded = MontySession.load(session.dump(), { isolation, externalFunctions })
      expect(await loaded.feedAsync('[kept is get(), kept is other()]')).toEqual([true, false])
    })
  },
)

describe('a program that takes a byte order mark, no input, or one', () => {
  it('runs as ever', () => {
    expect(
      new Monty('\uFEFFa is b', { inputs: ['a', 'b'] }).run({ inputs: { a: list, b: list } }),
    ).toBe(true)
    expect(new Monty('a', { inputs: ['a'] }).run({ inputs: { a: list } })).toEqual([1])
  })
})
