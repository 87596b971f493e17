import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  modelAnswer,
  MontyRuntime,
  type Outcome,
  type PausedOutcome,
  type RuntimeOptions,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'

function bank() {
  const made: string[] = []
  const tools = {
    look: tool({
      input: z.object({ id: z.int() }),
      execute: async ({ id }) => made.push(`look ${id}`),
    }),
    pay: tool({
      input: z.object({ id: z.int() }),
      needsApproval: true,
      execute: async ({ id }) => {
        made.push(`pay ${id}`)
        return id
      },
    }),
  }
  return { made, tools }
}

const pausedOf = (outcome: Outcome): PausedOutcome => {
  if (outcome.status !== 'paused') throw new Error(JSON.stringify(modelAnswer(outcome)))
  return outcome
}
const approval = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))
const waiting = ({ pending }: PausedOutcome): unknown[] => pending.map(({ input }) => input)

describe.each(['none', 'process'] as const)('approvals, isolation: %s', (isolation) => {
  const runtimeOf = (more: RuntimeOptions): MontyRuntime =>
    new MontyRuntime({ isolation, snapshots: { key: KEY }, ...more })

  const CODE = `
import asyncio

one = asyncio.create_task(pay(1))
await asyncio.sleep(0)
seen = await look(1)
two = pay(2)
seen = [seen, await look(2)]
async def third():
    await look(3)
    return await pay(3)
three = asyncio.create_task(third())
[await one, await two, await three, seen]`

  it('are asked together, as Python runs on until it cannot', async () => {
    const { made, tools } = bank()
    const runtime = runtimeOf({ tools, approvals: 'together' })
    const paused = pausedOf(await runtime.execute(CODE).outcome)
    expect(waiting(paused)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(made).toEqual(['look 1', 'look 2', 'look 3'])
    expect(await runtime.resume(paused.token, approval(paused)).value()).toEqual([1, 2, 3, [1, 2]])
    expect(made).toHaveLength(6)
  })

  it('are asked one after the other by default', async () => {
    const { made, tools } = bank()
    const runtime = runtimeOf({ tools })
    let paused = pausedOf(await runtime.execute(CODE).outcome)
    let pauses = 1
    for (;;) {
      const outcome = await runtime.resume(paused.token, approval(paused)).outcome
      if (outcome.status === 'ok') break
      paused = pausedOf(outcome)
      pauses++
    }
    expect(pauses).toBeGreaterThan(1)
    expect(made).toHaveLength(6)
  })

  it('are asked together with a store, of which nothing outdated is left', async () => {
    const { made, tools } = bank()
    const store = new MemoryStore()
    const runtime = runtimeOf({ tools, approvals: 'together', snapshots: { store, key: KEY } })
    const paused = pausedOf(await runtime.execute(CODE).outcome)
    expect(await runtime.pausedRuns()).toHaveLength(1)
    const some = approval(paused).slice(0, 2)
    const again = pausedOf(await runtime.resume(paused.token, some).outcome)
    expect(waiting(again)).toEqual([{ id: 3 }])
    await runtime.resume(again.token, approval(again)).value()
    expect(made.toSorted()).toEqual(['look 1', 'look 2', 'look 3', 'pay 1', 'pay 2', 'pay 3'])
    expect(await store.list()).toEqual([])
  })

  it('are not asked where somebody has allowed the calls for a time', async () => {
    const { made, tools } = bank()
    const runtime = runtimeOf({ tools })
    const status = async (id: number, conversation?: string): Promise<string> => {
      const given = conversation === undefined ? {} : { conversation }
      return (await runtime.execute(`await pay(${id})`, given).outcome).status
    }
    const revoke = runtime.allow({ tool: 'pay', conversation: 'ada', when: ({ id }) => id < 10 })
    expect(await status(1, 'ada')).toBe('ok')
    expect(await status(10, 'ada')).toBe('paused')
    expect(await status(1, 'bob')).toBe('paused')
    expect(await status(1)).toBe('paused')
    revoke()
    expect(await status(1, 'ada')).toBe('paused')
    runtime.allow({ tool: 'pay', expiresInMs: 1, when: () => true })
    await new Promise((resolve) => setTimeout(resolve, 5))
    runtime.allow({
      tool: 'pay',
      when: () => {
        throw new Error('no')
      },
    })
    expect(await status(1)).toBe('paused')
    expect(made).toEqual(['pay 1'])
    expect(() => runtime.allow({ tool: 'pya' })).toThrow(/no tool pya/)
    expect(() => runtime.allow({ tool: 'pay', until: 1 } as never)).toThrow(/until/)
  })

  it('are about calls that still fit their tools, or the token stays good', async () => {
    const { made, tools } = bank()
    const paused = pausedOf(await runtimeOf({ tools }).execute('await pay(7)').outcome)
    const changed = {
      pay: tool({
        input: z.object({ invoice: z.string() }),
        needsApproval: true,
        execute: ({ invoice }) => `paid ${invoice}`,
      }),
    }
    const deployed = runtimeOf({ tools: changed })
    const refused = await deployed.resume(paused.token, approval(paused)).outcome
    expect(refused).toMatchObject({ status: 'error', error: { code: 'MONTY_USAGE' } })
    expect(modelAnswer(refused).error).toMatch(
      /call 0 no longer fits pay\(\), which has changed since the run was paused: .*the run still waits/s,
    )
    const input = { invoice: 'A7' }
    const decisions: Decision[] = [{ callId: 0, action: 'approve', input }]
    expect(await deployed.resume(paused.token, decisions).value()).toBe('paid A7')
    expect(made).toEqual([])
  })

  describe('of the program itself', () => {
    const code = 'n = start + 1\nawait look(n)'
    const given = { inputs: { start: 6 } }

    it('come before it runs, and only for programs that could', async () => {
      const { made, tools } = bank()
      const runtime = runtimeOf({ tools, approveProgram: true })
      expect((await runtime.execute('await lok(1)').outcome).status).toBe('type')
      expect((await runtime.execute('await look(1) if').outcome).status).toBe('syntax')
      const paused = pausedOf(await runtime.execute(code, given).outcome)
      expect(paused.pending).toEqual([
        { callId: 0, name: '<program>', input: { code }, state: 'held' },
      ])
      expect(made).toEqual([])
      expect(await runtimeOf({ tools }).resume(paused.token, approval(paused)).value()).toBe(1)
      expect(made).toEqual(['look 7'])
      expect((await runtime.resume(paused.token, approval(paused)).outcome).status).toBe('error')
    })

    it('may be for another program, may be refused, and are followed by those of its calls', async () => {
      const { made, tools } = bank()
      const store = new MemoryStore()
      const runtime = runtimeOf({
        tools,
        snapshots: { store, key: KEY },
        approveProgram: (text, { context }) => context !== 'admin' && text.includes('pay'),
      })
      expect(await runtime.execute('await look(1)', { context: 'ada' }).value()).toBe(1)
      const asked = await runtime.execute('await pay(2)', { context: 'ada' }).outcome
      const waits = pausedOf(await runtime.resume(pausedOf(asked).token, []).outcome)
      const [listed] = await runtime.pausedRuns()
      expect(listed).toMatchObject({ runId: asked.runId, pending: waits.pending })
      const input = { code: 'await pay(3)' }
      const other: Decision[] = [{ callId: 0, action: 'approve', input }]
      const pays = pausedOf(await runtime.resume(waits.token, other).outcome)
      expect(pays.pending).toMatchObject([{ name: 'pay', input: { id: 3 } }])
      expect(await runtime.resume(pays.token, approval(pays)).value()).toBe(3)
      const admin = pausedOf(await runtime.execute('await pay(4)', { context: 'admin' }).outcome)
      expect(admin.pending).toMatchObject([{ name: 'pay' }])
      const denied = pausedOf(await runtime.execute('await pay(5)').outcome)
      const no: Decision[] = [{ callId: 0, action: 'deny', message: 'not today' }]
      expect(await runtime.resume(denied.token, no).outcome).toMatchObject({
        status: 'error',
        error: { message: 'the program was not approved: not today' },
      })
      expect(made).toEqual(['look 1', 'pay 3'])
    })

    it('may be tried again where the changed program is refused', async () => {
      const { made, tools } = bank()
      const runtime = runtimeOf({ tools, approveProgram: true })
      const { token } = pausedOf(await runtime.execute('await look(1)').outcome)
      const changed = (text: string): Decision[] => [
        { callId: 0, action: 'approve', input: { code: text } },
      ]
      expect((await runtime.resume(token, changed('if:')).outcome).status).toBe('syntax')
      expect((await runtime.resume(token, changed('await lok(1)')).outcome).status).toBe('type')
      expect(await runtime.resume(token, changed('await look(2)')).value()).toBe(1)
      expect(made).toEqual(['look 2'])
    })

    it('work with a shared state', async () => {
      const { tools } = bank()
      const runtime = runtimeOf({ tools, state: 'shared', approveProgram: true })
      for (const [text, value] of [
        ['x = 1', 1],
        ['x + 1', 2],
      ] as const) {
        const paused = pausedOf(await runtime.execute(text).outcome)
        expect(await runtime.resume(paused.token, approval(paused)).value()).toBe(value)
      }
      await runtime.close()
    })
  })
})
