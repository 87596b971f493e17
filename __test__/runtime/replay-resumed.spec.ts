import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  type Execution,
  type ExecuteOptions,
  MemoryStore,
  MontyRuntime,
  type Recording,
  type RecordOptions,
  replay,
  type Replay,
  type RunEvent,
  type RuntimeOptions,
} from '../../src/runtime/index.js'

const key = 'a key for the snapshots of a test'

const tools = {
  price: tool({
    input: z.object({ article: z.string() }),
    output: z.number(),
    execute: async ({ article }) => {
      await sleep(10 - article.length)
      return article.length
    },
  }),
  pay: tool({
    input: z.object({ cents: z.int() }),
    needsApproval: true,
    execute: ({ cents }, context) => {
      context.emit({ paying: cents })
      return `paid ${cents}`
    },
  }),
}

async function eventsOf(execution: Execution): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of execution.events) events.push(event)
  return events
}

/** Runs a program to its end, each stretch in a runtime of its own, and decides the same about all that waits. */
async function resumed(
  code: string,
  decide: (callId: number) => Decision,
  {
    options = {},
    given = { record: true },
    again,
  }: { options?: RuntimeOptions; given?: ExecuteOptions; again?: RecordOptions } = {},
): Promise<{ recording: Recording; events: RunEvent[]; pauses: number; executions: Execution[] }> {
  const made = (): MontyRuntime =>
    new MontyRuntime({ isolation: 'none', tools, snapshots: { key }, ...options })
  let execution = made().execute(code, given)
  const executions = [execution]
  const events = await eventsOf(execution)
  let outcome = await execution.outcome
  let pauses = 0
  while (outcome.status === 'paused') {
    pauses++
    const decisions = outcome.pending.map(({ callId }) => decide(callId))
    execution = made().resume(
      outcome.token,
      decisions,
      again === undefined ? {} : { record: again },
    )
    executions.push(execution)
    // That it was paused is told when it is resumed.
    events.splice(-2, 2, ...(await eventsOf(execution)))
    outcome = await execution.outcome
  }
  const recording = JSON.parse(JSON.stringify(await execution.recording)) as Recording
  return { recording, events, pauses, executions }
}

const seen = async (replayed: Replay): Promise<object> => ({
  divergence: await replayed.divergence,
  events: await eventsOf(replayed),
  outcome: await replayed.outcome,
})

const same = ({ events }: { events: RunEvent[] }): object => ({
  divergence: undefined,
  events,
  outcome: (events.at(-1) as { outcome: unknown }).outcome,
})

const approve = (callId: number): Decision => ({ callId, action: 'approve' })

const code = `import asyncio, random, time
began = time.time()
first = await price("tea")
print("before", first)
both = await asyncio.gather(pay(random.randint(1, 1000)), price("milk"))
time.sleep(0.002)
last = await pay(len(both))
print("after", last, random.random(), time.time() > began)
[first, both, last, random.random(), time.time()]`

describe('a run that was paused and resumed elsewhere', () => {
  it.each<[string, RuntimeOptions]>([
    ['without a store', {}],
    ['with a store', { snapshots: { key, store: new MemoryStore() } }],
    ['in worker processes', { isolation: 'process' }],
    ['with its seed', { random: { seed: 7 }, clock: new Date('2026-01-01T00:00:00Z') }],
  ])('is recorded as a whole, %s', async (_name, options) => {
    const run = await resumed(code, approve, { options })
    expect(run.pauses).toBe(2)
    expect(run.events.filter(({ type }) => type === 'start')).toHaveLength(3)
    expect(await seen(replay(run.recording))).toEqual(same(run))
    expect(await seen(replay(run.recording, { isolation: 'process' }))).toEqual(same(run))
    expect(JSON.stringify(run.recording)).not.toContain('mnr1~')
    // The recording of each stretch is that of all before it.
    const [first, second] = await Promise.all(run.executions.map(({ recording }) => recording))
    expect(first!.outcome).toMatchObject({ status: 'paused', token: '' })
    expect(second!.answers.slice(0, first!.answers.length - 1)).toEqual(first!.answers.slice(0, -1))
    expect(await replay(second!).divergence).toBeUndefined()
  })

  it.each<[string, Decision['action']]>([
    ['denied', 'deny'],
    ['answered', 'answer'],
  ])('with a call that was %s', async (_name, action) => {
    const caught = `try:\n    got = await pay(3)\nexcept Exception as error:\n    got = repr(error)\ngot`
    const run = await resumed(caught, (callId) =>
      action === 'deny'
        ? { callId, action, message: 'too much' }
        : { callId, action: 'answer', value: 'somebody paid' },
    )
    expect(await seen(replay(run.recording))).toEqual(same(run))
  })

  it('that is another program once somebody had changed it, or none', async () => {
    const options = { approveProgram: true }
    const decided = (decision: Omit<Decision, 'callId'>) =>
      resumed('await price("tea")', (callId) => ({ callId, ...decision }) as Decision, { options })
    const changed = await decided({
      action: 'approve',
      input: { code: 'await price("milk")' },
    } as never)
    expect(changed.recording.code).toBe('await price("milk")')
    expect(await seen(replay(changed.recording))).toMatchObject({
      divergence: undefined,
      outcome: { status: 'ok', value: 4 },
    })
    const answered = await decided({ action: 'answer', value: 12 } as never)
    expect(await seen(replay(answered.recording))).toEqual(same(answered))
    const denied = await decided({ action: 'deny', message: 'not now' } as never)
    expect(await seen(replay(denied.recording))).toEqual(same(denied))
  })

  it('is replayed under the limits of its execution', async () => {
    const run = await resumed(
      'x = await pay(1)\nfor _ in range(3):\n    await price("tea")',
      approve,
      {
        given: { record: true, limits: { maxHostCalls: 3 } },
      },
    )
    expect(run.recording.outcome).toMatchObject({ status: 'limit' })
    expect(await seen(replay(run.recording))).toEqual(same(run))
  })

  it('keeps its secrets: what one execution has taken out needs to be taken out again', async () => {
    const hidden: RecordOptions = {
      redact: (value) => (typeof value === 'string' ? value.replaceAll('4111', '****') : value),
    }
    const secret = 'await pay(3)\n"card 4111"'
    const open = resumed(secret, approve, { given: { record: hidden } })
    await expect(open).rejects.toThrow('resume it with { record: { redact } }')
    const { recording } = await resumed(secret, approve, {
      given: { record: hidden },
      again: hidden,
    })
    expect(JSON.stringify(recording)).not.toContain('4111')
    expect(recording.outcome).toMatchObject({ value: 'card ****' })
    const ofRuntime = await resumed(secret, approve, { options: { record: hidden } })
    expect(JSON.stringify(ofRuntime.recording)).not.toContain('4111')
  })

  it('is not recorded when it was not from its start, or need not be any more', async () => {
    const whole = resumed('await pay(3)', approve, { given: {} })
    await expect(whole).rejects.toThrow('was not recorded')
    const runtime = new MontyRuntime({ isolation: 'none', tools, snapshots: { key } })
    const outcome = await runtime.execute('await pay(3)', { record: true }).outcome
    if (outcome.status !== 'paused') throw new Error(outcome.status)
    const decisions = [approve(outcome.pending[0]!.callId)]
    const last = runtime.resume(outcome.token, decisions, { record: false })
    await expect(last.recording).rejects.toThrow('was not recorded')
    expect(await last.value()).toBe('paid 3')
  })
})
