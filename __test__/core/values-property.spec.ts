import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Monty,
  MontySession,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyTimeDelta,
  PyTuple,
  toJson,
} from 'monty-node'
import { roundTrip } from '../support/python.js'

const text = fc.string({ unit: 'binary' })
const wideInt = fc
  .bigInt({ min: -(2n ** 200n), max: 2n ** 200n })
  .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value))

/** What `5.0` in Python comes back as is `5`, so a whole double would be an int the next time. */
const float = fc.double().filter((value) => !Number.isInteger(value) || Object.is(value, -0))

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.maxSafeInteger(),
  wideInt,
  float,
  text,
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => new PyDate(year, month, 28)),
  fc
    .date({ min: new Date(-6e13), max: new Date(2e14), noInvalidDate: true })
    .map((date) => PyDateTime.fromDate(date)),
  fc
    .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 0, max: 86_399 }))
    .map(([days, seconds]) => new PyTimeDelta({ days, seconds })),
  fc.tuple(float, float).map(([real, imag]) => new PyComplex(real, imag)),
  fc.integer().map((cents) => new PyDecimal(`${cents}.25`)),
)

const key = fc.oneof(
  fc.integer(),
  text,
  fc.boolean().map((flag) => new PyTuple(flag, 'k')),
)

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => new PyTuple(...items)),
    fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: true }),
    fc.array(fc.tuple(key, tie('value')), { minLength: 1, maxLength: 4 }).map((entries) => {
      // A key that is no text, so that it comes back as a Map; tuples are equal by value.
      const byText = new Map(entries.map(([name, item]) => [String(name), [name, item] as const]))
      return new Map<unknown, unknown>([[7n ** 99n, 0], ...byText.values()])
    }),
    fc.uniqueArray(fc.integer(), { maxLength: 5 }).map((items) => new Set(items)),
  ),
}))

describe('whatever value goes into Python', () => {
  test('comes out the same', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(roundTrip(given)).toStrictEqual(given)
      }),
      { numRuns: 1_500 },
    )
  })

  test('comes out the same when it passes through a host function and a session', () => {
    const session = new MontySession({ externalFunctions: { same: (given: unknown) => given } })
    fc.assert(
      fc.property(value, (given) => {
        expect(session.feed('kept = same(x)\nkept', { inputs: { x: given } })).toStrictEqual(given)
      }),
      { numRuns: 300 },
    )
    session.dispose()
  })
})

test('whatever is JSON survives Python and json.dumps', () => {
  const monty = new Monty('import json\n(x, json.loads(json.dumps(x)))', { inputs: ['x'] })
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
      // JSON has one zero and no `__proto__` of its own.
      const given = JSON.parse(JSON.stringify(json)) as unknown
      const [same, parsed] = monty.run({ inputs: { x: given } }) as [unknown, unknown]
      expect(JSON.stringify(toJson(same))).toBe(JSON.stringify(given))
      expect(JSON.stringify(toJson(parsed))).toBe(JSON.stringify(given))
    }),
    { numRuns: 500 },
  )
})
