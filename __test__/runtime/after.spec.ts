import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { effects, HALF_WAY } from './half-way.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type Outcome,
  type PausedOutcome,
  type RuntimeOptions,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
const failed = (outcome: Outcome): Outcome => {
  if (!('error' in outcome)) throw new Error(`it did not fail: ${JSON.stringify(outcome)}`)
  return outcome
}

const approval = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

describe.each(['none', 'process'] as const)('after, isolation: %s', (isolation) => {
  const runtimeOf = (given: ReturnType<typeof effects>, more: RuntimeOptions = {}): MontyRuntime =>
    new MontyRuntime({ isolation, typeCheck: false, tools: given.tools, ...more })

  it.each(HALF_WAY)('$name: each effect once', async ({ begin, slip, right, value, made }) => {
    const given = effects()
    const runtime = runtimeOf(given)
    const before = failed(await runtime.execute(`${begin}\n${slip}`).outcome)
    const outcome = await runtime.execute(right, { after: before }).outcome
    expect(outcome).toMatchObject({ status: 'ok', value })
    expect(given.counted()).toEqual([...made].toSorted())
  })

  it.each([
    ['many parts', '[[i, {"a": i}] for i in range(20_000)]'],
    ['one part in many places', '[[1, "b"]] * 20_000'],
    ['a long text', '"é" * 3_000_000'],
    ['a text for which there is no room', '"x" * 3_000_000, "y" * 33_000_000'],
    ['a long int', '1 << 40_000_000'],
    ['bytes', '[b"x" * 2_000_000]'],
  ])('knows calls by large arguments: %s', async (_, given) => {
    const made: number[] = []
    const take = tool({
      input: { type: 'object', properties: { x: {}, y: {} } },
      execute: () => made.push(made.length),
    })
    const read = tool({ input: { type: 'object' }, execute: () => made.push(-1) })
    const runtime = new MontyRuntime({ isolation, typeCheck: false, tools: { take, read } })
    const begin = `from asyncio import gather\nn = await gather(take(${given}), read(), take(2))\n`
    const before = failed(await runtime.execute(`${begin}1 / 0`).outcome)
    expect(made).toHaveLength(3)
    const outcome = await runtime.execute(`${begin}n`, { after: before }).outcome
    expect(outcome.status).toBe('ok')
    expect(made).toHaveLength(3)
    const other = await runtime.execute(`await take(${given})`, { after: before }).outcome
    expect(other.status).toBe('ok')
    await runtime.close()
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
      await runtime.execute('mail("a"), mail("b"), await price("x"), await price("y")\n1 / 0')
        .outcome,
    )
    await runtime
      .execute(
        'mail("a"), mail("c"), mail("b"), await price("y"), await price("x"), await price("z")',
        {
          after: before,
        },
      )
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
    const second = failed(
      await runtime.execute('await book(1)\nundefined', { after: first }).outcome,
    )
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
