import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  modelAnswer,
  MontyRuntime,
  type PausedOutcome,
  type RuntimeOptions,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'

let made: string[] = []

const tools = {
  book: tool({
    input: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
    execute: (input) => {
      made.push(`book ${input.id}`)
      return `secret ${input.id}`
    },
    undo: (input) => void made.push(`undo ${input.id}`),
  }),
  pay: tool({
    input: { type: 'object', properties: {} },
    needsApproval: true,
    execute: () => {
      made.push('pay')
      return 'paid'
    },
  }),
}

const approve = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

/** A runtime, and another one that has the same store, as another process would. */
function runtimesOf(options: RuntimeOptions): [MontyRuntime, MontyRuntime] {
  made = []
  const all: RuntimeOptions = { isolation: 'none', typeCheck: false, tools, ...options }
  return [new MontyRuntime(all), new MontyRuntime(all)]
}

const stored = (): RuntimeOptions => ({
  snapshots: { store: new MemoryStore(), key: KEY, journal: true, events: true },
})

/** What is said of a run that nobody knows of. */
const UNKNOWN = /nothing is known of a run \S+ that failed/
const FAILING = 'await book(1)\n1 / 0'

describe('runs of tenants, by their ids', () => {
  describe.each([
    ['here', () => ({}), 0],
    ['in the store, here', stored, 0],
    ['in the store, elsewhere', stored, 1],
  ] as const)('%s', (_, options, at) => {
    it('are gone on from by their own tenant only', async () => {
      const runtimes = runtimesOf(options())
      const { runId } = await runtimes[0].execute(FAILING, { tenant: 'ada' }).outcome
      const other = await runtimes[at].execute('await book(1)', { after: runId, tenant: 'bob' })
        .outcome
      expect(other).toMatchObject({ status: 'error' })
      expect('error' in other && other.error.message).toMatch(UNKNOWN)
      const own = await runtimes[at].execute('await book(1)', { after: runId, tenant: 'ada' })
        .outcome
      expect(own).toMatchObject({ status: 'ok', value: 'secret 1' })
      expect(made).toEqual(['book 1'])
    })

    it('are rolled back for their own tenant only', async () => {
      const runtimes = runtimesOf(options())
      const { runId } = await runtimes[0].execute(FAILING, { tenant: 'ada' }).outcome
      await expect(runtimes[at].rollback(runId, { tenant: 'bob' })).rejects.toThrow(UNKNOWN)
      expect(made).toEqual(['book 1'])
      await runtimes[at].rollback(runId, { tenant: 'ada' })
      expect(made).toEqual(['book 1', 'undo 1'])
    })

    it('of nobody in particular are no tenant’s', async () => {
      const runtimes = runtimesOf(options())
      const { runId } = await runtimes[0].execute(FAILING).outcome
      const other = await runtimes[at].execute('1', { after: runId, tenant: 'bob' }).outcome
      expect('error' in other && other.error.message).toMatch(UNKNOWN)
      // Where no tenant is said, the host asks for itself.
      const own = await runtimes[at].execute('await book(1)', { after: runId }).outcome
      expect(own).toMatchObject({ status: 'ok', value: 'secret 1' })
    })
  })

  it('are refused as outcomes as well, and while they are running', async () => {
    const [runtime] = runtimesOf({})
    const outcome = await runtime.execute(FAILING, { tenant: 'ada' }).outcome
    const after = await runtime.execute('1', { after: outcome, tenant: 'bob' }).outcome
    expect('error' in after && after.error.message).toMatch(UNKNOWN)
    await expect(runtime.rollback(outcome, { tenant: 'bob' })).rejects.toThrow(UNKNOWN)
    const running = runtime.execute('while True: pass', { tenant: 'ada' })
    const early = await runtime.execute('1', { after: running.runId, tenant: 'bob' }).outcome
    expect('error' in early && early.error.message).toMatch(UNKNOWN)
    await expect(runtime.rollback(running.runId, { tenant: 'bob' })).rejects.toThrow(UNKNOWN)
    running.cancel()
    await running.outcome
  })

  it('are not disturbed by those who may not go on from them', async () => {
    const [here, there] = runtimesOf(stored())
    const program = 'for i in range(30):\n    await book(i)'
    const execution = here.execute(program, { tenant: 'ada' })
    const asking = async (): Promise<void> => {
      const { outcome } = there.execute('1', { after: execution.runId, tenant: 'bob' })
      await outcome
    }
    const over = execution.outcome.then(() => true)
    while (!(await Promise.race([over, sleep(1, false)]))) await asking()
    expect(await execution.outcome).toMatchObject({ status: 'ok' })
  })

  it('are resumed and given up by their own tenant only', async () => {
    for (const options of [{}, stored()]) {
      const [runtime] = runtimesOf(options)
      const paused = await runtime.execute('await pay()', { tenant: 'ada' }).outcome
      if (paused.status !== 'paused') throw new Error(paused.status)
      const { token } = paused
      const other = await runtime.resume(token, approve(paused), { tenant: 'bob' }).outcome
      expect('error' in other && other.error.message).toMatch(/made for another tenant/)
      await expect(runtime.discard(token, { tenant: 'bob' })).rejects.toThrow(/another tenant/)
      expect(made).toEqual([])
      const own = await runtime.resume(token, approve(paused), { tenant: 'ada' }).outcome
      expect(own).toMatchObject({ status: 'ok', value: 'paid' })
    }
  })

  it('stay their tenant’s when they go on without saying so', async () => {
    const [here, there] = runtimesOf(stored())
    const paused = await here.execute('await pay()\n1 / 0', { tenant: 'ada' }).outcome
    if (paused.status !== 'paused') throw new Error(paused.status)
    const { runId } = await here.resume(paused.token, approve(paused)).outcome
    await expect(there.rollback(runId, { tenant: 'bob' })).rejects.toThrow(UNKNOWN)
    expect(await there.rollback(runId, { tenant: 'ada' })).toMatchObject({ undone: [] })
  })

  it('tell their own tenant only what happened and waits', async () => {
    const read = async (
      runtime: MontyRuntime,
      runId: string,
      tenant: string,
    ): Promise<string[]> => {
      const types: string[] = []
      for await (const { type } of runtime.events(runId, { tenant })) types.push(type)
      return types
    }
    const [here, there] = runtimesOf(stored())
    const ended = await here.execute('print(1)', { tenant: 'ada' }).outcome
    const paused = await here.execute('await pay()', { tenant: 'ada' }).outcome
    for (const { runId } of [ended, paused]) {
      for (const runtime of [here, there]) {
        await expect(read(runtime, runId, 'bob')).rejects.toThrow(/nothing is known of the events/)
        expect(await read(runtime, runId, 'ada')).toContain('start')
      }
    }
    expect(await there.pausedRuns({ tenant: 'bob' })).toEqual([])
    expect(await there.pausedRuns({ tenant: 'ada' })).toMatchObject([{ runId: paused.runId }])
    const running = here.execute('while True: pass', { tenant: 'ada' })
    await expect(read(here, running.runId, 'bob')).rejects.toThrow(/nothing is known/)
    running.cancel()
    await running.outcome
  })
})

describe('conversations of tenants', () => {
  it('of one name are not one', async () => {
    const [runtime] = runtimesOf({})
    const about = { conversation: '7' }
    modelAnswer(await runtime.execute('"x" * 100_000', { ...about, tenant: 'ada' }).outcome)
    const list = 'from pathlib import Path\nlen(list(Path("/outputs").iterdir()))'
    const seen = (tenant: string): Promise<unknown> =>
      runtime.execute(list, { ...about, tenant }).value()
    expect([await seen('ada'), await seen('bob')]).toEqual([1, 0])
  })

  it('are allowed calls each for itself', async () => {
    const [runtime] = runtimesOf({})
    runtime.allow({ tool: 'pay', conversation: '7', tenant: 'ada' })
    const status = async (tenant: string): Promise<string> =>
      (await runtime.execute('await pay()', { conversation: '7', tenant }).outcome).status
    expect([await status('ada'), await status('bob')]).toEqual(['ok', 'paused'])
  })
})
