/// <reference types="node" preserve="true" />
import type * as OpenTelemetry from '@opentelemetry/api'
import { firstBytes, isError, MontyUsageError } from '../internals.js'
import type { Extension } from '../runtime/extensions.js'
import type { RunEvent } from '../runtime/observe/events.js'

/** Options of {@link openTelemetry}. */
export interface OpenTelemetryOptions {
  /** The tracer. Default: that of the global provider, under the name `monty-node`. */
  tracer?: OpenTelemetry.Tracer
  /** Whether code, arguments, results and errors' messages are recorded as well. Default `false`. */
  recordContents?: boolean
}

interface RunSpans {
  readonly span: OpenTelemetry.Span
  readonly calls: Map<number, OpenTelemetry.Span>
}

const MAX_BYTES = 8_192

/**
 * A span for each run, with a child for each call (`execute_tool NAME`), in the trace that is
 * active when the run starts. A call's span is active while its tool runs: spans that the tool
 * makes are its children. When a paused run is resumed, its new span is a child of its first.
 *
 * @param api the module `@opentelemetry/api`
 *
 * @example
 * ```ts
 * import * as api from '@opentelemetry/api'
 * import { openTelemetry } from 'monty-node/opentelemetry'
 * new MontyRuntime({ tools, extensions: [openTelemetry(api)] })
 * ```
 */
export function openTelemetry(
  api: typeof OpenTelemetry,
  options: OpenTelemetryOptions = {},
): Extension {
  if (typeof (api as typeof OpenTelemetry | undefined)?.trace?.getTracer !== 'function') {
    throw new MontyUsageError(
      'openTelemetry needs the module @opentelemetry/api: openTelemetry(api)',
    )
  }
  const { recordContents = false } = options
  const tracer = options.tracer ?? api.trace.getTracer('monty-node')
  const runs = new Map<string, RunSpans>()

  function startRun(event: RunEvent & { type: 'start' }): void {
    const context = contextOf(event)
    const attributes: OpenTelemetry.Attributes = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'run_python',
      'gen_ai.tool.type': 'function',
      'monty.run.id': event.runId,
      ...(event.resumed === undefined ? {} : { 'monty.run.resumed': true }),
      ...(recordContents ? { 'monty.run.code': firstBytes(event.code, MAX_BYTES) } : {}),
    }
    const span = tracer.startSpan('execute_tool run_python', { attributes }, context)
    runs.set(event.runId, { span, calls: new Map() })
  }

  /**
   * The parent of a run's span: of Python inside a tool the call's span; of a resumed run its first
   * span.
   */
  function contextOf({ parent, resumed }: RunEvent & { type: 'start' }): OpenTelemetry.Context {
    const active = api.context.active()
    const call = parent && runs.get(parent.runId)?.calls.get(parent.callId)
    if (call !== undefined) return api.trace.setSpan(active, call)
    const kept = resumed?.['open-telemetry']
    const spanContext = kept === undefined ? undefined : readTraceParent(kept)
    return spanContext === undefined ? active : api.trace.setSpanContext(active, spanContext)
  }

  function startCall(event: RunEvent & { type: 'call' }): void {
    const run = runs.get(event.runId)
    if (run === undefined) return
    const { name, callId, args, kwargs } = event
    const attributes: OpenTelemetry.Attributes = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name,
      'gen_ai.tool.call.id': String(callId),
      ...(recordContents ? { 'gen_ai.tool.call.arguments': shown({ args, kwargs }) } : {}),
    }
    const context = api.trace.setSpan(api.context.active(), run.span)
    run.calls.set(callId, tracer.startSpan(`execute_tool ${name}`, { attributes }, context))
  }

  function endCall(event: RunEvent & { type: 'result' | 'error' }): void {
    const calls = runs.get(event.runId)?.calls
    const span = calls?.get(event.callId)
    if (span === undefined) return
    calls?.delete(event.callId)
    if (event.type === 'error') markFailed(span, event.error)
    else if (recordContents) span.setAttribute('gen_ai.tool.call.result', shown(event.value))
    span.end()
  }

  function endRun({ runId, outcome }: RunEvent & { type: 'done' }): void {
    const run = runs.get(runId)
    if (run === undefined) return
    runs.delete(runId)
    for (const span of run.calls.values()) span.end()
    run.span.setAttribute('monty.run.status', outcome.status)
    if ('error' in outcome) markFailed(run.span, outcome.error)
    run.span.end()
  }

  function markFailed(span: OpenTelemetry.Span, error: unknown): void {
    const { name, message } = isError(error) ? error : { name: 'Error', message: String(error) }
    span.setAttribute('error.type', name)
    const text = recordContents ? { message: firstBytes(message, MAX_BYTES) } : {}
    span.setStatus({ code: api.SpanStatusCode.ERROR, ...text })
  }

  return {
    name: 'open-telemetry',
    keep(runId) {
      const context = runs.get(runId)?.span.spanContext()
      return context && `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}`
    },
    aroundCall({ runId, callId }, perform) {
      const span = runs.get(runId)?.calls.get(callId)
      if (span === undefined) return perform()
      api.context.with(api.trace.setSpan(api.context.active(), span), perform)
    },
    onEvent(event) {
      switch (event.type) {
        case 'start':
          return startRun(event)
        case 'call':
          return startCall(event)
        case 'result':
        case 'error':
          return endCall(event)
        case 'done':
          return endRun(event)
        case 'stdout':
        case 'progress':
        case 'child':
        case 'paused':
      }
    },
  }
}

/** Parses a W3C `traceparent`. */
function readTraceParent(text: string): OpenTelemetry.SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-(\d\d)$/.exec(text) ?? []
  if (traceId === undefined || spanId === undefined) return undefined
  return { traceId, spanId, traceFlags: Number(flags), isRemote: true }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )
  return firstBytes(text ?? 'null', MAX_BYTES)
}

export { openTelemetryMetrics } from './opentelemetry-metrics.js'
export type { OpenTelemetryMetricsOptions } from './opentelemetry-metrics.js'
