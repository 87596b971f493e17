import type { Meter } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTelemetryMetrics } from '../../src/adapters/opentelemetry.js'
import { tool } from '../../src/host/tool.js'
import { MontyPool } from '../../src/isolation/pool.js'
import { MontyRuntime, runScriptTool } from '../../src/runtime/index.js'

type Measured = readonly [name: string, value: number, attributes: Record<string, unknown>]

/** A meter that keeps what it is told. */
function meterOf() {
  const measured: Measured[] = []
  const callbacks: Array<(result: { observe: (...args: unknown[]) => void }) => void> = []
  const instrument = (name: string) => {
    const keep = (value: number, attributes: Record<string, unknown> = {}): void =>
      void measured.push([name, value, attributes])
    return { name, add: keep, record: keep }
  }
  const meter = {
    createHistogram: instrument,
    createCounter: instrument,
    createUpDownCounter: instrument,
    createObservableGauge: instrument,
    createObservableCounter: instrument,
    addBatchObservableCallback: (callback: (typeof callbacks)[number]) => callbacks.push(callback),
  } as unknown as Meter
  const collect = (): void => {
    for (const callback of callbacks) {
      callback({
        observe: (one, value, attributes) =>
          void measured.push([
            (one as { name: string }).name,
            value as number,
            (attributes ?? {}) as Record<string, unknown>,
          ]),
      })
    }
  }
  const sum = (name: string): number =>
    measured.filter((one) => one[0] === name).reduce((total, [, value]) => total + value, 0)
  return { meter, measured, collect, sum }
}

const tools = {
  add: tool({ input: z.object({ n: z.int() }), execute: ({ n }) => n + 1 }),
  fail: tool({
    input: z.object({ kind: z.string() }),
    execute: ({ kind }) => {
      throw Object.assign(new Error('no'), { name: kind })
    },
  }),
  ask: tool({ input: z.object({}), needsApproval: true, execute: () => 1 }),
  run_script: runScriptTool((code) => code),
}

describe('metrics', () => {
  it('tell of runs by status, of calls, of memory, of pauses and of limits', async () => {
    const { meter, measured, sum } = meterOf()
    const runtime = new MontyRuntime({
      tools,
      isolation: 'none',
      limits: { maxHostCalls: 3 },
      extensions: [openTelemetryMetrics({} as never, { meter })],
    })
    await runtime.execute('await add(1)\nawait run_script("await add(2)")').value()
    await runtime.execute('raise KeyError("secret")').outcome
    await runtime.execute('await fail("SecretError")').outcome
    await runtime.execute('for _ in range(9):\n    await add(1)').outcome
    const paused = await runtime.execute('await ask()').outcome
    expect(sum('monty.run.waiting')).toBe(1)
    if (paused.status !== 'paused') throw new Error(paused.status)
    await runtime.resume(paused.token, [{ callId: 0, action: 'approve' }]).value()

    expect(sum('monty.run.active')).toBe(0)
    expect(sum('monty.run.waiting')).toBe(0)
    const of = (name: string): Measured[] => measured.filter((one) => one[0] === name)
    const statuses = of('monty.run.duration').map(([, , one]) => one['monty.run.status'])
    expect(statuses).toEqual(['ok', 'error', 'error', 'limit', 'paused', 'ok'])
    expect(of('monty.run.limits')).toEqual([
      ['monty.run.limits', 1, { 'monty.limit.name': 'hostCalls' }],
    ])
    for (const name of ['monty.run.duration', 'monty.run.cpu.time', 'monty.run.memory.usage']) {
      for (const [, value] of of(name)) expect(value).toBeGreaterThan(0)
    }
    const calls = of('gen_ai.client.operation.duration').map(([, , one]) => one['gen_ai.tool.name'])
    expect(calls).toEqual(['add', 'add', 'run_script', 'fail', 'add', 'add', 'add', 'ask'])
    expect(JSON.stringify(measured).toLowerCase()).not.toContain('secret')
  })

  it('tell of a pool', async () => {
    const { meter, measured, collect } = meterOf()
    const pool = await MontyPool.create({ maxWorkers: 1 })
    const runtime = new MontyRuntime({
      isolation: pool,
      extensions: [openTelemetryMetrics({} as never, { meter, pool })],
    })
    await runtime.execute('1').value()
    collect()
    expect(measured.filter(([name]) => name.startsWith('monty.pool'))).toEqual([
      ['monty.pool.workers', 1, { 'monty.pool.worker.state': 'idle' }],
      ['monty.pool.workers', 0, { 'monty.pool.worker.state': 'used' }],
      ['monty.pool.runs', 0, { 'monty.pool.run.state': 'waiting' }],
      ['monty.pool.runs', 0, { 'monty.pool.run.state': 'parked' }],
      ['monty.pool.crashes', 0, {}],
    ])
    await runtime.close()
    await pool.close()
    expect(() => openTelemetryMetrics({} as never)).toThrow(/@opentelemetry\/api/)
  })
})
