import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mcpServers } from '../../src/adapters/mcp.js'
import { PythonModule } from '../../src/host/modules.js'
import { tool } from '../../src/host/tool.js'
import {
  type LearnedTypes,
  MontyRuntime,
  type RuntimeOptions,
  type TypeStore,
} from '../../src/runtime/index.js'

/** A store, and its text. */
function storeOf(): TypeStore & { text: string | undefined } {
  return {
    text: undefined,
    load() {
      return this.text === undefined ? undefined : (JSON.parse(this.text) as LearnedTypes)
    },
    save(types) {
      this.text = JSON.stringify(types)
    },
  }
}

const give = (...values: unknown[]) => {
  let next = 0
  return tool({ input: z.object({}), execute: () => values[Math.min(next++, values.length - 1)] })
}

/** What is declared after a tool gave each of some values. */
async function declared(...values: unknown[]): Promise<string> {
  const runtime = new MontyRuntime({
    isolation: 'none',
    learnTypes: true,
    tools: { look: give(...values) },
  })
  await runtime.execute('for _ in range(20):\n    await look()').value()
  await runtime.refresh()
  return runtime.stubs()
}

describe('types of results', () => {
  it('are declared by refresh() alone, and marked', async () => {
    const runtime = new MontyRuntime({
      isolation: 'none',
      learnTypes: true,
      tools: { look: give({ id: 1, name: 'Ada' }) },
    })
    const before = [runtime.stubs(), runtime.prompt()]
    await runtime.execute('await look()').value()
    expect([runtime.stubs(), runtime.prompt()]).toEqual(before)
    expect(await runtime.refresh()).toBe(true)
    expect(runtime.stubs()).toContain(
      'class LookResult(TypedDict):\n    id: int\n    name: str\n\nasync def look() -> LookResult:\n' +
        '    """(The type of the result was learned from earlier calls.)"""',
    )
    const after = [runtime.stubs(), runtime.prompt()]
    await runtime.execute('await look()').value()
    expect(await runtime.refresh()).toBe(false)
    expect([runtime.stubs(), runtime.prompt()]).toEqual(after)
    await expect(new MontyRuntime().refresh()).rejects.toMatchObject({ code: 'MONTY_USAGE' })
    expect(() => new MontyRuntime({ learnTypes: {} as never })).toThrow(/load\(\) and save\(\)/)
  })

  it.each<[string, unknown[], string[]]>([
    ['unions', [1, 'a', null], ['-> int | str | None']],
    ['ints beside floats', [1, 1.5], ['-> int | float']],
    [
      'lists',
      [[], [{ a: 1 }], [{ a: 2, b: 'x' }]],
      ['list[LookResultItem]', 'a: int', 'b: NotRequired[str]'],
    ],
    ['empty lists', [[]], ['-> list[Any]']],
    ['optional members', [{ a: 1 }, { b: true }], ['a: NotRequired[int]', 'b: NotRequired[bool]']],
    ['members within members', [{ a: { b: [{ c: 1 }] } }], ['c: int']],
    ['dicts by data', [{ 'ada@x.org': 1, 'bob@x.org': 2 }], ['-> dict[str, int]']],
    [
      'dicts with many names',
      [Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, index]))],
      ['-> dict[str, int]'],
    ],
    ['what has no words', [new Set([1]), new Date(0)], ['-> Any']],
  ])('are learned of %s', async (_name, values, expected) => {
    const text = await declared(...values)
    for (const part of expected) expect(text).toContain(part)
    expect(text).not.toMatch(/ada@|k64|Literal/)
  })

  it('have bounds', async () => {
    let deep: unknown = 1
    for (let depth = 0; depth < 500; depth++) deep = { deep }
    const wide = Array.from({ length: 300 }, (_, row) => ({ [`f${row}`]: { [`g${row}`]: row } }))
    expect((await declared(deep)).length).toBeLessThan(2_000)
    expect((await declared(wide)).length).toBeLessThan(2_000)
  })

  it('are those of tools in modules, and of a shared state', async () => {
    const runtime = new MontyRuntime({
      isolation: 'none',
      state: 'shared',
      learnTypes: true,
      modules: {
        crm: new PythonModule({
          find: give({ email: 'a' }),
          deep: new PythonModule({ top: give([1]) }),
        }),
      },
    })
    await runtime.execute('import crm\nr = await crm.find()\nt = await crm.deep.top()').value()
    await runtime.refresh()
    expect(runtime.stubs()).toContain('email: str')
    const outcome = await runtime.execute('import crm\n(await crm.find())["mail"]').outcome
    expect(outcome.status).toBe('type')
    expect(await runtime.execute('import crm\n(await crm.find())["email"]').value()).toBe('a')
    await runtime.close()
  })
})

describe('a server of 40 tools without output schemas', () => {
  const SECRET = 'ada@example.org'

  async function connected(): Promise<Client> {
    const server = new McpServer({ name: 'shop', version: '1' })
    for (let index = 0; index < 40; index++) {
      server.registerTool(
        `find_${index}`,
        { inputSchema: z.object({ n: z.int() }) },
        async ({ n }) => {
          const rows = Array.from({ length: n }, (_, id) => ({
            customer_id: id,
            [`mail_${index}`]: SECRET,
          }))
          const text = n === 0 ? 'there are none' : JSON.stringify(rows)
          return { content: [{ type: 'text', text }] }
        },
      )
    }
    const [near, far] = InMemoryTransport.createLinkedPair()
    await server.connect(far)
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(near)
    return client
  }

  it('has types for the second program of a task: a wrong field is refused before it runs', async () => {
    const store = storeOf()
    const runtimeOf = async (more: RuntimeOptions = {}): Promise<MontyRuntime> =>
      new MontyRuntime({
        isolation: 'none',
        learnTypes: store,
        extensions: [await mcpServers({ shop: await connected() })],
        ...more,
      })
    const first = await runtimeOf()
    const calls = Array.from(
      { length: 40 },
      (_, index) => `await shop.find_${index}(${1 + (index % 3)})`,
    )
    // Text until it is declared otherwise.
    const text = await first
      .execute(`import shop\nimport json\nr = [${calls.join(', ')}]\ntype(r[0]).__name__`)
      .value()
    expect(text).toBe('str')
    await first.refresh()

    const other = await runtimeOf()
    await other.refresh()
    const wrong = await other.execute(
      'import shop\nrows = await shop.find_7(2)\nrows[0]["email_7"]',
    ).outcome
    expect(wrong).toMatchObject({ status: 'type', calls: [] })
    expect((wrong as { hint?: string }).hint).toContain('mail_7: str')
    const right = await other
      .execute('import shop\nrows = await shop.find_7(2)\nrows[1]["mail_7"]')
      .value()
    expect(right).toBe(SECRET)
    expect(store.text).toContain('mail_7')
    expect(store.text).not.toContain('ada')

    // One that is no JSON, and its results are text again.
    expect(await other.execute('import shop\nawait shop.find_7(0)').value()).toBe('there are none')
    expect(await other.refresh()).toBe(true)
    expect(await other.execute('import shop\ntype(await shop.find_7(1)).__name__').value()).toBe(
      'str',
    )
    expect(await other.execute('import shop\ntype(await shop.find_8(1)).__name__').value()).toBe(
      'list',
    )
  })
})
