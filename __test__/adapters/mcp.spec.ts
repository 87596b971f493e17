import {
  Client,
  InMemoryTransport,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { McpServer } from '@modelcontextprotocol/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mcpServers, pythonHttpHandler, pythonServer } from '../../src/adapters/mcp.js'
import { tool } from '../../src/host/tool.js'
import { MontyRuntime, runScriptTool, type RuntimeOptions } from '../../src/runtime/index.js'

let paid: number[] = []
const tools = {
  add: tool({
    input: z.object({ a: z.int(), b: z.int() }),
    output: z.int(),
    execute: ({ a, b }) => a + b,
  }),
  pay: tool({
    input: z.object({ cents: z.int() }),
    output: z.string(),
    needsApproval: true,
    execute: ({ cents }) => {
      paid.push(cents)
      return `paid ${cents}`
    },
  }),
  run_script: runScriptTool((code) => code),
}
const runtimeOf = (options: RuntimeOptions = {}): MontyRuntime =>
  new MontyRuntime({ isolation: 'none', tools, ...options })

/** A client whose user answers every question the same way. */
function clientWhoseUserSays(approve: boolean, asked: string[] = []): Client {
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: 'auto' } },
  )
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    asked.push(params.message)
    return { action: 'accept', content: { approve } }
  })
  return client
}

/** Over HTTP as far as both sides can tell, without a network. */
async function connectOverHttp(client: Client, runtime: MontyRuntime): Promise<void> {
  const handler = pythonHttpHandler(runtime)
  const fetch = (url: string | URL, init?: RequestInit): Promise<Response> =>
    handler.fetch(new Request(url, init))
  await client.connect(
    new StreamableHTTPClientTransport(new URL('http://python.test/mcp'), { fetch }),
  )
}

const runPython = (client: Client, code: string): ReturnType<Client['callTool']> =>
  client.callTool({ name: 'run_python', arguments: { code } })

function answerIn({ content }: Awaited<ReturnType<Client['callTool']>>): unknown {
  const [part] = content
  return part?.type === 'text' ? JSON.parse(part.text) : part
}

describe('a server that offers Python', () => {
  it('lists one tool whose description declares the functions', async () => {
    const client = clientWhoseUserSays(true)
    await connectOverHttp(client, runtimeOf())
    const { tools: listed } = await client.listTools()
    expect(listed).toMatchObject([{ name: 'run_python', inputSchema: { required: ['code'] } }])
    expect(listed[0]?.description).toContain('async def add(a: int, b: int) -> int')
  })

  it('runs programs, and says what is wrong with them', async () => {
    const client = clientWhoseUserSays(true)
    await connectOverHttp(client, runtimeOf())
    expect(answerIn(await runPython(client, 'await add(1, 2)'))).toEqual({
      status: 'ok',
      result: 3,
    })
    const wrong = await runPython(client, 'await ad(1, 2)')
    expect(wrong.isError).toBe(true)
    expect(answerIn(wrong)).toMatchObject({ status: 'type', hint: expect.stringContaining('add') })
  })

  it.each([
    [true, 'paid 500', [500]],
    [false, 'refused', []],
  ])(
    'asks the user of its client for approvals, who says %s',
    async (approve, result, payments) => {
      paid = []
      const asked: string[] = []
      const client = clientWhoseUserSays(approve, asked)
      await connectOverHttp(client, runtimeOf())
      const code = 'try:\n    r = await pay(500)\nexcept PermissionError:\n    r = "refused"\nr'
      expect(answerIn(await runPython(client, code))).toEqual({ status: 'ok', result })
      expect(asked).toEqual(['Allow pay({"cents":500})?'])
      expect(paid).toEqual(payments)
    },
  )

  it.each([
    ['9007199254740993', '{"cents":9007199254740993}'],
    ['-(2 ** 70)', '{"cents":-1180591620717411303424}'],
    ['2 ** 53', '{"cents":9007199254740992}'],
    ['{"a": [2 ** 80]}', '{"cents":{"a":[1208925819614629174706176]}}'],
    ['{1: 2}', '{"cents":{"map":[[1,2]]}}'],
    ['float("nan")', '{"cents":"NaN"}'],
    [String.raw`"\x00int:5"`, String.raw`{"cents":"\u0000int:5"}`],
    ['1 << 20_000_000', '{"cents":"an int of more than 4,096 digits"}'],
  ])('asks about %s exactly', async (cents, shown) => {
    const given: unknown[] = []
    const asked: string[] = []
    const client = clientWhoseUserSays(true, asked)
    const big = tool({
      input: { type: 'object', properties: { cents: true }, required: ['cents'] },
      needsApproval: true,
      execute: (input) => given.push(input) > 0,
    })
    await connectOverHttp(client, runtimeOf({ tools: { big }, typeCheck: false }))
    expect(answerIn(await runPython(client, `await big(${cents})`))).toMatchObject({ status: 'ok' })
    expect(asked).toEqual([`Allow big(${shown})?`])
    expect(given).toHaveLength(1)
  })

  it('takes an approval once, however its client spells the state of the request', async () => {
    paid = []
    const handler = pythonHttpHandler(runtimeOf())
    const states: string[] = []
    const bodies: string[] = []
    const client = clientWhoseUserSays(true)
    const fetch = async (url: string | URL, init?: RequestInit): Promise<Response> => {
      const body = typeof init?.body === 'string' ? init.body : ''
      const state = /"requestState":"([^"]+)"/.exec(body)?.[1]
      if (state !== undefined) {
        states.push(state)
        bodies.push(body)
      }
      return handler.fetch(new Request(url, init))
    }
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://python.test/mcp'), {
        fetch: async (url, init) => {
          const response = await fetch(url, init)
          const body = typeof init?.body === 'string' ? init.body : ''
          if (!body.includes('"requestState"')) return response
          // The same answer again, spelled otherwise each time.
          const [state] = states
          for (const other of ['', '=', '\\n', ' ', '!', '==']) {
            const again = body.replace(state!, `${state}${other}`)
            await (await handler.fetch(new Request(url, { ...init, body: again }))).text()
          }
          return response
        },
      }),
    )
    expect(answerIn(await runPython(client, 'await pay(500)'))).toEqual({
      status: 'ok',
      result: 'paid 500',
    })
    expect(states).toHaveLength(1)
    expect(paid).toEqual([500])
  })

  it('says where a call is that Python inside a tool makes', async () => {
    paid = []
    const asked: string[] = []
    const client = clientWhoseUserSays(true, asked)
    await connectOverHttp(client, runtimeOf())
    const answer = answerIn(await runPython(client, 'await run_script("await pay(500)")'))
    expect(answer).toEqual({ status: 'ok', result: 'paid 500' })
    expect(asked).toEqual(['Allow pay({"cents":500}) in run_script?'])
    expect(paid).toEqual([500])
  })

  it('speaks over any transport', async () => {
    const [here, there] = InMemoryTransport.createLinkedPair()
    const server = pythonServer(runtimeOf(), { name: 'python', serverName: 'calculator' })
    await server.connect(there)
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(here)
    expect(client.getServerVersion()).toMatchObject({ name: 'calculator' })
    const answer = await client.callTool({ name: 'python', arguments: { code: '6 * 7' } })
    expect(answerIn(answer)).toEqual({ status: 'ok', result: 42 })
  })

  it('goes on from a program that failed in a turn that somebody tells apart', async () => {
    paid = []
    const contexts: unknown[] = []
    const [here, there] = InMemoryTransport.createLinkedPair()
    await pythonServer(runtimeOf(), {
      after: ({ context }) => {
        contexts.push(context)
        return 'one turn'
      },
    }).connect(there)
    const client = clientWhoseUserSays(true, [])
    await client.connect(here)
    await runPython(client, 'await pay(500)\n1 / 0')
    const answer = answerIn(await runPython(client, '[await pay(500), await pay(600)]'))
    expect(answer).toEqual({ status: 'ok', result: ['paid 500', 'paid 600'] })
    expect(paid).toEqual([500, 600])
    expect(contexts[0]).toHaveProperty('mcpReq')
  })
})

describe('servers as Python modules', () => {
  async function shopClient(): Promise<Client> {
    const server = new McpServer({ name: 'shop', version: '1' })
    const stock: Record<string, number> = { tea: 3 }
    server.registerTool(
      'get-stock',
      {
        description: 'How many there are of an article.',
        inputSchema: z.object({ article: z.string() }),
        outputSchema: z.object({ count: z.int() }),
      },
      async ({ article }) => {
        const count = stock[article]
        if (count === undefined)
          return { isError: true, content: [{ type: 'text', text: `no ${article}` }] }
        return { content: [], structuredContent: { count } }
      },
    )
    server.registerTool(
      'clear',
      { inputSchema: z.object({}), annotations: { destructiveHint: true } },
      async () => ({ content: [{ type: 'text', text: 'cleared' }] }),
    )
    const [here, there] = InMemoryTransport.createLinkedPair()
    await server.connect(there)
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(here)
    return client
  }

  it('are imported, checked and called', async () => {
    const runtime = runtimeOf({ extensions: [await mcpServers({ shop: await shopClient() })] })
    const code = 'import shop\n(await shop.get_stock("tea"))["count"] + await add(1, 1)'
    expect(await runtime.execute(code).value()).toBe(5)
    expect((await runtime.execute('import shop\nawait shop.get_stock(1)').outcome).status).toBe(
      'type',
    )
  })

  it('raise what their tools fail with', async () => {
    const runtime = runtimeOf({ extensions: [await mcpServers({ shop: await shopClient() })] })
    const code =
      'import shop\ntry:\n    await shop.get_stock("rum")\nexcept RuntimeError as e:\n    r = str(e)\nr'
    expect(await runtime.execute(code).value()).toBe('no rum')
  })

  it('are connected clients by name, and say so', async () => {
    await expect(mcpServers({ shop: {} } as never)).rejects.toThrow(
      'shop must be a connected client, as in mcpServers({ shop: client })',
    )
    await expect(mcpServers((await shopClient()) as never)).rejects.toThrow(
      'mcpServers needs clients by name, as in mcpServers({ shop: client })',
    )
  })

  it('refuse options that would not be heard, so that no call goes unapproved by a slip', async () => {
    const slip = { needApproval: () => true } as never
    await expect(mcpServers({}, slip)).rejects.toThrow(
      'needApproval is not an option of mcpServers; there are: needsApproval',
    )
    await expect(mcpServers({}, { needsApproval: true } as never)).rejects.toThrow(
      'needsApproval of mcpServers must be a function of server and tool',
    )
    expect(() => pythonServer(runtimeOf(), { servrName: 'x' } as never)).toThrow(
      'servrName is not an option of pythonServer; there are: name, onOutcome, serverName',
    )
  })

  it('may have slips in their schemas, which only costs the checks', async () => {
    const called: unknown[] = []
    const client = {
      listTools: async () => ({
        tools: [
          {
            name: 'weather',
            inputSchema: { type: 'object', properties: { city: { type: 'strng' } } },
            outputSchema: { type: 'objct' },
          },
        ],
      }),
      callTool: async (call: unknown) => {
        called.push(call)
        return { content: [], structuredContent: { high: 3 } }
      },
    }
    const servers = await mcpServers({ shop: client })
    const runtime = new MontyRuntime({ isolation: 'none', extensions: [servers] })
    const code = 'import shop\nawait shop.weather("Oslo")'
    expect(await runtime.execute(code).value()).toEqual({ high: 3 })
    expect(called).toEqual([{ name: 'weather', arguments: { city: 'Oslo' } }])
  })

  it.each([['2 ** 53 + 1'], ['float("nan")'], ['b"x"'], ['{1: 2}']])(
    'are not sent %s, which JSON cannot say',
    async (value) => {
      const called: unknown[] = []
      const client = {
        listTools: async () => ({
          tools: [
            {
              name: 'put',
              inputSchema: { type: 'object', properties: { x: {} }, required: ['x'] },
            },
          ],
        }),
        callTool: async (call: unknown) => {
          called.push(call)
          return { content: [] }
        },
      }
      const servers = await mcpServers({ shop: client })
      const runtime = new MontyRuntime({ isolation: 'none', extensions: [servers] })
      const code = `import shop\ntry:\n    await shop.put(${value})\n    r = ""\nexcept TypeError as e:\n    r = str(e)\nr`
      expect(await runtime.execute(code).value()).toContain('put() was given what no MCP server')
      expect(called).toEqual([])
    },
  )

  it('tell the model how to search them', async () => {
    const runtime = runtimeOf({ extensions: [await mcpServers({ shop: await shopClient() })] })
    expect(runtime.prompt()).toContain('print(search_tools("words")) finds some')
  })

  it('are searched by what they do', async () => {
    const runtime = runtimeOf({ extensions: [await mcpServers({ shop: await shopClient() })] })
    const found = await runtime.execute('search_tools("article count")').value()
    expect(found).toContain('# shop.get_stock')
    expect(found).not.toContain('clear')
  })

  it('ask before what their server calls destructive', async () => {
    const runtime = runtimeOf({ extensions: [await mcpServers({ shop: await shopClient() })] })
    const outcome = await runtime.execute('import shop\nawait shop.clear()').outcome
    expect(outcome).toMatchObject({ status: 'paused', pending: [{ name: 'shop.clear' }] })
  })

  it('may be reached by a client of version 1 of the SDK, page by page', async () => {
    const calls: unknown[] = []
    const days = { type: 'object', properties: { day: { type: 'string', format: 'date' } } }
    const pages: Record<string, object> = {
      '': { tools: [{ name: 'first', inputSchema: days }], nextCursor: 'two' },
      two: { tools: [{ name: 'second', inputSchema: days }], nextCursor: 'three' },
      three: { tools: [{ name: 'third', inputSchema: days, outputSchema: days }] },
    }
    /** Has the signatures of `@modelcontextprotocol/sdk`. */
    class Version1 {
      async listTools(params?: { cursor?: string }): Promise<any> {
        return pages[params?.cursor ?? '']
      }
      async callTool(
        params: { name: string; arguments?: Record<string, unknown> },
        resultSchema = { parse: (value: unknown) => value },
        options?: { signal?: AbortSignal },
      ): Promise<any> {
        calls.push([params, options?.signal instanceof AbortSignal])
        return resultSchema.parse({ content: [], structuredContent: params.arguments })
      }
    }
    const servers = await mcpServers({ shop: new Version1() })
    const runtime = new MontyRuntime({ isolation: 'none', extensions: [servers] })
    const code = `
from datetime import date
import shop

await shop.first(date(2026, 3, 14))
await shop.second("2026-03-15")
(await shop.third(date(2026, 3, 16)))["day"]`
    // What a server gives is JSON: its dates stay text.
    expect(await runtime.execute(code).value()).toBe('2026-03-16')
    expect(calls).toEqual([
      [{ name: 'first', arguments: { day: '2026-03-14' } }, true],
      [{ name: 'second', arguments: { day: '2026-03-15' } }, true],
      [{ name: 'third', arguments: { day: '2026-03-16' } }, true],
    ])
  })

  it.each([
    ['a reference to nowhere', { properties: { city: { $ref: '#/$defs/Gone' } } }],
    ['a reference elsewhere', { properties: { city: { $ref: 'https://example.com/city.json' } } }],
    ['a default that does not fit', { properties: { city: { type: 'string', default: 5 } } }],
  ])('may have slips such as %s', async (_what, inputSchema) => {
    const client = {
      listTools: async () => ({ tools: [{ name: 'weather', inputSchema }] }),
      callTool: async ({ arguments: given }: { arguments: unknown }) => ({
        content: [],
        structuredContent: given,
      }),
    }
    const runtime = runtimeOf({ extensions: [await mcpServers({ shop: client })] })
    const code = 'import shop\nawait shop.weather("Oslo")'
    expect(await runtime.execute(code).value()).toEqual({ city: 'Oslo' })
  })
})
