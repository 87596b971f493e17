import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Isolation, Monty, MontyLimitError } from '../../src/index.js'
import { tool } from '../../src/host/index.js'
import { MontyRuntime } from '../../src/runtime/index.js'

const MIB = 1024 * 1024
const LIMITS = { maxMemoryBytes: 32 * MIB, maxDurationMs: 5_000 }

/** A function that never answers, and counts how much it was given in all. */
function silent(): { hold: (...args: unknown[]) => Promise<never>; calls: unknown[][] } {
  const calls: unknown[][] = []
  return {
    calls,
    hold: (...args) => {
      calls.push(args)
      return new Promise(() => {})
    },
  }
}

async function limitOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof MontyLimitError)) throw error
  return error.limit
}

describe.each<Isolation>(['none', 'process'])('isolation %s', (isolation) => {
  it.each([
    ['text', 's = "x" * 4_000_000\ncalls = [hold(s) for i in range(900)]\nawait calls[0]', 8],
    // Two bytes each on their way, and a hundred in JavaScript.
    ['sets', 's = [set() for i in range(40_000)]\nfor i in range(900):\n    hold(s)', 8],
    ['small calls', 'for i in range(100_000):\n    hold(i)', 40_000],
  ])('calls that nobody awaits count for the memory: %s', async (_, code, most) => {
    const { hold, calls } = silent()
    const limits = { ...LIMITS, maxHostCalls: 200_000, maxConcurrentCalls: 200_000 }
    const run = new Monty(code).runAsync({
      externalFunctions: { hold },
      limits,
      isolation,
    })
    expect(await limitOf(run)).toBe('memory')
    expect(calls.length).toBeLessThan(most)
  })

  it('calls that wait for their turn count, too', async () => {
    const { hold, calls } = silent()
    const code = 's = "x" * 4_000_000\ncalls = [hold(s) for i in range(900)]\nawait calls[0]'
    const limits = { ...LIMITS, maxConcurrentCalls: 1 }
    const run = new Monty(code).runAsync({ externalFunctions: { hold }, limits, isolation })
    expect(await limitOf(run)).toBe('memory')
    expect(calls.length).toBe(1)
  })

  it('calls count no longer than they are held', async () => {
    const code = `
import asyncio
s = "x" * 2_000_000
total = 0
for i in range(60):
    total += sum(await asyncio.gather(size(s), size(s)))
total`
    const size = async (text: string): Promise<number> => text.length
    const run = new Monty(code).runAsync({ externalFunctions: { size }, limits: LIMITS, isolation })
    expect(await run).toBe(240_000_000)
  })

  it.each([
    ['under way', 100],
    ['in the queue', 1],
  ])('calls that Python gives up count no longer, either: %s', async (_, maxConcurrentCalls) => {
    const code = `
import asyncio
s = "x" * 2_000_000
given_up = 0
async def attempt():
    global given_up
    try:
        await asyncio.wait_for(size(s), 0.002)
    except asyncio.TimeoutError:
        given_up += 1
for i in range(40):
    await asyncio.gather(attempt(), attempt())
    await asyncio.sleep(0.02)
given_up`
    const size = async (text: string): Promise<number> => {
      await setTimeout(60)
      return text.length
    }
    const limits = { ...LIMITS, maxConcurrentCalls }
    const run = new Monty(code).runAsync({ externalFunctions: { size }, limits, isolation })
    expect(await run).toBe(80)
  })

  it('what is handed back counts until Python has it', async () => {
    const code = 's = "x" * 4_000_000\ncalls = [echo(s) for i in range(900)]\nawait calls[0]'
    let calls = 0
    const echo = tool({
      input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
      execute: ({ text }: { text: string }) => {
        calls++
        return text
      },
    })
    const options = { externalFunctions: { echo }, limits: LIMITS, isolation }
    expect(await limitOf(new Monty(code).runAsync(options))).toBe('memory')
    expect(calls).toBeLessThan(8)
  })

  it('calls held for an approval count', async () => {
    const pay = tool({
      input: { type: 'object', properties: { note: { type: 'string' } }, required: ['note'] },
      needsApproval: true,
      execute: () => 1,
    })
    const runtime = new MontyRuntime({ tools: { pay }, limits: LIMITS, isolation })
    const code = 's = "x" * 4_000_000\ncalls = [pay(s) for i in range(900)]\nawait calls[0]'
    const outcome = await runtime.execute(code).outcome
    expect(outcome).toMatchObject({ status: 'limit', error: { limit: 'memory' } })
  })

  it('reading arguments counts for the time', async () => {
    const began = performance.now()
    const run = new Monty('x = list(range(200_000))\nwhile True:\n    f(x)').runAsync({
      externalFunctions: { f: () => 1 },
      limits: { maxDurationMs: 300, maxHostCalls: 1_000_000 },
      isolation,
    })
    expect(await limitOf(run)).toBe('duration')
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  it('checking arguments counts for the time', async () => {
    const item = { type: 'object', properties: { a: { type: 'integer', minimum: 0 } } } as const
    const f = tool({
      input: { type: 'object', properties: { x: { type: 'array', items: item } } },
      execute: () => 1,
    })
    const began = performance.now()
    const run = new Monty(
      'x = [{"a": i} for i in range(20_000)]\nwhile True:\n    await f(x)',
    ).runAsync({
      externalFunctions: { f },
      limits: { maxDurationMs: 300, maxHostCalls: 1_000_000 },
      isolation,
    })
    expect(await limitOf(run)).toBe('duration')
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  it('prints of nothing are no events, and changes of the stream count', async () => {
    const runtime = new MontyRuntime({ limits: { maxOutputBytes: 100_000 }, isolation })
    const code = `
import sys
for i in range(20_000):
    print("", end="")
    print("", end="", file=sys.stderr)
for i in range(20_000):
    print("a", end="")
    print("b", end="", file=sys.stderr)
`
    const execution = runtime.execute(code)
    let events = 0
    for await (const event of execution.events) if (event.type === 'stdout') events++
    expect(events).toBeGreaterThan(1_000)
    expect(events).toBeLessThan(2_500)
    expect((await execution.outcome).status).toBe('ok')
  })
})

it('a synchronous run holds what it promised', () => {
  const echo = tool({
    input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    execute: ({ text }: { text: string }) => text,
  })
  const code = 's = "x" * 4_000_000\ncalls = [echo(s) for i in range(900)]\nawait calls[0]'
  const run = (): unknown => new Monty(code).run({ externalFunctions: { echo }, limits: LIMITS })
  expect(run).toThrow(MontyLimitError)
})
