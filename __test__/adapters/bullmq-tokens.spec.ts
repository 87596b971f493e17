import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/index.js'
import type { Outcome } from '../../src/runtime/index.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import { type ServedQueue, serveQueue } from '../runtime/servers/served-queue.js'

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
    const key = 'a secret of thirty-two bytes, no less'
    served = await serveQueue('redis', startRedis, key, { isolation: 'none', tools })
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
