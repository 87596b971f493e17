/// <reference types="node" preserve="true" />
import type * as OpenTelemetry from '@opentelemetry/api'
import { checkNames, monotonicNow, MontyUsageError, namesOf } from '../internals.js'
import type { MontyPool } from '../isolation/pool.js'
import type { Outcome } from '../host/outcome.js'
import type { Extension } from '../runtime/extensions.js'
import type { RunEvent } from '../runtime/observe/events.js'

/** Options of {@link openTelemetryMetrics}. */
export interface OpenTelemetryMetricsOptions {
  /** The meter. Default: that of the global provider, under the name `monty-node`. */
  meter?: OpenTelemetry.Meter
  /**
   * A pool whose workers are measured as well: `MontyPool.shared` is that of `isolation:
   * 'process'`.
   */
  pool?: MontyPool
}

/** Bucket boundaries in seconds, for durations from milliseconds to minutes. */
const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
const BYTES = [2 ** 16, 2 ** 20, 2 ** 22, 2 ** 24, 2 ** 25, 2 ** 26, 2 ** 27, 2 ** 28, 2 ** 30]

/**
 * Metrics of runs, of calls of tools, and of a pool. Attributes are statuses, names of limits and
 * names of the application's tools: values that a program chooses never become attributes.
 *
 * @param api the module `@opentelemetry/api`
 *
 * @example
 * ```ts
 * import * as api from '@opentelemetry/api'
 * import { openTelemetryMetrics } from 'monty-node/opentelemetry'
 * new MontyRuntime({ tools, extensions: [openTelemetryMetrics(api, { pool: MontyPool.shared })] })
 * ```
 */
export function openTelemetryMetrics(
  api: Pick<typeof OpenTelemetry, 'metrics'>,
  options: OpenTelemetryMetricsOptions = {},
): Extension {
  checkNames(
    options,
    namesOf<OpenTelemetryMetricsOptions>({ meter: true, pool: true }),
    'openTelemetryMetrics',
  )
  if (options.meter === undefined && typeof api?.metrics?.getMeter !== 'function') {
    throw new MontyUsageError(
      'openTelemetryMetrics needs the module @opentelemetry/api: openTelemetryMetrics(api)',
    )
  }
  const meter = options.meter ?? api.metrics.getMeter('monty-node')
  if (options.pool !== undefined) observePool(meter, options.pool)
  const instruments = instrumentsOf(meter)
  /** Start times of the active runs. */
  const began = new Map<string, number>()

  function started({ runId, parent, resumed }: RunEvent & { type: 'start' }): void {
    // Python inside a tool is a part of the tool's run.
    if (parent !== undefined) return
    began.set(runId, monotonicNow())
    instruments.active.add(1)
    if (resumed !== undefined) instruments.waiting.add(-1)
  }

  function called(event: RunEvent & { type: 'result' | 'error' }): void {
    const attributes = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': event.name,
      // The exception's type is for traces only: a program can raise any.
      ...(event.type === 'error' ? { 'error.type': '_OTHER' } : {}),
    }
    instruments.calls.record(event.durationMs / 1_000, attributes)
  }

  function ended({ runId, outcome }: RunEvent & { type: 'done' }): void {
    const start = began.get(runId)
    if (start === undefined) return
    began.delete(runId)
    const attributes = { 'monty.run.status': outcome.status }
    instruments.active.add(-1)
    instruments.duration.record((monotonicNow() - start) / 1_000, attributes)
    const { usage } = outcome
    instruments.cpu.record(usage.durationMs / 1_000, attributes)
    instruments.memory.record(usage.peakMemoryBytes, attributes)
    if (outcome.status === 'paused') instruments.waiting.add(1)
    const limit = limitOf(outcome)
    if (limit !== undefined) instruments.limits.add(1, { 'monty.limit.name': limit })
  }

  return {
    name: 'open-telemetry-metrics',
    onEvent(event) {
      switch (event.type) {
        case 'start':
          return started(event)
        case 'result':
        case 'error':
          return called(event)
        case 'done':
          return ended(event)
        case 'call':
        case 'stdout':
        case 'progress':
        case 'child':
        case 'paused':
      }
    },
  }
}

function instrumentsOf(meter: OpenTelemetry.Meter) {
  const histogram = (name: string, unit: string, description: string, bounds: number[]) =>
    meter.createHistogram(name, {
      unit,
      description,
      advice: { explicitBucketBoundaries: bounds },
    })
  return {
    active: meter.createUpDownCounter('monty.run.active', {
      unit: '{run}',
      description: 'Runs that are under way.',
    }),
    waiting: meter.createUpDownCounter('monty.run.waiting', {
      unit: '{run}',
      description:
        'Paused runs that wait for a decision: those that were paused less those that were resumed.',
    }),
    limits: meter.createCounter('monty.run.limits', {
      unit: '{run}',
      description: 'Runs that a limit has ended.',
    }),
    duration: histogram('monty.run.duration', 's', 'Time of runs, waiting included.', SECONDS),
    cpu: histogram('monty.run.cpu.time', 's', 'Time that runs have computed.', SECONDS),
    memory: histogram('monty.run.memory.usage', 'By', 'Memory that runs have held at most.', BYTES),
    calls: histogram(
      'gen_ai.client.operation.duration',
      's',
      'Time of the calls of tools.',
      SECONDS,
    ),
  }
}

const LIMITS: ReadonlySet<unknown> = new Set([
  'memory',
  'duration',
  'hostCalls',
  'result',
  'sleep',
  'environmentCalls',
])

function limitOf(outcome: Outcome): string | undefined {
  if (outcome.status === 'timeout') return 'timeout'
  if (outcome.status !== 'limit') return undefined
  const { limit } = outcome.error as { limit?: unknown }
  return LIMITS.has(limit) ? (limit as string) : '_OTHER'
}

function observePool(meter: OpenTelemetry.Meter, pool: MontyPool): void {
  const workers = meter.createObservableGauge('monty.pool.workers', {
    unit: '{process}',
    description: 'Worker processes, by whether they have a run.',
  })
  const runs = meter.createObservableGauge('monty.pool.runs', {
    unit: '{run}',
    description:
      'Runs that wait for a process, and runs that have lent theirs while they wait for the host.',
  })
  const crashes = meter.createObservableCounter('monty.pool.crashes', {
    unit: '{process}',
    description: 'Worker processes that ended when nobody wanted them to.',
  })
  meter.addBatchObservableCallback(
    (result) => {
      const { live, idle, waiting, parked, crashed } = pool.stats()
      result.observe(workers, idle, { 'monty.pool.worker.state': 'idle' })
      result.observe(workers, live - idle, { 'monty.pool.worker.state': 'used' })
      result.observe(runs, waiting, { 'monty.pool.run.state': 'waiting' })
      result.observe(runs, parked, { 'monty.pool.run.state': 'parked' })
      result.observe(crashes, crashed)
    },
    [workers, runs, crashes],
  )
}
