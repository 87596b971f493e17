import { describe, expect, it } from 'vitest'
import { jsonInSlices } from '../../src/core/wire/json-slices.js'
import type { Sliced } from '../../src/core/wire/sliced.js'
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

it('a state goes to its worker without being copied', () => {
  const bytes = Buffer.alloc(1_000_000, 7)
  const pieces = creationFrames({ kind: 'dump', bytes }, 1, new ProgramCache())
  expect(
    pieces.some((piece) => piece.buffer === bytes.buffer && piece.length === bytes.length),
  ).toBe(true)
  expect(Buffer.concat(pieces).readUInt32LE(0)).toBe(Buffer.concat(pieces).length - 4)
})
