import { describe, expect, it } from 'vitest'
import { atOnce } from '../../src/core/wire/sliced.js'
import { PyDateTime, PyFloat, PyTuple } from '../../src/core/values/index.js'
import { nameFields } from '../../src/core/values/tuple.js'
import { open, openInSlices, seal, sealInSlices } from '../../src/monty/snapshot/envelope.js'
import { packValue, unpackValue } from '../../src/runtime/paused/pack.js'
import { packInSlices, unpackInSlices } from '../../src/runtime/paused/pack-slices.js'

const list = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index))
const shared = { id: 1, tags: list(30, String) }
const nested = (depth: number): unknown => (depth === 0 ? 'é' : [depth, nested(depth - 1)])

const values: ReadonlyArray<readonly [string, unknown]> = [
  ['scalars', [null, true, 1, -0, 2 ** 40, 1.5, 'é', '', 1n << 70n, -(1n << 70n)]],
  ['many numbers', list(5_000, (i) => i / 2)],
  ['rows', list(3_000, (id) => ({ id, name: `n${id}`, tags: ['a', { b: id }] }))],
  ['one row in many places', list(3_000, () => shared)],
  ['many members', Object.fromEntries(list(3_000, (i) => [`k${i}`, [i]]))],
  [
    'tuples',
    [new PyTuple(...list(40, (i) => [i])), nameFields(new PyTuple(1, [2]), 'P', ['x', 'y'])],
  ],
  [
    'maps',
    new Map<unknown, unknown>([
      ...list(40, (i) => [i, { i }] as const),
      [new PyTuple(1, 2), [shared, shared]],
    ]),
  ],
  [
    'a set and dates',
    [new Set(list(40, (i) => i)), PyDateTime.fromDate(new Date(0)), new PyFloat(1)],
  ],
  ['deep', nested(900)],
  [
    'long bytes',
    { a: Buffer.alloc(300_000, 7), b: [new Uint8Array(700_000).fill(9), 'x'], c: Buffer.alloc(10) },
  ],
  ['long texts', ['x'.repeat(5_000_000), 'é'.repeat(1_000_000)]],
  ['long ints', [1n << 1_000_000n, -(7n ** 2_000_000n), (1n << 4_194_304n) - 1n, 1n << 4_194_304n]],
]

describe('values that are written in slices', () => {
  it.each(values)('are the same bytes: %s', (_, value) => {
    const bytes = packValue(value, 'it')
    expect(Buffer.concat(atOnce(packInSlices(value, 'it'))).equals(bytes)).toBe(true)
    expect(atOnce(unpackInSlices(bytes, 'it'))).toEqual(unpackValue(bytes, 'it'))
  })

  it.each([
    ['a function', { a: list(30, (i) => [i]), b: [() => 1] }],
    ['a cycle', ((x: unknown[]) => (x.push(...list(30, () => x)), x))([])],
    ['too deep', nested(1_001)],
    ['half a text', list(30, (i) => [i, '\ud800'])],
    ['an unhashable key', new Map(list(30, (i) => [[i], i]))],
    [
      'a getter',
      {
        a: list(30, (i) => [i]),
        get b() {
          throw new Error('no')
        },
      },
    ],
  ])('are refused as they are at once: %s', (_, value) => {
    const refusal = (work: () => unknown): string => {
      try {
        work()
      } catch (error) {
        return String(error)
      }
      throw new Error('it was not refused')
    }
    expect(refusal(() => atOnce(packInSlices(value, 'it')))).toBe(
      refusal(() => packValue(value, 'it')),
    )
  })
})

describe('snapshots that are sealed in slices', () => {
  it.each([true, false])('open, and not when they were changed; encrypted: %s', (encrypt) => {
    const options = { key: 'a secret of thirty-two bytes, no less' }
    const pieces = [Buffer.alloc(0), Buffer.alloc(1_500_000, 3), Buffer.from('end')]
    const about = { kind: 'runtime', scriptName: 'r' } as const
    const sealed = atOnce(sealInSlices({ ...about, payload: pieces }, { ...options, encrypt }))
    expect(sealed).toHaveLength(
      seal({ ...about, payload: Buffer.concat(pieces) }, { ...options, encrypt }).length,
    )
    expect(open(sealed, options).payload.equals(Buffer.concat(pieces))).toBe(true)
    let yields = 0
    const opening = openInSlices(sealed, options)
    while (opening.next().done !== true) yields++
    expect(yields).toBeGreaterThan(4)
    for (const at of [10, 200, 1_000_000, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at]! ^= 1
      expect(() => open(changed, options)).toThrow(/was changed since|not a snapshot|format/)
    }
  })
})
