import { setTimeout as sleep } from 'node:timers/promises'
import { readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonTools, pythonUiParts } from '../../src/adapters/ai.js'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  eventToJson,
  type Execution,
  type JsonEvent,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  runScriptTool,
} from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'

const tools = {
  add: tool({
    input: z.object({ n: z.int() }),
    execute: ({ n }, context) => {
      context.emit({ at: new Set([n]) })
      return new Map([[n, 2n ** 70n]])
    },
  }),
  fail: tool({
    input: z.object({}),
    execute: () => {
      throw new RangeError('too far')
    },
  }),
  leak: tool({
    input: z.object({ text: z.string() }),
    execute: ({ text }, context) => {
      context.emit({ text })
      return [text]
    },
  }),
  ask: tool({
    input: z.object({ what: z.string() }),
    needsApproval: true,
    execute: () => sleep(30, 'yes'),
  }),
  run_script: runScriptTool((code) => code),
}

async function all(events: AsyncIterable<JsonEvent>): Promise<JsonEvent[]> {
  const list: JsonEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

async function jsonOf(execution: Execution, maxBytes?: number): Promise<JsonEvent[]> {
  const list: JsonEvent[] = []
  const options = maxBytes === undefined ? {} : { maxBytes }
  for await (const event of execution.events) list.push(eventToJson(event, options))
  expect(JSON.parse(JSON.stringify(list))).toEqual(list)
  return list
}

const approval = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

describe('an event as JSON', () => {
  const runtime = new MontyRuntime({ isolation: 'none', tools, snapshots: { key: KEY } })

  it('has values, errors and what happens inside', async () => {
    const code =
      'print("hi")\nawait add(1)\nawait run_script("await add(2)")\ntry:\n    await fail()\nexcept Exception:\n    pass\n{"a"}'
    const events = await jsonOf(runtime.execute(code, { metadata: { chat: 7 } }))
    const { runId } = events[0]!
    expect(events).toMatchObject([
      { type: 'start', runId, code, metadata: { chat: 7 } },
      { type: 'stdout', stream: 'stdout', text: 'hi\n' },
      { type: 'call', callId: 0, name: 'add', args: [1], kwargs: {} },
      { type: 'progress', data: { at: [1] } },
      { type: 'result', value: [[1, '1180591620717411303424']] },
      { type: 'call', name: 'run_script' },
      { type: 'child', event: { type: 'start', parent: { runId, callId: 1 } } },
      { type: 'child', event: { type: 'call', name: 'add', args: [2] } },
      { type: 'child', event: { type: 'progress' } },
      { type: 'child', event: { type: 'result' } },
      { type: 'child', event: { type: 'done', outcome: { status: 'ok' } } },
      { type: 'result', name: 'run_script' },
      { type: 'call', name: 'fail' },
      { type: 'error', error: { type: 'RangeError', message: 'too far' } },
      { type: 'done', outcome: { status: 'ok', value: ['a'], calls: 3 } },
    ])
    const failed = await jsonOf(runtime.execute('1 / 0'))
    expect(failed.at(-1)).toMatchObject({
      outcome: { status: 'error', error: { type: 'ZeroDivisionError', text: expect.any(String) } },
    })
  })

  it('has no token, wherever it stands', async () => {
    const execution = runtime.execute('await ask("x")')
    const { token } = (await execution.outcome) as PausedOutcome
    const events = await jsonOf(execution)
    expect(events.map(({ type }) => type)).toEqual(['start', 'paused', 'done'])
    expect(events[1]).toMatchObject({ pending: [{ name: 'ask', input: { what: 'x' } }] })
    const code = `await leak("see ${token} there")`
    const leaked = JSON.stringify([events, await jsonOf(runtime.execute(code))])
    expect(leaked).not.toContain(token.slice(0, 40))
    expect(leaked).toContain('see [token] there')
  })

  it('is cut where it is long', async () => {
    const code = 'print("o" * 5000)\nawait leak("x" * 5000)'
    const events = await jsonOf(runtime.execute(code), 200)
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(900)
    expect(JSON.stringify(events)).toContain('the rest cut')
  })
})

describe.each(['none', 'process'] as const)(
  'events of a run by its id, isolation: %s',
  (isolation) => {
    const store = new MemoryStore()
    const runtimeOf = (): MontyRuntime =>
      new MontyRuntime({ isolation, tools, snapshots: { store, key: KEY, events: true } })
    const code = 'print("a")\nx = await ask("x")\nprint("b")\nx'
    const types = (events: JsonEvent[]): string[] => events.map(({ type }) => type)

    it('are there while it runs, when it is paused, when it goes on, and when it has ended', async () => {
      const runtime = runtimeOf()
      const execution = runtime.execute(code)
      const live = all(runtime.events(execution.runId))
      const paused = (await execution.outcome) as PausedOutcome
      expect(types(await live)).toEqual(['start', 'stdout', 'paused', 'done'])
      const reloaded = await all(runtimeOf().events(paused.runId))
      expect(types(reloaded)).toEqual(['start', 'stdout', 'paused'])
      expect(reloaded[2]).toMatchObject({ pending: [{ name: 'ask', input: { what: 'x' } }] })
      const other = runtimeOf()
      const resumed = other.resume(paused.token, approval(paused))
      // It has been taken up.
      for await (const event of resumed.events) if (event.type === 'start') break
      const whole = ['start', 'stdout', 'start', 'call', 'result', 'stdout', 'done']
      expect(types(await all(other.events(paused.runId)))).toEqual(whole)
      await resumed.outcome
      const kept = await all(runtimeOf().events(paused.runId))
      expect(types(kept)).toEqual(whole)
      expect(kept.at(-1)).toMatchObject({ outcome: { status: 'ok', value: 'yes' } })
      await expect(all(runtimeOf().events('nobody'))).rejects.toMatchObject({ code: 'MONTY_USAGE' })
    })
  },
)

describe('parts of UI messages of the AI SDK', () => {
  it('show calls and output as they happen, and the same after a reload', async () => {
    const store = new MemoryStore()
    const runtime = new MontyRuntime({
      isolation: 'none',
      tools,
      snapshots: { store, key: KEY, events: true },
    })
    const parts = pythonUiParts()
    const chunks: unknown[] = [{ type: 'start' }]
    const { run_python: python } = pythonTools(runtime, {
      onEvent: (event, call) => chunks.push(...parts(event, call)),
    })
    const code = 'print("a")\nprint("b")\nawait run_script("await add(2)")\nawait fail()'
    await python.execute!({ code }, { toolCallId: 'call-1', messages: [], context: {} } as never)
    const shown = await messageOf(chunks)
    expect(shown).toMatchObject([
      { type: 'data-python-output', data: { toolCallId: 'call-1', text: 'a\nb\n' } },
      {
        type: 'data-python-call',
        data: { toolCallId: 'call-1', name: 'run_script', state: 'done' },
      },
      { type: 'data-python-call', data: { name: 'add', args: [2], state: 'done' } },
      {
        type: 'data-python-call',
        data: { name: 'fail', state: 'failed', error: { type: 'RangeError', message: 'too far' } },
      },
    ])
    const [{ data }] = shown as [{ data: { runId: string } }]
    const again = pythonUiParts()
    const reloaded: unknown[] = [{ type: 'start' }]
    for await (const event of runtime.events(data.runId)) {
      reloaded.push(...again(event, { toolCallId: 'call-1' }))
    }
    expect(await messageOf(reloaded)).toEqual(shown)
  })
})

/** The parts of the message that a browser makes of chunks. */
async function messageOf(chunks: readonly unknown[]): Promise<unknown[]> {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk as UIMessageChunk)
      controller.close()
    },
  })
  let last: UIMessage | undefined
  for await (const message of readUIMessageStream({ stream })) last = message
  return last?.parts ?? []
}
