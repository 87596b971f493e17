import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mcpServers } from '../../src/adapters/mcp.js'
import { PythonModule } from '../../src/host/modules.js'
import { tool } from '../../src/host/tool.js'
import { MontyRuntime, pythonTool, type RuntimeOptions } from '../../src/runtime/index.js'

const KINDS = ['issue', 'label', 'branch', 'release', 'comment']
const VERBS = ['create', 'find', 'delete', 'close']

/** Tools as a server has them, so many of each kind. */
function manyTools(times: number): NonNullable<RuntimeOptions['tools']> {
  return Object.fromEntries(
    Array.from({ length: times }).flatMap((_, index) =>
      KINDS.flatMap((kind) =>
        VERBS.map((verb) => [
          `${verb}_${kind}_${index}`,
          tool({
            description: `${verb}s a ${kind} of project ${index}, whichever it is, for whoever may.`,
            input: z.object({
              project: z.string(),
              [`${kind}_id`]: z.int(),
              dry: z.boolean().optional(),
            }),
            output: z.object({ ok: z.boolean(), at: z.string() }),
            execute: () => ({ ok: true, at: 'now' }),
          }),
        ]),
      ),
    ),
  )
}

const runtimeOf = (times: number, more: RuntimeOptions = {}): MontyRuntime =>
  new MontyRuntime({ isolation: 'none', tools: manyTools(times), discovery: 'search', ...more })

describe("discovery: 'search'", () => {
  it('tells few tools as they are, and many by groups and names', () => {
    const few = runtimeOf(1)
    expect(few.prompt()).toContain('async def create_issue_0(')
    const many = runtimeOf(20, {
      modules: { crm: new PythonModule({ find: tool({ input: z.object({}), execute: () => 1 }) }) },
    })
    const all = runtimeOf(20, { discovery: 'all' })
    expect(all.prompt()).toContain('async def create_issue_0(')
    expect(many.prompt()).not.toContain('async def create_issue_0(')
    expect(many.prompt()).toContain('create_issue_0, find_issue_0')
    expect(many.prompt()).toContain('- after import crm, as crm.NAME: find')
    expect(many.prompt().length).toBeLessThan(all.prompt().length / 4)
  })

  it('is bounded however many there are, and stays the same', async () => {
    const runtime = runtimeOf(60, { budgets: { declarationTokens: 1_000 } })
    const before = pythonTool(runtime).description
    expect(before.length - new MontyRuntime().prompt().length).toBeLessThan(2_600)
    expect(before).toMatch(/and \d+ more/)
    await runtime.execute('search_tools("label")').value()
    expect(pythonTool(runtime).description).toBe(before)
  })

  it('lets Python find and describe tools, and checks what it calls', async () => {
    const runtime = runtimeOf(20)
    const found = (await runtime.execute('search_tools("closing labels of 7")').value()) as string
    expect(found).toMatch(/async def close_label_7\(/)
    const described = await runtime.execute('describe_tool("find_branch_3")').value()
    expect(described).toMatch(/async def find_branch_3\(\s*project: str,\s*branch_id: int/)
    const unknown = await runtime.execute('describe_tool("find_branches_3")').outcome
    expect(unknown).toMatchObject({
      status: 'error',
      error: {
        exception: { typeName: 'NameError', message: expect.stringContaining('find_branch_3') },
      },
    })
    const nothing = await runtime.execute('search_tools("zzz")').value()
    expect(nothing).toMatch(/Nothing was found/)
    expect((await runtime.execute('await find_branch_3("a", "b")').outcome).status).toBe('type')
    expect(await runtime.execute('(await find_branch_3("a", 1))["ok"]').value()).toBe(true)
  })

  it('covers the tools of MCP servers', async () => {
    const server = new McpServer({ name: 'shop', version: '1' })
    server.registerTool('list_orders', { description: 'Lists orders.' }, async () => ({
      content: [],
    }))
    const [near, far] = InMemoryTransport.createLinkedPair()
    await server.connect(far)
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(near)
    const extensions = [await mcpServers({ shop: client })]
    const runtime = runtimeOf(20, { extensions })
    const text = await runtime.execute('search_tools("orders")').value()
    expect(text).toContain(
      '# import shop, and call shop.list_orders()\nasync def list_orders() -> Any:',
    )
    expect(runtime.prompt()).toContain('- after import shop, as shop.NAME: list_orders')
    await client.close()
  })

  it('leaves the names of its functions to nobody else', () => {
    const tools = { search_tools: tool({ input: z.object({}), execute: () => 1 }) }
    expect(() => new MontyRuntime({ tools, discovery: 'search' })).toThrow(
      /search_tools is there already/,
    )
    expect(() => new MontyRuntime({ tools, discovery: 'some' as never })).toThrow(
      /'all' or 'search'/,
    )
  })
})
