import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  type Execution,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
const LEASE_MS = 300
const FOR_EVER = new Promise<never>(() => {})

let made: string[] = []
let store = new MemoryStore()
/** Executions of processes that are taken to have died: they never go on by themselves. */
let lost: Execution[] = []

beforeEach(() => {
  made = []
  store = new MemoryStore()
})
afterEach(async () => {
  for (const execution of lost) execution.cancel()
  await Promise.all(lost.map(({ outcome }) => outcome))
  lost = []
})

describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  /** `hangs` names the calls that never end. */
  function runtimeOf(hangs: readonly string[] = []): MontyRuntime {
    const perform = async (call: string): Promise<string> => {
      made.push(call)
      await sleep(2)
      return hangs.includes(call) ? FOR_EVER : `${call} done`
    }
    const input = z.object({ id: z.int() })
    const output = z.string()
    return new MontyRuntime({
      isolation,
      timeoutMs: Infinity,
      snapshots: { store, key: KEY, leaseMs: LEASE_MS },
      tools: {
        look: tool({ input, output, execute: ({ id }) => perform(`look ${id}`) }),
        pay: tool({
          input,
          output,
          needsApproval: true,
          execute: ({ id }) => perform(`pay ${id}`),
        }),
        run_script: runScriptTool((code) => code),
      },
    })
  }

  async function pausedBy(execution: Execution): Promise<PausedOutcome> {
    const outcome = await execution.outcome
    if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
    return outcome
  }

  const approveAll = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
    pending.map(({ callId }) => ({ callId, action: 'approve' }))

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    for (let waited = 0; waited < 3_000; waited += 5) {
      if (await condition()) return
      await sleep(5)
    }
    throw new Error('it did not come to that')
  }

  it('a call that may have been made is unknown, and not made again by itself', async () => {
    const paused = await pausedBy(runtimeOf().execute('await pay(1)'))
    lost.push(runtimeOf(['pay 1']).resume(paused.token, approveAll(paused)))
    await until(() => made.length === 1)
    const early = await runtimeOf().resume(paused.token, approveAll(paused)).outcome
    expect(early).toMatchObject({ status: 'error', error: { reason: 'used' } })
    await sleep(LEASE_MS)
    const again = await pausedBy(runtimeOf().resume(paused.token, approveAll(paused)))
    expect(again.pending).toMatchObject([{ name: 'pay', input: { id: 1 }, state: 'unknown' }])
    expect(made).toEqual(['pay 1'])
    const [{ callId }] = again.pending as [(typeof again.pending)[number]]
    const answer: Decision = { callId, action: 'answer', value: 'it had been paid' }
    expect(await runtimeOf().resume(again.token, [answer]).value()).toBe('it had been paid')
    expect(made).toEqual(['pay 1'])
  })

  it('an unknown call is made again when somebody says so', async () => {
    const paused = await pausedBy(runtimeOf().execute('await pay(1)'))
    lost.push(runtimeOf(['pay 1']).resume(paused.token, approveAll(paused)))
    await until(() => made.length === 1)
    await sleep(LEASE_MS)
    const again = await pausedBy(runtimeOf().resume(paused.token, approveAll(paused)))
    expect(await runtimeOf().resume(again.token, approveAll(again)).value()).toBe('pay 1 done')
    expect(made).toEqual(['pay 1', 'pay 1'])
  })

  it('what was done before is known, and not done again', async () => {
    const code = 'a = await pay(1)\nb = await look(2)\nc = await look(3)\n[a, b, c]'
    const paused = await pausedBy(runtimeOf().execute(code))
    lost.push(runtimeOf(['look 3']).resume(paused.token, approveAll(paused)))
    await until(() => made.length === 3)
    await sleep(LEASE_MS)
    const again = await pausedBy(runtimeOf().resume(paused.token, approveAll(paused)))
    expect(again.pending).toMatchObject([{ name: 'look', input: { id: 3 }, state: 'unknown' }])
    const rest = runtimeOf().resume(again.token, approveAll(again))
    expect(await rest.value()).toEqual(['pay 1 done', 'look 2 done', 'look 3 done'])
    expect(made).toEqual(['pay 1', 'look 2', 'look 3', 'look 3'])
  })

  it('a process that dies while others are held leaves a run that can be resumed', async () => {
    const code =
      'import asyncio\nasync def f(x):\n    return await x\nawait asyncio.gather(f(look(1)), f(look(2)), f(pay(3)))'
    lost.push(runtimeOf(['look 2']).execute(code))
    const waiting = async (): Promise<number> => (await runtimeOf().pausedRuns()).length
    await until(async () => made.length === 2 && (await waiting()) === 1)
    // Until the outcome of the first call is known as well.
    await sleep(50)
    const [info] = await runtimeOf().pausedRuns()
    expect(info!.pending).toMatchObject([
      { name: 'pay', state: 'held' },
      { name: 'look', input: { id: 2 }, state: 'unknown' },
    ])
    const resumed = runtimeOf().resume(info!.token, approveAll(info!))
    expect(await resumed.value()).toEqual(['look 1 done', 'look 2 done', 'pay 3 done'])
    expect(made.filter((call) => call === 'look 1')).toHaveLength(1)
    expect(await store.list()).toEqual([])
  })

  it('a call inside which something may have happened is unknown itself', async () => {
    const code = 'r = await run_script("await pay(1)")\nr'
    const paused = await pausedBy(runtimeOf().execute(code))
    expect(paused.pending).toMatchObject([{ name: 'pay', within: ['run_script'] }])
    lost.push(runtimeOf(['pay 1']).resume(paused.token, approveAll(paused)))
    await until(() => made.length === 1)
    await sleep(LEASE_MS)
    const again = await pausedBy(runtimeOf().resume(paused.token, approveAll(paused)))
    expect(again.pending).toMatchObject([{ name: 'run_script', state: 'unknown' }])
    expect(made).toEqual(['pay 1'])
    const [{ callId }] = again.pending as [(typeof again.pending)[number]]
    const answer: Decision = { callId, action: 'answer', value: 'it had been paid' }
    expect(await runtimeOf().resume(again.token, [answer]).value()).toBe('it had been paid')
    expect(made).toEqual(['pay 1'])
    expect(await store.list()).toEqual([])
  })

  it('leaves nothing in the store when all is over', async () => {
    const paused = await pausedBy(runtimeOf().execute('await pay(1)\nawait look(2)\nawait pay(3)'))
    const again = await pausedBy(runtimeOf().resume(paused.token, approveAll(paused)))
    expect(await store.list()).toHaveLength(1)
    expect(await runtimeOf().resume(again.token, approveAll(again)).value()).toBe('pay 3 done')
    expect(await store.list()).toEqual([])
  })
})
