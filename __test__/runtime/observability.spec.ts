import { tracingChannel } from 'node:diagnostics_channel'
import * as api from '@opentelemetry/api'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import {
  type CallDiagnostics,
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
    const wait = tool({ input: z.object({}), execute: () => new Promise(() => {}) })
    const execution = new MontyRuntime({ isolation: 'none', tools: { wait } }).execute(
      'await wait()',
    )
    setTimeout(() => execution.cancel(), 20)
    expect(await execution.outcome).toMatchObject({ status: 'cancelled' })
    const mine = ended.filter(({ runId }) => runId === execution.runId)
    expect(mine).toMatchObject([{ name: 'wait' }])
    expect(mine[0]).not.toHaveProperty('result')
  })
})
