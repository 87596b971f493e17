import { MemoryFileSystem, MontyUsageError, testContext, tool } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const report = tool({
  input: z.object({ title: z.string() }),
  execute: async ({ title }, context) => {
    context.emit({ percent: 50 })
    context.files.write('/report.txt', title)
    const outcome = await context.subExecute('1 + n', { inputs: { n: context.callId } })
    return [context.toolName, context.runId, context.signal.aborted, outcome.status, outcome]
  },
})

describe('a context for tests', () => {
  it('does for a tool', async () => {
    expect(await report.execute({ title: 'a' }, testContext())).toMatchObject([
      'tool',
      'test',
      false,
      'ok',
      { value: 1 },
    ])
  })

  it('has what it is given', async () => {
    const files = new MemoryFileSystem()
    const events: unknown[] = []
    const context = testContext({
      files,
      callId: 4,
      toolName: 'report',
      signal: AbortSignal.abort(),
      emit: (event) => events.push(event),
      subExecute: async () => ({ status: 'ok', value: 9 }) as never,
    })
    expect(await report.execute({ title: 'a' }, context)).toEqual([
      'report',
      'test',
      true,
      'ok',
      { status: 'ok', value: 9 },
    ])
    expect(events).toEqual([{ percent: 50 }])
    expect(context.files).toBe(files)
  })

  it('has the user of an execution and takes its files', async () => {
    const made: unknown[] = []
    const context = testContext({
      context: 'ada',
      artifact: (name, bytes) => made.push([name, bytes]),
    })
    const chart = tool({
      input: { type: 'object' },
      execute: (_, { artifact, context: user }) => artifact(`${String(user)}.csv`, 'a,b'),
    })
    await chart.execute({}, context)
    expect(made).toEqual([['ada.csv', 'a,b']])
  })

  it('is nothing else', () => {
    expect(() => testContext({ file: 1 } as never)).toThrow(MontyUsageError)
  })
})
