import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import * as api from '@opentelemetry/api'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { MontyPool } from '../../src/isolation/pool.js'
import {
  type CallDiagnostics,
  type Extension,
  MontyRuntime,
  type RunDiagnostics,
  runScriptTool,
} from '../../src/runtime/index.js'
import { openTelemetry } from '../../src/adapters/opentelemetry.js'

const tools = {
  look: tool({ input: z.object({ n: z.int() }), execute: ({ n }) => n }),
  fail: tool({
    input: z.object({}),
    execute: () => {
      throw new RangeError('secret')
    },
  }),
  pay: tool({ input: z.object({}), needsApproval: true, execute: () => 'paid' }),
  run_script: runScriptTool((code) => code),
}
const snapshots = { key: 'a secret of thirty-two bytes, no less' }

it('openTelemetry says what it needs', () => {
  expect(() => openTelemetry({ recordContents: true } as never)).toThrow(
    'openTelemetry needs the module @opentelemetry/api: openTelemetry(api)',
  )
})

describe('spans', () => {
  const storage = new AsyncLocalStorage<api.Context>()
  beforeAll(() => {
    api.context.setGlobalContextManager({
      active: () => storage.getStore() ?? api.ROOT_CONTEXT,
      with: (context, call, receiver, ...args) =>
        storage.run(context, () => call.apply(receiver!, args)),
      bind: (_context, target) => target,
      enable() {
        return this
      },
      disable() {
        return this
      },
    })
  })
  afterAll(() => api.context.disable())

  function traced(recordContents = false): {
    runtime: MontyRuntime
    exporter: InMemorySpanExporter
  } {
    const exporter = new InMemorySpanExporter()
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    })
    const extension = openTelemetry(api, { tracer: provider.getTracer('test'), recordContents })
    return {
      runtime: new MontyRuntime({ isolation: 'none', tools, snapshots, extensions: [extension] }),
      exporter,
    }
  }

  it.each(['none', 'process'] as const)(
    'that a tool makes are children of its call in its own trace, isolation: %s',
    async (kind) => {
      const exporter = new InMemorySpanExporter()
      const provider = new BasicTracerProvider({
        spanProcessors: [new SimpleSpanProcessor(exporter)],
      })
      const tracer = provider.getTracer('test')
      const query = tool({
        input: z.object({ n: z.int() }),
        execute: async ({ n }) => {
          const before = tracer.startSpan(`before ${n}`)
          await new Promise((resolve) => setTimeout(resolve, 2))
          tracer.startSpan(`after ${n}`).end()
          before.end()
          return n
        },
      })
      // More requests than workers, so that runs wait for each other and are parked.
      const isolation = kind === 'none' ? kind : await MontyPool.create({ maxWorkers: 2 })
      const runtime = new MontyRuntime({
        isolation,
        tools: { query },
        extensions: [openTelemetry(api, { tracer })],
      })
      const requests = Array.from({ length: 5 }, (_, at) =>
        tracer.startActiveSpan(`request ${at}`, async (span) => {
          const code =
            'import asyncio\nawait query(n=n)\nawait asyncio.gather(query(n=n), query(n=n))'
          await runtime.execute(code, { inputs: { n: at } }).value()
          span.end()
        }),
      )
      await Promise.all(requests)
      await runtime.close()
      if (typeof isolation !== 'string') await isolation.close()

      const spans = exporter.getFinishedSpans()
      const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]))
      const lineOf = (span: (typeof spans)[number] | undefined): string[] =>
        span === undefined
          ? []
          : [span.name, ...lineOf(byId.get(span.parentSpanContext?.spanId ?? ''))]
      const lines = spans
        .filter(({ name }) => /^(before|after)/.test(name))
        .map((span) => lineOf(span).join(' < '))
      const expected = Array.from({ length: 5 }, (_, at) =>
        ['before', 'after'].flatMap((moment) =>
          Array.from({ length: 3 }, () =>
            [
              `${moment} ${at}`,
              'execute_tool query',
              'execute_tool run_python',
              `request ${at}`,
            ].join(' < '),
          ),
        ),
      ).flat()
      expect(lines.toSorted()).toEqual(expected.toSorted())
    },
  )

  it('are not lost when an extension around calls fails', async () => {
    const made: number[] = []
    const look = tool({ input: z.object({ n: z.int() }), execute: ({ n }) => made.push(n) })
    const runWith = async (aroundCall: NonNullable<Extension['aroundCall']>): Promise<unknown> => {
      const extensions = [{ name: 'broken', aroundCall }]
      const runtime = new MontyRuntime({ isolation: 'none', tools: { look }, extensions })
      return runtime.execute('await look(7)').value()
    }
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const twice: NonNullable<Extension['aroundCall']> = (_call, perform) => {
      perform()
      perform()
      throw new Error('an extension failed')
    }
    expect(await runWith(twice)).toBe(1)
    expect(await runWith(() => {})).toBe(2)
    expect(made).toEqual([7, 7])
    expect(warned).toHaveBeenCalledWith(new Error('an extension failed'))
    warned.mockRestore()
  })

  it('are one for the run, and a child for each call', async () => {
    const { runtime, exporter } = traced()
    await runtime.execute('await look(1)\nawait look(2)').value()
    const spans = exporter.getFinishedSpans()
    expect(spans.map(({ name }) => name)).toEqual([
      'execute_tool look',
      'execute_tool look',
      'execute_tool run_python',
    ])
    const run = spans[2]!.spanContext()
    for (const { parentSpanContext, attributes } of spans.slice(0, 2)) {
      expect(parentSpanContext?.spanId).toBe(run.spanId)
      expect(attributes).toMatchObject({
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'look',
      })
    }
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('arguments')
  })

  it('say what failed, and contents only when asked to', async () => {
    const shy = traced()
    await shy.runtime.execute('await fail()').outcome
    const [call, run] = shy.exporter.getFinishedSpans()
    expect(call).toMatchObject({
      status: { code: api.SpanStatusCode.ERROR },
      attributes: { 'error.type': 'RangeError' },
    })
    expect(run).toMatchObject({ attributes: { 'monty.run.status': 'error' } })
    expect(call?.status.message).toBeUndefined()
    const open = traced(true)
    await open.runtime.execute('await look(5)').value()
    expect(open.exporter.getFinishedSpans()[0]?.attributes).toMatchObject({
      'gen_ai.tool.call.arguments': '{"args":[5],"kwargs":{}}',
      'gen_ai.tool.call.result': '5',
    })
  })

  it('stay in one trace when a run is resumed elsewhere', async () => {
    const before = traced()
    const paused = await before.runtime.execute('await look(1)\nawait pay()').outcome
    if (paused.status !== 'paused') throw new Error(paused.status)
    const after = traced()
    const [{ callId }] = paused.pending as [(typeof paused.pending)[number]]
    await after.runtime.resume(paused.token, [{ callId, action: 'approve' }]).value()
    const first = before.exporter.getFinishedSpans().at(-1)!
    const [call, resumed] = after.exporter.getFinishedSpans()
    expect(resumed?.parentSpanContext?.spanId).toBe(first.spanContext().spanId)
    expect(resumed?.spanContext().traceId).toBe(first.spanContext().traceId)
    expect(call).toMatchObject({ name: 'execute_tool pay' })
    expect(call?.parentSpanContext?.spanId).toBe(resumed?.spanContext().spanId)
  })
})

describe('spans of Python inside a tool', () => {
  /** The names of the finished spans, each after that of its parent. */
  function tree(exporter: InMemorySpanExporter): string[] {
    const spans = exporter.getFinishedSpans()
    return spans.map(({ name, parentSpanContext }) => {
      const parent = spans.find((one) => one.spanContext().spanId === parentSpanContext?.spanId)
      return `${parent?.name ?? ''} > ${name}`.replaceAll('execute_tool ', '')
    })
  }

  it('are children of the call that it is in, also after a pause', async () => {
    const exporter = new InMemorySpanExporter()
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    })
    const extensions = [openTelemetry(api, { tracer: provider.getTracer('test') })]
    const runtime = new MontyRuntime({ isolation: 'none', tools, snapshots, extensions })
    const code = 'await run_script("await look(1)\\nawait pay()")'
    const paused = await runtime.execute(code).outcome
    if (paused.status !== 'paused') throw new Error(paused.status)
    expect(tree(exporter)).toEqual([
      'run_python > look',
      'run_script > run_python',
      'run_python > run_script',
      ' > run_python',
    ])
    const [{ callId }] = paused.pending as [(typeof paused.pending)[number]]
    await runtime.resume(paused.token, [{ callId, action: 'approve' }]).value()
    expect(tree(exporter).slice(4)).toEqual([
      'run_python > pay',
      'run_script > run_python',
      'run_python > run_script',
      'run_python > run_python',
    ])
    const traces = exporter.getFinishedSpans().map((span) => span.spanContext().traceId)
    expect(new Set(traces).size).toBe(1)
  })
})

describe('tracing channels', () => {
  it('tell of runs and calls, from their start to their end', async () => {
    const told: string[] = []
    const calls = {
      start: (message: unknown) => told.push(`start ${(message as CallDiagnostics).name}`),
      asyncEnd: (message: unknown) => told.push(`end ${(message as CallDiagnostics).name}`),
      error: (message: unknown) => told.push(`error ${(message as CallDiagnostics).name}`),
    }
    const runs = {
      start: () => told.push('start'),
      asyncEnd: (message: unknown) => {
        const { result } = message as RunDiagnostics
        told.push(`end ${(result as { status: string }).status}`)
      },
    }
    const nothing = { end() {}, asyncStart() {}, error() {} }
    tracingChannel('monty-node:call').subscribe({ ...nothing, ...calls })
    tracingChannel('monty-node:run').subscribe({ ...nothing, ...runs })
    const runtime = new MontyRuntime({ isolation: 'none', tools })
    await runtime.execute('await look(1)\nawait fail()').outcome
    expect(told).toEqual([
      'start',
      'start look',
      'end look',
      'start fail',
      'error fail',
      'end fail',
      'end error',
    ])
  })

  it('tell of the end of every call, also of one that its run did not wait for', async () => {
    const ended: CallDiagnostics[] = []
    const asyncEnd = (message: unknown): void => void ended.push(message as CallDiagnostics)
    const nothing = { start() {}, end() {}, asyncStart() {}, error() {} }
    tracingChannel('monty-node:call').subscribe({ ...nothing, asyncEnd })
    let begun = (): void => {}
    const hasBegun = new Promise<void>((resolve) => (begun = resolve))
    const execute = (): Promise<never> => (begun(), new Promise(() => {}))
    const wait = tool({ input: z.object({}), execute })
    const execution = new MontyRuntime({ isolation: 'none', tools: { wait } }).execute(
      'await wait()',
    )
    await hasBegun
    execution.cancel()
    expect(await execution.outcome).toMatchObject({ status: 'cancelled' })
    const mine = ended.filter(({ runId }) => runId === execution.runId)
    expect(mine).toMatchObject([{ name: 'wait' }])
    expect(mine[0]).not.toHaveProperty('result')
  })
})
