import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonQueue, pythonWorker } from 'monty-node/bullmq'
import { tool } from '../../src/host/index.js'
import { MontyRuntime, type Outcome, RedisStore } from '../../src/runtime/index.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import { type ServedQueue, serveQueue } from '../runtime/servers/served-queue.js'

const KEY = 'a secret of thirty-two bytes, no less'
const paid: number[] = []
const tools = {
  pay: tool({
    input: z.object({ n: z.int() }),
    needsApproval: true,
    execute: ({ n }) => paid.push(n),
  }),
}

describe.skipIf(redisServer === undefined)('tokens and decisions in a queue', () => {
  let served: ServedQueue
  let queue: ServedQueue['queue']

  beforeAll(async () => {
    served = await serveQueue('redis', startRedis, KEY, { isolation: 'none', tools })
    ;({ queue } = served)
  })
  afterAll(() => served.close())

  const paused = async (): Promise<Outcome & { status: 'paused' }> => {
    paid.length = 0
    const outcome = await queue.execute('await pay(1)').outcome
    if (outcome.status !== 'paused') throw new Error(outcome.status)
    return outcome
  }

  it.each([
    ['about a call that does not wait', [{ callId: 99, action: 'approve' }]],
    ['with arguments that do not fit', [{ callId: 0, action: 'approve', input: { n: 'x' } }]],
    ['of an action that is none', [{ callId: 0, action: 'maybe' }]],
  ])('decisions %s leave the token good', async (_which, wrong) => {
    const { token, runId } = await paused()
    for (let tries = 0; tries < 2; tries++) {
      const refused = await queue.resume(token, wrong as never).outcome
      expect(refused.status).toBe('error')
      expect((await queue.pausedRuns()).map((one) => one.runId)).toContain(runId)
    }
    const resumed = await queue.resume(token, [{ callId: 0, action: 'approve' }]).outcome
    expect(resumed.status).toBe('ok')
    expect(paid).toEqual([1])
    const again = await queue.resume(token, [{ callId: 0, action: 'approve' }]).outcome
    expect(again).toMatchObject({ status: 'ok', runId })
    expect(paid).toEqual([1])
  })

  it('better decisions are good as soon as those before were refused, however slow the store is', async () => {
    const store = new RedisStore(served.open.place.connection as never)
    const slow = new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return async (...args: unknown[]) => {
          await sleep(60)
          return (member as (...given: unknown[]) => unknown).apply(target, args)
        }
      },
    })
    const place = { ...served.open.place, name: 'slow-store' }
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools,
      snapshots: { store: slow, key: KEY },
    })
    await using own = pythonQueue(place)
    await using worker = pythonWorker(runtime, { ...place, worker: { drainDelay: 1 } })
    await worker.ready()
    const outcome = await own.execute('await pay(1)').outcome
    if (outcome.status !== 'paused') throw new Error(outcome.status)
    const { token } = outcome
    expect((await own.resume(token, [{ callId: 99, action: 'approve' }]).outcome).status).toBe(
      'error',
    )
    expect((await own.resume(token, [{ callId: 0, action: 'approve' }]).outcome).status).toBe('ok')
  })

  it('many better decisions at once, after one that was refused, make the call once', async () => {
    const { token } = await paused()
    await queue.resume(token, [{ callId: 99, action: 'approve' }]).outcome
    const outcomes = await Promise.all(
      Array.from(
        { length: 10 },
        () => queue.resume(token, [{ callId: 0, action: 'approve' }]).outcome,
      ),
    )
    expect(paid).toEqual([1])
    expect(outcomes.some(({ status }) => status === 'ok')).toBe(true)
  })

  it.each([
    'mnr1~run.pause~zzzzzzzz~AAAAAAAAAAAAAAAAAAAAAB',
    'mnr1~run.pause~zzzzzzzz~A=',
    'mnr1~run.pause~zzzzzzzz',
    'mnr1~run.pause~~',
  ])('what is no token ends, and does not go round among workers: %s', async (token) => {
    const outcome = await queue.resume(token, []).outcome
    expect(outcome.status).toBe('error')
    expect(await queue.bullmq.getDelayedCount()).toBe(0)
  })
})
