import { type } from 'arktype'
import { Monty, MontyUsageError, stubs, tool, type ToolSet } from 'monty-node'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as mini from 'zod/mini'

interface Query {
  text: string
  limit: number
  tags?: string[] | undefined
}

const execute = ({ text, limit, tags }: Query): string => `${text} ${limit} ${tags?.length ?? 0}`

/** The same tool with a schema of each library. */
const libraries: Record<string, ToolSet> = {
  zod: {
    search: tool({
      input: z.object({
        text: z.string().min(2),
        limit: z.int().default(10),
        tags: z.array(z.string()).optional(),
      }),
      output: z.string(),
      execute,
    }),
  },
  valibot: {
    search: tool({
      input: v.object({
        text: v.pipe(v.string(), v.minLength(2)),
        limit: v.optional(v.pipe(v.number(), v.integer()), 10),
        tags: v.optional(v.array(v.string())),
      }),
      output: v.string(),
      execute,
    }),
  },
  arktype: {
    search: tool({
      input: type({ text: 'string >= 2', limit: 'number.integer = 10', 'tags?': 'string[]' }),
      output: type('string'),
      execute,
    }),
  },
}

describe.each(Object.entries(libraries))('a tool with a schema of %s', (_name, tools) => {
  const run = (code: string): Promise<unknown> =>
    new Monty(code, { typeCheck: true, typeStubs: stubs(tools) }).runAsync({
      externalFunctions: tools,
    })

  it('is declared from the library’s own JSON Schema', () => {
    const text = stubs(tools)
    for (const part of ['async def search(', 'text: str', 'tags: list[str] = ...', '-> str']) {
      expect(text).toContain(part)
    }
    // ArkType leaves defaults out.
    expect(text).toMatch(/limit: int = (10|\.\.\.)/)
  })

  it('gets what the library makes of the arguments', async () => {
    expect(await run("await search(text='tea', tags=['a'])")).toBe('tea 10 1')
    expect(await run("await search(limit=3, text='tea')")).toBe('tea 3 0')
  })

  it('refuses what the library refuses, naming the argument', async () => {
    const check = new Monty("await search(text='t')").runAsync({ externalFunctions: tools })
    await expect(check).rejects.toThrow(/TypeError: search\(\) argument 'text': /)
    const missing = new Monty('await search()').runAsync({ externalFunctions: tools })
    await expect(missing).rejects.toThrow("search() missing 1 required argument: 'text'")
  })

  it('is type-checked', async () => {
    await expect((async () => run('await search(5)'))()).rejects.toThrow('Expected `str`')
  })
})

describe('a schema whose library tells no JSON Schema', () => {
  const input = {
    '~standard': {
      version: 1 as const,
      vendor: 'own',
      validate: (value: unknown) => {
        const { n } = value as { n?: unknown }
        return typeof n === 'number'
          ? { value: { n } }
          : { issues: [{ message: 'no number', path: ['n'] }] }
      },
    },
  }

  it('is refused at once, and told what to give', () => {
    expect(() => tool({ input, execute: () => 1 })).toThrow(
      new MontyUsageError(
        'input: this schema of own cannot tell its JSON Schema, which says what the arguments are called: give the JSON Schema beside it, as inputSchema',
      ),
    )
    expect(() =>
      tool({ input: mini.object({ n: mini.number() }), execute: ({ n }) => n * 2 }),
    ).toThrow(/inputSchema, or use a schema of Zod 4 \(of zod, and not zod\/mini\)$/)
    const fails = () => {
      throw new Error('no words')
    }
    const told = { ...input['~standard'], jsonSchema: { input: fails, output: fails } }
    expect(() => tool({ input: { '~standard': told }, execute: () => 1 })).toThrow(
      'input: own cannot tell the JSON Schema of it (no words): give the JSON Schema beside it, as inputSchema',
    )
  })

  it('may be the schema of a result', async () => {
    const half = tool({ input: {}, output: input, execute: () => ({ n: 1 }) })
    expect(stubs({ half })).toContain('async def half() -> Any: ...')
    expect(await new Monty('await half()').runAsync({ externalFunctions: { half } })).toEqual({
      n: 1,
    })
  })

  it('is checked with, whatever its JSON Schema says', async () => {
    const inputSchema = { type: 'object', properties: { n: {} } } as const
    const double = tool({ input, inputSchema, execute: ({ n }: { n: number }) => n * 2 })
    await expect(
      new Monty("await double(n='x')").runAsync({ externalFunctions: { double } }),
    ).rejects.toThrow("TypeError: double() argument 'n': no number")
  })

  it('takes them by position when its JSON Schema is given beside it', async () => {
    const inputSchema = {
      type: 'object',
      properties: { n: { type: 'number' } },
      required: ['n'],
    } as const
    const double = tool({ input, inputSchema, execute: ({ n }: { n: number }) => n * 2 })
    expect(await new Monty('await double(4)').runAsync({ externalFunctions: { double } })).toBe(8)
    expect(stubs({ double })).toContain('async def double(n: float) -> Any: ...')
    expect(() => tool({ input, inputSchema: 5 as never, execute: () => 1 })).toThrow(
      MontyUsageError,
    )
  })
})
