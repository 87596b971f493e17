import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type Outcome,
  type PausedOutcome,
  type RuntimeOptions,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
const GATHER = 'import asyncio\n'

/** Tools with effects that are counted, by what was called. */
function effects() {
  const made = new Map<string, number>()
  const count = (name: string): number => {
    made.set(name, (made.get(name) ?? 0) + 1)
    return made.get(name)!
  }
  const balance = { cents: 100 }
  const tools = {
    book: tool({
      input: z.object({ id: z.int() }),
      execute: async ({ id }) => {
        count(`book ${id}`)
        return { id, ref: `B${id}` }
      },
    }),
    mail: tool({
      input: z.object({ to: z.string() }),
      output: z.string(),
      async: false,
      execute: ({ to }) => {
        count(`mail ${to}`)
        return `sent to ${to}`
      },
    }),
    // The very same object each time, as stores of objects give it.
    spend: tool({
      input: z.object({ cents: z.int() }),
      execute: ({ cents }) => {
        count(`spend ${cents}`)
        balance.cents -= cents
        return balance
      },
    }),
    price: tool({
      input: z.object({ what: z.string() }),
      output: z.number(),
      replay: 'always',
      execute: ({ what }) => count(`price ${what}`) * 1.5,
    }),
    flaky: tool({
      input: z.object({ id: z.int() }),
      execute: ({ id }) => {
        if (count(`flaky ${id}`) === 1) throw new RangeError(`not yet ${id}`)
        return id
      },
    }),
    pay: tool({
      input: z.object({ cents: z.int() }),
      needsApproval: true,
      execute: ({ cents }) => {
        count(`pay ${cents}`)
        return 'paid'
      },
    }),
    hang: tool({
      input: z.object({ id: z.int() }),
      execute: async ({ id }) => {
        count(`hang ${id}`)
        return new Promise<never>(() => {})
      },
    }),
    run_script: runScriptTool((code) => code),
  }
  return { made, tools }
}

const failed = (outcome: Outcome): Outcome => {
  if (!('error' in outcome)) throw new Error(`it did not fail: ${JSON.stringify(outcome)}`)
  return outcome
}

const approval = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

/** Ten programs that fail half-way, and the same corrected; with the value, and each effect that there is. */
const PROGRAMS: ReadonlyArray<
  readonly [name: string, wrong: string, right: string, value: unknown, made: readonly string[]]
> = [
  [
    'a slip after two calls',
    'a = await book(1)\nb = await book(2)\na["reff"]',
    'a = await book(1)\nb = await book(2)\na["ref"] + b["ref"]',
    'B1B2',
    ['book 1', 'book 2'],
  ],
  [
    'a slip before the last call',
    'a = await book(1)\nmail(a["mail"])\nmail("b")',
    'a = await book(1)\nmail("a")\nmail("b")\na["ref"]',
    'B1',
    ['book 1', 'mail a', 'mail b'],
  ],
  [
    'a loop that fails in its third turn',
    'for x in ["a", "b", 3]:\n    mail(x.lower())',
    'for x in ["a", "b", "c"]:\n    mail(x.lower())\nlen("abc")',
    3,
    ['mail a', 'mail b', 'mail c'],
  ],
  [
    'calls that were gathered',
    `${GATHER}a, b = await asyncio.gather(book(1), book(2))\n1 / 0`,
    `${GATHER}a, b = await asyncio.gather(book(1), book(2))\n[a["id"], b["id"]]`,
    [1, 2],
    ['book 1', 'book 2'],
  ],
  [
    'an object that a tool goes on changing',
    'x = await spend(10)\ny = await spend(20)\nx["nothing"]',
    'x = await spend(10)\ny = await spend(20)\n[x["cents"], y["cents"]]',
    [90, 70],
    ['spend 10', 'spend 20'],
  ],
  [
    'floats that stay floats',
    'p = await price("tea")\nmail("a")\np.upper()',
    'p = await price("tea")\nmail("a")\nrepr(p * 2)',
    '3.0',
    ['price tea', 'mail a'],
  ],
  [
    'a tool that fails once',
    'mail("a")\nx = await flaky(1)\nmail("b")',
    'mail("a")\nx = await flaky(1)\nmail("b")\nx',
    1,
    ['mail a', 'flaky 1', 'flaky 1', 'mail b'],
  ],
  [
    'an error that was handled',
    'try:\n    await flaky(1)\nexcept Exception as e:\n    mail(str(e))\n[][1]',
    'try:\n    r = await flaky(1)\nexcept Exception as e:\n    r = mail(str(e))\nr',
    'sent to not yet 1',
    ['flaky 1', 'mail not yet 1'],
  ],
  [
    'a call that is new, and one by another name',
    'send = mail\nsend("a")\nawait book(1)\nNone + 1',
    'mail("a")\nawait book(7)\nmail("z")\n"done"',
    'done',
    ['mail a', 'book 1', 'book 7', 'mail z'],
  ],
  [
    'Python inside a tool',
    'r = await run_script("mail(\'a\')\\nawait book(1)")\nr["none"]',
    'r = await run_script("mail(\'a\')\\nawait book(1)")\nr["ref"]',
    'B1',
    ['mail a', 'book 1'],
  ],
]

describe.each(['none', 'process'] as const)('after, isolation: %s', (isolation) => {
  const runtimeOf = (given: ReturnType<typeof effects>, more: RuntimeOptions = {}): MontyRuntime =>
    new MontyRuntime({ isolation, typeCheck: false, tools: given.tools, ...more })

  it.each(PROGRAMS)('%s: each effect once', async (_name, wrong, right, value, made) => {
    const given = effects()
    const runtime = runtimeOf(given)
    const before = failed(await runtime.execute(wrong).outcome)
    const outcome = await runtime.execute(right, { after: before }).outcome
    expect(outcome).toMatchObject({ status: 'ok', value })
    const counted = [...given.made].flatMap(([name, times]) => Array(times).fill(name) as string[])
    expect(counted.toSorted()).toEqual([...made].toSorted())
  })

  it('tells which calls were answered from before, and hears no tool for them', async () => {
    const given = effects()
    const runtime = runtimeOf(given)
    const before = failed(await runtime.execute('await book(1)\n1 / 0').outcome)
    const execution = runtime.execute('await book(1)\nawait book(2)', { after: before.runId })
    const { calls } = await execution.outcome
    expect(calls).toMatchObject([
      { name: 'book', args: [1], status: 'ok', replayed: true },
      { name: 'book', args: [2], status: 'ok' },
    ])
    expect(calls[1]).not.toHaveProperty('replayed')
    const replayed: unknown[] = []
    for await (const event of execution.events)
      if (event.type === 'call') replayed.push(event.replayed)
    expect(replayed).toEqual([true, undefined])
  })

  it('makes all calls of a tool from the first that differs on, except of one that reads', async () => {
    const given = effects()
    const runtime = runtimeOf(given)
    const before = failed(
      await runtime.execute('mail("a"), mail("b"), await price("x"), await price("y")\n1 / 0').outcome,
    )
    await runtime
      .execute('mail("a"), mail("c"), mail("b"), await price("y"), await price("x"), await price("z")', {
        after: before,
      })
      .value()
    expect(Object.fromEntries(given.made)).toEqual({
      'mail a': 1,
      'mail b': 2,
      'mail c': 1,
      'price x': 1,
      'price y': 1,
      'price z': 1,
    })
  })

  it('goes on over several corrections, also those that do not come to the calls', async () => {
    const given = effects()
    const runtime = runtimeOf(given)
    const first = failed(await runtime.execute('await book(1)\nawait book(2)\n1 / 0').outcome)
    const second = failed(await runtime.execute('await book(1)\nundefined', { after: first }).outcome)
    const third = failed(await runtime.execute('def (', { after: second }).outcome)
    const code = 'await book(1)\nawait book(2)\nawait book(3)'
    await runtime.execute(code, { after: third }).value()
    // Whoever still has the first outcome means all of it.
    await runtime.execute(code, { after: first }).value()
    expect(Object.fromEntries(given.made)).toEqual({ 'book 1': 1, 'book 2': 1, 'book 3': 1 })
  })

  it('asks nobody again about a call that was approved, and not for one that was not made', async () => {
    const given = effects()
    const runtime = runtimeOf(given)
    const paused = (await runtime.execute('await pay(5)\n1 / 0').outcome) as PausedOutcome
    const before = failed(await runtime.resume(paused.token, approval(paused)).outcome)
    const next = (await runtime.execute('await pay(5)\nawait pay(5)', { after: before })
      .outcome) as PausedOutcome
    expect(next).toMatchObject({ status: 'paused', pending: [{ name: 'pay', state: 'held' }] })
    expect(await runtime.resume(next.token, approval(next)).value()).toBe('paid')
    expect(given.made.get('pay 5')).toBe(2)
  })

  it('asks about a call that was under way, and makes it again only when somebody says so', async () => {
    const given = effects()
    const runtime = runtimeOf(given, { timeoutMs: isolation === 'none' ? 60 : 400 })
    const before = failed(await runtime.execute('mail("a")\nawait hang(1)').outcome)
    expect(before.status).toBe('timeout')
    const code = 'mail("a")\nr = await hang(1)\nmail("b")\nr'
    const paused = (await runtime.execute(code, { after: before }).outcome) as PausedOutcome
    expect(paused.pending).toMatchObject([{ name: 'hang', input: { id: 1 }, state: 'unknown' }])
    const [{ callId }] = paused.pending as [PausedOutcome['pending'][number]]
    const answer: Decision = { callId, action: 'answer', value: 'it had been done' }
    expect(await runtime.resume(paused.token, [answer]).value()).toBe('it had been done')
    expect(Object.fromEntries(given.made)).toEqual({ 'mail a': 1, 'hang 1': 1, 'mail b': 1 })
  })

  it('refuses what it knows nothing of, and what is not over', async () => {
    const given = effects()
    const runtime = runtimeOf(given)
    const refusal = async (after: unknown): Promise<string> => {
      const outcome = await runtime.execute('1', { after: after as string }).outcome
      return 'error' in outcome ? outcome.error.message : outcome.status
    }
    expect(await refusal('nobody')).toMatch(/nothing is known of a run nobody/)
    expect(await refusal(7)).toMatch(/after must be the outcome of a run/)
    const running = runtime.execute('await hang(1)')
    await sleep(20)
    expect(await refusal(running.runId)).toMatch(/is not over/)
    running.cancel()
    const paused = await runtime.execute('await pay(1)').outcome
    expect(await refusal(paused)).toMatch(/is paused: resume it/)
    await running.outcome
  })

  it('works across processes with a store, and one of them goes on', async () => {
    const given = effects()
    const store = new MemoryStore()
    const other = (): MontyRuntime => runtimeOf(given, { snapshots: { store, key: KEY } })
    const before = failed(await other().execute('await book(1)\nmail("a")\n1 / 0').outcome)
    const code = 'await book(1)\nmail("a")\nmail("b")'
    // As it would come from a database of the application's.
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => other().execute(code, { after: before.runId }).outcome),
    )
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['error', 'error', 'ok'])
    expect(Object.fromEntries(given.made)).toEqual({ 'book 1': 1, 'mail a': 1, 'mail b': 1 })
    expect(await store.list()).toEqual([])
  })

  it('goes on where a process was lost, which makes no calls any more', async () => {
    const given = effects()
    const store = new MemoryStore()
    const other = (): MontyRuntime => runtimeOf(given, { snapshots: { store, key: KEY } })
    const gate = { open: (): void => {} }
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve
    })
    const slow = {
      ...given.tools,
      look: tool({ input: z.object({}), replay: 'always', execute: () => opened }),
    }
    // It is taken to be dead, and only sleeps.
    const lost = runtimeOf(given, { tools: slow, snapshots: { store, key: KEY } })
    const execution = lost.execute('await book(1)\nawait look()\nawait book(2)')
    while (given.made.size === 0 || (await store.list()).length === 0) await sleep(5)
    await sleep(20)
    const after = execution.runId
    expect(await other().execute('await book(1)\nawait book(2)', { after }).outcome).toMatchObject({
      status: 'ok',
      calls: [{ replayed: true }, {}],
    })
    gate.open()
    expect(await execution.outcome).toMatchObject({ status: 'error' })
    expect(Object.fromEntries(given.made)).toEqual({ 'book 1': 1, 'book 2': 1 })
  })
})
