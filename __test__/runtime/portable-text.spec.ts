import { describe, expect, it } from 'vitest'
import { PyDateTime, PyFloat, PyTuple } from '../../src/core/values/index.js'
import { atOnce } from '../../src/core/wire/sliced.js'
import { portableTextWithin } from '../../src/runtime/portable/text-slices.js'
import { portableValue, portableWithin } from '../../src/runtime/portable/value.js'

const list = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index))
const around: Record<string, unknown> = { rows: list(20, (i) => [i]) }
around['self'] = [around]
const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1), [depth]])
const throwing = (): object => ({
  a: list(20, (i) => [i]),
  get b(): never {
    throw new Error('no')
  },
})

const values: ReadonlyArray<readonly [string, unknown]> = [
  ['scalars', [null, true, 1, -0, 1.5, NaN, 'é', '', '\ud800', 1n << 70n, undefined, Symbol('x')]],
  ['many numbers', list(5_000, (i) => i / 2)],
  ['rows', list(3_000, (id) => ({ id, name: `n${id}`, tags: ['a', { b: id }] }))],
  ['many members', Object.fromEntries(list(3_000, (i) => [`k"${i}`, [i]]))],
  ['maps and sets', [new Map(list(40, (i) => [i, new Set([i, [i]])])), new Map(), new Set()]],
  [
    'tuples, dates, floats',
    [new PyTuple(1, [2]), PyDateTime.fromDate(new Date(0)), new PyFloat(1), new Date(5)],
  ],
  ['what looks like a mark', { $: 'set', items: list(20, (i) => [i]) }],
  ['what contains itself', around],
  ['deep', deep(600)],
  ['too deep', deep(1_100)],
  ['an error', { error: new TypeError('no'), rows: list(20, (i) => [i]) }],
  ['bytes', [Buffer.from('abc'), list(20, () => Buffer.alloc(3))]],
  ['a getter that throws', [throwing(), [throwing()], { c: [[throwing()]] }]],
  ['a name of its own', JSON.parse('{"__proto__": [[1]], "a": [[2]]}')],
  ['functions', [() => 1, { f() {}, g: [[1]] }]],
]

describe('portable values as text', () => {
  it.each(values)('are the same as at once: %s', (_, value) => {
    const text = atOnce(portableTextWithin(value, Infinity))
    expect(JSON.parse(text!)).toEqual(JSON.parse(JSON.stringify(portableValue(value))))
  })

  it.each([
    list(5_000, (i) => i),
    list(500, (i) => [{ i, t: 'x'.repeat(50) }]),
    'x'.repeat(90_000),
  ])('are as long as they may be at once: %#', (value) => {
    for (const maxBytes of [100, 10_000, 70_000, 90_000, 200_000]) {
      const isWithin = portableWithin(value, maxBytes) !== undefined
      expect(atOnce(portableTextWithin(value, maxBytes)) !== undefined).toBe(isWithin)
    }
  })

  it('are written in slices', () => {
    for (const value of [
      list(100_000, (i) => i),
      Object.fromEntries(list(50_000, (i) => [`k${i}`, i])),
    ]) {
      let slices = 1
      const work = portableTextWithin({ status: 'ok', value }, Infinity)
      while (work.next().done !== true) slices++
      expect(slices).toBeGreaterThan(100)
    }
  })
})
