import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hostObject } from '../../src/host/host-object.js'
import { MemoryFileSystem } from '../../src/host/files/memory.js'
import { PythonModule } from '../../src/host/modules.js'
import type { JsonSchema } from '../../src/host/index.js'
import { tool } from '../../src/host/tool.js'
import {
  compare,
  type Execution,
  type ExecuteOptions,
  MontyRuntime,
  type Recording,
  type Redact,
  replay,
  type Replay,
  type RunEvent,
  type RuntimeOptions,
} from '../../src/runtime/index.js'
import { findPrograms, isSameValue, loadPrograms } from '../../examples/demo/programs.js'
import { tableFunctions } from '../../examples/demo/tables.js'
import { readRecorded } from '../language/recorded.js'
import { scriptTools } from '../support/script-tools.js'

async function eventsOf(execution: Execution): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of execution.events) events.push(event)
  return events
}

interface Recorded {
  readonly recording: Recording
  readonly events: RunEvent[]
}

async function record(
  options: RuntimeOptions,
  code: string,
  given: ExecuteOptions = {},
): Promise<Recorded> {
  const runtime = new MontyRuntime({ isolation: 'none', ...options })
  const execution = runtime.execute(code, { record: true, ...given })
  const events = await eventsOf(execution)
  // As a file would keep it.
  const recording = JSON.parse(JSON.stringify(await execution.recording)) as Recording
  await runtime.close()
  return { recording, events }
}

/** What a replay has to be: what was told of the recorded run, and no divergence. */
const same = ({ recording, events }: Recorded): Record<string, unknown> => ({
  runId: recording.runId,
  divergence: undefined,
  events,
  outcome: (events.at(-1) as { outcome: unknown }).outcome,
})

const seen = async (replayed: Replay): Promise<object> => ({
  runId: replayed.runId,
  divergence: await replayed.divergence,
  events: await eventsOf(replayed),
  outcome: await replayed.outcome,
})

/** Each call takes another time, so that they end in another order than they were begun. */
const tools = {
  price: tool({
    input: z.object({ article: z.string() }),
    output: z.number(),
    execute: async ({ article }, context) => {
      context.emit({ looking: article })
      await sleep(12 - 2 * article.length)
      if (article === 'gold') throw new RangeError('not for sale')
      return article.length
    },
  }),
}

describe('a replay is the run again, events included', () => {
  it.each<[string, RuntimeOptions, string]>([
    [
      'calls side by side, in the order in which they ended',
      { tools },
      `import asyncio
async def ask(article):
    found = await price(article)
    print(article, found)
    return found
await asyncio.gather(*[ask(one) for one in ("tea", "cakes", "milk")])`,
    ],
    [
      'chance, the clock, sleeps and identifiers',
      {},
      `import asyncio, random, time, uuid
from datetime import datetime
began = time.time()
await asyncio.sleep(0.003)
time.sleep(0.002)
[random.random(), str(uuid.uuid4()), str(datetime.now()), time.time() - began > 0, began]`,
    ],
    ['an exception of a tool', { tools }, 'print("asking")\nawait price("gold")'],
    [
      'one that Python caught',
      { tools },
      'try:\n    await price("gold")\nexcept Exception as error:\n    told = repr(error)\ntold',
    ],
    ['a source that is no Python', {}, 'x = = 1'],
    ['a program with a wrong type', { tools }, 'await price(3)'],
    [
      'a limit',
      { limits: { maxHostCalls: 2 }, tools },
      'for _ in range(3):\n    await price("tea")',
    ],
    [
      'files and variables',
      { files: new MemoryFileSystem({ files: { '/a.txt': 'one' } }), env: { NAME: 'Ada' } },
      `import os
from pathlib import Path
Path('/b.txt').write_text(Path('/a.txt').read_text() * 2)
[Path('/b.txt').read_text(), os.environ['NAME']]`,
    ],
    [
      'modules',
      { modules: { shop: new PythonModule({ price: tools.price, CURRENCY: 'EUR' }) } },
      'import shop\n[await shop.price("tea"), shop.CURRENCY]',
    ],
    [
      'values that JSON has no form for',
      {
        tools: {
          echo: tool({
            input: z.object({ value: z.any() }),
            execute: ({ value }) => value as unknown,
          }),
        },
      },
      `from datetime import date, timedelta
from decimal import Decimal
import math
given = [(1, 2.0), {1, 2}, b"\\x00\\xff", {1: "a"}, 10**30, math.inf, -0.0, None, date(2026, 1, 2), timedelta(3), Decimal("1.20"), {"$": 1}]
returned = await echo(given)
print(returned == given, returned)
returned`,
    ],
    [
      'a call that nobody waits for',
      { tools: { stuck: tool({ input: z.object({}), execute: () => new Promise(() => {}) }) } },
      'import asyncio\ntask = asyncio.create_task(stuck())\nawait asyncio.sleep(0)\n1',
    ],
  ])('%s', async (_name, options, code) => {
    const recorded = await record(options, code)
    expect(await seen(replay(recorded.recording))).toEqual(same(recorded))
    expect(
      await seen(replay(JSON.stringify(recorded.recording), { isolation: 'process' })),
    ).toEqual(same(recorded))
  })

  it('inputs, also when they are changed meanwhile', async () => {
    const rows = [{ n: 1n }, { n: 2n }]
    const recorded = await record(
      { tools },
      'before = await price("tea")\n[row["n"] for row in rows]',
      {
        inputs: { rows },
      },
    )
    rows.length = 0
    expect(await seen(replay(recorded.recording))).toEqual(same(recorded))
  })

  it('objects of the host', async () => {
    const given = { total: 12 }
    const refund = (cents: number): string => `${cents} of ${given.total}`
    const order = hostObject(given, {
      attributes: ['total'],
      methods: { refund },
      className: 'Order',
    })
    const code =
      'give_back = order.refund\n[order.refund(order.total), give_back(1), order is order]'
    const recorded = await record({ typeCheck: false }, code, { inputs: { order } })
    expect(await seen(replay(recorded.recording))).toEqual(same(recorded))
  })

  it('runs that something outside ended are followed to their last answer', async () => {
    const endless = 'import asyncio\nprint(await price("tea"))\nawait asyncio.sleep(5)'
    const recorded = await record({ tools, timeoutMs: 60 }, endless)
    expect(recorded.recording.outcome).toMatchObject({ status: 'timeout' })
    expect(await seen(replay(recorded.recording))).toEqual(same(recorded))
    const busy = await record({ limits: { maxDurationMs: 20 } }, 'while True: pass')
    expect(await seen(replay(busy.recording))).toEqual(same(busy))
  })

  it('a run that waits for a person, without its token', async () => {
    const pay = tool({ input: z.object({ cents: z.int() }), needsApproval: true, execute: () => 1 })
    const { recording } = await record(
      { tools: { ...tools, pay } },
      'x = await price("tea")\nawait pay(1)',
    )
    const replayed = replay(recording)
    expect(await replayed.divergence).toBeUndefined()
    expect(await replayed.outcome).toMatchObject({
      status: 'paused',
      token: '',
      pending: [{ name: 'pay' }],
    })
  })
})

const scripts = readdirSync(new URL('../language/agent/', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))

describe('the scripts of agents', () => {
  it.each(scripts)('%s', async (name) => {
    const script = readRecorded(name)
    const options = { tools: scriptTools(script), typeCheck: false, sleep: 'instant' } as const
    const recorded = await record(options, script.code)
    expect(await seen(replay(recorded.recording))).toEqual(same(recorded))
  })
})

describe('the programs of the demo', () => {
  it.each(loadPrograms(findPrograms().path))('$name', async (program) => {
    const answers = tableFunctions(program.tools)
    const options = {
      typeCheck: false,
      tools: Object.fromEntries(
        Object.entries(program.tools).map(([name, { async, parameters }]) => {
          const input = { type: 'object', ...parameters } as JsonSchema
          return [name, tool({ input, async, execute: (given) => answers[name]!(given) })]
        }),
      ),
    }
    const recorded = await record(options, program.code, { inputs: program.inputs })
    const { value, stdout } = same(recorded)['outcome'] as { value: unknown; stdout: string }
    expect(isSameValue(value, program.expected)).toBe(true)
    expect(stdout).toBe(program.stdout)
    expect(await seen(replay(recorded.recording))).toEqual(same(recorded))
  })
})

describe('another program', () => {
  const options: RuntimeOptions = { tools }
  const code = 'print("begun")\na = await price("tea")\nb = await price("milk")\na + b'

  it('that does the same has no divergence', async () => {
    const { recording } = await record(options, code)
    const replayed = replay(recording, { code: code.replace('a + b', '# in cents\na + b') })
    expect(await replayed.divergence).toBeUndefined()
    expect(await replayed.value()).toBe(7)
  })

  it('is answered what was recorded, in whatever order it asks', async () => {
    const { recording } = await record(options, code)
    const replayed = replay(recording, {
      code: 'print("begun")\nb = await price("milk")\na = await price("tea")\na * b',
    })
    expect(await replayed.value()).toBe(12)
    expect(await replayed.divergence).toMatchObject({
      in: 'call',
      line: 2,
      message: expect.stringMatching(
        /^line 2: price\("milk"\), where price\("tea"\) was recorded$/,
      ),
    })
    expect((await eventsOf(replayed)).map(({ type }) => type)).toEqual([
      'start',
      'stdout',
      'call',
      'result',
      'call',
      'result',
      'done',
    ])
  })

  it('that asks for what nobody was asked ends there', async () => {
    const { recording } = await record(options, code)
    const replayed = replay(recording, { code: 'await price("cakes")' })
    expect(await replayed.outcome).toMatchObject({
      status: 'error',
      error: { message: 'the recording has no answer to price("cakes")' },
    })
    expect(await replayed.divergence).toMatchObject({ in: 'output' })
  })

  it('is told apart by what it prints, and by what it comes to', async () => {
    const { recording } = await record(options, code)
    const louder = replay(recording, { code: code.replace('begun', 'Begun') })
    expect(await louder.divergence).toMatchObject({ in: 'output', index: 0 })
    expect(await louder.value()).toBe(7)
    const other = replay(recording, { code: code.replace('a + b', 'a - b') })
    expect(await other.divergence).toMatchObject({
      in: 'outcome',
      expected: { status: 'ok', value: 7 },
      actual: { status: 'ok', value: -1 },
    })
    const shorter = replay(recording, { code: 'print("begun")\nawait price("tea")' })
    expect(await shorter.divergence).toMatchObject({
      in: 'call',
      message: 'the end of the program, where price("milk") was recorded',
    })
  })

  it('with tasks gets their ends in the order in which they came', async () => {
    const gathered = 'import asyncio\nawait asyncio.gather(price("tea"), price("cakes"))'
    const { recording } = await record(options, gathered)
    const replayed = replay(recording, {
      code: 'import asyncio\nprint("more")\nawait asyncio.gather(price("cakes"), price("tea"))',
    })
    expect(await replayed.value()).toEqual([5, 3])
  })
})

describe('recordings', () => {
  it('tell what a run was given', async () => {
    const { recording } = await record({ tools, random: { seed: 7 } }, 'x + await price("tea")', {
      inputs: { x: 1 },
    })
    expect(recording).toMatchObject({
      format: 'monty-node recording',
      version: 1,
      code: 'x + await price("tea")',
      inputs: { x: 1 },
      seed: 7,
      clock: 'recorded',
      answers: expect.arrayContaining([
        expect.objectContaining({
          asked: expect.objectContaining({
            kind: 'function',
            name: 'price',
            args: ['tea'],
            line: 1,
          }),
          answer: expect.objectContaining({ kind: 'now', value: { $: 'float', value: 3 } }),
        }),
      ]),
      outcome: { status: 'ok', value: 4 },
    })
  })

  it('are without what a function takes out, and can be replayed all the same', async () => {
    const secret = 'ada@example.com'
    const mail = tool({ input: z.object({ to: z.string() }), execute: ({ to }) => `sent to ${to}` })
    const runtime = new MontyRuntime({
      isolation: 'none',
      tools: { mail },
      record: {
        redact: (value) =>
          typeof value === 'string' ? value.replaceAll(secret, 'somebody') : value,
      },
    })
    const execution = runtime.execute('print(to)\nawait mail(to)', { inputs: { to: secret } })
    const recording = await execution.recording
    expect(JSON.stringify(recording)).not.toContain(secret)
    expect(await execution.value()).toBe(`sent to ${secret}`)
    const replayed = replay(recording)
    expect(await replayed.divergence).toBeUndefined()
    expect(await replayed.value()).toBe('sent to somebody')
  })

  it('say where what is taken out stands', async () => {
    const paths: string[] = []
    const runtime = new MontyRuntime({ isolation: 'none' })
    const redact: Redact = (value, path) => {
      paths.push(path)
      return value
    }
    await runtime.execute('a', { inputs: { a: [1] }, record: { redact } }).recording
    expect(paths).toEqual(expect.arrayContaining(['', 'code', 'inputs.a[0]', 'outcome.value[0]']))
  })

  it('are only there when they were asked for', async () => {
    const runtime = new MontyRuntime({ isolation: 'none' })
    await expect(runtime.execute('1').recording).rejects.toThrow(/was not recorded/)
    const wrong = await runtime.execute('1', { record: 'yes' as never }).outcome
    expect(wrong).toMatchObject({ status: 'error', error: { message: /record must be true/ } })
    expect(() => new MontyRuntime({ state: 'shared', record: true })).toThrow(/state: 'fresh'/)
    expect(() => replay({} as never)).toThrow(/no recording/)
    expect(() => replay('{')).toThrow(/no JSON/)
  })

  it('are compared', async () => {
    const code = 'import random\na = await price("tea")\nprint(a)\na * factor'
    const one = await record({ tools }, code, { inputs: { factor: 1 } })
    const twin = await record({ tools }, code, { inputs: { factor: 1 } })
    const other = await record({ tools }, code, { inputs: { factor: 2 } })
    expect(compare(one.recording, twin.recording)).toBeUndefined()
    expect(compare(one.recording, other.recording)).toMatchObject({
      in: 'outcome',
      message: 'it came to {"status":"ok","value":6}, where {"status":"ok","value":3} was recorded',
    })
    const dearer = {
      price: tool({
        input: z.object({ article: z.string() }),
        output: z.number(),
        execute: () => 9,
      }),
    }
    const changed = await record({ tools: dearer }, code, { inputs: { factor: 1 } })
    expect(compare(one.recording, changed.recording)).toMatchObject({ in: 'answer' })
    const texts = [one, twin, changed].map(({ recording }) => JSON.stringify(recording))
    expect(compare(texts[0]!, texts[1]!)).toBeUndefined()
    expect(compare(texts[0]!, changed.recording)).toMatchObject({ in: 'answer' })
    for (const none of ['{', '{}', null, { ...one.recording, answers: 5 }]) {
      expect(() => compare(one.recording, none as never)).toThrow('recording')
    }
  })
})
