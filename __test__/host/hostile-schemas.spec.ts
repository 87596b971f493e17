import { describe, expect, it } from 'vitest'
import { Monty, MontyLimitError } from '../../src/index.js'
import { type JsonSchema, tool } from '../../src/host/index.js'
import { Mismatch } from '../../src/host/schema/mismatch.js'
import { Fitting } from '../../src/host/schema/fit.js'
import { patternOf } from '../../src/host/schema/pattern.js'
import { Validator } from '../../src/host/schema/validate.js'

/** The breaks took seconds to for ever; what is measured takes milliseconds on a machine that is free. */
const MOST_MS = 1_500

function timely<T>(work: () => T): T {
  const began = performance.now()
  const value = work()
  expect(performance.now() - began).toBeLessThan(MOST_MS)
  return value
}

/** `[[[...inner]]]` */
function nested(levels: number, inner: unknown): unknown {
  let value = inner
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

const items: JsonSchema = { type: 'array', items: { $ref: '#' } }

describe('schemas that have many ways to one value', () => {
  it.each<[string, JsonSchema]>([
    ['oneOf', { oneOf: [items, { type: 'string' }] }],
    [
      'anyOf',
      { anyOf: [{ ...items, maxItems: 1 }, { ...items, minItems: 1 }, { type: 'string' }] },
    ],
    ['oneOf in anyOf', { anyOf: [{ oneOf: [items, { type: 'number' }] }, { type: 'string' }] }],
    ['allOf', { allOf: [{ items: { $ref: '#' } }, { items: { $ref: '#' } }] }],
    ['not', { not: { not: { items: { $ref: '#' } } }, items: { $ref: '#' } }],
    [
      'if',
      Object.fromEntries([
        ['if', { items: { $ref: '#' } }],
        // oxlint-disable-next-line unicorn/no-thenable
        ['then', { items: { $ref: '#' } }],
        ['else', false],
      ]),
    ],
  ])('are checked in no more than a few looks: %s', (_, schema) => {
    for (const [levels, inner] of [
      [60, 'a'],
      [60, 5],
      [300, 'a'],
    ] as const) {
      const value = nested(levels, inner)
      const checked = timely(() => new Validator(schema).validate(value))
      const text = JSON.stringify(schema)
      const fits = inner === 'a' || !/anyOf|oneOf/.test(text) || text.includes('number')
      expect(checked instanceof Mismatch).toBe(!fits)
      timely(() => new Fitting(schema, 'instant').fit(value))
    }
  })

  it('tell the same of what fits none', () => {
    const schema: JsonSchema = { oneOf: [items, { type: 'string' }] }
    const wrong = new Validator(schema).validate(nested(40, 5)) as Mismatch
    expect(wrong).toBeInstanceOf(Mismatch)
    expect(wrong.path).toEqual(Array(40).fill(0))
    expect(wrong.message).toBe('must be a list, not int, or must be a string, not int')
  })

  it.each<[string, JsonSchema]>([
    ['twice itself', { allOf: [{ $ref: '#' }, { $ref: '#' }] }],
    ['itself or itself', { anyOf: [{ $ref: '#' }, { $ref: '#' }] }],
    ['itself', { $ref: '#' }],
    [
      'definitions that double',
      {
        $ref: '#/$defs/d0',
        $defs: Object.fromEntries(
          Array.from({ length: 40 }, (_, at) => [
            `d${at}`,
            at === 39
              ? { type: 'string' }
              : { allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
          ]),
        ),
      },
    ],
  ])('that lead to themselves become tools, or say why not: %s', (_, schema) => {
    timely(() => {
      const input: JsonSchema = { type: 'object', properties: { x: { type: 'object' } } }
      tool({
        input: { ...input, properties: { x: { type: 'integer' } } },
        output: schema,
        execute: () => 1,
      })
    })
    const made = timely(() => {
      try {
        const properties = { x: { $ref: '#/$defs/it' } }
        const $defs = { it: JSON.parse(JSON.stringify(schema).replaceAll('"#"', '"#/$defs/it"')) }
        return tool({
          input: { type: 'object', properties, $defs: { ...$defs, ...$defs.it.$defs } },
          async: false,
          execute: () => 1,
        })
      } catch (error) {
        return error as Error
      }
    })
    expect(made instanceof Error ? made.message : 'input').toMatch(/input/)
    if (made instanceof Error) return
    timely(() => {
      const code = 'try:\n    f("a")\nexcept TypeError as error:\n    pass'
      new Monty(code).run({ externalFunctions: { f: made } })
    })
  })

  it('deep arguments with many parts are quickly checked', () => {
    const many = nested(
      400,
      Array.from({ length: 100_000 }, (_, at) => at),
    )
    const number: JsonSchema = {
      anyOf: [{ type: 'array', items: { $ref: '#' } }, { type: 'number' }],
    }
    expect(timely(() => new Validator(number).validate(many))).toBe(many)
    const dates: JsonSchema = {
      anyOf: [
        { type: 'array', items: { $ref: '#' } },
        { type: 'string', format: 'date-time' },
      ],
    }
    timely(() => new Fitting(dates, 'instant').fit(many))
    expect(timely(() => new Validator(dates).validate(many))).toBeInstanceOf(Mismatch)
  })
})

describe('patterns', () => {
  it.each([
    ['^(\\w+\\s?)+$', 'a'.repeat(60) + '!'],
    ['^(a|aa)+$', 'a'.repeat(80) + 'b'],
    ['^(.*)*x$', 'b'.repeat(200)],
    ['(x+x+)+y', 'x'.repeat(60)],
    ['.*.*.*.*=', 'z'.repeat(5_000)],
    ['(?=(a+))\\1+$', 'a'.repeat(30_000) + 'b'],
  ])('that take too long are given up: %s', (source, text) => {
    const outcome = timely(() => {
      try {
        return patternOf(source).test(text)
      } catch (error) {
        return (error as Error).message
      }
    })
    expect([false, `a text takes too long to match ${source}`]).toContain(outcome)
  })

  it.each([
    ['^[a-z0-9]+(-[a-z0-9]+)*$', 'a-slug-of-many-words-that-is-quite-long', true],
    ['^[a-z0-9]+(-[a-z0-9]+)*$', 'a-slug-of-many-words--that-is-not-one', false],
    ['^(\\d{3}-)*\\d$', '123-456-789-012-345-678-9', true],
    ['^(ab|cd)+$', 'abcd'.repeat(30), true],
    ['^(?<year>\\d{4})-\\k<year>$', '2020-2020', true],
    ['\\p{Lu}', 'Ä', true],
    ['^(?:[a-z]+\\.)*[a-z]+@(?:[a-z]+\\.)+[a-z]{2,}$', 'some.long.name@mail.example.com', true],
  ])('that do not are what they are: %s %s', (source, text, expected) => {
    for (let round = 0; round < 3; round++) expect(patternOf(source).test(text)).toBe(expected)
  })

  it('count for the time of a run', async () => {
    const f = tool({
      input: {
        type: 'object',
        properties: { x: { type: 'string', pattern: '^(\\w+\\s?)+$' } },
        required: ['x'],
      },
      async: false,
      execute: () => 1,
    })
    const code = `
x = "a" * 60 + "!"
while True:
    try:
        f(x)
    except TypeError:
        pass`
    const limits = { maxDurationMs: 200 }
    const began = performance.now()
    const run = new Monty(code).runAsync({ externalFunctions: { f }, limits })
    await expect(run).rejects.toThrow(MontyLimitError)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
