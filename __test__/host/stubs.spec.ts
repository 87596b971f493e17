import { Monty, MontyTypingError, stubs, tool, type ToolSet } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { typeCheck } from '../../src/core/type-check/check.js'
import { caught } from '../support/caught.js'
import { realistic, shapes } from './schemas.js'

/** What the checker finds in the stubs themselves: nothing. */
function findingsIn(text: string): string {
  try {
    typeCheck({ code: text, scriptName: 'declared.pyi', inputs: [], stubs: '' })
    return ''
  } catch (error) {
    return String(error)
  }
}

const check = (code: string, tools: ToolSet): Monty =>
  new Monty(code, { typeCheck: true, typeStubs: stubs(tools) })

describe('stubs of a schema', () => {
  it.each(shapes)('say $name', ({ input, says }) => {
    const text = stubs({ f: tool({ input, execute: () => null }) })
    for (const part of says) expect(text).toContain(part)
    expect(findingsIn(text)).toBe('')
  })

  it.each(shapes)('say $name as a result', ({ input }) => {
    expect(findingsIn(stubs({ f: tool({ input: {}, output: input, execute: () => null }) }))).toBe(
      '',
    )
  })
})

describe('stubs of tools like those of well-known servers', () => {
  const tools: ToolSet = Object.fromEntries(
    Object.entries(realistic).map(([name, { description, input }]) => [
      name,
      tool({ description, input, execute: (given: unknown) => given }),
    ]),
  )

  it('are accepted together', () => {
    expect(findingsIn(stubs(tools))).toBe('')
  })

  it.each(Object.entries(realistic))('let %s be called', async (_name, { call }) => {
    const code = `# first\nresult = await ${call}\nresult`
    const value = await check(code, tools).runAsync({ externalFunctions: tools })
    expect(value).toBeTypeOf('object')
  })

  it.each(Object.entries(realistic))('refuse %s when called wrongly', (_name, { wrong }) => {
    const error = caught(() => check(`# first\n\nresult = await ${wrong}`, tools), MontyTypingError)
    expect(error.diagnostics.map((one) => one.line)).toEqual(error.diagnostics.map(() => 3))
  })
})

describe('stubs', () => {
  const item = z.object({ sku: z.string(), price: z.number().describe('In euros.') })

  it('read like Python that a person wrote', () => {
    const tools = {
      find_items: tool({
        description: 'Finds items.',
        input: z.object({
          query: z.string().describe('What to look for.'),
          sort: z.enum(['price', 'name']).optional(),
          limit: z.int().default(10),
        }),
        output: z.array(item),
        execute: () => [],
      }),
      buy: tool({
        input: z.object({ item }),
        output: z.boolean(),
        async: false,
        execute: () => true,
      }),
    }
    expect(stubs(tools)).toBe(`from typing import Literal, TypedDict

class FindItemsResultItem(TypedDict):
    sku: str
    price: float
    """In euros."""

async def find_items(query: str, sort: Literal['price', 'name'] = ..., limit: int = 10) -> list[FindItemsResultItem]:
    """Finds items.

    Args:
        query: What to look for.
    """
def buy(item: FindItemsResultItem) -> bool: ...
`)
  })

  it('declare inputs of the program', () => {
    const text = stubs(
      {},
      {
        inputs: {
          type: 'object',
          properties: {
            orders: {
              type: 'array',
              items: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
            },
          },
        },
      },
    )
    const options = { inputs: ['orders'], typeCheck: true, typeStubs: text }
    expect(new Monty('orders[0]["id"] + 1', options).run({ inputs: { orders: [{ id: 1 }] } })).toBe(
      2,
    )
    const error = caught(() => new Monty('1\norders[0]["di"]', options), MontyTypingError)
    expect(error.diagnostics).toMatchObject([{ line: 2, code: 'invalid-key' }])
  })

  it('keep classes apart from tools of the same name', () => {
    const tools = {
      Item: tool({
        input: {},
        output: {
          $ref: '#/$defs/Item',
          $defs: { Item: { type: 'object', properties: { a: { type: 'integer' } } } },
        },
        execute: () => ({}),
      }),
    }
    expect(stubs(tools)).toContain('class Item2(TypedDict)')
    expect(findingsIn(stubs(tools))).toBe('')
  })

  it('give a tuple for a tuple, which Python can unpack', async () => {
    const position = tool({
      input: {},
      output: z.tuple([z.number(), z.string()]),
      execute: () => [1, 'km'] as [number, string],
    })
    const monty = check('at, unit = await position()\nf"{at} {unit.upper()}"', { position })
    expect(await monty.runAsync({ externalFunctions: { position } })).toBe('1.0 KM')
  })

  it('find a missing await', () => {
    const f = tool({
      input: {},
      output: { type: 'array', items: { type: 'string' } },
      execute: () => [],
    })
    const error = caught(() => check('x = 1\nf()[0]', { f }), MontyTypingError)
    expect(error.diagnostics[0]).toMatchObject({ line: 2, code: 'not-subscriptable' })
  })
})

it('stubs are of tools, and say so', () => {
  expect(() => stubs({ add: ((a: number) => a) as never })).toThrow(
    'tools.add must be made by tool()',
  )
  expect(() => stubs(undefined as never)).toThrow('stubs() needs an object of tools, by name')
})

describe('the type check of a program that Python would run', () => {
  const row = z.object({ name: z.string(), age: z.int().optional() })
  const tools = {
    rows: tool({
      input: {},
      output: z.array(row),
      execute: () => [{ name: 'ada', age: 36 }, { name: 'bob' }],
    }),
    save: tool({
      input: z.object({
        row,
        weights: z.array(z.number()).optional(),
        level: z.enum(['low', 'high']).optional(),
      }),
      execute: () => null,
    }),
  }

  it.each([
    [
      'a row as a dict',
      'def f(x: dict) -> str:\n    return x["name"]\n[f(r) for r in await rows()]',
    ],
    [
      'a key added to a row',
      'out = await rows()\nfor r in out:\n    r["total"] = 5\nout[0]["total"]',
    ],
    ['a dict built first', 'p = {"name": "x"}\nawait save(p)'],
    [
      'values of several types',
      'd = [{"n": 1, "s": "a", "z": None}]\nsum(x["n"] for x in d)\nd[0]["s"].upper()',
    ],
    ['a spread row', 'd = {**(await rows())[0], "extra": 1}\nd["extra"] + 1'],
    ['ints for floats', 'w = [1, 2]\nawait save({"name": "a"}, weights=w)'],
    [
      'one text of several',
      'for level in ["low", "high"]:\n    await save({"name": "a"}, level=level)',
    ],
    [
      'builtins that the checker forgot',
      'try:\n    len(list(map(str, filter(None, [1]))))\nexcept PermissionError:\n    pass',
    ],
  ])('has nothing against %s', async (_what, code) => {
    const run = check(code, tools).runAsync({ externalFunctions: tools })
    await expect(run).resolves.not.toBeInstanceOf(Error)
  })

  it('renders only what it reports, in every format', () => {
    const code = 'd = {"n": 1, "s": "a"}\nd["s"].upper()\nmissing_name'
    const error = caught(() => check(code, tools), MontyTypingError)
    expect(error.diagnostics).toMatchObject([{ line: 3, code: 'unresolved-reference' }])
    for (const format of [
      'full',
      'concise',
      'json',
      'jsonlines',
      'rdjson',
      'pylint',
      'gitlab',
      'github',
      'azure',
    ] as const) {
      const text = error.displayDiagnostics(format)
      expect(text).toContain('missing_name')
      expect(text).not.toContain('is not defined on')
    }
    expect(error.displayDiagnostics('full', true)).not.toContain('is not defined on')
  })
})
