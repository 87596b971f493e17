import { openTelemetry } from '../../src/adapters/opentelemetry.js'
import type { Extension } from '../../src/runtime/extensions.js'
import * as api from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MontyRuntime, type Execution, type RunEvent } from '../../src/runtime/index.js'
import { tool } from '../../src/host/tool.js'

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

const tools = {
  double: tool({
    description: 'Doubles a number.',
    input: z.object({ n: z.int() }),
    output: z.int(),
    execute: ({ n }) => n * 2,
  }),
  slow_double: tool({
    input: z.object({ n: z.int() }),
    output: z.int(),
    execute: async ({ n }, context) => {
      context.emit({ half: true })
      await sleep(5)
      return n * 2
    },
  }),
  fail: tool({
    input: z.object({ why: z.string() }),
    execute: ({ why }) => {
      throw new RangeError(why)
    },
  }),
  version: tool({ input: z.object({}), output: z.string(), async: false, execute: () => '1.0' }),
}

describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  const runtime = new MontyRuntime({ tools, isolation })

  async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
    const all: RunEvent[] = []
    for await (const event of events) all.push(event)
    return all
  }

  describe('execute', () => {
    it('gives the value, what was printed, the calls and the usage', async () => {
      const outcome = await runtime.execute('print("hi")\nx = await double(4)\nx + base', {
        inputs: { base: 1 },
      }).outcome
      expect(outcome).toMatchObject({
        status: 'ok',
        value: 9,
        stdout: 'hi\n',
        calls: [{ name: 'double', args: [4], kwargs: {}, status: 'ok' }],
        usage: { hostCalls: 1, outputBytes: 3 },
      })
    })

    it('tells everything in order, to any number of readers, also late ones', async () => {
      const execution = runtime.execute(
        'print("a")\nx = await slow_double(1)\nprint("b")\ny = version()\n(x, y)',
      )
      const [early, second] = await Promise.all([
        collect(execution.events),
        collect(execution.events),
      ])
      const late = await collect(execution.events)
      expect(early.map(({ type }) => type)).toEqual([
        'start',
        'stdout',
        'call',
        'progress',
        'result',
        'stdout',
        'call',
        'result',
        'done',
      ])
      expect(second).toEqual(early)
      expect(late).toEqual(early)
      expect(early.every(({ runId }) => runId === execution.runId)).toBe(true)
    })

    it('tells of each call of a gather, begun in order and ended as they end', async () => {
      const execution = runtime.execute(
        'import asyncio\nawait asyncio.gather(*[slow_double(n) for n in range(5)])',
      )
      const events = await collect(execution.events)
      expect(await execution.value()).toEqual([0, 2, 4, 6, 8])
      const began = events
        .filter(({ type }) => type === 'call')
        .map((event) => 'args' in event && event.args[0])
      expect(began).toEqual([0, 1, 2, 3, 4])
      expect(events.filter(({ type }) => type === 'result')).toHaveLength(5)
    })

    it('throws from value() what the outcome says', async () => {
      const execution = runtime.execute('await fail("too far")')
      const outcome = await execution.outcome
      expect(outcome).toMatchObject({ status: 'error', calls: [{ name: 'fail', status: 'error' }] })
      await expect(execution.value()).rejects.toMatchObject({ code: 'MONTY_RUNTIME' })
      await expect(execution.value()).rejects.toHaveProperty('cause', expect.any(RangeError))
    })

    it('is cancelled at once, by cancel() and by a signal', async () => {
      const looping = runtime.execute('while True:\n    pass')
      setTimeout(() => looping.cancel('enough'), 10)
      expect(await looping.outcome).toMatchObject({
        status: 'cancelled',
        error: { cause: 'enough' },
      })
      const signal = AbortSignal.timeout(10)
      const { status } = await runtime.execute('while True:\n    pass', { signal }).outcome
      expect(status).toBe('cancelled')
    })

    it('aborts the signal of its calls when it ends', async () => {
      let aborted: Promise<unknown> | undefined
      const watching = new MontyRuntime({
        isolation,
        tools: {
          wait: tool({
            input: z.object({}),
            execute: (_, { signal }) => {
              aborted = new Promise((resolve) => {
                signal.addEventListener('abort', () => resolve('aborted'))
              })
              execution.cancel()
              return aborted
            },
          }),
        },
      })
      const execution: Execution = watching.execute('await wait()')
      expect((await execution.outcome).status).toBe('cancelled')
      expect(await aborted).toBe('aborted')
    })

    it('ends a run at its time limit, with the calls made so far', async () => {
      const hasty = new MontyRuntime({
        isolation,
        timeoutMs: 200,
        tools: { wait: tool({ input: z.object({}), execute: () => sleep(2_000) }) },
      })
      const outcome = await hasty.execute('print("on")\nawait wait()').outcome
      expect(outcome).toMatchObject({
        status: 'timeout',
        stdout: 'on\n',
        calls: [{ name: 'wait', status: 'running' }],
      })
    })

    it('runs many executions side by side', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          runtime.execute('await slow_double(n)', { inputs: { n: index } }).value(),
        ),
      )
      expect(outcomes).toEqual(Array.from({ length: 50 }, (_, index) => index * 2))
    })

    it('never rejects, whatever it is given', async () => {
      const outcome = await runtime.execute(undefined as unknown as string).outcome
      expect(outcome).toMatchObject({ status: 'error', error: { code: 'MONTY_USAGE' } })
      const closed = new MontyRuntime({ isolation })
      await closed.close()
      expect(await closed.execute('1').outcome).toMatchObject({ error: { code: 'MONTY_DISPOSED' } })
    })

    const boom = (): never => {
      throw new Error('the listener failed')
    }
    it.each<[string, Extension]>([
      ['at the start', { name: 'deaf', onEvent: ({ type }) => void (type === 'start' && boom()) }],
      ['at a call', { name: 'deaf', onEvent: ({ type }) => void (type === 'call' && boom()) }],
      ['at the end', { name: 'deaf', onEvent: ({ type }) => void (type === 'done' && boom()) }],
      ['always', { name: 'deaf', onEvent: boom }],
      ['later', { name: 'deaf', onEvent: async () => boom() }],
      ['in a tracer', openTelemetry(api, { tracer: { startSpan: boom } as never })],
    ])('goes on when a listener fails, which is told once: %s', async (_when, extension) => {
      const warnings: string[] = []
      const onWarning = ({ message }: Error): void => void warnings.push(message)
      process.on('warning', onWarning)
      const f = tool({ input: { type: 'object' }, execute: () => 1 })
      await using heard = new MontyRuntime({ isolation, extensions: [extension], tools: { f } })
      for (const _ of [1, 2]) {
        const execution = heard.execute('print("a")\n1 + await f()')
        expect(await execution.outcome).toMatchObject({ status: 'ok', value: 2 })
        const events = await collect(execution.events)
        expect(events.map(({ type }) => type)).toEqual([
          'start',
          'stdout',
          'call',
          'result',
          'done',
        ])
      }
      await sleep(1)
      process.off('warning', onWarning)
      expect(warnings).toEqual(['the listener failed'])
    })

    it('takes one signal for many executions, and gives one to many tools, without a warning', async () => {
      const warnings: string[] = []
      const onWarning = ({ message }: Error): void => void warnings.push(message)
      process.on('warning', onWarning)
      const wait = tool({
        input: { type: 'object' },
        execute: (_input, { signal }) => {
          signal.addEventListener('abort', () => {})
          return sleep(5)
        },
      })
      await using quiet = new MontyRuntime({ isolation, tools: { wait } })
      const { signal } = new AbortController()
      const code = 'import asyncio\nlen(await asyncio.gather(*[wait() for _ in range(15)]))'
      const runs = Array.from({ length: 12 }, () => quiet.execute(code, { signal }).value())
      expect(await Promise.all(runs)).toEqual(Array.from({ length: 12 }, () => 15))
      await sleep(1)
      process.off('warning', onWarning)
      expect(warnings).toEqual([])
    })

    it('cuts what is printed at its budget, between characters', async () => {
      const terse = new MontyRuntime({ isolation, budgets: { stdoutBytes: 10 } })
      const outcome = await terse.execute('print("äöüßéè")').outcome
      expect(outcome.stdout).toBe('äöüßé\n[... 3 bytes cut]')
    })

    it('runs one call at a time when told to be serial', async () => {
      let atOnce = 0
      let most = 0
      const serial = new MontyRuntime({
        isolation,
        concurrency: 'serial',
        tools: {
          work: tool({
            input: z.object({ n: z.int() }),
            output: z.int(),
            execute: async ({ n }) => {
              most = Math.max(most, ++atOnce)
              await sleep(1)
              atOnce--
              return n
            },
          }),
        },
      })
      const code = 'import asyncio\nawait asyncio.gather(work(1), work(2), work(3))'
      expect(await serial.execute(code).value()).toEqual([1, 2, 3])
      expect(most).toBe(1)
    })
  })

  describe('shared state', () => {
    it('keeps what earlier executions defined, one after the other', async () => {
      const shared = new MontyRuntime({ tools, isolation, state: 'shared' })
      const outcomes = [
        shared.execute('total = await slow_double(5)'),
        shared.execute('total += 1'),
        shared.execute('total'),
      ]
      expect(await outcomes[2]!.value()).toBe(11)
    })

    it('survives an execution that is ended from outside', async () => {
      const shared = new MontyRuntime({ isolation, state: 'shared' })
      await shared.execute('kept = 1').value()
      const looping = shared.execute('kept = 2\nwhile True:\n    pass')
      setTimeout(() => looping.cancel(), 10)
      expect((await looping.outcome).status).toBe('cancelled')
      expect(await shared.execute('kept').value()).toBe(1)
    })
  })

  describe('Python inside a tool', () => {
    const nested = new MontyRuntime({
      isolation,
      state: 'shared',
      tools: {
        ...tools,
        compute: tool({
          input: z.object({ code: z.string() }),
          execute: async ({ code }, context) => {
            const outcome = await context.subExecute(code)
            if (outcome.status !== 'ok') throw new Error(outcome.status)
            return outcome.value
          },
        }),
      },
    })

    it('runs without waiting for the run it is in, and tells of itself', async () => {
      const execution = nested.execute('await compute("await double(8)")')
      expect(await execution.value()).toBe(16)
      const events = await collect(execution.events)
      const children = events.filter((event) => event.type === 'child')
      expect(children.map(({ event }) => (event as RunEvent).type)).toEqual([
        'start',
        'call',
        'result',
        'done',
      ])
      expect(children[0]).toMatchObject({ name: 'compute', callId: expect.any(Number) })
    })

    it('ends at a depth', async () => {
      const deep = (levels: number): string =>
        levels === 0 ? '1' : `await compute(${JSON.stringify(deep(levels - 1))})`
      expect((await nested.execute(deep(4)).outcome).status).toBe('ok')
      expect((await nested.execute(deep(10)).outcome).status).toBe('error')
    })
  })
})
