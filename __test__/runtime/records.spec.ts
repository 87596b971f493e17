import { describe, expect, it } from 'vitest'
import { Monty, runMontyAsync } from 'monty-node'
import { tool } from '../../src/host/index.js'
import { MontyRuntime, type RunEvent } from '../../src/runtime/index.js'

const note = tool({
  input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  execute: ({ text }: { text: string }) => text,
})
const script = tool({
  input: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
  execute: async ({ code }: { code: string }, context) => (await context.subExecute(code)).status,
})

async function eventsOf(runtime: MontyRuntime, code: string): Promise<RunEvent[]> {
  const { events, outcome } = runtime.execute(code)
  await outcome
  const all: RunEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

/** How much text there is in what is kept. */
const textIn = (kept: unknown): number => JSON.stringify(kept).length

describe('what is kept of calls', () => {
  const budgets = { recordBytes: 200_000 }

  it('is whole within the budget', async () => {
    const runtime = new MontyRuntime({ tools: { note }, budgets, isolation: 'none' })
    const code = 'for i in range(3):\n    await note(str(i) * 10_000)'
    const { calls } = await runtime.execute(code).outcome
    expect(calls.map(({ args }) => (args[0] as string).length)).toEqual([10_000, 10_000, 10_000])
    expect(calls.some(({ omitted }) => omitted)).toBe(false)
  })

  it.each<'none' | 'process'>(['none', 'process'])(
    'is bounded beyond it: isolation %s',
    async (isolation) => {
      const heard: string[] = []
      const runtime = new MontyRuntime({
        tools: { note },
        budgets,
        isolation,
        extensions: [
          {
            name: 'ear',
            onEvent: (event) => {
              if (event.type === 'call') heard.push(event.args[0] as string)
            },
          },
        ],
      })
      const code = 'for i in range(40):\n    x = await note(str(i % 10) * 50_000)'
      const { events, outcome } = runtime.execute(code)
      const { calls, status } = await outcome
      expect(status).toBe('ok')
      expect(calls).toHaveLength(40)
      expect(calls.map(({ status: ended }) => ended)).toEqual(Array(40).fill('ok'))
      expect(calls[0]!.args).toEqual(['0'.repeat(50_000)])
      expect(calls[39]).toMatchObject({ name: 'note', args: [], kwargs: {}, omitted: true })
      expect(textIn(calls)).toBeLessThan(300_000)
      const all: RunEvent[] = []
      for await (const event of events) all.push(event)
      expect(textIn(all)).toBeLessThan(600_000)
      expect(all.filter(({ type }) => type === 'result')).toHaveLength(40)
      expect(all.findLast(({ type }) => type === 'result')).toMatchObject({ omitted: true })
      // Whoever listens hears everything.
      expect(heard.map((text) => text.length)).toEqual(Array(40).fill(50_000))
    },
  )

  it('is bounded for small arguments only by how many calls there may be', async () => {
    const runtime = new MontyRuntime({ tools: { note }, budgets, isolation: 'none' })
    const { calls } = await runtime.execute('for i in range(900):\n    await note("x" * 500)')
      .outcome
    expect(calls.every(({ args }) => args.length === 1)).toBe(true)
  })

  it('is one budget for a run and the Python in its tools', async () => {
    const runtime = new MontyRuntime({ tools: { note, script }, budgets, isolation: 'none' })
    const inner = 'for i in range(4):\n    print(await note("y" * 30_000))'
    const all = await eventsOf(runtime, `for i in range(5):\n    await script('''${inner}''')`)
    expect(all.filter(({ type }) => type === 'child').length).toBeGreaterThan(40)
    expect(textIn(all)).toBeLessThan(800_000)
  })
})

describe('errors of calls', () => {
  const fail = tool({
    input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    execute: ({ text }: { text: string }) => {
      throw new RangeError(text)
    },
  })
  const code = `
kept = []
for i in range(12):
    try:
        await fail(str(i) * 300_000)
    except ValueError as error:
        kept.append(error)
`

  it('are events of the budget: what comes beyond it is left out', async () => {
    const heard: unknown[] = []
    const runtime = new MontyRuntime({
      tools: { fail },
      typeCheck: false,
      budgets: { recordBytes: 4_000_000 },
      isolation: 'none',
      extensions: [
        { name: 'ear', onEvent: (event) => event.type === 'error' && heard.push(event.error) },
      ],
    })
    const events = await eventsOf(runtime, code.replace('ValueError', 'Exception'))
    const errors = events.filter((event) => event.type === 'error')
    expect(errors).toHaveLength(12)
    expect(errors[0]!.error).toBeInstanceOf(RangeError)
    expect(errors[11]).toMatchObject({
      error: { message: 'left out, as budgets.recordBytes was spent' },
      omitted: true,
    })
    expect(heard.every((error) => error instanceof RangeError)).toBe(true)
  })

  it.each([
    ['the last', -1, true],
    ['the first, for which there was no more room', 0, false],
  ])('is the cause of what comes of it: %s', async (_, at, isKnown) => {
    const monty = new Monty(`${code.replace('ValueError', 'Exception')}raise kept[${at}]`)
    const failed = await runMontyAsync(monty, { externalFunctions: { fail } }).catch(
      (error: unknown) => error as Error,
    )
    expect((failed as Error).cause instanceof RangeError).toBe(isKnown)
  })
})

describe.each(['none', 'process'] as const)('the recording of a run, isolation %s', (isolation) => {
  const runtimeOf = (recordingBytes?: number): MontyRuntime =>
    new MontyRuntime({
      tools: {
        note,
        pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => 1 }),
      },
      isolation,
      snapshots: { key: 'a secret of thirty-two bytes, no less' },
      ...(recordingBytes === undefined ? {} : { budgets: { recordingBytes } }),
    })
  const long = 'for i in range(40):\n    await note("x" * 5_000)\n'
  const TOO_LONG = /would be longer than budgets\.recordingBytes, 100000 bytes/

  it('is whole within its budget', async () => {
    const execution = runtimeOf().execute(long, { record: true })
    expect((await execution.recording).answers.length).toBeGreaterThan(39)
  })

  it('is let go beyond it, and the run goes on', async () => {
    const execution = runtimeOf(100_000).execute(`${long}7`, { record: true })
    expect(await execution.value()).toBe(7)
    await expect(execution.recording).rejects.toThrow(TOO_LONG)
  })

  it('is so for all that comes after a pause', async () => {
    const paused = await runtimeOf(100_000).execute(`${long}await pay()`, { record: true }).outcome
    if (paused.status !== 'paused') throw new Error(paused.status)
    const decisions = [{ callId: paused.pending[0]!.callId, action: 'approve' as const }]
    const resumed = runtimeOf(100_000).resume(paused.token, decisions)
    expect(await resumed.value()).toBe(1)
    await expect(resumed.recording).rejects.toThrow(TOO_LONG)
  })
})
