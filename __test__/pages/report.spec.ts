import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Execution, MontyRuntime, type RunEvent, runScriptTool, tool } from 'monty-node'
import { runReport } from 'monty-node/report'
import { afterAll, describe, expect, it } from 'vitest'

const eventsOf = async ({ events }: Execution): Promise<RunEvent[]> => {
  const list: RunEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

const city = { type: 'object', properties: { city: { type: 'string' } } } as const
const tools = {
  forecast: tool({
    input: city,
    execute: async (input: { city?: string }) => {
      await sleep(5)
      if (input.city === 'Atlantis') throw new RangeError('no such city')
      return { city: input.city ?? null, highs: [1, 2, 3] }
    },
  }),
  pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' }),
  inner: runScriptTool(() => 'await forecast("Oslo")'),
}
const runtime = new MontyRuntime({ tools, isolation: 'none', typeCheck: false })
afterAll(() => runtime.close())

const reportOf = async (code: string): Promise<string> =>
  runReport(await eventsOf(runtime.execute(code)))

/** The text of the row of a line, without its markup. */
function line(page: string, number: number): string {
  const [, row = ''] =
    new RegExp(`id="L${number}">([^]*?)(?=<div class="row|</main>|<h2)`).exec(page) ?? []
  return plain(row)
}

const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#34;', '"')
    .trim()

describe('the report of a run', () => {
  it('has every call on its line, with its time and result', async () => {
    const page = await reportOf(
      'x = 1\nawait forecast("Lima")\n\nawait forecast("Rome")\nawait inner("a.py")',
    )
    expect(line(page, 1)).toBe('1 x = 1')
    expect(line(page, 2)).toMatch(
      /^2 await forecast\("Lima"\) forecast \d[\d.]* ms → {"city":"Lima"/,
    )
    expect(line(page, 4)).toMatch(/forecast \d[\d.]* ms → {"city":"Rome"/)
    expect(plain(page)).toContain('› forecast')
  })

  it('counts one thing as one', async () => {
    expect(plain(await reportOf('[b"a", b"bc"]'))).toContain('[1 byte, 2 bytes]')
  })

  it('sums up the calls of a line that makes many, with those that took longest', async () => {
    const code =
      'import asyncio\nr = await asyncio.gather(*(forecast(f"c{i}") for i in range(12)))\nlen(r)'
    const page = await reportOf(code)
    expect(line(page, 2)).toMatch(/12 calls in \d.*the slowest: ?forecast/)
    expect(page.match(/<li\s+class="call"/g)).toHaveLength(12)
    expect(plain(page)).toMatch(/Result 12 Program/)
  })

  it('marks what failed in the program, and shows the whole traceback', async () => {
    const page = await reportOf('def f(n):\n    return 1 / n\n\nf(0)')
    expect(line(page, 2)).toContain('return 1 / n')
    expect(line(page, 2)).toMatch(/~+ ZeroDivisionError: division by zero$/)
    expect(page).toContain('class="row wrong" id="L2"')
    const denied = await reportOf('await forecast("Atlantis")')
    expect(line(denied, 1)).toContain('RangeError: no such city')
  })

  it('tells of pauses, and of both executions of a run that was resumed', async () => {
    const execution = runtime.execute('a = 1\nawait pay()')
    const before = await eventsOf(execution)
    const outcome = await execution.outcome
    if (outcome.status !== 'paused') throw new Error(outcome.status)
    const waiting = runReport(before)
    expect(line(waiting, 2)).toContain('pay waits for a decision')
    expect(plain(waiting)).toContain('Waits for decisions about')
    const decisions = outcome.pending.map(({ callId }) => ({ callId, action: 'approve' }) as const)
    const after = await eventsOf(runtime.resume(outcome.token, decisions))
    const page = runReport([...before, ...after])
    expect(line(page, 2)).toMatch(/pay \d[\d.]* ms → "paid"/)
    expect(plain(page)).toContain('decision: pay')
    expect(page).not.toContain(outcome.token)
    expect(waiting).not.toContain(outcome.token)
  })

  it('asks nobody for anything: its policy has the hashes of what is in it', async () => {
    const page = await reportOf('await forecast("Lima")')
    const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? []
    const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? []
    const policy = plain(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!)
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash(style)}'; script-src 'sha256-${hash(script)}'; base-uri 'none'`,
    )
    expect(page).not.toMatch(/https?:|\ssrc=|\sstyle=|url\(/)
  })

  it('stays small: 100 calls with large values', async () => {
    const big = '"x" * 50_000'
    const page = await reportOf(
      `import asyncio\nawait asyncio.gather(*(forecast(${big}) for _ in range(100)))\n[list(range(100_000))] * 3`,
    )
    expect(Buffer.byteLength(page)).toBeLessThan(150_000)
    expect(page).toMatch(/99,950 more/)
  })

  it('takes a recording: its program, and its events as JSON', async () => {
    const events = await eventsOf(runtime.execute('await forecast("Lima")'))
    const recording = {
      code: 'await forecast("Lima")',
      events: JSON.parse(JSON.stringify(events)) as unknown[],
    }
    expect(line(runReport(recording), 1)).toContain('→ {"city":"Lima"')
    const error = {
      $: 'error',
      name: 'MontyRuntimeError',
      message: 'ValueError: no',
      details: {
        exception: {
          typeName: 'ValueError',
          message: 'no',
          text: 'Traceback\nValueError: no',
          frames: [{ line: 1, column: 1, endLine: 1, endColumn: 6 }],
        },
      },
    }
    const done = {
      type: 'done',
      runId: 'r',
      atMs: 2,
      outcome: { status: 'error', error, usage: events.at(-1)!, calls: [], stdout: '' },
    }
    const failed = runReport({
      code: 'raise',
      events: [{ type: 'start', runId: 'r', code: 'raise', atMs: 1 }, done],
    })
    expect(line(failed, 1)).toMatch(/~~~~~ ValueError: no$/)
    expect(() => runReport('text' as never)).toThrow('runReport() takes a recording, or the events')
    expect(() => runReport({ code: '', events: [1] })).toThrow('runReport() takes')
  })
})

const TAG = /<[!/]?([a-z]\w*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g

describe('hostile values', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '</style></pre><img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '&lt;script&gt;',
    '\u202Edorw',
    '\u0000\u0007\u009B31m',
    '\uFEFF\u200B',
    '${1}`\\u0041',
    '{{constructor}}',
  ]

  it.each(HOSTILE)('%j is shown, and nothing else', async (text) => {
    const events: RunEvent[] = [
      { type: 'start', runId: text, code: `# ${text}`, atMs: 1 },
      { type: 'stdout', runId: text, stream: 'stdout', text, atMs: 2 },
      {
        type: 'call',
        runId: text,
        callId: 0,
        name: text,
        args: [text],
        kwargs: { [text]: { [text]: text } },
        position: { filename: text, start: 0, end: 1 },
        usage: { durationMs: 0, peakMemoryBytes: 0, hostCalls: 0, outputBytes: 0 },
        atMs: 3,
      },
      {
        type: 'error',
        runId: text,
        callId: 0,
        name: text,
        error: new Error(text),
        durationMs: 1,
        atMs: 4,
      },
    ]
    const page = runReport(events, { title: text })
    const bare = page.replace(/<style>[^]*?<\/style>/, '').replace(/<script>[^]*?<\/script>/, '')
    const tags = [...bare.matchAll(TAG)]
    // Every bracket belongs to a tag of ours, and no tag has an attribute that runs.
    expect(bare.match(/</g)).toHaveLength(tags.length)
    const names = tags.flatMap(([, , attributes = '']) => attributes.match(/[\w:-]+(?==)/g) ?? [])
    expect(names.filter((name) => /^on|^style$|^src$/.test(name))).toEqual([])
    expect(tags.filter(([, name]) => /^(?:script|img|style|object|iframe)$/.test(name!))).toEqual(
      [],
    )
    // oxlint-disable-next-line no-control-regex
    expect(bare).not.toMatch(/[\u0000-\u0008\u202E\u009B\uFEFF\u200B]/)
  })

  it('that take no end, or cannot be read, are cut', async () => {
    const odd = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    )
    const circle: unknown[] = []
    circle.push(circle, odd, 'y'.repeat(1_000_000), () => 1, Symbol('s'), 10n ** 400n)
    const done = {
      type: 'done',
      runId: 'r',
      atMs: 2,
      outcome: {
        runId: 'r',
        artifacts: [],
        status: 'ok',
        value: circle,
        usage: { durationMs: 0, peakMemoryBytes: 0, hostCalls: 0, outputBytes: 0 },
        calls: [],
        stdout: '',
      },
    } as const
    const page = runReport([{ type: 'start', runId: 'r', code: 'x', atMs: 1 }, done])
    expect(page.length).toBeLessThan(30_000)
    expect(plain(page)).toContain('(itself)')
    expect(plain(page)).toContain('an object that cannot be read')
    expect(plain(page)).toContain('999,000 more')
  })
})
