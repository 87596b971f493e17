import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  type RuntimeOptions,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

let made: string[] = []
beforeEach(() => {
  made = []
})

const tools = {
  look_up: tool({
    input: z.object({ id: z.int() }),
    output: z.object({ id: z.int(), price: z.number() }),
    execute: async ({ id }) => {
      made.push(`look_up ${id}`)
      await sleep(5)
      return { id, price: id * 2 }
    },
  }),
  pay: tool({
    input: z.object({ to: z.string(), cents: z.int().default(100) }),
    output: z.string(),
    needsApproval: ({ cents }) => cents >= 100,
    execute: ({ to, cents }) => {
      made.push(`pay ${to} ${cents}`)
      return `paid ${to} ${cents}`
    },
  }),
  confirm: tool({
    input: z.object({ what: z.string() }),
    output: z.boolean(),
    async: false,
    needsApproval: true,
    execute: ({ what }) => {
      made.push(`confirm ${what}`)
      return true
    },
  }),
}

describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  /** As after a restart: nothing is shared but the key, and the store if there is one. */
  const runtimeOf = (options: RuntimeOptions = {}): MontyRuntime =>
    new MontyRuntime({ tools, isolation, snapshots: { key: KEY }, ...options })

  async function pausedBy(runtime: MontyRuntime, code: string): Promise<PausedOutcome> {
    const outcome = await runtime.execute(code).outcome
    if (outcome.status !== 'paused')
      throw new Error(`${outcome.status}: ${JSON.stringify(outcome)}`)
    return outcome
  }

  const approveAll = ({ pending }: PausedOutcome): Decision[] =>
    pending.map(({ callId }) => ({ callId, action: 'approve' }))

  describe('a call that needs an approval', () => {
    it('pauses the run before it is made, and is made once when it is approved', async () => {
      const paused = await pausedBy(
        runtimeOf(),
        'import random\nx = random.random()\nprint("first")\nitem = await look_up(4)\nr = await pay("ann")\nprint("second")\n(x, x, item["price"], r)',
      )
      expect(paused).toMatchObject({
        pending: [{ name: 'pay', input: { to: 'ann', cents: 100 }, state: 'held' }],
        stdout: 'first\n',
        calls: [{ name: 'look_up', status: 'ok' }],
      })
      expect(made).toEqual(['look_up 4'])
      const outcome = await runtimeOf().resume(paused.token, approveAll(paused)).outcome
      expect(outcome).toMatchObject({
        status: 'ok',
        stdout: 'first\nsecond\n',
        calls: [
          { name: 'look_up', status: 'ok' },
          { name: 'pay', status: 'ok' },
        ],
      })
      expect(outcome).toHaveProperty('value.2', 8)
      expect(outcome).toHaveProperty('value.3', 'paid ann 100')
      expect(made).toEqual(['look_up 4', 'pay ann 100'])
    })

    it('does not pause when the predicate says no, or the arguments are wrong', async () => {
      expect(await runtimeOf().execute('await pay("bob", 5)').value()).toBe('paid bob 5')
      const wrong = await runtimeOf({ typeCheck: false }).execute('await pay(1)').outcome
      expect(wrong).toMatchObject({
        status: 'error',
        error: { exception: { typeName: 'TypeError' } },
      })
    })

    it('pauses when the predicate takes its time, and whatever comes of it is no rejection', async () => {
      const unhandled: unknown[] = []
      const onUnhandled = (reason: unknown): void => void unhandled.push(reason)
      process.on('unhandledRejection', onUnhandled)
      const slow = async (): Promise<boolean> => Promise.reject(new Error('nobody to ask'))
      const ask = tool({
        input: z.object({}),
        needsApproval: slow as unknown as () => boolean,
        execute: () => 'done',
      })
      const runtime = runtimeOf({ tools: { ask } })
      const paused = await pausedBy(runtime, 'await ask()')
      expect(await runtime.resume(paused.token, approveAll(paused)).value()).toBe('done')
      await sleep(5)
      process.off('unhandledRejection', onUnhandled)
      expect(unhandled).toEqual([])
    })

    it('keeps arguments that share parts, and floats as floats', async () => {
      const echo = {
        echo: tool({
          input: z.object({ x: z.any(), y: z.any() }),
          needsApproval: true,
          execute: (given) => given,
        }),
        half: tool({ input: z.object({}), output: z.number(), execute: () => 2 }),
      }
      const code =
        'f = half()\nrow = [1, (2, 2.0)]\nr = await echo([row, row], {"a": row})\n(r, str(await f))'
      const first = new MontyRuntime({ tools: echo, isolation, snapshots: { key: KEY } })
      const paused = await pausedBy(first, code)
      const second = new MontyRuntime({ tools: echo, isolation, snapshots: { key: KEY } })
      const value = await second.resume(paused.token, approveAll(paused)).value()
      const row = [1, [2, 2]]
      expect(value).toEqual([{ x: [row, row], y: { a: row } }, '2.0'])
    })

    it.each([
      ['an instance of a class', 'class P:\n    def __init__(self):\n        self.x = 3\np = P()'],
      ['bytes', 'p = b"ab"'],
      [
        'a tuple with a name',
        'from collections import namedtuple\np = namedtuple("P", "x y")(1, 2)',
      ],
    ])('keeps %s that is in several places', async (_, making) => {
      const again = {
        echo: tool({
          input: z.object({ x: z.any(), y: z.any() }),
          needsApproval: true,
          execute: ({ x, y }) => [x, [y]],
        }),
      }
      const options = { tools: again, typeCheck: false }
      const paused = await pausedBy(runtimeOf(options), `${making}\nr = await echo([p, p], p)\nr`)
      const [first, second] = (await runtimeOf(options)
        .resume(paused.token, approveAll(paused))
        .value()) as [unknown[], unknown[]]
      expect(first).toHaveLength(2)
      expect(first[0]).toEqual(second[0])
      expect(first[1]).toEqual(second[0])
    })

    it('can be made with other arguments', async () => {
      const paused = await pausedBy(runtimeOf(), 'await pay("ann", 500)')
      const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
      const input = { to: 'ann', cents: 300 }
      const resumed = runtimeOf().resume(paused.token, [{ callId, action: 'approve', input }])
      expect(await resumed.value()).toBe('paid ann 300')
      expect(made).toEqual(['pay ann 300'])
    })

    it('cannot be made with arguments that do not fit: the decision is refused, and the run still waits', async () => {
      const paused = await pausedBy(runtimeOf(), 'await pay("ann")')
      const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
      const approving = async (input: unknown): Promise<unknown> =>
        runtimeOf().resume(paused.token, [
          { callId, action: 'approve', input: input as Record<string, unknown> },
        ]).outcome
      const refusal = (reason: string): object => ({
        status: 'error',
        error: {
          code: 'MONTY_USAGE',
          message: expect.stringMatching(
            new RegExp(
              `^call ${callId} cannot be made with these arguments: ${reason}.* \\(the run still waits\\)$`,
            ),
          ),
        },
      })
      expect(await approving({ to: 'ann', cents: 'many' })).toMatchObject(
        refusal(String.raw`pay\(\) argument 'cents'`),
      )
      expect(await approving({ cents: 5 })).toMatchObject(refusal(String.raw`pay\(\) `))
      expect(await approving({ to: 'ann', cent: 5 })).toMatchObject(refusal(String.raw`pay\(\) `))
      expect(await approving('ann')).toMatchObject(refusal('input must be an object'))
      expect(made).toEqual([])
      expect(await approving({ to: 'bob', cents: 300 })).toMatchObject({ value: 'paid bob 300' })
    })

    it('inside a tool cannot either', async () => {
      const withScripts = {
        tools: { ...tools, run_script: runScriptTool(() => 'await pay("ann")') },
      }
      const paused = await pausedBy(runtimeOf(withScripts), 'await run_script("a.py")')
      const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
      const input = { to: 'ann', cents: 'many' }
      const wrong = runtimeOf(withScripts).resume(paused.token, [
        { callId, action: 'approve', input },
      ])
      expect(await wrong.outcome).toMatchObject({ error: { code: 'MONTY_USAGE' } })
      const right = runtimeOf(withScripts).resume(paused.token, approveAll(paused))
      expect(await right.value()).toBe('paid ann 100')
    })

    it('cannot be made where its tool is not', async () => {
      const paused = await pausedBy(runtimeOf(), 'await pay("ann")')
      const elsewhere = runtimeOf({ tools: {} }).resume(paused.token, approveAll(paused))
      expect(await elsewhere.outcome).toMatchObject({
        error: {
          code: 'MONTY_USAGE',
          message: expect.stringContaining('this runtime has no tool pay; deny or answer it'),
        },
      })
      expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe(
        'paid ann 100',
      )
    })

    it('can be denied, which Python can catch', async () => {
      const paused = await pausedBy(
        runtimeOf(),
        'try:\n    r = await pay("ann")\nexcept PermissionError as error:\n    r = str(error)\nr',
      )
      const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
      const outcome = await runtimeOf().resume(paused.token, [
        { callId, action: 'deny', message: 'too much' },
      ]).outcome
      expect(outcome).toMatchObject({
        status: 'ok',
        value: 'too much',
        calls: [{ status: 'denied' }],
      })
      expect(made).toEqual([])
    })

    it('can be answered by hand', async () => {
      const paused = await pausedBy(runtimeOf(), 'await pay("ann")')
      const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
      const decision: Decision = { callId, action: 'answer', value: 'paid in cash' }
      expect(await runtimeOf().resume(paused.token, [decision]).value()).toBe('paid in cash')
      expect(made).toEqual([])
    })

    it('pauses where Python takes the value at once, too', async () => {
      const paused = await pausedBy(runtimeOf(), 'if confirm("go"):\n    r = "went"\nr')
      const resumed = runtimeOf().resume(paused.token, approveAll(paused))
      expect(await resumed.value()).toBe('went')
      expect(made).toEqual(['confirm go'])
    })

    it('pauses a serial run', async () => {
      const serial = { concurrency: 'serial' } as const
      const paused = await pausedBy(
        runtimeOf(serial),
        'a = await look_up(1)\nb = await pay("x")\n(a["id"], b)',
      )
      const resumed = runtimeOf(serial).resume(paused.token, approveAll(paused))
      expect(await resumed.value()).toEqual([1, 'paid x 100'])
      expect(made).toEqual(['look_up 1', 'pay x 100'])
    })
  })

  describe('an approval in the middle of a gather', () => {
    const code = `
import asyncio
async def item(id):
    found = await look_up(id)
    return found["price"]
async def paid(to):
    return await pay(to)
results = await asyncio.gather(item(1), item(2), paid("ann"), item(3), paid("bob"))
print(results)
results`

    it('lets calls under way settle, starts no new one, and starts those on resumption', async () => {
      const paused = await pausedBy(runtimeOf(), code)
      expect(made).toEqual(['look_up 1', 'look_up 2'])
      expect(paused.pending.map(({ input }) => input)).toEqual([
        { to: 'ann', cents: 100 },
        { to: 'bob', cents: 100 },
      ])
      const outcome = await runtimeOf().resume(paused.token, approveAll(paused)).outcome
      expect(outcome).toMatchObject({
        status: 'ok',
        value: [2, 4, 'paid ann 100', 6, 'paid bob 100'],
      })
      expect(made.toSorted()).toEqual([
        'look_up 1',
        'look_up 2',
        'look_up 3',
        'pay ann 100',
        'pay bob 100',
      ])
    })

    it('goes on with some of the calls decided, and pauses again for the rest', async () => {
      const paused = await pausedBy(runtimeOf(), code)
      const [ann, bob] = paused.pending
      const some = await runtimeOf().resume(paused.token, [
        { callId: bob!.callId, action: 'approve' },
      ]).outcome
      if (some.status !== 'paused') throw new Error(some.status)
      expect(some.pending).toMatchObject([{ callId: ann!.callId }])
      expect(made).toContain('look_up 3')
      expect(made).toContain('pay bob 100')
      expect(made).not.toContain('pay ann 100')
      const rest = runtimeOf().resume(some.token, approveAll(some))
      expect(await rest.value()).toEqual([2, 4, 'paid ann 100', 6, 'paid bob 100'])
      expect(made.toSorted()).toEqual([
        'look_up 1',
        'look_up 2',
        'look_up 3',
        'pay ann 100',
        'pay bob 100',
      ])
    })

    it('keeps outcomes that Python has not asked for', async () => {
      const paused = await pausedBy(
        runtimeOf(),
        'early = look_up(7)\nother = look_up(8)\nok = confirm("go")\n(ok, (await early)["price"], (await other)["price"])',
      )
      expect(made).toEqual(['look_up 7', 'look_up 8'])
      const resumed = runtimeOf().resume(paused.token, approveAll(paused))
      expect(await resumed.value()).toEqual([true, 14, 16])
      expect(made).toEqual(['look_up 7', 'look_up 8', 'confirm go'])
    })

    it('puts sleeps off with the calls', async () => {
      const paused = await pausedBy(
        runtimeOf(),
        'import asyncio\nasync def nap():\n    await look_up(1)\n    await asyncio.sleep(0.01)\n    return "slept"\nawait asyncio.gather(pay("ann"), nap())',
      )
      const resumed = runtimeOf().resume(paused.token, approveAll(paused))
      expect(await resumed.value()).toEqual(['paid ann 100', 'slept'])
    })
  })

  describe('a token', () => {
    it('is short when there is a store', async () => {
      const options = { snapshots: { key: KEY, store: new MemoryStore() } }
      const { token } = await pausedBy(runtimeOf(options), 'await pay("ann")')
      expect(token.length).toBeLessThan(120)
    })

    it.each([
      ['without a store', () => undefined],
      ['with a store', () => new MemoryStore()],
    ])('is good for one use, %s', async (_, makeStore) => {
      const store = makeStore()
      const options: RuntimeOptions = { snapshots: { key: KEY, ...(store ? { store } : {}) } }
      const paused = await pausedBy(runtimeOf(options), 'await pay("ann")')
      const twice = await Promise.all([
        runtimeOf(options).resume(paused.token, approveAll(paused)).outcome,
        runtimeOf(options).resume(paused.token, approveAll(paused)).outcome,
      ])
      expect(twice.map(({ status }) => status).toSorted()).toEqual(['error', 'ok'])
      const late = await runtimeOf(options).resume(paused.token, approveAll(paused)).outcome
      expect(late).toMatchObject({
        status: 'error',
        error: { code: 'MONTY_SNAPSHOT', reason: 'used' },
      })
      expect(made).toEqual(['pay ann 100'])
    })

    it.each([
      ['without a store', false],
      ['with a store', true],
    ])('is good for its key and scope only, and not when changed, %s', async (_, hasStore) => {
      const store = hasStore ? { store: new MemoryStore() } : {}
      const options = { snapshots: { key: KEY, scope: 'shop', ...store } }
      const paused = await pausedBy(runtimeOf(options), 'await pay("ann")')
      const refused = async (
        token: string,
        snapshots: RuntimeOptions['snapshots'],
      ): Promise<unknown> => {
        const outcome = await runtimeOf({ snapshots: { ...snapshots!, ...store } }).resume(
          token,
          approveAll(paused),
        ).outcome
        return 'error' in outcome && (outcome.error as { reason?: string }).reason
      }
      const flip = (at: number): string => {
        const other = paused.token[at] === 'A' ? 'B' : 'A'
        return paused.token.slice(0, at) + other + paused.token.slice(at + 1)
      }
      expect(await refused(paused.token, { key: `${KEY}!`, scope: 'shop' })).toBe('signature')
      expect(await refused(paused.token, { key: KEY, scope: 'bank' })).toBe('signature')
      expect(await refused(flip(paused.token.length - 3), { key: KEY, scope: 'shop' })).toBe(
        'signature',
      )
      expect(await refused('nonsense', { key: KEY, scope: 'shop' })).toBe('format')
      expect(made).toEqual([])
      const good = runtimeOf({
        snapshots: { key: 'another key of some length', oldKeys: [KEY], scope: 'shop', ...store },
      })
      expect(await good.resume(paused.token, approveAll(paused)).value()).toBe('paid ann 100')
    })

    it('expires', async () => {
      const options = { snapshots: { key: KEY, expiresInMs: 1 } }
      const paused = await pausedBy(runtimeOf(options), 'await pay("ann")')
      await sleep(5)
      const outcome = await runtimeOf(options).resume(paused.token, approveAll(paused)).outcome
      expect(outcome).toMatchObject({ error: { reason: 'expired' } })
    })

    it('stays good when the signal has fired before the run goes on', async () => {
      const paused = await pausedBy(runtimeOf(), 'await pay("ann")')
      const signal = AbortSignal.abort('no')
      const aborted = await runtimeOf().resume(paused.token, approveAll(paused), { signal }).outcome
      expect(aborted).toMatchObject({ status: 'cancelled', error: { cause: 'no' } })
      expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe(
        'paid ann 100',
      )
    })

    it.each([
      ['without a store', () => undefined],
      ['with a store', () => new MemoryStore()],
    ])('is no longer good when its run was given up, %s', async (_, makeStore) => {
      const store = makeStore()
      const options: RuntimeOptions = { snapshots: { key: KEY, ...(store ? { store } : {}) } }
      const paused = await pausedBy(runtimeOf(options), 'await pay("ann")')
      await runtimeOf(options).discard(paused.token)
      expect(await runtimeOf(options).pausedRuns()).toEqual([])
      expect(await store?.list()).toEqual(store && [])
      const late = await runtimeOf(options).resume(paused.token, approveAll(paused)).outcome
      expect(late).toMatchObject({ status: 'error', error: { reason: 'used' } })
      await expect(runtimeOf(options).discard(paused.token)).rejects.toMatchObject({
        code: 'MONTY_SNAPSHOT',
        reason: 'used',
      })
      await expect(runtimeOf(options).discard('nonsense')).rejects.toMatchObject({
        reason: 'format',
      })
      expect(made).toEqual([])
    })

    it('stays good when the decisions make no sense', async () => {
      const paused = await pausedBy(runtimeOf(), 'await pay("ann")')
      const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
      const decision = { callId, action: 'approve' }
      const senseless: Array<[unknown, string]> = [
        [
          [{ callId: 99, action: 'approve' }],
          `call 99 does not wait for a decision; waiting: ${callId}`,
        ],
        [[decision, { callId, action: 'deny' }], `there are two decisions about call ${callId}`],
        [[null], "decisions[0] must be an object, such as { callId: 1, action: 'approve' }"],
        [
          [{ ...decision, args: { to: 'bob' } }],
          `args is not an option of the decision about call ${callId}; there are: callId, action, input`,
        ],
        [
          [{ callId, action: 'answer', value: { when: Symbol('now') } }],
          'decisions[0].value.when is a symbol, which has no counterpart in Python',
        ],
        [
          [{ callId, action: 'answer' }],
          `the decision about call ${callId} needs a value; null is None`,
        ],
        [
          [{ callId, action: 'deny', message: 5 }],
          `the message of the decision about call ${callId} must be a string`,
        ],
        [undefined, "decisions must be an array, such as [{ callId: 1, action: 'approve' }]"],
      ]
      for (const [decisions, message] of senseless) {
        const outcome = await runtimeOf().resume(paused.token, decisions as Decision[]).outcome
        expect(outcome).toMatchObject({ status: 'error', error: { message } })
      }
      expect(await runtimeOf().resume(paused.token, approveAll(paused)).value()).toBe(
        'paid ann 100',
      )
    })
  })

  describe('shared state', () => {
    it('goes with a paused run, and comes back with it', async () => {
      const runtime = runtimeOf({ state: 'shared' })
      await runtime.execute('total = 1').value()
      const paused = await pausedBy(runtime, 'r = await pay("ann")\ntotal += 1\nr')
      expect(await runtime.execute('total').outcome).toMatchObject({ status: 'error' })
      const elsewhere = runtimeOf({ state: 'shared' })
      expect(await elsewhere.resume(paused.token, approveAll(paused)).value()).toBe('paid ann 100')
      expect(await elsewhere.execute('(total, r)').value()).toEqual([2, 'paid ann 100'])
    })
  })
})
