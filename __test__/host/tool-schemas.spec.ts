import {
  type JsonSchema,
  type JsonSchemaObject,
  Monty,
  MontyRuntime,
  MontyUsageError,
  stubs,
  tool,
  type ToolSet,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const run = (code: string, tools: ToolSet): Promise<unknown> =>
  new Monty(code).runAsync({ externalFunctions: tools })

const echo = (input: z.ZodType | JsonSchema): ToolSet => ({
  f: tool({ input, execute: (given: unknown) => given }),
})

const execute = (): number => 1

describe('a reference', () => {
  const inside = (value: JsonSchema, more: JsonSchemaObject = {}): JsonSchemaObject => ({
    type: 'object',
    properties: { value },
    ...more,
  })

  it.each([
    ['#/$defs/Gone', 'there is no #/$defs/Gone'],
    ['#gone', 'there is no #gone'],
    ['https://example.com/schema.json', 'in this schema: put what it stands for into $defs'],
    ['urn:example:gone', 'in this schema: put what it stands for into $defs'],
    ['other.json#/$defs/A', 'in this schema: put what it stands for into $defs'],
  ])('that leads nowhere is refused at once: %s', ($ref, message) => {
    const input = inside({ type: 'array', items: { $ref } })
    expect(() => tool({ input, execute })).toThrow(MontyUsageError)
    expect(() => tool({ input, execute })).toThrow(`input.properties.value.items.$ref: there is no`)
    expect(() => tool({ input: {}, output: input, execute })).toThrow(message)
  })

  const point: JsonSchemaObject = {
    type: 'object',
    properties: { x: { type: 'integer' } },
    required: ['x'],
  }

  it.each<[string, JsonSchemaObject]>([
    ['#/$defs/point', { $defs: { point } }],
    ['#point', { $defs: { point: { ...point, $anchor: 'point' } } }],
    ['urn:example:point', { $defs: { p: { ...point, $id: 'urn:example:point' } } }],
    [
      'https://example.com/schemas/point.json',
      {
        $id: 'https://example.com/schemas/all.json',
        $defs: { p: { ...point, $id: 'point.json' } },
      },
    ],
    [
      'point.json',
      {
        $id: 'https://example.com/schemas/all.json',
        $defs: { p: { ...point, $id: 'https://example.com/schemas/point.json' } },
      },
    ],
    ['geo.json#/$defs/point', { $defs: { geo: { $id: 'geo.json', $defs: { point } } } }],
    [
      'https://example.com/all.json#/$defs/point',
      { $id: 'https://example.com/all.json', $defs: { point } },
    ],
  ])('resolves: %s', async ($ref, more) => {
    const tools = echo(inside({ $ref }, more))
    expect(await run('await f({"x": 1})', tools)).toEqual({ value: { x: 1 } })
    await expect(run('await f({"x": "a"})', tools)).rejects.toThrow('value.x')
    expect(stubs(tools)).toMatch(/class \w+\(TypedDict\):\n {4}x: int/)
  })
})

describe('defaults', () => {
  const params: JsonSchemaObject = {
    type: 'object',
    default: {},
    properties: {
      limit: { type: 'integer', default: 10 },
      page: { type: 'object', default: {}, properties: { size: { default: 5 } } },
    },
  }

  it('are completed, whether their object was given or not', async () => {
    const tools = echo({ type: 'object', properties: { params } })
    const complete = { params: { limit: 10, page: { size: 5 } } }
    expect(await run('await f()', tools)).toEqual(complete)
    expect(await run('await f(params={})', tools)).toEqual(complete)
    expect(await run('await f({"page": {}})', tools)).toEqual(complete)
    expect(await run('await f({"limit": 3})', tools)).toEqual({
      params: { limit: 3, page: { size: 5 } },
    })
  })

  it('are completed behind references and in lists', async () => {
    const tools = echo({
      type: 'object',
      properties: {
        a: { $ref: '#/$defs/params', default: {} },
        b: { type: 'array', items: { $ref: '#/$defs/params' }, default: [{}] },
      },
      $defs: { params: { type: 'object', properties: { limit: { default: 10 } } } },
    })
    expect(await run('await f()', tools)).toEqual({ a: { limit: 10 }, b: [{ limit: 10 }] })
  })

  it.each<[Record<string, JsonSchema>, string]>([
    [
      { limit: { type: 'integer', default: 'ten' } },
      'input.properties.limit.default does not fit its own schema: input.properties.limit.default must be an integer, not str',
    ],
    [
      { params: { ...params, default: { page: { size: 1 }, limit: 'x' } } },
      'input.properties.params.default.limit must be an integer, not str',
    ],
    [
      { sort: { enum: ['asc', 'desc'], default: 'up' } },
      'input.properties.sort.default must be one of "asc", "desc", not "up"',
    ],
    [{ n: { type: 'number', maximum: 3, default: 4 } }, '.default must be at most 3, not 4'],
    [
      { n: { type: 'array', items: { type: 'string', default: 1 } } },
      'items.default must be a string',
    ],
  ])('that do not fit are refused: %o', (properties, message) => {
    expect(() => tool({ input: { type: 'object', properties }, execute })).toThrow(message)
  })
})

describe('None', () => {
  const schema = z.object({
    id: z.int(),
    note: z.string().optional(),
    limit: z.int().default(10),
    kept: z.string().nullish(),
    filter: z.object({ tag: z.string().optional(), any: z.unknown() }).optional(),
  })
  const tools: ToolSet = {
    f: tool({ input: schema, execute: (given) => ({ ...given, keys: Object.keys(given) }) }),
    find: tool({
      input: z.object({}),
      output: z.object({ name: z.string().nullable(), age: z.int().optional() }),
      execute: () => ({ name: null }),
    }),
  }
  const typed = (code: string): Promise<unknown> =>
    new Monty(code, { typeCheck: true, typeStubs: stubs(tools) }).runAsync({
      externalFunctions: tools,
    })

  it.each([
    ['note=None', ['id', 'limit']],
    ['None, None', ['id', 'limit']],
    ['limit=None', ['id', 'limit']],
    ['filter=None', ['id', 'limit']],
    ['kept=None', ['id', 'limit', 'kept']],
    ['filter={"tag": None, "any": None}', ['id', 'limit', 'filter']],
    ['note=(await find())["name"]', ['id', 'limit']],
    ['note=(await find()).get("name")', ['id', 'limit']],
  ])('for an optional argument is not given: %s', async (args, keys) => {
    const result = await typed(`row = await find()\nawait f(1, ${args})`)
    expect(result).toMatchObject({ id: 1, limit: 10, keys })
  })

  it('of nested fields is not given where nobody takes it', async () => {
    const code = 'await f(1, filter={"tag": None, "any": None})'
    expect(await typed(code)).toMatchObject({ filter: { any: null } })
  })

  it('is the same with a JSON Schema', async () => {
    const own = echo({
      type: 'object',
      properties: {
        a: { type: 'string' },
        b: { type: ['string', 'null'] },
        c: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        d: { type: 'integer', default: 3 },
        e: { enum: ['x', 'y'] },
        g: {},
      },
    })
    expect(await run('await f(None, None, None, None, None, None)', own)).toEqual({
      b: null,
      c: null,
      d: 3,
      g: null,
    })
  })

  it('for a needed argument is refused', async () => {
    await expect(run('await f(None)', tools)).rejects.toThrow("argument 'id'")
    await expect((async () => typed('await f(None)'))()).rejects.toThrow('Expected `int`')
  })

  it('is what .get gives for a field that is missing: the hint says so', async () => {
    const runtime = new MontyRuntime({ isolation: 'none', tools })
    for (const code of [
      'row = await find()\nrow["age"]',
      "rows = [await find()]\n[r['age'] for r in rows]",
      'total = 0\ntotal += (await find())["age"]',
    ]) {
      const outcome = await runtime.execute(code).outcome
      expect(outcome).toMatchObject({
        status: 'error',
        hint: 'A result may be without age, which is declared as NotRequired: .get("age") gives None where it is missing.',
      })
    }
    const other = await runtime.execute('{"a": 1}["b"]').outcome
    expect(other).toMatchObject({ status: 'error' })
    expect(other).not.toHaveProperty('hint', expect.stringContaining('NotRequired'))
  })
})

describe('an argument named like a word of Python', () => {
  const tools: ToolSet = {
    q: tool({
      input: {
        type: 'object',
        properties: { from: { type: 'string' }, class: {}, import: {}, to: { type: 'string' } },
      },
      execute: (given: unknown) => given,
    }),
  }

  it.each([
    ['await q(from="2024-01-01")', 'from_'],
    ['rows = await q(\n    to="b",\n    class="x",\n)', 'class_'],
    ['x = [await q(import = i) for i in "ab"]', 'import_'],
  ])('is refused with its right name: %s', async (code, name) => {
    for (const typeCheck of [true, false]) {
      const outcome = await new MontyRuntime({ isolation: 'none', tools, typeCheck }).execute(code)
        .outcome
      expect(outcome).toMatchObject({
        hint: expect.stringContaining(`Here it is called ${name}: write ${name}=...`),
      })
    }
  })

  it('has that name', async () => {
    expect(await run('await q(from_="a", class_=1)', tools)).toEqual({ from: 'a', class: 1 })
    expect(await run('await q(**{"from": "a"})', tools)).toEqual({ from: 'a' })
  })
})

describe('a definition with a name', () => {
  interface Customer {
    id: number
    friends?: Customer[] | undefined
  }
  const customer: z.ZodType<Customer> = z
    .object({
      id: z.int(),
      get friends(): z.ZodOptional<z.ZodArray<z.ZodType<Customer>>> {
        return z.array(customer).optional()
      },
    })
    .meta({ id: 'Customer' })
  const address = z.object({ street: z.string(), since: z.date() }).meta({ id: 'Address' })

  it('is one class, wherever it is used', () => {
    const text = stubs({
      find: tool({
        input: z.object({ at: address }),
        output: customer,
        execute: () => ({ id: 1 }),
      }),
      search: tool({ input: z.object({}), output: z.array(customer), execute: () => [] }),
      merge: tool({
        input: z.object({ a: customer, b: customer, at: address.optional() }),
        output: address,
        execute: ({ at }) => at!,
      }),
    })
    expect([...text.matchAll(/^class (\w+)/gm)].map(([, name]) => name)).toEqual([
      'Customer',
      'Address',
    ])
    expect(text).toContain('find(at: Address) -> Customer')
    expect(text).toContain('-> list[Customer]')
    expect(text).toContain('merge(a: Customer, b: Customer, at: Address = ...) -> Address')
  })

  it('is another class when it says something else', () => {
    const other = z.object({ name: z.string() }).meta({ id: 'Other' })
    const text = stubs({
      a: tool({ input: z.object({ x: other }), execute: () => 1 }),
      b: tool({
        input: {
          type: 'object',
          properties: { x: { $ref: '#/$defs/Other' } },
          $defs: { Other: { type: 'object', properties: { n: { type: 'integer' } } } },
        },
        execute: () => 1,
      }),
    })
    expect(text).toContain('class Other(TypedDict):\n    name: str')
    expect(text).toContain('class Other2(TypedDict):\n    n: NotRequired[int]')
  })
})

describe('one of three thousand values', () => {
  const values = Array.from({ length: 3_000 }, (_, index) => `product_${index}`)
  const many: Record<string, ToolSet> = {
    'an enum of JSON Schema': echo({ type: 'object', properties: { of: { enum: values } } }),
    constants: echo({
      type: 'object',
      properties: { of: { anyOf: values.map((value) => ({ const: value })) } },
    }),
    'an enum of Zod': echo(z.object({ of: z.enum(values as [string]) })),
    'literals of Zod': echo(z.object({ of: z.literal(values as [string]) })),
    'in a list': echo(z.object({ of: z.array(z.enum(values as [string])) })),
  }

  it.each(Object.entries(many))('is refused in few words, by %s', async (what, tools) => {
    const value = what === 'in a list' ? '["product_1", "prodct_2999"]' : '"prodct_2999"'
    const error = await run(`await f(${value})`, tools).catch((thrown: Error) => thrown)
    const { message } = error as Error
    expect(message).toContain('must be one of "product_0", "product_1"')
    expect(message).toContain('… (3,000 in all), not "prodct_2999": did you mean "product_2999"')
    expect(message.length).toBeLessThan(600)
    expect(await run(`await f(${value.replace('prodct', 'product')})`, tools)).toBeTypeOf('object')
  })

  it.each(Object.entries(many))('takes little of a stub, by %s', (what, tools) => {
    const text = stubs(tools)
    expect(text).toContain(what === 'in a list' ? 'of: list[str]' : 'of: str')
    expect(text.length).toBeLessThan(800)
  })

  it('is told in full when there are few', async () => {
    const tools = echo(z.object({ of: z.enum(['a', 'b']) }))
    expect(stubs(tools)).toContain("of: Literal['a', 'b']")
    const own = echo({ type: 'object', properties: { of: { enum: ['a', 'b'] } } })
    await expect(run('await f("c")', own)).rejects.toThrow('must be one of "a", "b", not "c"')
  })

  it('is as short when arguments are missing', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `argument_${index}`)
    const tools = echo({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, {}])),
      required: names,
    })
    const error = await run('await f()', tools).catch((thrown: Error) => thrown)
    expect((error as Error).message).toContain(
      "f() missing 300 required arguments: 'argument_0', 'argument_1', ",
    )
    expect((error as Error).message).toContain("'argument_19' and 280 others")
  })
})
