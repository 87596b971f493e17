import { type JsonSchema, Monty, MontyRuntimeError, MontyUsageError, tool } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const orders = tool({
  description: 'Orders of a customer.',
  input: {
    type: 'object',
    properties: {
      customer: { type: 'string' },
      limit: { type: 'integer', minimum: 1, default: 10 },
      status: { enum: ['open', 'paid'] },
    },
    required: ['customer'],
  },
  execute: (input: unknown) => input,
})

const run = (code: string, externalFunctions: object): Promise<unknown> =>
  new Monty(code).runAsync({ externalFunctions: externalFunctions as Record<string, never> })

const refusal = async (code: string): Promise<string> => {
  const error = await run(code, { orders }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(MontyRuntimeError)
  return (error as MontyRuntimeError).message
}

describe('a tool with a JSON Schema', () => {
  it('gets positional and keyword arguments as one object, with defaults', async () => {
    expect(await run("await orders('ada')", { orders })).toEqual({ customer: 'ada', limit: 10 })
    expect(await run("await orders('ada', 3, status='open')", { orders })).toEqual({
      customer: 'ada',
      limit: 3,
      status: 'open',
    })
  })

  it.each([
    ["await orders('ada', stauts='open')", "orders() got an unexpected keyword argument 'stauts'"],
    ['await orders()', "orders() missing 1 required argument: 'customer'"],
    ["await orders('a', 1, 'open', 4)", 'orders() takes 3 positional arguments but 4 were given'],
    ["await orders('a', customer='b')", "orders() got multiple values for argument 'customer'"],
    ["await orders('a', limit='3')", "orders() argument 'limit' must be an integer, not str"],
    ["await orders('a', limit=2.5)", "orders() argument 'limit' must be an integer, not float"],
    ["await orders('a', limit=True)", "orders() argument 'limit' must be an integer, not bool"],
    ["await orders('a', limit=0)", "orders() argument 'limit' must be at least 1, not 0"],
    ['await orders(None)', "orders() argument 'customer' must be a string, not None"],
    ['await orders(range(3))', "orders() argument 'customer' must be a string, not range"],
    ['await orders({}.keys())', "orders() argument 'customer' must be a string, not dict_keys"],
    [
      'from decimal import Decimal\nawait orders("a", Decimal("2"))',
      "orders() argument 'limit' must be an integer, not Decimal",
    ],
    [
      'from pathlib import Path\nawait orders(Path("/a"))',
      "orders() argument 'customer' must be a string, not Path",
    ],
    [
      'class Row:\n    pass\nawait orders(Row())',
      "orders() argument 'customer' must be a string, not Row",
    ],
    [
      "await orders('a', status='lost')",
      `orders() argument 'status' must be one of "open", "paid", not "lost"`,
    ],
  ])('refuses %s', async (code, message) => {
    expect(await refusal(code)).toBe(`TypeError: ${message}`)
  })

  it('takes what fits exactly one alternative of oneOf, and any of anyOf', async () => {
    const small: JsonSchema = { type: 'integer', maximum: 9 }
    const even: JsonSchema = { type: 'integer', multipleOf: 2 }
    const echo = (value: JsonSchema): object => ({
      pick: tool({ input: { properties: { n: value } }, execute: (given: unknown) => given }),
    })
    const one = echo({ oneOf: [small, even] })
    expect(await run('[await pick(3), await pick(12)]', one)).toEqual([{ n: 3 }, { n: 12 }])
    await expect(run('await pick(13)', one)).rejects.toThrow(
      "TypeError: pick() argument 'n' must be at most 9, not 13, or must be a multiple of 2",
    )
    await expect(run('await pick(4)', one)).rejects.toThrow(
      "TypeError: pick() argument 'n' fits 2 alternatives, but may fit only one",
    )
    expect(await run('await pick(4)', echo({ anyOf: [small, even] }))).toEqual({ n: 4 })
  })

  it('lets Python catch what it refuses', async () => {
    const code = `
try:
    await orders(5)
except TypeError as error:
    found = str(error)
found`
    expect(await run(code, { orders })).toBe(
      "orders() argument 'customer' must be a string, not int",
    )
  })

  it('names the part of an argument that is wrong', async () => {
    const save = tool({
      input: {
        type: 'object',
        properties: { rows: { type: 'array', items: { $ref: '#/$defs/row' } } },
        required: ['rows'],
        $defs: {
          row: { type: 'object', properties: { when: { type: 'string' } }, required: ['when'] },
        },
      },
      execute: () => null,
    })
    await expect(run("await save([{'when': 'now'}, {'when': 5}])", { save })).rejects.toThrow(
      "TypeError: save() argument 'rows[1].when' must be a string, not int",
    )
    await expect(run('await save([{}])', { save })).rejects.toThrow(
      "TypeError: save() argument 'rows[0].when' is missing",
    )
  })

  it('is not frozen by a list that shares itself a trillion-fold', async () => {
    const code = 'x = []\nfor _ in range(40):\n    x = [x, x]\nawait nest(x)'
    const nest = tool({
      input: {
        type: 'object',
        properties: { x: { $ref: '#/$defs/list' } },
        $defs: { list: { type: 'array', items: { $ref: '#/$defs/list' } } },
      },
      execute: () => null,
    })
    await expect(run(code, { nest })).rejects.toThrow(
      'nest() was given arguments with too many parts',
    )
  })
})

describe('a tool with a Standard Schema', () => {
  const search = tool({
    input: z.object({
      query: z.string().min(2),
      limit: z.number().int().default(5),
      tags: z.array(z.string()).optional(),
    }),
    execute: ({ query, limit, tags }) => `${query} ${limit} ${tags?.join('+') ?? '-'}`,
  })

  it('takes its arguments from the schema, transformed and completed', async () => {
    expect(await run("await search('tea', tags=['a', 'b'])", { search })).toBe('tea 5 a+b')
    expect(await run("await search('tea', 7)", { search })).toBe('tea 7 -')
  })

  it('refuses what the schema refuses, naming the argument', async () => {
    await expect(run("await search('t')", { search })).rejects.toThrow(
      /TypeError: search\(\) argument 'query': Too small/,
    )
    await expect(run("await search('tea', lim=1)", { search })).rejects.toThrow(
      "TypeError: search() got an unexpected keyword argument 'lim'",
    )
  })

  it('waits for a schema that takes its time', async () => {
    const login = tool({
      input: z.object({ name: z.string().refine(async (name) => name === 'ada', 'is not a user') }),
      execute: ({ name }) => name,
    })
    expect(await run("await login('ada')", { login })).toBe('ada')
    await expect(run("await login('eve')", { login })).rejects.toThrow(
      "argument 'name': is not a user",
    )
  })
})

describe('the result of a tool', () => {
  const price = (result: unknown) =>
    tool({
      input: { type: 'object', properties: {} },
      output: {
        type: 'object',
        properties: { price: { type: 'number' }, count: { type: 'integer' } },
        required: ['price'],
      },
      execute: () => result,
    })

  it('is a float where the schema says number', async () => {
    const code = 'r = await price()\n[repr(r["price"]), repr(r["count"])]'
    expect(await run(code, { price: price({ price: 5, count: 2 }) })).toEqual(['5.0', '2'])
  })

  it('is a float through a library schema as well', async () => {
    const total = tool({
      input: z.object({}),
      output: z.object({ sums: z.array(z.number()), note: z.string().nullable() }),
      execute: () => ({ sums: [1, 2.5], note: null }),
    })
    expect(await run('repr(await total())', { total })).toBe("{'sums': [1.0, 2.5], 'note': None}")
  })

  it('is refused when it is not what the tool promised', async () => {
    await expect(run('await price()', { price: price({ price: 'free' }) })).rejects.toThrow(
      'TypeError: result of price().price must be a number, not str',
    )
  })
})

describe('the kind of a tool', () => {
  const input = {
    type: 'object',
    properties: { n: { type: 'integer' } },
    required: ['n'],
  } as const
  const double = tool({ input, execute: ({ n }) => n * 2 })
  const halve = tool({ input, async: false, execute: ({ n }) => n / 2 })

  it('is awaitable by default, so that gather works, also when it answers at once', async () => {
    const code = 'import asyncio\nawait asyncio.gather(double(1), double(2), double(3))'
    expect(await run(code, { double })).toEqual([2, 4, 6])
    expect(new Monty(code).run({ externalFunctions: { double } })).toEqual([2, 4, 6])
    expect(new Monty(code).run({ externalFunctions: { double } })).toEqual([2, 4, 6])
  })

  it('stays awaitable when calls run one at a time', async () => {
    let running = 0
    const seen: number[] = []
    const slow = tool({
      input,
      execute: async ({ n }) => {
        seen.push(++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running--
        return n
      },
    })
    const monty = new Monty('import asyncio\nawait asyncio.gather(*[slow(n) for n in range(4)])')
    const result = await monty.runAsync({ externalFunctions: { slow }, concurrency: 'serial' })
    expect(result).toEqual([0, 1, 2, 3])
    expect(seen).toEqual([1, 1, 1, 1])
  })

  it('is a plain function with async: false', async () => {
    expect(await run('halve(8)', { halve })).toBe(4)
    expect(new Monty('halve(8) + halve(2)').run({ externalFunctions: { halve } })).toBe(5)
  })

  it('gives values with async: false, also when it takes its time', async () => {
    const slow = tool({
      input,
      async: false,
      execute: async ({ n }) => {
        await new Promise((resolve) => setTimeout(resolve, 2))
        return n + 1
      },
    })
    expect(await run('slow(1) + slow(2)', { slow })).toBe(5)
    const limits = { maxConcurrentCalls: 1 }
    const monty = new Monty('first = double(4)\nslow(1) + await first')
    expect(await monty.runAsync({ externalFunctions: { slow, double }, limits })).toBe(10)
    expect(() => new Monty('slow(1)').run({ externalFunctions: { slow } })).toThrow(
      'slow() returned a promise, which a synchronous run cannot wait for: use runAsync, or feedAsync of a session',
    )
  })

  it('mixes with plain functions', async () => {
    const plus = (a: number, b: number): number => a + b
    expect(await run('plus(await double(4), halve(4))', { double, halve, plus })).toBe(10)
  })
})

describe('the context of a tool', () => {
  it('tells the call, and its signal fires when the run ends', async () => {
    const seen: Array<{ callId: number; toolName: string; runId: string; aborted: boolean }> = []
    let signal: AbortSignal | undefined
    const note = tool({
      input: { type: 'object', properties: {} },
      execute: (_input, context) => {
        signal = context.signal
        const { callId, toolName, runId } = context
        seen.push({ callId, toolName, runId, aborted: context.signal.aborted })
      },
    })
    await run('await note()\nawait note()', { note })
    expect(seen.map(({ callId, toolName, aborted }) => [callId, toolName, aborted])).toEqual([
      [0, 'note', false],
      [1, 'note', false],
    ])
    expect(seen[0]!.runId).toBe(seen[1]!.runId)
    expect(signal!.aborted).toBe(true)
  })

  it('describes the tools that the run has', async () => {
    const list = tool({
      description: 'Lists.',
      input: { type: 'object', properties: {} },
      execute: (_input, { parent }): unknown =>
        parent.tools.map(({ name, description }) => [name, description]),
    })
    expect(await run('await tools_here()', { tools_here: list, orders })).toEqual([
      ['tools_here', 'Lists.'],
      ['orders', 'Orders of a customer.'],
    ])
  })
})

describe('a definition that cannot be a tool', () => {
  const types = 'must be one of string, number, integer, boolean, object, array, null, not'
  /** Of a property, and what is said of it. */
  const slips: Array<[object, string]> = [
    [{ type: 'strng' }, `.type ${types} "strng": did you mean "string"?`],
    [{ type: 'int' }, `.type ${types} "int": did you mean "integer"?`],
    [{ type: 'Array' }, `.type ${types} "Array": did you mean "array"?`],
    [{ type: ['string', 'nul'] }, `.type ${types} "nul": did you mean "null"?`],
    [{ type: 'file' }, `.type ${types} "file"`],
    [{ type: null }, `.type ${types} null`],
    [
      { type: 'array', items: { type: 'flot' } },
      `.items.type ${types} "flot": did you mean "number"?`,
    ],
    [{ anyOf: [{}, { type: 'bool' }] }, `.anyOf[1].type ${types} "bool": did you mean "boolean"?`],
    [{ anyOf: { type: 'string' } }, '.anyOf must be an array of JSON Schemas'],
    [{ properties: ['a'] }, '.properties must be an object of JSON Schemas by name'],
    [{ items: 'string' }, ".items must be a JSON Schema, such as { type: 'string' }"],
    [{ required: true }, '.required must be an array of names, beside the properties'],
    [{ enum: 'a' }, '.enum must be an array of values'],
    [{ pattern: '(' }, '.pattern must be a regular expression of JavaScript: Invalid regular'],
  ]
  const execute = (): number => 1

  it.each<[object, string]>([
    [{ input: { type: 'string' }, execute }, 'must describe an object'],
    [{ input: 'x', execute }, 'input must be a JSON Schema'],
    [{ input: {} }, 'a tool needs execute'],
    [{ input: {}, exec: execute }, 'exec is not part of a tool'],
    [
      { input: { city: 'string' }, execute },
      "input says nothing as a JSON Schema: what it is about goes into properties, as in { type: 'object', properties: { city: … } }",
    ],
    [
      { input: { properties: { city: 'string' } }, execute },
      "input.properties.city must be a JSON Schema, such as { type: 'string' }",
    ],
    [{ input: {}, output: { properties: { high: 3 } }, execute }, 'output.properties.high must be'],
    ...slips.map(([property, message]): [object, string] => [
      { input: { type: 'object', properties: { city: property } }, execute },
      `input.properties.city${message}`,
    ]),
    [
      { input: { properties: { city: {} }, required: ['cty'] }, execute },
      'input.required names cty, which is not among the properties: did you mean "city"?',
    ],
    [
      {
        input: { properties: { a: { $ref: '#/$defs/Pont' } }, $defs: { Point: {} } },
        execute,
      },
      'input.properties.a.$ref: there is no #/$defs/Pont: did you mean "#/$defs/Point"?',
    ],
    [{ input: {}, output: { type: 'strng' }, execute }, 'output.type must be one of string, '],
    [
      { input: z.object({}), inputSchema: { type: 'objct' }, execute },
      'inputSchema.type must be one of',
    ],
  ])('is refused: %o', (definition, message) => {
    expect(() => tool(definition as never)).toThrow(MontyUsageError)
    expect(() => tool(definition as never)).toThrow(message)
  })
})
