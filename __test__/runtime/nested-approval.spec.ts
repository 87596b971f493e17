import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool, type ToolSet } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'

let made: string[] = []
let store = new MemoryStore()
beforeEach(() => {
  made = []
  store = new MemoryStore()
})

const scripts: Record<string, string> = {
  'pay.py': 'first = await look(1)\npaid = await pay(amount)\nprint("paid")\n[first, paid]',
  'plain.py': 'await look(2)',
  'both.py': 'import asyncio\nawait asyncio.gather(pay(1), pay(2))',
  'deep.py': '(await run_script("pay.py", inputs={"amount": 7}))[1]',
  'late.py': 'await pay(1)\n1 / 0',
}

const done = (call: string): string => {
  made.push(call)
  return `${call} done`
}

const input = z.object({ n: z.int() })
const tools: ToolSet = {
  look: tool({ input, execute: async ({ n }) => done(`look ${n}`) }),
  pay: tool({ input, needsApproval: true, execute: async ({ n }) => done(`pay ${n}`) }),
  run_script: runScriptTool((path) => scripts[path]!),
  compute: tool({
    input: z.object({ code: z.string() }),
    execute: async ({ code }, context) => {
      const outcome = await context.subExecute(code)
      if (outcome.status === 'ok') return outcome.value
      throw outcome.status === 'paused' ? new Error('paused') : outcome.error
    },
  }),
  // One after the other, the second in any case.
  compute_both: tool({
    input: z.object({ one: z.string(), other: z.string() }),
    restartable: true,
    execute: async ({ one, other }, context) => {
      const [first, second] = await Promise.all([
        context.subExecute(one),
        context.subExecute(other),
      ])
      return [first, second].map((outcome) =>
        outcome.status === 'ok' ? outcome.value : outcome.status,
      )
    },
  }),
}

describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  /** As after a restart: nothing is shared but the key and the store. */
  const runtimeOf = (): MontyRuntime =>
    new MontyRuntime({ tools, isolation, snapshots: { key: KEY, store } })

  const paused = (outcome: { status: string }): PausedOutcome => {
    if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
    return outcome as PausedOutcome
  }
  const pausedBy = async (code: string): Promise<PausedOutcome> =>
    paused(await runtimeOf().execute(code).outcome)

  const approveAll = ({ pending }: PausedOutcome): Decision[] =>
    pending.map(({ callId }) => ({ callId, action: 'approve' }))

  const PAY =
    'before = await look(0)\nr = await run_script("pay.py", inputs={"amount": 5})\n[before, *r]'

  describe('an approval that Python inside a tool needs', () => {
    it('pauses the whole run, which says where the call is', async () => {
      const { pending } = await pausedBy(PAY)
      expect(pending).toEqual([
        {
          callId: expect.any(Number) as number,
          name: 'pay',
          input: { n: 5 },
          state: 'held',
          within: ['run_script'],
        },
      ])
      expect(made).toEqual(['look 0', 'look 1'])
      expect(await store.list()).toHaveLength(1)
    })

    it('lets both go on elsewhere, nothing made twice', async () => {
      const outcome = await pausedBy(PAY)
      const value = await runtimeOf().resume(outcome.token, approveAll(outcome)).value()
      expect(value).toEqual(['look 0 done', 'look 1 done', 'pay 5 done'])
      expect(made).toEqual(['look 0', 'look 1', 'pay 5'])
      expect(await store.list()).toEqual([])
    })

    it('can be denied, given other arguments, or answered', async () => {
      const ends: unknown[] = []
      for (const decision of [
        { action: 'deny', message: 'too much' },
        { action: 'approve', input: { n: 4 } },
        { action: 'answer', value: 'in cash' },
      ] as const) {
        const { token, pending } = await pausedBy(PAY)
        const decisions = [{ callId: pending[0]!.callId, ...decision }]
        const outcome = await runtimeOf().resume(token, decisions).outcome
        ends.push(outcome.status === 'ok' ? outcome.value : outcome)
      }
      expect(ends).toMatchObject([
        { status: 'error', error: { message: expect.stringContaining('too much') } },
        ['look 0 done', 'look 1 done', 'pay 4 done'],
        ['look 0 done', 'look 1 done', 'in cash'],
      ])
      expect(made.filter((call) => call.startsWith('pay'))).toEqual(['pay 4'])
    })

    it('may be one of several, decided one after the other', async () => {
      const first = await pausedBy('await run_script("both.py")')
      expect(first.pending).toMatchObject([{ input: { n: 1 } }, { input: { n: 2 } }])
      const some: Decision[] = [{ callId: first.pending[1]!.callId, action: 'approve' }]
      const second = paused(await runtimeOf().resume(first.token, some).outcome)
      expect(second.pending).toMatchObject([{ name: 'pay', input: { n: 1 } }])
      expect(made).toEqual(['pay 2'])
      const value = await runtimeOf().resume(second.token, approveAll(second)).value()
      expect(value).toEqual(['pay 1 done', 'pay 2 done'])
      expect(made).toEqual(['pay 2', 'pay 1'])
    })

    it('may be beside one of the run itself, and calls under way', async () => {
      const code =
        'import asyncio\nawait asyncio.gather(pay(9), run_script("pay.py", inputs={"amount": 5}), look(3))'
      const first = await pausedBy(code)
      // The run's own is held before the script has begun.
      const own: Decision[] = [{ callId: first.pending[0]!.callId, action: 'approve' }]
      const second = paused(await runtimeOf().resume(first.token, own).outcome)
      expect(second.pending).toMatchObject([{ input: { n: 5 }, within: ['run_script'] }])
      const value = await runtimeOf().resume(second.token, approveAll(second)).value()
      expect(value).toEqual(['pay 9 done', ['look 1 done', 'pay 5 done'], 'look 3 done'])
      expect(made.toSorted()).toEqual(['look 1', 'look 3', 'pay 5', 'pay 9'])
    })

    it('may be deeper', async () => {
      const outcome = await pausedBy('await run_script("deep.py")')
      expect(outcome.pending).toMatchObject([{ within: ['run_script', 'run_script'] }])
      const value = await runtimeOf().resume(outcome.token, approveAll(outcome)).value()
      expect(value).toBe('pay 7 done')
      expect(made).toEqual(['look 1', 'pay 7'])
    })

    it('lets the tool hear how the Python ended that went on', async () => {
      const outcome = await pausedBy('await run_script("late.py")')
      const end = await runtimeOf().resume(outcome.token, approveAll(outcome)).outcome
      expect(end).toMatchObject({
        status: 'error',
        error: { message: expect.stringContaining('division by zero') },
      })
    })
  })

  describe('a tool that may be executed again', () => {
    it('is, but the Python that had ended is not', async () => {
      const outcome = await pausedBy(
        'await compute_both(one="await look(1)", other="await pay(2)")',
      )
      expect(made).toEqual(['look 1'])
      const value = await runtimeOf().resume(outcome.token, approveAll(outcome)).value()
      expect(value).toEqual(['look 1 done', 'pay 2 done'])
      expect(made).toEqual(['look 1', 'pay 2'])
    })

    it('hears again how the Python failed that had ended', async () => {
      const outcome = await pausedBy('await compute_both(one="1 / 0", other="await pay(2)")')
      const value = await runtimeOf().resume(outcome.token, approveAll(outcome)).value()
      expect(value).toEqual(['error', 'pay 2 done'])
    })

    it('waits with all that it began, and goes on with what was decided', async () => {
      const first = await pausedBy('await compute_both(one="await pay(1)", other="await pay(2)")')
      expect(first.pending).toHaveLength(2)
      const some: Decision[] = [{ callId: first.pending[1]!.callId, action: 'approve' }]
      const second = paused(await runtimeOf().resume(first.token, some).outcome)
      expect(second.pending).toMatchObject([{ input: { n: 1 } }])
      const value = await runtimeOf().resume(second.token, approveAll(second)).value()
      expect(value).toEqual(['pay 1 done', 'pay 2 done'])
      expect(made).toEqual(['pay 2', 'pay 1'])
    })
  })

  it('any other tool cannot wait: its Python gets an error that names the way out', async () => {
    const outcome = await runtimeOf().execute('await compute("await pay(1)")').outcome
    expect(outcome).toMatchObject({
      status: 'error',
      error: { message: expect.stringMatching(/pay\(\) needs an approval.*restartable: true/) },
    })
    expect(made).toEqual([])
  })
})
