import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MontyClient } from 'monty-node/client'
import { tool } from '../../src/host/index.js'
import {
  MontyRuntime,
  nodeListener,
  pythonService,
  type PythonService,
} from '../../src/runtime/index.js'

const tools = {
  wait: tool({
    input: z.object({ ms: z.int() }),
    execute: async ({ ms }, { signal }) => {
      await sleep(ms, undefined, { signal })
      return ms
    },
  }),
  pay: tool({ input: z.object({}), needsApproval: true, execute: () => 'paid' }),
}
const runtime = new MontyRuntime({ isolation: 'none', typeCheck: false, tools })
afterAll(() => runtime.close())

/** A tenant says its name, which is enough for a test. */
const authenticate = (request: Request): string | undefined =>
  /^Bearer (\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1]

let service: PythonService
beforeEach(() => {
  service = pythonService(runtime, { authenticate, basePath: '/python' })
})

const ask = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: 'Bearer ada' },
): Promise<Response> =>
  service(
    new Request(`http://host/python${path}`, {
      method,
      headers,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )

const clientOf = (who: string): MontyClient =>
  new MontyClient({
    url: 'http://host/python',
    headers: { authorization: `Bearer ${who}` },
    fetch: (request) => service(request),
  })

describe('a service', () => {
  it('runs a program, and tells what came of it', async () => {
    const started = await ask('POST', '/runs', {
      code: 'print("hi")\n[n, (1, 2)]',
      inputs: { n: 3 },
    })
    expect(started.status).toBe(201)
    const { id, runId } = (await started.json()) as { id: string; runId: string }
    expect(id).toBe(runId)
    expect(started.headers.get('location')).toBe(`/python/runs/${id}`)
    const outcome = await ask('GET', `/runs/${id}`)
    expect(await outcome.json()).toMatchObject({
      status: 'ok',
      value: [3, { $: 'tuple', items: [1, 2] }],
      stdout: 'hi\n',
    })
  })

  it('sends events, from after the last one that was seen', async () => {
    const { id } = (await (await ask('POST', '/runs', { code: 'await wait(1)' })).json()) as {
      id: string
    }
    const all = await (await ask('GET', `/runs/${id}/events`)).text()
    expect(all.match(/^event: .*$/gm)).toEqual([
      'event: start',
      'event: call',
      'event: result',
      'event: done',
    ])
    expect(all.match(/^id: .*$/gm)).toEqual(['id: 0', 'id: 1', 'id: 2', 'id: 3'])
    const rest = await ask('GET', `/runs/${id}/events`, undefined, {
      authorization: 'Bearer ada',
      'last-event-id': '1',
    })
    expect(rest.headers.get('content-type')).toBe('text/event-stream')
    expect(await rest.text()).toBe(all.slice(all.indexOf('id: 2')))
  })

  it('gives nobody anything, and each tenant its own', async () => {
    for (const path of ['/runs', '/openapi.json', '/paused', '/nothing']) {
      expect((await ask('GET', path, undefined, {})).status).toBe(401)
    }
    const { id } = (await (await ask('POST', '/runs', { code: 'await wait(5000)' })).json()) as {
      id: string
    }
    const bob = { authorization: 'Bearer bob' }
    expect((await ask('GET', `/runs/${id}`, undefined, bob)).status).toBe(404)
    expect((await ask('GET', `/runs/${id}/events`, undefined, bob)).status).toBe(404)
    expect((await ask('DELETE', `/runs/${id}`, undefined, bob)).status).toBe(404)
    expect((await ask('GET', `/runs/${id}`)).status).toBe(202)
    expect((await ask('DELETE', `/runs/${id}`)).status).toBe(204)
    expect(await (await ask('GET', `/runs/${id}`)).json()).toMatchObject({ status: 'cancelled' })
    expect(() => pythonService(runtime, {} as never)).toThrow(/needs authenticate/)
  })

  it('gives each tenant what its runtime has for it', async () => {
    await using shared = new MontyRuntime({
      isolation: 'none',
      tools: { one: tool({ input: z.object({}), execute: () => 1 }) },
      tenants: { of: { bob: { hostCalls: 1 } } },
    })
    service = pythonService(shared, { authenticate, basePath: '/python' })
    const statuses: string[] = []
    for (const who of ['bob', 'bob', 'ada', 'ada']) {
      statuses.push((await clientOf(who).execute('await one()').outcome).status)
    }
    expect(statuses).toEqual(['ok', 'quota', 'ok', 'ok'])
  })

  it('refuses what makes no sense, and what is too much', async () => {
    expect((await ask('POST', '/runs', '{')).status).toBe(400)
    expect((await ask('POST', '/runs', {})).status).toBe(400)
    expect((await ask('POST', '/runs', { code: '1', inptus: {} })).status).toBe(400)
    expect(
      (await ask('POST', '/runs', { code: '1', inputs: { a: { $: 'nothing' } } })).status,
    ).toBe(400)
    expect((await ask('PUT', '/runs', {})).status).toBe(405)
    expect((await ask('GET', '/runs/none')).status).toBe(404)
    service = pythonService(runtime, { authenticate, basePath: '/python', maxBodyBytes: 100 })
    expect((await ask('POST', '/runs', { code: '#'.repeat(200) })).status).toBe(413)
    service = pythonService(runtime, {
      authenticate,
      basePath: '/python',
      rateLimit: { requests: 2, perMs: 60_000 },
    })
    const statuses = [1, 2, 3].map(async () => (await ask('GET', '/paused')).status)
    expect(await Promise.all(statuses)).toEqual([200, 200, 429])
  })

  /** A run that waits for a decision about its one call. */
  const paused = async (): Promise<{ id: string; token: string; callId: number }> => {
    const begun = await ask('POST', '/runs', { code: 'await pay()' })
    const { id } = (await begun.json()) as { id: string }
    await ask('GET', `/runs/${id}/events`).then((response) => response.text())
    const [waiting] = (await (await ask('GET', '/paused')).json()) as Array<{
      token: string
      pending: Array<{ callId: number }>
    }>
    return { id, token: waiting!.token, callId: waiting!.pending[0]!.callId }
  }

  it('goes on with paused runs', async () => {
    const { id, token, callId } = await paused()
    const theirs = { authorization: 'Bearer bob' }
    const decisions = [{ callId, action: 'approve' }]
    expect((await ask('POST', '/resumptions', { token, decisions }, theirs)).status).toBe(404)
    const resumed = await ask('POST', `/runs/${id}/decisions`, { decisions })
    expect(resumed.status).toBe(201)
    const { id: next } = (await resumed.json()) as { id: string }
    expect(await (await ask('GET', `/runs/${next}`)).json()).toMatchObject({ value: 'paid' })
    expect(await (await ask('GET', '/paused')).json()).toEqual([])
    expect((await ask('POST', `/runs/${next}/decisions`, { decisions })).status).toBe(409)
  })

  it('says of a run what it is now, also when decisions were made', async () => {
    const begun = await ask('POST', '/runs', { code: 'await pay()\nawait wait(500)\nawait pay()' })
    const { id } = (await begun.json()) as { id: string }
    await ask('GET', `/runs/${id}/events`).then((response) => response.text())
    const now = async (): Promise<[number, Record<string, unknown>]> => {
      const response = await ask('GET', `/runs/${id}`)
      return [response.status, (await response.json()) as Record<string, unknown>]
    }
    const waiting = async (): Promise<unknown[]> =>
      (await (await ask('GET', '/paused')).json()) as unknown[]
    const decide = async (callId: number): Promise<string> => {
      const decisions = [{ callId, action: 'approve' }]
      const resumed = await ask('POST', `/runs/${id}/decisions`, { decisions })
      expect(resumed.status).toBe(201)
      return ((await resumed.json()) as { id: string }).id
    }
    const [, first] = await now()
    expect(first).toMatchObject({ status: 'paused', pending: [{ callId: 0 }] })
    const second = await decide(0)
    expect(await now()).toEqual([202, { id: second, status: 'running' }])
    expect(await waiting()).toEqual([])
    await ask('GET', `/runs/${second}/events`).then((response) => response.text())
    const [, third] = await now()
    expect(third).toMatchObject({ status: 'paused', pending: [{ callId: 2 }] })
    expect(third['token']).not.toBe(first['token'])
    expect(await waiting()).toHaveLength(1)
    const last = await decide(2)
    await ask('GET', `/runs/${last}/events`).then((response) => response.text())
    const [, end] = await now()
    expect(end).toMatchObject({ status: 'ok', value: 'paid' })
    expect(end).not.toHaveProperty('token')
  })

  it('ends what a run has become since it was paused', async () => {
    const begun = await ask('POST', '/runs', { code: 'await pay()\nawait wait(20000)' })
    const { id } = (await begun.json()) as { id: string }
    await ask('GET', `/runs/${id}/events`).then((response) => response.text())
    const decisions = [{ callId: 0, action: 'approve' }]
    await ask('POST', `/runs/${id}/decisions`, { decisions })
    expect((await ask('DELETE', `/runs/${id}`)).status).toBe(204)
    expect(await (await ask('GET', `/runs/${id}`)).json()).toMatchObject({ status: 'cancelled' })
  })

  it('gives a paused run up, which is found as cancelled', async () => {
    const begun = await ask('POST', '/runs', { code: 'print("so far")\nawait pay()' })
    const { id } = (await begun.json()) as { id: string }
    await ask('GET', `/runs/${id}/events`).then((response) => response.text())
    const { token } = (await (await ask('GET', `/runs/${id}`)).json()) as { token: string }
    const bob = { authorization: 'Bearer bob' }
    expect((await ask('DELETE', `/runs/${id}`, undefined, bob)).status).toBe(404)
    expect((await ask('DELETE', `/runs/${id}`)).status).toBe(204)
    expect(await (await ask('GET', `/runs/${id}`)).json()).toMatchObject({
      status: 'cancelled',
      stdout: 'so far\n',
    })
    expect(await (await ask('GET', '/paused')).json()).toEqual([])
    expect((await ask('DELETE', `/runs/${id}`)).status).toBe(204)
    const decisions = [{ callId: 0, action: 'approve' }]
    expect((await ask('POST', `/runs/${id}/decisions`, { decisions })).status).toBe(409)
    expect((await ask('POST', '/resumptions', { token, decisions })).status).toBe(409)
    const outcome = await runtime.resume(token, []).outcome
    expect('error' in outcome && outcome.error).toMatchObject({ reason: 'used' })
  })

  it('tells those who have seen the last event that there is nothing more', async () => {
    const { id } = (await (await ask('POST', '/runs', { code: '1' })).json()) as { id: string }
    const text = await (await ask('GET', `/runs/${id}/events`)).text()
    const last = /id: (\d+)\nevent: done/.exec(text)![1]!
    const after = async (event: string): Promise<number> =>
      (
        await ask('GET', `/runs/${id}/events`, undefined, {
          authorization: 'Bearer ada',
          'last-event-id': event,
        })
      ).status
    expect(await after(String(Number(last) - 1))).toBe(200)
    expect(await after(last)).toBe(204)
    expect(await after('99999')).toBe(204)
    expect(await clientOf('ada').follow(id, { lastEventId: last }).value()).toBe(1)
  })

  it('gives the files of a run, each by its name, to its tenant', async () => {
    const client = clientOf('ada')
    const execution = client.execute(`
import os
os.mkdir("/artifacts/more")
open("/artifacts/a b.html", "w").write("<script>1</script>")
open("/artifacts/more/x.png", "wb").write(b"\\x89PNG")
"done"`)
    const outcome = await execution.outcome
    const files = [
      { name: 'a b.html', type: 'text/html', bytes: 18 },
      { name: 'more/x.png', type: 'image/png', bytes: 4 },
    ]
    expect(outcome).toMatchObject({ status: 'ok', artifacts: files })
    const id = await execution.id
    expect(await (await ask('GET', `/runs/${id}`)).json()).toMatchObject({ artifacts: files })
    expect(await (await ask('GET', `/runs/${id}/artifacts`)).json()).toEqual(files)
    const page = await ask('GET', `/runs/${id}/artifacts/a%20b.html`)
    expect(await page.text()).toBe('<script>1</script>')
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-disposition': "attachment; filename*=UTF-8''a%20b.html",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    for (const name of ['more/x.png', 'more%2Fx.png']) {
      const bytes = await (await ask('GET', `/runs/${id}/artifacts/${name}`)).arrayBuffer()
      expect(Buffer.from(bytes).toString('latin1')).toBe('\x89PNG')
    }
    const image = await execution.artifact('more/x.png')
    expect([image.type, image.size]).toEqual(['image/png', 4])
    await expect(execution.artifact('none')).rejects.toMatchObject({ details: { status: 404 } })
    const bob = { authorization: 'Bearer bob' }
    for (const path of ['artifacts', 'artifacts/more/x.png']) {
      expect((await ask('GET', `/runs/${id}/${path}`, undefined, bob)).status).toBe(404)
    }
    expect((await ask('POST', `/runs/${id}/artifacts`, {})).status).toBe(405)
    const running = client.execute('await wait(5000)')
    expect((await ask('GET', `/runs/${await running.id}/artifacts`)).status).toBe(409)
    running.cancel()
  })

  it('sends no files with outcomes, which would be longer than a reply may be', async () => {
    service = pythonService(runtime, { authenticate, basePath: '/python', maxReplyBytes: 10_000 })
    const execution = clientOf('ada').execute('open("/artifacts/a", "w").write("x" * 1_000_000)')
    expect(await execution.outcome).toMatchObject({
      status: 'ok',
      value: 1_000_000,
      artifacts: [{ name: 'a', bytes: 1_000_000 }],
    })
    expect((await execution.artifact('a')).size).toBe(1_000_000)
  })

  it('refuses decisions that were made already, and those that cannot be carried out', async () => {
    const { id, token, callId } = await paused()
    const decide = (decision: object): Promise<Response> =>
      ask('POST', `/runs/${id}/decisions`, { decisions: [decision] })
    const typo = await decide({ callId, action: 'appprove' })
    expect([typo.status, ((await typo.json()) as { title: string }).title]).toEqual([
      400,
      expect.stringContaining("must be 'approve', 'deny' or 'answer'"),
    ])
    expect((await decide({ callId: 999, action: 'approve' })).status).toBe(400)
    const approve = { callId, action: 'approve' }
    const both = await Promise.all([decide(approve), decide(approve)])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]))
    const { id: next } = (await both.find(({ status }) => status === 201)!.json()) as { id: string }
    expect((await decide({ callId, action: 'deny' })).status).toBe(409)
    expect(await (await ask('GET', `/runs/${next}`)).json()).toMatchObject({
      status: 'ok',
      value: 'paid',
    })
    const used = await ask('POST', '/resumptions', { token, decisions: [approve] })
    expect(used.status).toBe(409)
    const nonsense = await ask('POST', '/resumptions', { token: 'mnr1~x', decisions: [approve] })
    expect(nonsense.status).toBe(400)
  })

  it('describes itself', async () => {
    const document = (await (await ask('GET', '/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, object>
    }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/python/runs/{id}/events')
    expect(Object.keys(document.paths)).toContain('/python/runs/{id}/artifacts/{name}')
  })

  it('is mounted in Hono, and behind http', async () => {
    const app = new Hono().all('/python/*', (context) => service(context.req.raw))
    const response = await app.request('/python/runs', {
      method: 'POST',
      headers: { authorization: 'Bearer ada' },
      body: JSON.stringify({ code: '1' }),
    })
    expect(response.status).toBe(201)
    const server = createServer(nodeListener((request) => service(request)))
    await new Promise<void>((listening) => server.listen(0, listening))
    const { port } = server.address() as AddressInfo
    const client = new MontyClient({
      url: `http://localhost:${port}/python`,
      headers: { authorization: 'Bearer ada' },
    })
    expect(await client.execute('await wait(3)').value()).toBe(3)
    server.close()
  })

  it('is mounted in Express, which takes the path of a router away', async () => {
    const listener = nodeListener((request) => service(request))
    const server = createServer((incoming, outgoing) => {
      const { url } = incoming
      Object.assign(incoming, { originalUrl: url, url: url!.replace('/python', '') })
      listener(incoming, outgoing)
    })
    await new Promise<void>((listening) => server.listen(0, listening))
    const { port } = server.address() as AddressInfo
    const url = `http://localhost:${port}/python/paused`
    expect((await fetch(url, { headers: { authorization: 'Bearer ada' } })).status).toBe(200)
    expect((await fetch(url)).status).toBe(401)
    server.close()
    expect(() => nodeListener(service(new Request('http://host')) as never)).toThrow(
      'nodeListener takes a function',
    )
  })

  it('hears over http at once of a client that is gone, though nothing is sent', async () => {
    let hasLeft = (): void => {}
    const left = new Promise<void>((resolve) => {
      hasLeft = resolve
    })
    const body = new ReadableStream({
      start: (to) => to.enqueue(Buffer.from('a')),
      cancel: hasLeft,
    })
    const server = createServer(nodeListener(async () => new Response(body)))
    await new Promise<void>((listening) => server.listen(0, listening))
    const { port } = server.address() as AddressInfo
    const abort = new AbortController()
    const response = await fetch(`http://localhost:${port}`, { signal: abort.signal })
    await response.body!.getReader().read()
    abort.abort()
    expect(await Promise.race([left, sleep(5_000, 'late')])).not.toBe('late')
    server.close()
  })
})

describe('a client', () => {
  it('has the interface of a runtime', async () => {
    const client = clientOf('ada')
    const execution = client.execute('print("hi")\n[n, {1: b"x"}, {2}, 10 ** 20, 0.5]', {
      inputs: { n: 5n },
    })
    const types: string[] = []
    for await (const event of execution.events) types.push(event.type)
    expect(types).toEqual(['start', 'stdout', 'done'])
    expect(await execution.value()).toEqual([
      5,
      new Map([[1, new Uint8Array([120])]]),
      new Set([2]),
      10n ** 20n,
      0.5,
    ])
    const failed = await client.execute('1 / 0').outcome
    expect(failed).toMatchObject({ status: 'error', error: { code: 'MONTY_RUNTIME' } })
    if (!('error' in failed)) throw new Error('it fails')
    expect(failed.error.traceback).toContain('ZeroDivisionError')
  })

  it('pauses, goes on, and cancels', async () => {
    const client = clientOf('ada')
    const paused = await client.execute('await pay()').outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    expect(await client.pausedRuns()).toMatchObject([{ token: paused.token }])
    expect(await clientOf('bob').pausedRuns()).toEqual([])
    const { callId } = paused.pending[0]!
    const answer = { callId, action: 'answer', value: new Set(['ok']) } as const
    expect(await client.resume(paused.token, [answer]).value()).toEqual(new Set(['ok']))
    const execution = client.execute('await wait(5000)')
    await execution.id
    execution.cancel()
    expect(await execution.outcome).toMatchObject({ status: 'cancelled' })
  })

  it('goes on reading where a connection was lost', async () => {
    let cuts = 0
    const client = new MontyClient({
      url: 'http://host/python',
      headers: { authorization: 'Bearer ada' },
      async fetch(request) {
        const response = await service(request)
        if (!request.url.endsWith('/events') || cuts++ > 2) return response
        // Each connection gives one event, and is lost.
        const reader = response.body!.getReader()
        const { value } = await reader.read()
        await reader.cancel()
        return new Response(Buffer.from(value ?? []), { headers: response.headers })
      },
    })
    const execution = client.execute('print(1)\nawait wait(1)\n2')
    const types: string[] = []
    for await (const event of execution.events) types.push(event.type)
    expect(types).toEqual(['start', 'stdout', 'call', 'result', 'done'])
    expect(cuts).toBe(4)
    expect(await execution.value()).toBe(2)
  })

  it('gives a paused run up, and nothing else when it is told to cancel one that has paused', async () => {
    const client = clientOf('ada')
    const abort = new AbortController()
    const execution = client.execute('await pay()', { signal: abort.signal })
    expect((await execution.outcome).status).toBe('paused')
    execution.cancel()
    abort.abort()
    await sleep(50)
    const runId = await execution.runId
    expect((await client.pausedRuns()).map((run) => run.runId)).toContain(runId)
    await client.cancel(runId)
    expect((await client.pausedRuns()).map((run) => run.runId)).not.toContain(runId)
    expect((await client.follow(runId, { lastEventId: '99' }).outcome).status).toBe('cancelled')
    await expect(client.cancel('none')).rejects.toMatchObject({ details: { status: 404 } })
  })

  it.each([
    [503, {}],
    [429, { 'retry-after': '0' }],
  ])('goes on when the service answers %s for a while', async (status, headers) => {
    let refused = 0
    const client = new MontyClient({
      url: 'http://host/python',
      headers: { authorization: 'Bearer ada' },
      async fetch(request) {
        if (!request.url.endsWith('/events') || refused++ > 1) return service(request)
        return new Response('{}', { status, headers })
      },
    })
    expect(await client.execute('1 + 1').value()).toBe(2)
    expect(refused).toBe(3)
  })

  it('follows what a paused run has become, when it has seen the pause', async () => {
    const client = clientOf('ada')
    const begun = client.execute('await pay()\nawait wait(300)\n"end"')
    const paused = await begun.outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    client.resume(paused.token, [{ callId: paused.pending[0]!.callId, action: 'approve' }])
    await sleep(50)
    const late = client.follow(await begun.id, { lastEventId: '99' })
    expect(await late.value()).toBe('end')
  })

  it('says that nothing answers, and where', async () => {
    const nowhere = new MontyClient({ url: 'http://127.0.0.1:1/python' })
    const outcome = await nowhere.execute('1').outcome
    expect('error' in outcome && outcome.error.message).toMatch(
      /^no service answers at http:\/\/127\.0\.0\.1:1\/python: .*(ECONNREFUSED|bad port)/,
    )
    const page = new MontyClient({
      url: 'http://host',
      fetch: async () => new Response('<html>', { status: 200 }),
    })
    const other = await page.execute('1').outcome
    expect('error' in other && other.error.message).toContain('no service answers at http://host')
    for (const options of [undefined, {}, { url: '' }, { url: 5 }]) {
      expect(() => new MontyClient(options as never)).toThrow('MontyClient needs the url')
    }
  })

  it('says what the service said', async () => {
    const outcome = await clientOf('').execute('1').outcome
    expect(outcome).toMatchObject({
      status: 'crashed',
      error: { name: 'ServiceError', message: 'who are you?', details: { status: 401 } },
    })
  })
})
