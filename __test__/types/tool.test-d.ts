import {
  type HostContext,
  type JsonSchemaObject,
  MontyRuntime,
  type StandardSchema,
  tool,
} from 'monty-node'
import { describe, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { pythonTools } from '../../src/adapters/ai.js'

describe('the input of a tool', () => {
  it('is what a JSON Schema says', () => {
    const made = tool({
      input: {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          name: { type: ['string', 'null'] },
          tags: { type: 'array', items: { enum: ['a', 'b'] } },
          limit: { type: 'number', default: 10 },
          at: { type: 'string', format: 'date-time' },
          inner: { type: 'object', properties: { x: { const: 1 } }, required: ['x'] },
          ref: { $ref: '#/$defs/thing' },
        },
        required: ['id', 'name'],
        $defs: { thing: { type: 'string' } },
      },
      execute(input) {
        expectTypeOf(input).toEqualTypeOf<{
          id: number
          name: string | null
          limit: number
          tags?: Array<'a' | 'b'>
          at?: string | Date
          inner?: { x: 1 }
          ref?: unknown
        }>()
        // @ts-expect-error: there is no such property.
        return input.no.such
      },
    })
    expectTypeOf<Parameters<typeof made.execute>[0]['id']>().toBeNumber()
  })

  it('is unknown where nothing is said', () => {
    const schema: object = {}
    // @ts-expect-error: nothing is known of it.
    tool({ input: schema as Record<string, unknown>, execute: (input) => input.no.such })
    // @ts-expect-error: nothing is known of it.
    tool({ input: {}, execute: (input) => input.no.such })
    tool({ input: { type: 'object' }, execute: (input) => expectTypeOf(input.x).toBeUnknown() })
  })

  it('is what execute says, where it says it', () => {
    const input: JsonSchemaObject = { type: 'object', properties: { id: { type: 'integer' } } }
    const made = tool({ input, execute: ({ id }: { id: number }) => id })
    expectTypeOf<Parameters<typeof made.execute>[0]>().toBeUnknown()
    tool<{ id: number }, string>({ input, execute: ({ id }) => `${id}` })
  })

  it('is what a library gives', () => {
    const schema = z.object({ n: z.int(), at: z.date().optional() })
    const made = tool({
      input: schema,
      output: z.string(),
      needsApproval: ({ n }) => n > 3,
      execute: ({ n, at }) => `${n} ${at?.getTime()}`,
    })
    expectTypeOf<Parameters<typeof made.execute>[0]>().toEqualTypeOf<z.infer<typeof schema>>()
    // @ts-expect-error: there is no such property.
    tool({ input: schema, execute: ({ none }) => none })
    const own = {} as StandardSchema<{ a: string }>
    tool({ input: own, execute: ({ a }) => a.length })
  })
})

it('tools of the AI SDK keep their names', () => {
  const runtime = new MontyRuntime()
  const weather = { description: 'Tells the weather.' }
  const tools = { ...pythonTools(runtime), weather }
  expectTypeOf<keyof typeof tools>().toEqualTypeOf<'run_python' | 'weather'>()
  const named = pythonTools(runtime, { name: 'code' })
  expectTypeOf<keyof typeof named>().toEqualTypeOf<'code'>()
})

it('the context of an execution is that of its tools', () => {
  const who = tool({
    input: z.object({}),
    execute: (_input, { context }: HostContext<{ user: string }>) => context.user,
  })
  const runtime = new MontyRuntime<{ user: string }>({ tools: { who } })
  runtime.execute('1', { context: { user: 'ada' } })
  // @ts-expect-error: it is another context.
  runtime.execute('1', { context: { name: 'ada' } })
  // @ts-expect-error: its tools need one.
  runtime.execute('1')
  // @ts-expect-error: likewise.
  runtime.resume('token', [])
  new MontyRuntime().execute('1')
  // @ts-expect-error: its tools need another context.
  const other = new MontyRuntime<{ user: number }>({ tools: { who } })
  expectTypeOf(other).toEqualTypeOf<MontyRuntime<{ user: number }>>()
  const plain = tool({ input: z.object({}), execute: (_input, { context }) => context })
  expectTypeOf<Parameters<typeof plain.execute>[1]['context']>().toBeUnknown()
})
