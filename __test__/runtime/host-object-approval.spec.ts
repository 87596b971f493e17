import { beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { HostObject } from '../../src/core/contract/host-object.js'
import { hostObject } from '../../src/host/host-object.js'
import { type Tool, tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  type RuntimeOptions,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
let made: string[] = []
beforeEach(() => {
  made = []
})

const effect = (name: string, options: { needsApproval?: boolean; async?: boolean } = {}): Tool =>
  tool({
    input: z.object({ n: z.int() }),
    output: z.string(),
    ...options,
    execute: ({ n }) => {
      made.push(`${name} ${n}`)
      return `${name} ${n}`
    },
  })

class Wallet {
  async close(n: number): Promise<string> {
    made.push(`wallet closed ${n}`)
    return `wallet closed ${n}`
  }
}

describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  const wallet = new Wallet()
  const pay = effect('wallet.pay', { needsApproval: true })
  const confirm = effect('wallet.confirm', { needsApproval: true, async: false })
  hostObject(wallet, {
    methods: {
      pay,
      confirm,
      close: async (n: number) => wallet.close(n),
      look: effect('wallet.look'),
    },
  })
  const scripts: Record<string, string> = { pay: 'await wallet.pay(4)', close: 'await w.close(6)' }
  const runtimeOf = (options: RuntimeOptions = {}): MontyRuntime =>
    new MontyRuntime({
      isolation,
      typeCheck: false,
      snapshots: { key: KEY },
      tools: {
        close: effect('tool close'),
        look: effect('tool look', { needsApproval: true }),
        get_wallet: tool({ input: z.object({}), execute: () => wallet }),
        run_script: runScriptTool((path) => scripts[path] ?? path),
      },
      ...options,
    })
  const pausedBy = async (code: string, options?: RuntimeOptions): Promise<PausedOutcome> => {
    const outcome = await runtimeOf(options).execute(code, { inputs: { wallet } }).outcome
    if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
    return outcome
  }
  const approveAll = ({ pending }: PausedOutcome): Decision[] =>
    pending.map(({ callId }) => ({ callId, action: 'approve' }))

  it.each([
    ['a method', 'await wallet.pay(4)'],
    ['a method that was taken off its object', 'p = wallet.pay\nawait p(4)'],
    [
      'a method that is passed round',
      'async def f(g):\n    return await g(4)\nawait f(wallet.pay)',
    ],
    ['a method of an object that a tool gave', 'w = await get_wallet()\nawait w.pay(4)'],
    ['a method among gathered calls', 'import asyncio\n(await asyncio.gather(wallet.pay(4)))[0]'],
  ])('%s that needs an approval asks first, and is called once', async (_, code) => {
    const paused = await pausedBy(code)
    expect(paused.pending).toMatchObject([
      { name: 'pay', input: { n: 4 }, state: 'held', receiver: 'Wallet' },
    ])
    expect(made).toEqual([])
    expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe('wallet.pay 4')
    expect(made).toEqual(['wallet.pay 4'])
  })

  it('a method whose value Python takes at once asks, too', async () => {
    const paused = await pausedBy('wallet.confirm(4)')
    expect(made).toEqual([])
    expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe(
      'wallet.confirm 4',
    )
  })

  it('a method asks beside calls that are under way, in a store', async () => {
    const store = { snapshots: { key: KEY, store: new MemoryStore() } }
    const code = 'import asyncio\nawait asyncio.gather(close(1), wallet.pay(4), wallet.look(2))'
    const paused = await pausedBy(code, store)
    expect(made).toEqual(['tool close 1'])
    const value = await runtimeOf(store).resume(paused.token, approveAll(paused)).value()
    expect(value).toEqual(['tool close 1', 'wallet.pay 4', 'wallet.look 2'])
  })

  it('a method in Python inside a tool asks, too', async () => {
    const code = 'await run_script("pay", inputs={"wallet": wallet})'
    const paused = await pausedBy(code)
    expect(paused.pending).toMatchObject([{ name: 'pay', within: ['run_script'] }])
    expect(made).toEqual([])
    expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe('wallet.pay 4')
  })

  it('wrong arguments of a method are a TypeError at once', async () => {
    const code = 'try:\n    await wallet.pay("five")\nexcept TypeError as e:\n    r = str(e)\nr'
    const outcome = await runtimeOf().execute(code, { inputs: { wallet } }).outcome
    expect(outcome).toMatchObject({ status: 'ok', value: expect.stringContaining('pay()') })
  })

  it('a method can be denied, answered, and given other arguments', async () => {
    const code = 'try:\n    r = await wallet.pay(4)\nexcept PermissionError:\n    r = "no"\nr'
    const ends: unknown[] = []
    for (const decision of [
      { action: 'deny' },
      { action: 'answer', value: 'in cash' },
      { action: 'approve', input: { n: 3 } },
    ] as const) {
      const { token, pending } = await pausedBy(code)
      const decisions = [{ callId: pending[0]!.callId, ...decision }]
      ends.push(await runtimeOf().resume(token, decisions).value())
    }
    expect(ends).toEqual(['no', 'in cash', 'wallet.pay 3'])
    expect(made).toEqual(['wallet.pay 3'])
  })

  it.each([
    ['a method', 'await wallet.close(5)', 'wallet closed 5'],
    ['a method that was taken off its object', 'c = wallet.close\nawait c(5)', 'wallet closed 5'],
    [
      'a method in Python inside a tool',
      'await run_script("close", inputs={"w": wallet})',
      'wallet closed 6',
    ],
    ['a method that is a tool', 'await wallet.look(5)', 'wallet.look 5'],
  ])('%s does not run the tool of the same name', async (_, code, value) => {
    const outcome = await runtimeOf().execute(code, { inputs: { wallet } }).outcome
    expect(outcome).toMatchObject({ status: 'ok', value })
    expect(made).toEqual([value])
  })

  it('a call whose object is gone can be answered, and not approved', async () => {
    const paused = await pausedBy('await wallet.pay(4)')
    // As in another process, where no object has that name.
    const gone = vi.spyOn(HostObject, 'find').mockReturnValue(undefined)
    try {
      const refused = await runtimeOf().resume(paused.token, approveAll(paused)).outcome
      expect(refused).toMatchObject({
        status: 'error',
        error: { code: 'MONTY_USAGE', message: expect.stringContaining('is not in this process') },
      })
      const decisions: Decision[] = [
        { callId: paused.pending[0]!.callId, action: 'answer', value: 'by hand' },
      ]
      expect(await runtimeOf().resume(paused.token, decisions).value()).toBe('by hand')
    } finally {
      gone.mockRestore()
    }
    expect(made).toEqual([])
  })
})
