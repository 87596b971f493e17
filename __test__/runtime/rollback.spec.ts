import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/index.js'
import {
  MemoryStore,
  modelAnswer,
  MontyRuntime,
  type PausedOutcome,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'

function rooms() {
  const log: string[] = []
  let last = 0
  const tools = {
    book: tool({
      input: z.object({ room: z.string(), nights: z.int().default(1) }),
      execute: ({ room }) => {
        log.push(`book ${room}`)
        return { id: ++last, room }
      },
      undo: async ({ room, nights }, { id }, { context, toolName }) => {
        log.push(`${toolName}: cancel ${room} ${nights} ${id} for ${String(context)}`)
        if (room === 'suite') throw new Error('the suite is paid for')
      },
    }),
    tell: tool({ input: z.object({}), execute: () => void log.push('tell') }),
    ask: tool({ input: z.object({}), needsApproval: true, execute: () => null }),
    fail: tool({
      input: z.object({}),
      execute: () => {
        throw new Error('no')
      },
    }),
    run_script: runScriptTool((code) => code),
  }
  return { log, tools }
}

describe.each(['none', 'process'] as const)('rollback, isolation: %s', (isolation) => {
  it('undoes in reverse order, by the checked input and the result, and reports what failed', async () => {
    const { log, tools } = rooms()
    const runtime = new MontyRuntime({ tools, isolation })
    const outcome = await runtime.execute(
      'await book("a", nights=2)\nawait tell()\nawait book("suite")\nawait run_script("await book(\'c\')")\n1 / 0',
    ).outcome
    const report = await runtime.rollback(outcome, { context: 'ada' })
    expect(log).toEqual([
      'book a',
      'tell',
      'book suite',
      'book c',
      'book: cancel c 1 3 for ada',
      'book: cancel suite 1 2 for ada',
      'book: cancel a 2 1 for ada',
    ])
    expect(report).toMatchObject({
      undone: [
        { name: 'book', callId: 0 },
        { name: 'book', callId: 0, runId: outcome.runId },
      ],
      failed: [{ name: 'book', error: { message: 'the suite is paid for' } }],
      kept: [
        { name: 'run_script', reason: 'no undo' },
        { name: 'tell', reason: 'no undo' },
      ],
    })
  })

  it('undoes each call at most once, and makes those again that were undone', async () => {
    const { log, tools } = rooms()
    const runtime = new MontyRuntime({ tools, isolation })
    const code = 'await book("a")\nawait book("suite")\n'
    const before = await runtime.execute(`${code}1 / 0`).outcome
    await runtime.rollback(before)
    const again = await runtime.rollback(before)
    expect(again).toMatchObject({ undone: [], failed: [], kept: [{ reason: 'unknown' }] })
    const paused = await runtime.execute(code, { after: before }).outcome
    // What was undone is made again; of the other it is not known whether it was undone.
    expect(paused).toMatchObject({
      status: 'paused',
      pending: [{ name: 'book', state: 'unknown' }],
    })
    expect(log.filter((line) => line === 'book a')).toHaveLength(2)
    expect(log.filter((line) => line.includes('cancel'))).toHaveLength(2)
  })

  it('works across processes with a store, for one of them', async () => {
    const { log, tools } = rooms()
    const store = new MemoryStore()
    const other = (): MontyRuntime =>
      new MontyRuntime({ tools, isolation, snapshots: { store, key: KEY } })
    const { runId } = await other().execute('await book("a")\nawait book("b")\nawait fail()')
      .outcome
    const reports = await Promise.allSettled([other().rollback(runId), other().rollback(runId)])
    expect(reports.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(log.filter((line) => line.includes('cancel'))).toHaveLength(2)
    expect(await other().rollback(runId)).toMatchObject({
      undone: [],
      failed: [],
      kept: [{ name: 'fail', reason: 'error' }],
    })
  })

  it('takes back a program that ended well, and one that is paused, which it gives up', async () => {
    const { log, tools } = rooms()
    const runtime = new MontyRuntime({ tools, isolation })
    await runtime.rollback(await runtime.execute('await book("a")').outcome)
    const paused = (await runtime.execute('await book("b")\nawait ask()').outcome) as PausedOutcome
    await runtime.rollback(paused)
    expect(log.filter((line) => line.includes('cancel'))).toHaveLength(2)
    expect((await runtime.resume(paused.token, []).outcome).status).toBe('error')
    await expect(runtime.rollback('nobody')).rejects.toMatchObject({ code: 'MONTY_USAGE' })
  })
})

describe('a failure tells of each call', () => {
  const { tools } = rooms()
  const runtime = new MontyRuntime({
    isolation: 'none',
    tools,
    redact: (text) => text.replaceAll(/secret-\w+/g, '***'),
    budgets: { errorBytes: 1_000 },
  })

  it('with its arguments and a short result, without secrets', async () => {
    const outcome = await runtime.execute(
      'await book("secret-room", nights=3)\nawait tell()\nawait fail()',
    ).outcome
    expect(modelAnswer(outcome).calls).toEqual([
      'book("***", nights=3): ok → {"id":1,"room":"***"}',
      'tell(): ok → null',
      'fail(): error: Error: "no"',
    ])
    const after = await runtime.execute('await book("secret-room", nights=3)\n1 / 0', {
      after: outcome,
    }).outcome
    expect(modelAnswer(after).calls).toEqual([
      'book("***", nights=3): ok, from the program before → {"id":1,"room":"***"}',
    ])
  })

  it('within its budget', async () => {
    const code = 'for i in range(200):\n    await book("x" * 5000)\n1 / 0'
    const { calls = [] } = modelAnswer(await runtime.execute(code).outcome)
    expect(Buffer.byteLength(calls.join(''))).toBeLessThan(1_300)
    expect(calls.at(-1)).toMatch(/^\d+ more$/)
    expect(calls[0]).toMatch(/^book\("x+/)
  })

  it('as the options of modelAnswer say, and of any outcome', async () => {
    const outcome = await runtime.execute('await book("secret-a")\n1 / 0').outcome
    const shown = modelAnswer(outcome, { redact: (text) => text, budgets: { errorBytes: 40 } })
    expect(shown.calls?.[0]).toContain('secret-a')
    const copy = { ...outcome }
    expect(modelAnswer(copy).calls).toEqual(['book("secret-a"): ok'])
  })
})
