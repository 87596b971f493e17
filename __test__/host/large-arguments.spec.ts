import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inBackground } from '../../src/core/drive/in-slices.js'
import { PyDateTime, PyTuple } from '../../src/core/values/index.js'
import type { JsonSchema } from '../../src/host/json-schema.js'
import { tool, type Tool } from '../../src/host/tool.js'
import { Monty } from '../../src/index.js'
import { MemoryStore, MontyRuntime } from '../../src/runtime/index.js'

/** What comes of checking an argument, at once or in slices. */
async function checked(one: Tool, x: unknown, isSliced: boolean): Promise<unknown> {
  const call = { name: 'take', callId: 1, args: [x], kwargs: undefined }
  try {
    const bound = one.bind(isSliced ? { ...call, inSlices: inBackground } : call) as unknown
    expect(bound instanceof Promise).toBe(isSliced)
    return await bound
  } catch (error) {
    return String(error)
  }
}

const taking = (x: JsonSchema, more: JsonSchema = {}): Tool =>
  tool({ input: { type: 'object', properties: { x }, ...(more as object) }, execute: () => null })

const list = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i))
const array = (items: JsonSchema, more = {}): JsonSchema => ({ type: 'array', items, ...more })

const row: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    size: { type: 'number', default: 1 },
  },
  required: ['id'],
  additionalProperties: false,
}
const nested: JsonSchema = {
  $defs: {
    tree: { anyOf: [{ type: 'array', items: { $ref: '#/$defs/tree' } }, { type: 'integer' }] },
  },
}
const tree = (depth: number): unknown => (depth === 0 ? 1 : [tree(depth - 1), tree(depth - 1)])
const chain = (depth: number): unknown =>
  depth === 0 ? list(20_000, (i) => i) : [depth, chain(depth - 1)]
const shared = { id: 1, name: 'a', at: PyDateTime.fromDate(new Date(0)) }

const cases: ReadonlyArray<readonly [string, Tool, unknown]> = [
  ['numbers', taking(array({ type: 'number' })), list(30_000, (i) => i / 2)],
  ['a wrong number', taking(array({ type: 'integer' })), [...list(30_000, (i) => i), 0.5]],
  ['rows', taking(array(row)), list(9_000, (id) => ({ id, name: null, at: shared.at }))],
  [
    'a row without what it needs',
    taking(array(row)),
    [...list(9_000, () => shared), { name: 'b' }],
  ],
  ['one row in many places', taking(array(row)), list(20_000, () => shared)],
  [
    'rows of one of two kinds',
    taking(
      array({
        oneOf: [{ type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] }, row],
      }),
    ),
    list(9_000, (id) => (id % 2 === 0 ? { kind: 'a' } : { id })),
  ],
  [
    'rows that are all and some',
    taking({ allOf: [array(row), array({ type: 'object', maxProperties: 2 }), { minItems: 3 }] }),
    list(9_000, (id) => ({ id })),
  ],
  [
    'rows that are not',
    taking({ not: array({ type: 'object', required: ['id', 'x'] }) }),
    list(9_000, (id) => ({ id, x: 1 })),
  ],
  [
    'rows if, and else',
    taking({
      if: array({ type: 'object', required: ['x'] }),
      else: array(row),
    }),
    [...list(9_000, (id) => ({ id, x: 1 })), { id: 1 }],
  ],
  ['a tree', taking({ $ref: '#/$defs/tree' }, nested), tree(14)],
  ['a wrong tree', taking({ $ref: '#/$defs/tree' }, nested), [tree(13), [tree(12), 'x']]],
  ['a chain', taking({ $ref: '#/$defs/tree' }, nested), chain(200)],
  [
    'many members',
    taking({ type: 'object', additionalProperties: { type: 'integer' } }),
    Object.fromEntries(list(20_000, (i) => [`k${i}`, i])),
  ],
  [
    'a wrong member',
    taking({
      type: 'object',
      additionalProperties: { type: 'integer' },
      propertyNames: { maxLength: 5 },
    }),
    Object.fromEntries(list(20_000, (i) => [`k${i}`, i])),
  ],
  [
    'tuples',
    taking(array({ type: 'array', prefixItems: [{ type: 'integer', default: 1 }, row] })),
    list(5_000, (id) => new PyTuple(1, { id })),
  ],
  ['a long tuple', taking(array(row)), new PyTuple(...list(9_000, (id) => ({ id })))],
  [
    'different items',
    taking(array({}, { uniqueItems: true })),
    list(20_000, (i) => [i, { a: `${i}` }, 'é'.repeat(i % 7)]),
  ],
  [
    'an item twice',
    taking(array({}, { uniqueItems: true })),
    [{ b: 1, a: 2 }, ...list(20_000, (i) => i), { a: 2, b: 1n }],
  ],
  [
    'long texts',
    taking(array({}, { uniqueItems: true })),
    [...list(9_000, (i) => i), 'a'.repeat(900_000), `${'a'.repeat(899_999)}b`],
  ],
  [
    'a long text twice',
    taking(array({}, { uniqueItems: true })),
    [...list(9_000, (i) => [i]), 'a'.repeat(900_000), 'a'.repeat(900_000)],
  ],
  [
    'lists of lists, different',
    taking(array({}, { uniqueItems: true })),
    [list(9_000, (i) => i), list(9_000, (i) => i + 0.5)],
  ],
  [
    'lists of lists, the same',
    taking(array({}, { uniqueItems: true })),
    [list(9_000, (i) => 2 ** 60 + i), list(9_000, (i) => BigInt(2 ** 60 + i))],
  ],
  ['too many parts', taking({}), list(1_000, () => list(1_001, () => 0))],
  ['what never ends', taking({}), list(20, () => 0).reduce<unknown>((x) => [x, x], [1, 2])],
  [
    'a library’s rows',
    tool({
      input: z.object({ x: z.array(z.object({ id: z.int(), at: z.date() })) }),
      execute: () => null,
    }),
    list(5_000, (id) => ({ id, at: shared.at })),
  ],
  [
    'a library’s set and map',
    tool({
      input: z.object({ x: z.tuple([z.set(z.date()), z.map(z.string(), z.bigint())]) }),
      execute: () => null,
    }),
    [
      new Set(list(4_000, (i) => PyDateTime.fromDate(new Date(i)))),
      new Map(list(4_000, (i) => [`${i}`, i])),
    ],
  ],
  [
    'a library’s wrong rows',
    tool({ input: z.object({ x: z.array(z.object({ id: z.int() })) }), execute: () => null }),
    [...list(5_000, (id) => ({ id })), { id: 'x' }],
  ],
]

describe('large arguments', () => {
  it.each(cases)('are checked in slices as they are at once: %s', async (_, one, x) => {
    const atOnce = await checked(one, x, false)
    expect(await checked(one, x, true)).toEqual(atOnce)
  })

  it('of two calls of one tool at once are checked each for itself', async () => {
    const one = taking(array(row, { uniqueItems: true }))
    const right = list(9_000, (id) => ({ id }))
    const all = [right, [...right, { id: 'x' }], right, [...right, { id: 1 }]]
    const results = await Promise.all(all.map((x) => checked(one, x, true)))
    expect(results).toEqual(await Promise.all(all.map((x) => checked(one, x, false))))
  })

  it('of more parts than a library is given are refused', async () => {
    const input = z.object({ x: z.array(z.int()) })
    const take = (maxParts?: number): Tool =>
      tool({ input, execute: ({ x }) => x.length, ...(maxParts === undefined ? {} : { maxParts }) })
    const refused = /more than 200000 parts, which zod would take too long to check: pass fewer/
    expect(
      await checked(
        take(),
        list(200_001, () => 1),
        true,
      ),
    ).toMatch(refused)
    expect(
      await checked(
        take(),
        list(200_001, () => 1),
        false,
      ),
    ).toMatch(refused)
    expect(
      await checked(
        take(),
        list(100_000, () => 1),
        false,
      ),
    ).toHaveProperty('x.length', 100_000)
    expect(
      await checked(
        take(9),
        list(9, () => 1),
        false,
      ),
    ).toMatch(/more than 9 parts/)
    expect(() => take(0)).toThrow('maxParts must be a whole number above 0')
  })

  describe('that a library finds wrong', () => {
    /** A schema of a library, and what it was asked to check. */
    function watched<S extends z.ZodObject>(schema: S): { schema: S; asked: any[] } {
      const asked: unknown[] = []
      const standard = schema['~standard']
      const validate: typeof standard.validate = (value, options) => {
        asked.push(value)
        return standard.validate(value, options)
      }
      Object.defineProperty(schema, '~standard', { value: { ...standard, validate } })
      return { schema, asked }
    }
    const rows = (count: number, id: unknown): unknown[] => list(count, () => ({ id, t: 'a' }))
    const rowsSchema = (): z.ZodObject =>
      z.object({ x: z.array(z.object({ id: z.int(), t: z.string() })) })

    it.each([
      ['from the start', rows(30_000, 'x'), 1],
      ['late', [...rows(9_000, 1), ...rows(30_000, 'x')], 9_001],
      ['by a missing member', [...rows(9_000, 1), ...list(30_000, () => ({ t: 'a' }))], 9_001],
    ])('are refused by their first wrong part alone: %s', async (_, x, parts) => {
      const { schema, asked } = watched(rowsSchema())
      const one = tool({ input: schema, execute: () => null })
      const refusal = await checked(one, x, true)
      expect(asked.map((value) => value.x.length)).toEqual([parts])
      expect(refusal).toContain(`argument 'x[${parts - 1}].id': Invalid input: expected `)
      // At once, all wrong parts are told, of which the first ones are shown.
      expect(await checked(one, x, false)).toContain(String(refusal).replace(/^.*?take/, 'take'))
    })

    it('only by a rule about the whole are checked whole', async () => {
      const { schema, asked } = watched(
        z
          .object({ x: z.array(z.object({ id: z.int(), t: z.string() })) })
          .refine(({ x }) => x.length < 100, 'too many rows'),
      )
      const one = tool({ input: schema, execute: () => null })
      expect(await checked(one, rows(20_000, 1), true)).toContain('too many rows')
      expect(asked.map((value) => value.x.length)).toEqual([20_000])
    })

    it('are right where the library says so, whatever its JSON Schema says', async () => {
      const { schema, asked } = watched(z.object({ x: z.array(z.any()) }))
      const inputSchema: JsonSchema = {
        type: 'object',
        properties: { x: array({ type: 'integer' }) },
      }
      const one = tool({ input: schema, inputSchema, execute: () => null })
      const x = list(60_000, String)
      expect(await checked(one, x, true)).toEqual({ x })
      expect(asked.map((value) => value.x.length)).toEqual([1, 60_000])
    })
  })

  describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
    const input: JsonSchema = { type: 'object', properties: { x: array({ type: 'integer' }) } }
    const runtime = (needsApproval: boolean): MontyRuntime => {
      const take = tool({ input, needsApproval, execute: (given: any) => given.x.length as number })
      const now = tool({ input, async: false, execute: (given: any) => given.x.length as number })
      return new MontyRuntime({ isolation, typeCheck: false, tools: { take, now } })
    }

    it('come to their tools, and wrong ones are raised in Python', async () => {
      const code = `
from asyncio import gather
sizes = await gather(*[take(list(range(n))) for n in (50_000, 3, 40_000)])
try:
    await take(list(range(50_000)) + ["x"])
except TypeError as error:
    sizes.append(str(error))
sizes + [now(list(range(60_000)))]`
      expect(await runtime(false).execute(code).value()).toEqual([
        50_000,
        3,
        40_000,
        "take() argument 'x[50000]' must be an integer, not str",
        60_000,
      ])
    })

    it.each(['here', 'in a store'])(
      'that are wrong from the start are raised in Python: %s',
      async (where) => {
        const schema = z.object({ x: z.array(z.object({ id: z.int() })) })
        const snapshots = {
          store: new MemoryStore(),
          key: 'a secret of thirty-two bytes, no less',
          journal: true,
        }
        const one = new MontyRuntime({
          isolation,
          typeCheck: false,
          tools: {
            take: tool({ input: schema, execute: () => 1 }),
            wait: tool({ input: schema, needsApproval: true, execute: () => 1 }),
          },
          ...(where === 'here' ? {} : { snapshots }),
        })
        const code = `
said = []
for call in (take, wait):
    try:
        await call([{"id": "x"}] * 30_000)
    except TypeError as error:
        said.append("x[0].id" in str(error))
said`
        expect(await one.execute(code).value()).toEqual([true, true])
      },
    )

    it('wait for an approval', async () => {
      const one = runtime(true)
      const outcome = await one.execute('await take(list(range(100_000)))').outcome
      if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
      const approve = outcome.pending.map(({ callId }) => ({ callId, action: 'approve' as const }))
      expect(await one.resume(outcome.token, approve).value()).toBe(100_000)
    })
  })

  it('are checked at once where Python waits', () => {
    const now = tool({
      input: { type: 'object', properties: { x: array({ type: 'integer' }) } },
      async: false,
      execute: ({ x }: any) => x.length as number,
    })
    expect(new Monty('now(list(range(60_000)))').run({ externalFunctions: { now } })).toBe(60_000)
  })
})
