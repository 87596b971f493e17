import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport } from '@modelcontextprotocol/server'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonTools } from '../../src/adapters/ai.js'
import { pythonRunnableTool } from '../../src/adapters/anthropic.js'
import { pythonServer } from '../../src/adapters/mcp.js'
import { pythonAgentTool } from '../../src/adapters/openai.js'
import { tool } from '../../src/host/tool.js'
import {
  ArtifactShelf,
  modelAnswer,
  MontyRuntime,
  type Outcome,
  type PausedOutcome,
  type PythonAnswer,
  runScriptTool,
} from '../../src/runtime/index.js'

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47)

const tools = {
  chart: tool({
    input: z.object({ name: z.string() }),
    execute: ({ name }, { artifact }) => {
      artifact(name, PNG)
      artifact('data.bin', PNG, 'application/x-chart')
      return 'drawn'
    },
  }),
  ask: tool({ input: z.object({}), needsApproval: true, execute: () => null }),
  run_script: runScriptTool((code) => code),
}

const told = ({ artifacts }: Outcome): unknown[] =>
  artifacts.map(({ name, type, bytes }) => [name, type, Buffer.from(bytes).toString('latin1')])

describe.each(['none', 'process'] as const)('artifacts, isolation: %s', (isolation) => {
  const runtime = new MontyRuntime({ tools, isolation, snapshots: { key: 'a'.repeat(32) } })

  it('are what Python writes below /artifacts and what tools give, and not in the answer', async () => {
    const outcome = await runtime.execute(`
import os
os.mkdir("/artifacts/more")
open("/artifacts/report.csv", "w").write("a,b\\n")
open("/artifacts/more/x.unknown", "wb").write(b"\\x00")
await chart("chart.png")
await run_script("open('/artifacts/inner.md', 'w').write('# in')")
os.listdir("/artifacts")`).outcome
    expect(told(outcome)).toEqual([
      ['chart.png', 'image/png', '\x89PNG'],
      ['data.bin', 'application/x-chart', '\x89PNG'],
      ['inner.md', 'text/markdown', '# in'],
      ['more/x.unknown', 'application/octet-stream', '\0'],
      ['report.csv', 'text/csv', 'a,b\n'],
    ])
    const answer = modelAnswer(outcome)
    expect(answer.artifacts?.[0]).toEqual({ name: 'chart.png', type: 'image/png', bytes: 4 })
    expect(JSON.stringify(answer)).not.toContain('a,b')
  })

  it.each(['', '../up.txt', 'a//b', 'a\0b', 'a\\b', 'x'.repeat(201), 'half \uD800.png', '\uDC00'])(
    'have names of files: not %j',
    async (name) => {
      const draw = tool({
        input: z.object({}),
        execute: (_, { artifact }) => artifact(name, PNG) ?? null,
      })
      await using drawing = new MontyRuntime({ tools: { draw }, isolation })
      const outcome = await drawing.execute('await draw()').outcome
      expect(outcome).toMatchObject({
        status: 'error',
        error: {
          message: expect.stringContaining('must be that of a file') as string,
        },
        artifacts: [],
      })
    },
  )

  it('are of one run, also of one that failed, or was paused meanwhile', async () => {
    const failed = await runtime.execute('open("/artifacts/a.txt", "w").write("a")\n1 / 0').outcome
    expect(told(failed)).toEqual([['a.txt', 'text/plain', 'a']])
    expect((await runtime.execute('1').outcome).artifacts).toEqual([])
    const code =
      'await chart("c.png")\nopen("/artifacts/a.txt", "w").write("a")\nawait ask()\nopen("/artifacts/a.txt", "a").write("b")'
    const paused = (await runtime.execute(code).outcome) as PausedOutcome
    expect(paused.artifacts.map(({ name }) => name)).toEqual(['a.txt', 'c.png', 'data.bin'])
    const elsewhere = new MontyRuntime({ tools, isolation, snapshots: { key: 'a'.repeat(32) } })
    const decisions = paused.pending.map(({ callId }) => ({ callId, action: 'approve' as const }))
    expect(told(await elsewhere.resume(paused.token, decisions).outcome)).toEqual([
      ['a.txt', 'text/plain', 'ab'],
      ['c.png', 'image/png', '\x89PNG'],
      ['data.bin', 'application/x-chart', '\x89PNG'],
    ])
  })

  it('have a quota, for Python and for tools', async () => {
    const small = new MontyRuntime({ tools, isolation, artifacts: { maxBytes: 6, maxFiles: 2 } })
    const full = await small.execute('open("/artifacts/a", "w").write("x" * 7)').outcome
    expect(full).toMatchObject({ status: 'error', error: { exception: { typeName: 'OSError' } } })
    expect(await small.execute('await chart("a.png")').outcome).toMatchObject({
      status: 'error',
      error: { exception: { typeName: 'OSError' } },
      artifacts: [{ name: 'a.png' }],
    })
    const none = new MontyRuntime({ tools, isolation, artifacts: false })
    expect((await none.execute('open("/artifacts/a", "w")').outcome).status).toBe('error')
    expect(none.prompt()).not.toContain('/artifacts')
    expect(runtime.prompt()).toContain('/artifacts')
  })

  it.each(['../x', '', '/x', 'a/../b', 'a\\b', 'a//b'])('are not called %j', async (name) => {
    expect(await runtime.execute(`await chart(${JSON.stringify(name)})`).outcome).toMatchObject({
      status: 'error',
      error: { exception: { typeName: 'TypeError' } },
      artifacts: [],
    })
  })

  it('come the other way as files of the user below /inputs', async () => {
    const files = [
      { name: 'a.csv', bytes: 'x,y\n1,2\n', type: 'text/csv' },
      { name: 'scans/b.png', bytes: PNG },
    ]
    const code = `
import csv, os
rows = list(csv.DictReader(open("/inputs/a.csv")))
await ask()
[rows[0]["y"], len(open("/inputs/scans/b.png", "rb").read()), sorted(os.listdir("/inputs"))]`
    const paused = (await runtime.execute(code, { files }).outcome) as PausedOutcome
    const decisions = paused.pending.map(({ callId }) => ({ callId, action: 'approve' as const }))
    const value = await runtime.resume(paused.token, decisions).value()
    expect(value).toEqual(['2', 4, ['a.csv', 'scans']])
    const wrong = await runtime.execute('1', { files: { name: '../a', bytes: '' } }).outcome
    expect(wrong).toMatchObject({ status: 'error', error: { code: 'MONTY_USAGE' } })
  })
})

describe('a shelf', () => {
  const shelf = new ArtifactShelf({ maxBytes: 100 })
  const fileOf = (name: string, type: string, size = 10): Pick<Outcome, 'artifacts'> => ({
    artifacts: [{ name, type, bytes: new Uint8Array(size).fill(65) }],
  })
  const get = (url: string, init?: RequestInit, from = shelf): Response =>
    from.fetch(new Request(`http://host${url}`, init))

  it('serves files, and lets browsers run nothing of them', async () => {
    const [image] = shelf.put(fileOf('a b/c.png', 'image/png'))
    const [page] = shelf.put(fileOf("it's.html", 'text/html'))
    expect(image!.url).toMatch(/^\/artifacts\/[0-9a-f]{32}\/a%20b\/c\.png$/)
    const response = get(image!.url)
    expect(await response.text()).toBe('A'.repeat(10))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': "inline; filename*=UTF-8''c.png",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(get(page!.url).headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''it%27s.html",
    )
    expect(await get(page!.url, { method: 'HEAD' }).text()).toBe('')
    expect(get(page!.url, { method: 'POST' }).status).toBe(405)
    expect(get('/artifacts/unknown/c.png').status).toBe(404)
    expect(get('/').status).toBe(404)
  })

  it('has a quota and an end', async () => {
    const urls = Array.from({ length: 12 }, () => shelf.put(fileOf('a.txt', 'text/plain'))[0]!.url)
    expect(urls.map((url) => get(url).status)).toEqual([404, 404, ...Array(10).fill(200)])
    expect(shelf.put(fileOf('large', 'text/plain', 101))).toEqual([])
    const brief = new ArtifactShelf({ expiresInMs: 20 })
    const [file] = brief.put(fileOf('a.txt', 'text/plain'))
    await sleep(40)
    expect(get(file!.url, {}, brief).status).toBe(404)
  })
})

describe('in frameworks', () => {
  const runtime = new MontyRuntime({ tools, isolation: 'none' })
  const code = 'await chart("c.png")\nopen("/artifacts/a.csv", "w").write("a")\nNone'

  it('are content of the AI SDK, OpenAI Agents and the Anthropic SDK, as far as they are images', async () => {
    const { run_python: python } = pythonTools(runtime)
    const options = { toolCallId: '1', messages: [], context: {} }
    const output = (await python.execute!({ code }, options as never)) as PythonAnswer
    const shown = await python.toModelOutput!({ toolCallId: '1', input: { code }, output })
    const image = { data: 'iVBORw==', mediaType: 'image/png' }
    expect(shown).toMatchObject({
      type: 'content',
      value: [
        { type: 'text', text: expect.stringContaining('a.csv') },
        { type: 'image-data', ...image },
      ],
    })
    const plain = (await python.execute!({ code: '1' }, options as never)) as PythonAnswer
    expect(
      await python.toModelOutput!({ toolCallId: '1', input: { code }, output: plain }),
    ).toEqual({
      type: 'json',
      value: plain,
    })
    const agent: unknown = await pythonAgentTool(runtime).invoke(
      {} as never,
      JSON.stringify({ code }),
    )
    expect(agent).toMatchObject([{ type: 'text' }, { type: 'image', image }])
    const source = { type: 'base64', data: 'iVBORw==', media_type: 'image/png' }
    expect(await pythonRunnableTool(runtime).run({ code })).toMatchObject([
      { type: 'text' },
      { type: 'image', source },
    ])
    expect(await pythonRunnableTool(runtime, { showImages: false }).run({ code })).toBeTypeOf(
      'string',
    )
  })

  it('are blocks of an MCP server, for the user', async () => {
    const server = pythonServer(runtime)
    const client = new Client({ name: 'test', version: '1' })
    const [near, far] = InMemoryTransport.createLinkedPair()
    await server.connect(far)
    await client.connect(near)
    const { content } = await client.callTool({ name: 'run_python', arguments: { code } })
    const annotations = { audience: ['user'] }
    expect(content).toMatchObject([
      { type: 'text' },
      {
        type: 'resource',
        resource: { uri: 'artifact:///a.csv', mimeType: 'text/csv', text: 'a' },
        annotations,
      },
      { type: 'image', mimeType: 'image/png', data: 'iVBORw==', annotations },
      { type: 'resource', resource: { mimeType: 'application/x-chart', blob: 'iVBORw==' } },
    ])
    await client.close()
  })
})
