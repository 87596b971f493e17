import { afterAll, describe, expect, it } from 'vitest'
import { MontyClient } from 'monty-node/client'
import { MontyRuntime, pythonService, tool } from 'monty-node'

const pay = tool({ input: {}, needsApproval: true, execute: () => 'paid' })
const take = tool({
  input: { type: 'object', properties: { x: {} } },
  execute: () => 1,
})
const runtime = new MontyRuntime({ isolation: 'none', typeCheck: false, tools: { pay, take } })
afterAll(() => runtime.close())

const service = pythonService(runtime, {
  authenticate: (request) => request.headers.get('x-tenant'),
  rateLimit: { requests: 1e6, perMs: 1_000 },
  maxReplyBytes: 100_000,
})
const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
  service(
    new Request(`http://host${path}`, {
      method,
      headers: { 'x-tenant': 'ada' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
const client = new MontyClient({
  url: 'http://host',
  headers: { 'x-tenant': 'ada' },
  fetch: (request) => service(request),
})

/** Runs a program to its end, and asks what came of it. */
async function ended(code: string): Promise<Response> {
  const { id } = (await (await ask('POST', '/runs', { code })).json()) as { id: string }
  for (;;) {
    const response = await ask('GET', `/runs/${id}`)
    if (response.status !== 202) return response
  }
}

describe('a service answers nonsense as nonsense', () => {
  it.each(['/%', '/runs/%zz', '/runs/%c0%af', '/runs/a/%ff'])('as a path: %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404)
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'as a method: %s',
    async (method) => {
      const response = await ask(method, '/runs')
      expect(response).toBeInstanceOf(Response)
      expect(response.status).toBe(405)
    },
  )
})

it('tells an event without its values where they are too long, whichever it is', async () => {
  const code =
    'import asyncio\nprint("x" * 200_000)\nawait asyncio.gather(*[take([i] * 9_000) for i in range(9)])'
  const { id } = (await (await ask('POST', '/runs', { code })).json()) as { id: string }
  const events = await (await ask('GET', `/runs/${id}/events`)).text()
  const sizes = events.split('\n\n').map((event) => event.length)
  expect(sizes.length).toBeGreaterThan(10)
  expect(Math.max(...sizes)).toBeLessThan(100_000)
  const done = events.split('\n\n').find((event) => event.includes('event: done'))
  expect(done).toContain('"name":"take","args":[]')
})

describe('what is too long to be told', () => {
  it.each([
    ['a text', '"x" * 200_000'],
    ['a list', 'list(range(100_000))'],
    ['bytes', 'bytes(200_000)'],
    ['an int', '1 << 2_000_000'],
    ['what shares its parts', 'a = [1]\nfor i in range(60):\n    a = [a, a]\na'],
  ])('is refused by size, and the service goes on: %s', async (_, code) => {
    const response = await ended(code)
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({
      status: 413,
      title:
        'the answer is longer than maxReplyBytes, 100000 bytes: let Python give less, or write files',
    })
    expect(await client.execute('1 + 1').value()).toBe(2)
  })

  it('is left out of events', async () => {
    const { id } = (await (
      await ask('POST', '/runs', { code: 'print("begun")\n"x" * 200_000' })
    ).json()) as { id: string }
    const text = await (await ask('GET', `/runs/${id}/events`)).text()
    expect(text).toContain('begun')
    expect(text).toContain('event: done')
    expect(text.length).toBeLessThan(10_000)
  })
})

it.each([
  ['(1 << 150_000) + 1', (1n << 150_000n) + 1n],
  ['-(1 << 150_000) - 7', -(1n << 150_000n) - 7n],
])('tells long ints exactly: %s', async (code, expected) => {
  expect((await client.execute(code).value()) === expected).toBe(true)
})

it('keeps no more of what has ended than there is room for', async () => {
  const ids: string[] = []
  for (let n = 0; n < 8; n++) {
    const { id } = (await (
      await ask('POST', '/runs', { code: `"${n}" + "x" * 40_000_000` })
    ).json()) as { id: string }
    while ((await ask('GET', `/runs/${id}`)).status === 202);
    ids.push(id)
  }
  const found = await Promise.all(ids.map(async (id) => (await ask('GET', `/runs/${id}`)).status))
  expect(found.slice(0, 2)).toEqual([404, 404])
  expect(found.slice(-4)).toEqual([413, 413, 413, 413])
})

it('a client that goes in the midst of its body is no failure of the service', async () => {
  const warnings: Error[] = []
  const hear = (warning: Error): number => warnings.push(warning)
  process.on('warning', hear)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from('{"code": "1'))
    },
    pull(controller) {
      controller.error(new Error('aborted'))
    },
  })
  const request = { method: 'POST', headers: { 'x-tenant': 'ada' }, body, duplex: 'half' }
  const response = await service(new Request('http://host/runs', request as RequestInit))
  expect(response.status).toBe(400)
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
  process.off('warning', hear)
  expect(warnings).toEqual([])
})
