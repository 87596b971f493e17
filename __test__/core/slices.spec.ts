import { describe, expect, it } from 'vitest'
import { jsonInSlices } from '../../src/core/wire/json-slices.js'
import { encodedOutcome, isLong } from '../../src/core/drive/long-outcome.js'
import { RetainedObjects } from '../../src/core/contract/host-object.js'
import { encodeResult } from '../../src/core/wire/encode.js'
import { atOnce, type Sliced } from '../../src/core/wire/sliced.js'
import { Writer } from '../../src/core/wire/writer.js'
import { decodedInSlices, encodedInSlices } from '../../src/host/files/long-text.js'
import { Validator } from '../../src/host/schema/validate.js'
import { creationFrames } from '../../src/isolation/execution-source.js'
import { ProgramCache } from '../../src/isolation/program-cache.js'

/* How often long work lets the event loop go on, in slices and not in milliseconds: those depend on the machine. */

function slicesOf(work: Sliced<unknown>): number {
  let slices = 1
  while (work.next().done !== true) slices++
  return slices
}

const list = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index))
const members = (count: number): Record<string, number> =>
  Object.fromEntries(list(count, (i) => [`k${i}`, i]))

describe('a slice is short', () => {
  it.each<[string, unknown]>([
    ['one object of many names', members(200_000)],
    ['many objects of one name each', list(100_000, (i) => ({ [`id${i}`]: i }))],
    ['many short texts', list(200_000, String)],
  ])('when JSON is parsed: %s', (_, value) => {
    const bytes = Buffer.from(JSON.stringify(value))
    expect(slicesOf(jsonInSlices(bytes))).toBeGreaterThan(bytes.length / (64 * 1024))
  })

  it.each([
    { type: 'object' },
    { type: 'object', additionalProperties: { type: 'integer' } },
  ] as const)('when an object of many members is checked against %j', (schema) => {
    const validator = new Validator(schema, {})
    expect(slicesOf(validator.validateInSlices(members(200_000)))).toBeGreaterThan(20)
  })
})

describe('results of the host’s functions', () => {
  const longs: ReadonlyArray<readonly [string, unknown]> = [
    ['rows', list(40_000, (id) => ({ id, name: 'n', tags: [id] }))],
    ['columns', { a: { b: { c: list(50_000, (i) => i / 2) } } }],
    ['one object of many names', members(50_000)],
    ['a set', new Set(list(50_000, (i) => i))],
    ['a map', new Map(list(50_000, (i) => [i, [i]]))],
    ['a long text', ['🙂'.repeat(2_000_000)]],
    ['a large int', 7n ** 12_000_000n],
  ]

  it.each(longs)('are encoded in slices, to the same bytes: %s', (_, value) => {
    expect(isLong(value)).toBe(true)
    const writer = new Writer()
    encodeResult(writer, value, 'f')
    const kept = new RetainedObjects()
    const outcome = atOnce(encodedOutcome(value, 'f', 2 ** 30, kept))
    const { encoded = [] } = outcome as { encoded?: readonly Uint8Array[] }
    expect(Buffer.concat(encoded).equals(writer.buffer.subarray(0, writer.length))).toBe(true)
    const slices = slicesOf(encodedOutcome(value, 'f', 2 ** 30, kept))
    expect(slices).toBeGreaterThan(typeof value === 'bigint' ? 1 : 30)
  })

  it.each([
    1,
    'text',
    null,
    [1, [2, 3]],
    list(1_000, (i) => i),
    { a: 1, b: list(30, (id) => ({ id })) },
  ])('are encoded at once where that takes no time: %#', (value) =>
    expect(isLong(value)).toBe(false),
  )

  it('of which a getter or a proxy throws are no longer than others', () => {
    const fails = (): never => {
      throw new Error('no')
    }
    expect(isLong([Object.defineProperty({}, 'a', { get: fails, enumerable: true })])).toBe(false)
    expect(isLong(new Proxy([], { get: fails }))).toBe(false)
  })

  it('that do not fit the run are refused', () => {
    const work = encodedOutcome(
      list(9, () => 'é'.repeat(1_000_000)),
      'f',
      4_000_000,
      new RetainedObjects(),
    )
    expect(() => atOnce(work)).toThrow('memory limit exceeded')
  })
})

it.each(['x'.repeat(3_000_000), 'é€🙂'.repeat(500_000), `a${'🙂'.repeat(600_000)}`])(
  'long texts go to files and back in slices: %#',
  (text) => {
    const { utf8, count } = atOnce(encodedInSlices(text))
    expect(utf8.equals(Buffer.from(text))).toBe(true)
    expect(count).toBe(Array.from(text).length)
    expect(atOnce(decodedInSlices(utf8)) === text).toBe(true)
    expect(slicesOf(encodedInSlices(text))).toBeGreaterThan(8)
    expect(slicesOf(decodedInSlices(utf8))).toBeGreaterThan(8)
  },
)

it('a state goes to its worker without being copied', () => {
  const bytes = Buffer.alloc(1_000_000, 7)
  const pieces = creationFrames({ kind: 'dump', bytes }, 1, new ProgramCache())
  expect(
    pieces.some((piece) => piece.buffer === bytes.buffer && piece.length === bytes.length),
  ).toBe(true)
  expect(Buffer.concat(pieces).readUInt32LE(0)).toBe(Buffer.concat(pieces).length - 4)
})
