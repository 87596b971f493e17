import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/index.js'
import { MontyRuntime, type Outcome, type TenantsOptions } from '../../src/runtime/index.js'
import { expectQuota } from '../support/quota.js'

let begun: string[] = []
const tools = {
  work: tool({
    input: z.object({ who: z.string(), ms: z.int().default(2) }),
    execute: async ({ who, ms }, { signal }) => {
      begun.push(who)
      await sleep(ms, undefined, { signal })
      return who
    },
  }),
}

function runtimeOf(tenants: TenantsOptions): MontyRuntime {
  begun = []
  return new MontyRuntime({ isolation: 'none', typeCheck: false, tools, tenants })
}

const work = (runtime: MontyRuntime, tenant: string, ms = 2): Promise<Outcome> =>
  runtime.execute(`await work(${JSON.stringify(tenant)}, ms=${ms})`, { tenant }).outcome

describe('tenants of a runtime', () => {
  it('take turns: one of 10,000 waiting runs does not delay another by more than a slot', async () => {
    const runtime = runtimeOf({ maxRuns: 2 })
    const many = Array.from({ length: 10_000 }, () =>
      runtime.execute('await work("many")', { tenant: 'many' }),
    )
    while (begun.length < 10) await sleep(1)
    const before = begun.length
    await work(runtime, 'one')
    // Those two that had begun, and the one whose turn it was.
    expect(begun.indexOf('one') - before).toBeLessThanOrEqual(1)
    const waits = Array.from({ length: 20 }, () => work(runtime, 'one'))
    await Promise.all(waits)
    const since = begun.slice(before)
    const ones = since.filter((who) => who === 'one').length
    expect(since.length).toBeLessThanOrEqual(2 * ones + 4)
    for (const execution of many) execution.cancel()
    await Promise.all(many.map(({ outcome }) => outcome))
  })

  it('get as much as their weights say', async () => {
    const runtime = runtimeOf({ maxRuns: 1, of: { heavy: { weight: 3 } } })
    const runs = ['light', 'heavy'].flatMap((who) =>
      Array.from({ length: 40 }, () => work(runtime, who)),
    )
    await Promise.all(runs)
    const first = begun.slice(1, 41)
    expect(first.filter((who) => who === 'heavy')).toHaveLength(30)
  })

  it('have a number of runs at once', async () => {
    const runtime = runtimeOf({ default: { maxRuns: 2 } })
    let most = 0
    let running = 0
    const watched = Array.from({ length: 8 }, async () => {
      const execution = runtime.execute('await work("ada")', { tenant: 'ada' })
      for await (const { type } of execution.events) {
        if (type === 'call') most = Math.max(most, ++running)
        if (type === 'result') running--
      }
    })
    await Promise.all(watched)
    expect(most).toBe(2)
  })

  it.each([
    ['hostCalls', { hostCalls: 2 }],
    ['cpuMs', { cpuMs: 0.001 }],
    ['memoryBytes', { memoryBytes: 100 }],
  ] as const)('are refused beyond their quota of %s, until it is over', async (quota, quotas) => {
    const runtime = runtimeOf({ windowMs: 300, default: quotas })
    const first = await runtime.execute('await work("a")\nawait work("b")\nsum(range(1000))', {
      tenant: 'ada',
    }).outcome
    expect(first.status).toBe('ok')
    const refused = await work(runtime, 'ada')
    const retryAfterMs = expectQuota(refused, { tenant: 'ada', quota }, 300)
    expect((await work(runtime, 'bob')).status).toBe('ok')
    await sleep(retryAfterMs)
    expect((await work(runtime, 'ada')).status).toBe('ok')
  })

  it('use what a run uses once, also when it was paused meanwhile', async () => {
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools: {
        ...tools,
        ask: tool({ input: z.object({}), needsApproval: true, execute: () => 'asked' }),
      },
      tenants: { default: { hostCalls: 6 } },
    })
    const code = 'for n in range(3):\n    await work("ada")\nawait ask()\nawait work("ada")'
    const paused = await runtime.execute(code, { tenant: 'ada' }).outcome
    if (paused.status !== 'paused') throw new Error(paused.status)
    const approve = paused.pending.map(({ callId }) => ({ callId, action: 'approve' as const }))
    const ended = await runtime.resume(paused.token, approve, { tenant: 'ada' }).outcome
    expect(ended).toMatchObject({ status: 'ok', usage: { hostCalls: 5 } })
    expect((await work(runtime, 'ada')).status).toBe('ok')
    expect((await work(runtime, 'ada')).status).toBe('quota')
  })

  it('are refused when too many of their runs wait, and may stop waiting', async () => {
    const runtime = runtimeOf({ default: { maxRuns: 1, maxWaiting: 1 } })
    const first = work(runtime, 'ada', 50)
    const second = runtime.execute('await work("ada")', { tenant: 'ada' })
    const third = await work(runtime, 'ada')
    expect(third).toMatchObject({ status: 'quota', error: { quota: 'maxWaiting' } })
    second.cancel('enough')
    expect(await second.outcome).toMatchObject({ status: 'cancelled' })
    expect((await first).status).toBe('ok')
    expect((await work(runtime, 'ada')).status).toBe('ok')
    expect(() => runtimeOf({ default: { weight: 0 } })).toThrow(/above 0/)
    expect(() => runtimeOf({ default: { runs: 1 } as never })).toThrow(/runs/)
  })
})
