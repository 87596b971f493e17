import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { pythonQueue, pythonWorker } from 'monty-node/bullmq'
import { hostObject, tool } from '../../src/host/index.js'
import { type Outcome, pythonService, type RunEvent } from '../../src/runtime/index.js'
import { postgres, startPostgres } from '../runtime/servers/postgres.js'
import { openPlace } from '../runtime/servers/queue-place.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import { type ServedQueue, serveQueue } from '../runtime/servers/served-queue.js'
import type { TestServer } from '../runtime/servers/server.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const KEY = 'a secret of thirty-two bytes, no less'
const made: string[] = []
const tools = {
  pay: tool({
    input: z.object({ n: z.int() }),
    needsApproval: true,
    execute: ({ n }) => {
      made.push(`pay ${n}`)
      return n
    },
  }),
  note: tool({
    input: z.object({ text: z.string() }),
    execute: ({ text }) => void made.push(text),
  }),
  again: tool({
    input: z.object({ ms: z.int() }),
    idempotent: true,
    execute: ({ ms }, { signal }) => sleep(ms, ms, { signal }),
  }),
  wait: tool({
    input: z.object({ ms: z.int() }),
    execute: ({ ms }, { signal }) => sleep(ms, undefined, { signal }),
  }),
}
const approve = [{ callId: 0, action: 'approve' }] as const

function ends(kind: 'redis' | 'postgres', start: () => Promise<TestServer>): void {
  let served: ServedQueue
  let queue: ServedQueue['queue']
  beforeAll(async () => {
    served = await serveQueue(kind, start, KEY, { isolation: 'none', tools })
    ;({ queue } = served)
  })
  afterAll(() => served.close())

  const paused = async (tenant?: string): Promise<Outcome & { status: 'paused' }> => {
    const given = tenant === undefined ? {} : { tenant }
    const outcome = await queue.execute('print("so far")\nawait pay(1)', given).outcome
    if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
    return outcome
  }

  describe('a paused run', () => {
    it('is given up by its token, once, by its tenant', async () => {
      const { token, runId } = await paused('ada')
      await expect(queue.discard(token, { tenant: 'bob' })).rejects.toMatchObject({
        message: 'the token was made for another tenant',
      })
      expect(await queue.pausedRuns({ tenant: 'ada' })).toMatchObject([{ runId }])
      await queue.discard(token, { tenant: 'ada' })
      expect(await queue.pausedRuns()).toEqual([])
      expect(await served.runtime.pausedRuns()).toEqual([])
      await expect(queue.discard(token)).rejects.toMatchObject({ reason: 'used' })
      expect((await queue.resume(token, approve, { tenant: 'ada' }).outcome).status).toBe(
        'cancelled',
      )
      await expect(queue.discard('mnr1~x')).rejects.toMatchObject({ reason: 'format' })
      await expect(queue.discard(token, { tenants: 'ada' } as never)).rejects.toThrow('tenants')
    })

    it('is given up when it is cancelled, and tells what it has done', async () => {
      const { runId, token } = await paused('ada')
      expect(await queue.cancel(runId, 'no longer')).toBe(true)
      const resumption = (await queue.resumptionOf(token))!
      await vi.waitFor(async () => expect(await queue.outcomeOf(resumption)).toBeDefined())
      expect(await queue.outcomeOf(resumption)).toMatchObject({
        status: 'cancelled',
        stdout: 'so far\n',
      })
      expect(await served.runtime.pausedRuns()).toEqual([])
      expect(await queue.cancel(runId)).toBe(false)
    })

    it('is ended as what it has become', async () => {
      const outcome = await queue.execute('await pay(1)\nawait wait(20000)').outcome
      if (outcome.status !== 'paused') throw new Error(outcome.status)
      const resumed = queue.resume(outcome.token, approve)
      for await (const { type } of resumed.events) if (type === 'result') break
      expect(await queue.cancel(outcome.runId, 'enough')).toBe(true)
      expect((await resumed.outcome).status).toBe('cancelled')
    })

    it('tells who was the first to decide', async () => {
      const { token } = await paused()
      const first = queue.resume(token, approve)
      expect(await first.added).toBe(true)
      const second = queue.resume(token, [{ callId: 0, action: 'deny' }])
      expect(await second.added).toBe(false)
      expect(await second.value()).toBe(1)
    })
  })

  describe('a run that was cancelled before it was in the queue', () => {
    it('never begins', async () => {
      made.length = 0
      const aborted = queue.execute('await note("begun")', { signal: AbortSignal.abort('late') })
      expect(await aborted.added).toBeUndefined()
      expect(await aborted.outcome).toMatchObject({ status: 'cancelled', error: { cause: 'late' } })
      const cancelled = queue.execute('await note("begun")')
      cancelled.cancel()
      expect((await cancelled.outcome).status).toBe('cancelled')
      await queue.execute('1').outcome
      expect(made).toEqual([])
    })

    it('stays paused', async () => {
      const { token } = await paused()
      const aborted = queue.resume(token, approve, { signal: AbortSignal.abort() })
      expect((await aborted.outcome).status).toBe('cancelled')
      expect(await queue.resume(token, approve).value()).toBe(1)
    })
  })

  it('a cancellation that no worker has heard of is heeded all the same', async () => {
    const execution = queue.execute('await wait(30000)')
    for await (const { type } of execution.events) if (type === 'call') break
    // As when the event of the cancellation was missed: what is kept of the job tells.
    const job = (await queue.bullmq.getJob(execution.runId))!
    await job.updateData({ ...job.data, cancelled: 'enough' } as never)
    expect(await execution.outcome).toMatchObject({ status: 'cancelled' })
  })

  it('a worker that is stopped tells nothing of the calls that end with it', async () => {
    const place = { ...served.open.place, name: 'stopped' }
    await using own = pythonQueue(place)
    const options = { ...place, drainMs: 0, worker: { drainDelay: 1 } }
    const first = pythonWorker(served.runtime, options)
    const execution = own.execute('print("one")\nx = await again(400)\nprint("two", x)')
    const events: RunEvent[] = []
    for await (const event of execution.events) {
      events.push(event)
      if (event.type === 'call') break
    }
    await first.drain()
    await using second = pythonWorker(served.runtime, options)
    await second.ready()
    expect(await execution.outcome).toMatchObject({ status: 'ok', stdout: 'one\ntwo 400\n' })
    const all: string[] = []
    for await (const event of execution.events) {
      all.push(event.type === 'stdout' ? event.text : event.type)
    }
    expect(all).toEqual(['start', 'one\n', 'call', 'result', 'two 400\n', 'done'])
  })

  it('output before a state that was put away is told once, and so is what follows', async () => {
    const place = { ...served.open.place, name: 'states' }
    await using own = pythonQueue(place)
    const options = { ...place, drainMs: 0, checkpointEvery: 1, worker: { drainDelay: 1 } }
    const first = pythonWorker(served.runtime, options)
    const execution = own.execute('for n in range(6):\n    print(n)\n    await again(n % 2 * 300)')
    for await (const event of execution.events) {
      if (event.type === 'call' && event.callId === 3) break
    }
    await sleep(100)
    await first.drain()
    await using second = pythonWorker(served.runtime, options)
    await second.ready()
    await execution.outcome
    const texts: string[] = []
    for await (const event of execution.events) if (event.type === 'stdout') texts.push(event.text)
    expect(texts.join('')).toBe('0\n1\n2\n3\n4\n5\n')
  })

  it('refuses what a runtime refuses, with the same words', async () => {
    const circle: unknown[] = []
    circle.push(circle)
    for (const inputs of [{ x: () => 1 }, { x: circle }, { 'a b': 1 }, 5, null]) {
      const options = { inputs: inputs as never }
      const here = await served.runtime.execute('1', options).outcome
      const there = await queue.execute('1', options).outcome
      expect(there).toMatchObject({ status: 'error' })
      const messages = [here, there].map((one) => 'error' in one && one.error.message)
      expect(messages[1]).toBe(messages[0])
      await expect(queue.schedule('s', { every: 1e6 }, '1', options)).rejects.toThrow('inputs')
    }
    const inputs = { x: [hostObject(new Date())] }
    const local = await queue.execute('1', { inputs }).outcome
    expect('error' in local && local.error.message).toContain('class Date, cannot go to another')
    const { token } = await paused()
    for (const [decisions, message] of [
      [5, 'decisions must be an array'],
      [[{ callId: 0, action: 'maybe' }], 'must be'],
      [[{ callId: 0, action: 'answer', value: () => 1 }], 'decisions[0].value is a function'],
    ] as const) {
      const outcome = await queue.resume(token, decisions as never).outcome
      expect('error' in outcome && outcome.error.message).toContain(message)
    }
    for (const name of ['jobId', 'repeat', 'parent', 'keepLogs']) {
      const outcome = await queue.execute('1', { [name]: 1 }).outcome
      expect('error' in outcome && outcome.error.message).toContain(name)
    }
  })

  it('refuses options that make no sense', () => {
    for (const options of [{ keepSeconds: 'x' }, { keepSeconds: 0 }, { weightOf: 4 }]) {
      const name = Object.keys(options)[0]!
      expect(() => pythonQueue({ ...served.open.place, ...(options as object) })).toThrow(name)
    }
  })

  it('says that there is no such run', async () => {
    const outcome = await queue.follow('00000000-0000-4000-8000-000000000000').outcome
    expect('error' in outcome && outcome.error.message).toContain('the queue has no run of this id')
  })

  it('a queue that is closed follows no more, and the run goes on', async () => {
    const own = pythonQueue(served.open.place)
    const execution = own.execute('await wait(1500)\n"done"')
    const events: RunEvent[] = []
    const reading = (async () => {
      for await (const event of execution.events) events.push(event)
    })()
    await execution.added
    await own.close()
    expect(await execution.outcome).toMatchObject({
      status: 'error',
      error: { code: 'MONTY_DISPOSED' },
    })
    await reading
    expect(events.map(({ type }) => type)).not.toContain('done')
    expect(await queue.follow(execution.runId).value()).toBe('done')
    for (const late of [own.execute('1'), own.follow(execution.runId)]) {
      expect(await late.outcome).toMatchObject({ error: { code: 'MONTY_DISPOSED' } })
    }
  })

  describe('served', () => {
    const serve = (): ((method: string, path: string, body?: unknown) => Promise<Response>) => {
      const service = pythonService(queue, {
        authenticate: (request) => request.headers.get('who'),
      })
      return (method, path, body) =>
        service(
          new Request(`http://host${path}`, {
            method,
            headers: { who: 'ada' },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
        )
    }

    it('a paused run is ended by DELETE, and found as cancelled', async () => {
      const ask = serve()
      const { runId, token } = await paused('ada')
      expect((await ask('DELETE', `/runs/${runId}`)).status).toBe(204)
      await vi.waitFor(async () => expect((await ask('GET', `/runs/${runId}`)).status).toBe(200))
      expect(await (await ask('GET', `/runs/${runId}`)).json()).toMatchObject({
        status: 'cancelled',
        stdout: 'so far\n',
      })
      expect(await (await ask('GET', '/paused')).json()).toEqual([])
      expect((await ask('POST', `/runs/${runId}/decisions`, { decisions: approve })).status).toBe(
        409,
      )
      expect((await ask('POST', '/resumptions', { token, decisions: approve })).status).toBe(409)
    })

    it('refuses decisions that cannot be carried out, as a runtime does', async () => {
      const ask = serve()
      const { runId, token } = await paused('ada')
      const decide = async (body: object): Promise<number> =>
        (await ask('POST', '/resumptions', body)).status
      expect(await decide({ token: 'junk', decisions: approve })).toBe(400)
      expect(await decide({ token: `${token}x`, decisions: approve })).toBe(400)
      const wrong = [{ callId: 7, action: 'approve' }]
      expect(await decide({ token, decisions: wrong })).toBe(400)
      const byId = await ask('POST', `/runs/${runId}/decisions`, { decisions: wrong })
      expect(byId.status).toBe(400)
      expect(await byId.json()).toMatchObject({
        title: 'call 7 does not wait for a decision; waiting: 0',
      })
      expect(await decide({ token, decisions: approve })).toBe(201)
      expect(await decide({ token, decisions: [{ callId: 0, action: 'deny' }] })).toBe(409)
      expect((await ask('POST', '/runs', { code: '1', inputs: { 'a b': 1 } })).status).toBe(400)
    })

    it('keeps nothing of a run that nobody reads the events of', async () => {
      const ask = serve()
      const { id } = (await (await ask('POST', '/runs', { code: 'await wait(5000)' })).json()) as {
        id: string
      }
      const events = (await ask('GET', `/runs/${id}/events`)).body!.getReader()
      await events.read()
      await events.cancel()
      const polled = vi.spyOn(queue.bullmq, 'getJob')
      await sleep(2_500)
      expect(polled.mock.calls.filter(([job]) => job === id)).toEqual([])
      polled.mockRestore()
      await queue.cancel(id)
    })

    it('tells those who have seen the last event that there is nothing more', async () => {
      const ask = serve()
      const { id } = (await (await ask('POST', '/runs', { code: '1' })).json()) as { id: string }
      const text = await (await ask('GET', `/runs/${id}/events`)).text()
      const last = /id: (\d+)\nevent: done/.exec(text)![1]!
      const service = pythonService(queue, { authenticate: () => 'ada' })
      const after = async (event: string): Promise<number> => {
        const headers = { 'last-event-id': event }
        return (await service(new Request(`http://host/runs/${id}/events`, { headers }))).status
      }
      expect(await after(String(Number(last) - 1))).toBe(200)
      expect(await after(last)).toBe(204)
      expect(await after('99999')).toBe(204)
    })
  })
}

it.skipIf(redisServer === undefined && !areRequired)(
  'a client that loses its connection ends no process whose queue was closed',
  async () => {
    const server = await startRedis()
    const open = await openPlace('redis', server.folder)
    const queue = pythonQueue(open.place)
    await queue.execute('1', { delay: 60_000 }).added
    await queue.close()
    const client = open.place.connection as { emit(event: 'error', error: Error): boolean }
    expect(client.emit('error', new Error('Socket closed unexpectedly'))).toBe(true)
    await open.close()
    await server.stop()
  },
)

describe.skipIf(redisServer === undefined && !areRequired)('ends of runs in Redis', () => {
  ends('redis', startRedis)
})

describe.skipIf(postgres === undefined && !areRequired)('ends of runs in PostgreSQL', () => {
  ends('postgres', startPostgres)
})
