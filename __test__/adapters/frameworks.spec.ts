import Anthropic from '@anthropic-ai/sdk'
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import {
  Agent,
  type Model,
  type ModelResponse,
  RunContext,
  Runner,
  Usage,
} from '@openai/agents-core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonRunnableTool } from '../../src/adapters/anthropic.js'
import { pythonStructuredTool } from '../../src/adapters/langchain.js'
import { pythonMastraTool } from '../../src/adapters/mastra.js'
import { pythonServer } from '../../src/adapters/mcp.js'
import { pythonAgentTool } from '../../src/adapters/openai.js'
import { pythonTool } from '../../src/runtime/python-tool.js'
import { tool } from '../../src/host/tool.js'
import { MontyRuntime, runScriptTool } from '../../src/runtime/index.js'

const runtime = new MontyRuntime({
  isolation: 'none',
  budgets: { resultBytes: 60, errorBytes: 200 },
  tools: {
    price: tool({
      input: z.object({ name: z.string() }),
      output: z.int(),
      execute: ({ name }) => name.length,
    }),
  },
})
const CODE = 'await price("tea") * 2'
const ANSWER = { status: 'ok', result: 6 }

it('an adapter is of a runtime, and says so', () => {
  for (const adapter of [pythonTool, pythonAgentTool, pythonRunnableTool, pythonMastraTool]) {
    expect(() => adapter({ tools: {} } as never)).toThrow(
      'the tool needs a MontyRuntime, as in new MontyRuntime({ tools })',
    )
  }
})

describe('the neutral tool', () => {
  it('has a schema that is a JSON Schema and a Standard Schema', async () => {
    const { inputSchema } = pythonTool(runtime)
    expect(JSON.parse(JSON.stringify(inputSchema))).toMatchObject({
      type: 'object',
      required: ['code'],
    })
    expect(inputSchema['~standard'].jsonSchema.input({ target: 'draft-07' })).toMatchObject({
      type: 'object',
    })
    expect(await inputSchema['~standard'].validate({ code: '1' })).toEqual({ value: { code: '1' } })
    expect(await inputSchema['~standard'].validate({})).toHaveProperty('issues')
  })

  it('cuts results at their budget, between characters', async () => {
    const { result } = await pythonTool(runtime).execute({ code: '"é" * 100' })
    expect(result).toBe(`"${'é'.repeat(29)}\n[... the rest cut]`)
  })

  it('cuts errors at theirs', async () => {
    const { error } = await pythonTool(runtime).execute({ code: 'raise ValueError("x" * 1000)' })
    expect(Buffer.byteLength(error!)).toBeLessThan(240)
    expect(error).toContain('bytes cut')
  })

  it('says in words what JSON has no word for', async () => {
    const { result } = await pythonTool(runtime).execute({
      code: '{"big": 2**70, "inf": float("inf")}',
    })
    expect(result).toEqual({ big: '1180591620717411303424', inf: 'Infinity' })
  })

  it('tells what waits, and inside which tools', async () => {
    const asking = new MontyRuntime({
      isolation: 'none',
      tools: {
        ask: tool({ input: z.object({}), needsApproval: true, execute: () => 1 }),
        run_script: runScriptTool((code) => code),
      },
    })
    const { pending } = await pythonTool(asking).execute({
      code: 'await run_script("await ask()")',
    })
    expect(pending).toMatchObject([{ name: 'ask', state: 'held', within: ['run_script'] }])
  })

  it('tells of calls that were made before a program failed', async () => {
    const answer = await pythonTool(runtime).execute({ code: 'await price("a")\n1 / 0' })
    expect(answer).toMatchObject({ status: 'error', calls: ['price("a"): ok → 1'] })
  })
})

describe('a program that failed is gone on from', () => {
  const CODES = ['buy("tea")\n1 / 0', 'buy("tea")\nbuy("cake")'] as const
  const shop = (): { runtime: MontyRuntime; made: string[] } => {
    const made: string[] = []
    const buy = tool({
      input: z.object({ what: z.string() }),
      async: false,
      execute: ({ what }) => void made.push(what),
    })
    return { made, runtime: new MontyRuntime({ isolation: 'none', tools: { buy } }) }
  }
  type Ask = (its: MontyRuntime, code: string, turn: string) => Promise<unknown>
  const frameworks: Array<[string, Ask]> = [
    [
      'Anthropic',
      async (its, code, turn) => pythonRunnableTool(its, { after: () => turn }).run({ code }),
    ],
    [
      'LangChain',
      async (its, code, turn) => {
        const said = new HumanMessage({ content: 'Buy.', id: turn })
        const config = { state: { messages: [said, new AIMessage('...')] } }
        return pythonStructuredTool(its, { after: true }).invoke({ code }, config as never)
      },
    ],
    [
      'Mastra',
      async (its, code, turn) => {
        const messages = [{ role: 'user', id: turn }, { role: 'assistant' }]
        return pythonMastraTool(its, { after: true }).execute({ code }, { agent: { messages } })
      },
    ],
    [
      'any other',
      async (its, code, turn) => pythonTool(its, { after: true }).execute({ code }, { turn }),
    ],
  ]

  it.each(frameworks)('in the same turn, and in no other: %s', async (_name, ask) => {
    const { runtime: its, made } = shop()
    await ask(its, CODES[0], 'first')
    await ask(its, CODES[1], 'second')
    expect(made).toEqual(['tea', 'tea', 'cake'])
    await ask(its, CODES[1], 'first')
    expect(made).toEqual(['tea', 'tea', 'cake', 'cake'])
  })

  it.each([
    [
      'LangChain',
      async (its, code, thread) => {
        const state = { messages: [new HumanMessage({ content: 'Buy.', id: '1' })] }
        const config = { state, configurable: { thread_id: thread } }
        return pythonStructuredTool(its, { after: true }).invoke({ code }, config as never)
      },
    ],
    [
      'Mastra',
      async (its, code, threadId) => {
        const agent = { messages: [{ role: 'user', id: '1' }], threadId }
        return pythonMastraTool(its, { after: true }).execute({ code }, { agent })
      },
    ],
  ] as Array<[string, Ask]>)(
    'not in another thread with messages of the same ids: %s',
    async (_name, ask) => {
      const { runtime: its, made } = shop()
      await ask(its, CODES[0], 'of ada')
      await ask(its, CODES[1], 'of bob')
      expect(made).toEqual(['tea', 'tea', 'cake'])
      await ask(its, CODES[1], 'of ada')
      expect(made).toEqual(['tea', 'tea', 'cake', 'cake'])
    },
  )

  it('where nothing tells turns apart, only by a function that does', () => {
    expect(() => pythonRunnableTool(runtime, { after: true })).toThrow('give after a function')
    expect(() => pythonServer(runtime, { after: true } as never)).toThrow('give after a function')
    expect(() => pythonTool(runtime, { after: 'yes' } as never)).toThrow('after must be true')
  })

  it('where each call says its turn, or that it is in none', async () => {
    const { runtime: its, made } = shop()
    const python = pythonTool(its, { after: true })
    await expect(python.execute({ code: CODES[0] })).rejects.toThrow('needs the turn of each call')
    expect(made).toEqual([])
    await python.execute({ code: CODES[0] }, { turn: undefined })
    expect(made).toEqual(['tea'])
  })
})

describe('OpenAI Agents', () => {
  it('lets an agent write Python', async () => {
    let turn = 0
    const seen: unknown[] = []
    const model: Model = {
      async getResponse({ input }): Promise<ModelResponse> {
        seen.push(input)
        const output: ModelResponse['output'] =
          turn++ === 0
            ? [
                {
                  type: 'function_call',
                  callId: 'call-1',
                  name: 'run_python',
                  status: 'completed',
                  arguments: JSON.stringify({ code: CODE }),
                },
              ]
            : [
                {
                  type: 'message',
                  role: 'assistant',
                  status: 'completed',
                  content: [{ type: 'output_text', text: 'six' }],
                },
              ]
        return { usage: new Usage(), output }
      },
      async *getStreamedResponse() {},
    }
    const agent = new Agent({ name: 'Analyst', model, tools: [pythonAgentTool(runtime)] })
    const { finalOutput } = await new Runner({ tracingDisabled: true }).run(
      agent,
      'Twice the price?',
    )
    expect(finalOutput).toBe('six')
    expect(JSON.stringify(seen[1])).toContain(JSON.stringify(JSON.stringify(ANSWER)).slice(1, -1))
  })

  it('takes its input as JSON', async () => {
    const answer = await pythonAgentTool(runtime).invoke(new RunContext(), '{"code": "1 + 1"}')
    expect(JSON.parse(answer)).toEqual({ status: 'ok', result: 2 })
  })
})

describe('the Anthropic SDK', () => {
  it('lets its tool runner run Python', async () => {
    const requests: Array<{ messages: unknown[]; tools: unknown[] }> = []
    const reply = (content: unknown[], stop_reason: string): Response =>
      Response.json({
        id: 'msg',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content,
        stop_reason,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      })
    const client = new Anthropic({
      apiKey: 'none',
      fetch: async (_url, init) => {
        requests.push(JSON.parse(init?.body as string) as (typeof requests)[number])
        return requests.length === 1
          ? reply(
              [{ type: 'tool_use', id: 't1', name: 'run_python', input: { code: CODE } }],
              'tool_use',
            )
          : reply([{ type: 'text', text: 'six' }], 'end_turn')
      },
    })
    const message = await client.beta.messages.toolRunner({
      model: 'm',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'Twice the price?' }],
      tools: [pythonRunnableTool(runtime)],
    })
    expect(message.content).toMatchObject([{ text: 'six' }])
    expect(requests[0]?.tools).toMatchObject([
      { name: 'run_python', input_schema: { type: 'object' } },
    ])
    expect(JSON.stringify(requests[1]?.messages.at(-1))).toContain('\\"result\\":6')
  })
})

describe('LangChain', () => {
  it('calls the tool as its agents do', async () => {
    const python = pythonStructuredTool(runtime)
    const message = new AIMessage({
      content: '',
      tool_calls: [{ id: 'c1', name: 'run_python', args: { code: CODE }, type: 'tool_call' }],
    })
    const [call] = message.tool_calls ?? []
    const result: unknown = await python.invoke({ ...call!, type: 'tool_call' })
    expect(result).toMatchObject({ tool_call_id: 'c1', content: JSON.stringify(ANSWER) })
    await expect(python.invoke({ nonsense: 1 } as never)).rejects.toThrow(/schema/)
  })
})

describe('Mastra', () => {
  it('gets what its createTool takes', async () => {
    const definition = pythonMastraTool(runtime)
    expect(definition).toMatchObject({ id: 'run_python', description: runtime.prompt() })
    expect(await definition.execute({ code: CODE })).toEqual(ANSWER)
    const aborted = AbortSignal.abort()
    const answer = await definition.execute({ code: CODE }, { abortSignal: aborted })
    expect(answer.status).toBe('cancelled')
  })
})
