import { describe, expect, test } from 'vitest'
import { MontyRuntime } from 'monty-node'
import { mcpServers } from 'monty-node/mcp'

const good = { name: 'good', inputSchema: { type: 'object', properties: {} } }

/** Runs Python with a server that lists and answers whatever it likes. */
async function run(tools: unknown, answer: unknown, code: string) {
  const client = {
    listTools: async () => ({ tools }) as never,
    callTool: async (_params: object, _options?: object) => answer as object,
  }
  const servers = await mcpServers({ shop: client })
  await using runtime = new MontyRuntime({ isolation: 'none', extensions: [servers] })
  return await runtime.execute(code).outcome
}

const fine = { content: [{ type: 'text', text: 'fine' }] }

describe('a server that lists what is no tool', () => {
  test.each<[string, unknown[]]>([
    ['nothing', [null]],
    ['a number', [5]],
    ['one without a name', [{ inputSchema: {} }]],
    ['one whose name is a number', [{ name: 5, inputSchema: {} }]],
    ['one with an empty name', [{ name: '', inputSchema: {} }]],
    ['one without a schema', [{ name: 'other' }]],
    ['one whose schema is nothing', [{ name: 'other', inputSchema: null }]],
    ['one whose description is an object', [{ name: 'other', inputSchema: {}, description: {} }]],
    ['one whose annotations are a text', [{ name: 'other', inputSchema: {}, annotations: 'no' }]],
  ])('leaves the others as they are: %s', async (_, odd) => {
    const outcome = await run([...odd, good], fine, 'import shop\nawait shop.good()')
    expect(outcome).toMatchObject({ status: 'ok', value: 'fine' })
  })

  test('has none when its list is none', async () => {
    expect(await run('no list', fine, '1')).toMatchObject({ status: 'ok', value: 1 })
  })
})

describe('a server that answers what is no answer', () => {
  test.each<[string, unknown, string]>([
    ['nothing', null, 'good gave no answer'],
    ['a number', 5, 'good gave no answer'],
    ['an error without content', { isError: true, content: null }, 'good failed'],
  ])('raises in Python: %s', async (_, answer, message) => {
    const code =
      'import shop\ntry:\n    await shop.good()\nexcept RuntimeError as e:\n    r = str(e)\nr'
    expect(await run([good], answer, code)).toMatchObject({ status: 'ok', value: message })
  })

  test.each<[string, unknown, unknown]>([
    ['content that is nothing', { content: null }, ''],
    ['content that is a number', { content: 5 }, ''],
    ['parts that are nothing', { content: [null, { type: 'text', text: 'a' }] }, 'a'],
    ['text that is an object', { content: [{ type: 'text', text: {} }] }, ''],
  ])('gives what there is: %s', async (_, answer, value) => {
    const outcome = await run([good], answer, 'import shop\nawait shop.good()')
    expect(outcome).toMatchObject({ status: 'ok', value })
  })
})
