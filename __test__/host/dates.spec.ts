import { type } from 'arktype'
import { Monty, MontyRuntime, MontyRuntimeError, stubs, tool, type ToolSet } from 'monty-node'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rejection } from '../support/caught.js'

const PRELUDE = 'from datetime import date, datetime, timedelta, timezone\n'

/** Runs a type-checked program over tools. */
const run = (code: string, tools: ToolSet): Promise<unknown> =>
  new Monty(PRELUDE + code, { typeCheck: true, typeStubs: stubs(tools) }).runAsync({
    externalFunctions: tools,
  })

/** A tool that says what it got and gives it back, by each kind of schema. */
const kinds: Record<string, (seen: unknown[]) => ToolSet> = {
  zod: (seen) => ({
    book: tool({
      input: z.object({ when: z.date() }),
      output: z.date(),
      execute: ({ when }) => (seen.push(when), when),
    }),
  }),
  valibot: (seen) => ({
    book: tool({
      input: v.object({ when: v.date() }),
      output: v.date(),
      execute: ({ when }) => (seen.push(when), when),
    }),
  }),
  arktype: (seen) => ({
    book: tool({
      input: type({ when: 'Date' }),
      output: type('Date'),
      execute: ({ when }) => (seen.push(when), when),
    }),
  }),
  'JSON Schema': (seen) => ({
    book: tool({
      input: {
        type: 'object',
        properties: { when: { type: 'string', format: 'date-time' } },
        required: ['when'],
      },
      output: { type: 'string', format: 'date-time' },
      execute: ({ when }: { when: Date }) => (seen.push(when), when),
    }),
  }),
}

describe.each(Object.entries(kinds))('a date by %s', (_kind, make) => {
  it.each([
    ['datetime(2026, 3, 14, 12, 30, tzinfo=timezone.utc)', '2026-03-14T12:30:00.000Z'],
    [
      'datetime(2026, 3, 14, 12, 30, 0, 250000, tzinfo=timezone(timedelta(hours=5, minutes=30)))',
      '2026-03-14T07:00:00.250Z',
    ],
    [
      'datetime(2026, 1, 1, 0, 15, tzinfo=timezone(timedelta(hours=-8)))',
      '2026-01-01T08:15:00.000Z',
    ],
    ['datetime(1969, 7, 20, 20, 17, tzinfo=timezone.utc)', '1969-07-20T20:17:00.000Z'],
    ['datetime.fromisoformat("2024-02-29T23:59:59+02:00")', '2024-02-29T21:59:59.000Z'],
  ])('takes %s as that instant, and gives a datetime back', async (written, iso) => {
    const seen: unknown[] = []
    const result = await run(
      `when = ${written}\nback = await book(when)\n[back == when, isinstance(back, datetime), back.tzinfo is not None]`,
      make(seen),
    )
    expect(seen).toEqual([new Date(iso)])
    expect(result).toEqual([true, true, true])
  })

  it('says datetime in the stub', () => {
    const text = stubs(make([]))
    expect(text).toMatch(/^from datetime import datetime$/m)
    expect(text).toMatch(/async def book\(when: datetime(?: \| str)?\) -> datetime: \.\.\./)
  })

  it('refuses a naive datetime, and says what to write', async () => {
    const error = await rejection(
      run('await book(datetime(2026, 3, 14, 12))', make([])),
      MontyRuntimeError,
    )
    expect(error.message).toBe(
      "TypeError: book() argument 'when' must have an offset from UTC, which 2026-03-14T12:00:00 lacks: use datetime.now(timezone.utc), or value.replace(tzinfo=timezone.utc)",
    )
  })

  it('takes a date as its midnight in UTC', async () => {
    const seen: unknown[] = []
    // Not type-checked: a date is no datetime.
    const code = `${PRELUDE}await book(date(2026, 3, 14))`
    await new Monty(code).runAsync({ externalFunctions: make(seen) })
    expect(seen).toEqual([new Date('2026-03-14T00:00:00Z')])
  })
})

const echo = (input: z.ZodObject | object, seen: unknown[]): ToolSet => ({
  send: tool({
    input: input as z.ZodObject,
    execute: (given: unknown) => {
      seen.push(given)
      return null
    },
  }),
})

/** What a tool gets of a call. */
async function sent(input: object, call: string): Promise<unknown> {
  const seen: unknown[] = []
  await run(call, echo(input, seen))
  return seen[0]
}

const AWARE = 'datetime(2026, 3, 14, 14, 30, tzinfo=timezone(timedelta(hours=2)))'

describe('dates as text', () => {
  it.each<[string, object, string, unknown]>([
    ['z.iso.datetime()', z.object({ at: z.iso.datetime() }), AWARE, '2026-03-14T12:30:00Z'],
    [
      'z.iso.datetime() and isoformat()',
      z.object({ at: z.iso.datetime() }),
      `${AWARE}.isoformat()`,
      '2026-03-14T12:30:00Z',
    ],
    [
      'offset: true and isoformat()',
      z.object({ at: z.iso.datetime({ offset: true }) }),
      `${AWARE}.isoformat()`,
      '2026-03-14T14:30:00+02:00',
    ],
    [
      'precision: 3',
      z.object({ at: z.iso.datetime({ precision: 3 }) }),
      AWARE,
      '2026-03-14T12:30:00.000Z',
    ],
    [
      'microseconds',
      z.object({ at: z.iso.datetime() }),
      'datetime(2026, 3, 14, 1, 2, 3, 4500, tzinfo=timezone.utc)',
      '2026-03-14T01:02:03.0045Z',
    ],
    [
      'local: true',
      z.object({ at: z.iso.datetime({ local: true }) }),
      'datetime(2026, 3, 14, 12, 30)',
      '2026-03-14T12:30:00',
    ],
    ['z.iso.date()', z.object({ at: z.iso.date() }), 'date(2026, 3, 14)', '2026-03-14'],
    ['z.iso.date() and text', z.object({ at: z.iso.date() }), '"2026-03-14"', '2026-03-14'],
    [
      'a list',
      z.object({ at: z.array(z.iso.date()) }),
      '[date(2026, 3, 14), "2026-03-15"]',
      ['2026-03-14', '2026-03-15'],
    ],
    [
      'v.isoTimestamp()',
      v.object({ at: v.pipe(v.string(), v.isoTimestamp()) }),
      AWARE,
      '2026-03-14T12:30:00Z',
    ],
    [
      'v.isoDate()',
      v.object({ at: v.pipe(v.string(), v.isoDate()) }),
      'date(2026, 3, 14)',
      '2026-03-14',
    ],
    ['ArkType', type({ at: 'string.date.iso' }), AWARE, '2026-03-14T12:30:00Z'],
    [
      'z.iso.duration()',
      z.object({ at: z.iso.duration() }),
      'timedelta(hours=1, minutes=30)',
      'PT1H30M',
    ],
  ])('by %s are what the library takes', async (_what, input, value, expected) => {
    const seen: unknown[] = []
    await new Monty(`${PRELUDE}await send(at=${value})`).runAsync({
      externalFunctions: echo(input, seen),
    })
    expect(seen).toEqual([{ at: expected }])
  })

  it('say in the stub that both will do', () => {
    const text = stubs(
      echo(z.object({ at: z.iso.datetime(), day: z.iso.date().optional(), note: z.string() }), []),
    )
    expect(text).toContain('from datetime import date, datetime\n')
    expect(text).toContain('send(at: datetime | str, day: date | str = ..., *, note: str)')
  })

  it('are text where a library gives them, and dates where a JSON Schema does', async () => {
    const tools = {
      text: tool({ input: {}, output: z.iso.date(), execute: () => '2026-03-14' }),
      dates: tool({
        input: {},
        output: {
          type: 'object',
          properties: {
            at: { type: 'string', format: 'date-time' },
            day: { type: 'string', format: 'date' },
            price: { type: 'number' },
          },
          required: ['at', 'day', 'price'],
        },
        execute: () => ({ at: '2026-03-14T14:30:00+02:00', day: '2026-03-14', price: 2 }),
      }),
    }
    expect(stubs(tools)).toContain('def text() -> str')
    expect(stubs(tools)).toContain('    at: datetime\n    day: date\n')
    const code = 'r = await dates()\n[await text(), r["at"].hour, r["day"].day, repr(r["price"])]'
    expect(await run(code, tools)).toEqual(['2026-03-14', 14, 14, '2.0'])
  })

  it('that cannot be dates stay text', async () => {
    const soon = tool({
      input: {},
      output: { type: 'array', items: { type: 'string', format: 'date-time' } },
      execute: () => [
        'soon',
        '2026-02-31T00:00:00Z',
        '2026-03-14T12:00:00',
        '2026-03-14T12:00:60Z',
      ],
    })
    const code = 'all(type(x) is str for x in await soon())'
    expect(await new Monty(code).runAsync({ externalFunctions: { soon } })).toBe(true)
  })

  it.each<[object, string, string]>([
    [
      z.object({ at: z.iso.datetime() }),
      'datetime(2026, 3, 14)',
      "send() argument 'at' must have an offset from UTC",
    ],
    [
      z.object({ at: z.iso.date() }),
      AWARE,
      "send() argument 'at' must be a date, not datetime: use value.date()",
    ],
    [
      { type: 'object', properties: { at: { type: 'string', format: 'date' } } },
      AWARE,
      "send() argument 'at' must be a date, not datetime: use value.date()",
    ],
    [
      { type: 'object', properties: { at: { type: 'string' } } },
      AWARE,
      "send() argument 'at' must be a string, not datetime",
    ],
  ])('are refused where they do not fit: %o', async (input, value, message) => {
    const monty = new Monty(`${PRELUDE}await send(${value})`)
    const error = await rejection(monty.runAsync({ externalFunctions: echo(input, []) }))
    expect(error.message).toContain(message)
  })
})

describe('dates in other values', () => {
  const instant = new Date('2026-03-14T12:30:00Z')

  it('are found where they are', async () => {
    const event = z.object({ at: z.date(), remind: z.array(z.date()).optional() })
    expect(
      await sent(
        z.object({ events: z.array(event), last: z.date().nullable() }),
        `await send([{"at": ${AWARE}, "remind": [${AWARE}]}], last=None)`,
      ),
    ).toEqual({ events: [{ at: instant, remind: [instant] }], last: null })
  })

  it('are told from text', async () => {
    const either = z.object({ x: z.union([z.string(), z.date()]) })
    expect(await sent(either, `await send(${AWARE})`)).toEqual({ x: instant })
    expect(await sent(either, 'await send("2026-03-14")')).toEqual({ x: '2026-03-14' })
  })

  it('are found in what is told by a field', async () => {
    const event = z.object({
      of: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('day'), at: z.iso.date() }),
        z.object({ kind: z.literal('instant'), at: z.date() }),
      ]),
    })
    expect(await sent(event, 'await send({"kind": "day", "at": date(2026, 3, 14)})')).toEqual({
      of: { kind: 'day', at: '2026-03-14' },
    })
    expect(await sent(event, `await send({"kind": "instant", "at": ${AWARE}})`)).toEqual({
      of: { kind: 'instant', at: instant },
    })
  })

  it('have names in stubs that nothing hides', async () => {
    const tools = {
      date: tool({
        input: z.object({ date: z.iso.date() }),
        output: z.object({ datetime: z.date(), list: z.array(z.int()) }),
        execute: () => ({ datetime: instant, list: [1] }),
      }),
    }
    const text = stubs(tools)
    expect(text).toContain('from datetime import date as date_, datetime')
    const code = 'r = await date("2026-03-14")\n[r["datetime"].year, r["list"][0] + 1]'
    const monty = new Monty(code, { typeCheck: true, typeStubs: text })
    expect(await monty.runAsync({ externalFunctions: tools })).toEqual([2026, 2])
  })
})

describe('other values that JSON lacks', () => {
  it.each<[string, object, string, unknown, string]>([
    ['a bigint', z.object({ n: z.bigint() }), '5', { n: 5n }, 'n: int'],
    ['a bigint of Valibot', v.object({ n: v.bigint() }), '2**70', { n: 2n ** 70n }, 'n: int'],
    ['a bigint of ArkType', type({ n: 'bigint' }), '-1', { n: -1n }, 'n: int'],
    [
      'a map',
      z.object({ n: z.map(z.string(), z.number()) }),
      '{"a": 1.5}',
      { n: new Map([['a', 1.5]]) },
      'n: dict[str, float]',
    ],
    [
      'a map of dates',
      v.object({ n: v.map(v.string(), v.date()) }),
      `{"a": ${AWARE}}`,
      { n: new Map([['a', new Date('2026-03-14T12:30:00Z')]]) },
      'n: dict[str, datetime]',
    ],
    [
      'a map by numbers',
      z.object({ n: z.map(z.int(), z.string()) }),
      '{1: "a"}',
      { n: new Map([[1, 'a']]) },
      'n: dict[int, str]',
    ],
    ['a set', z.object({ n: z.set(z.string()) }), '{"a"}', { n: new Set(['a']) }, 'n: set[str]'],
    ['a set of ArkType', type({ n: 'Set' }), '{1}', { n: new Set([1]) }, 'n: set[Any]'],
  ])('%s', async (_what, input, value, expected, declared) => {
    expect(await sent(input, `await send(${value})`)).toEqual(expected)
    expect(stubs(echo(input, []))).toContain(`send(${declared})`)
  })

  it('are results, beside floats that stay floats', async () => {
    const tools = {
      everything: tool({
        input: {},
        output: z.object({
          tags: z.set(z.string()),
          prices: z.map(z.string(), z.number()),
          when: z.date(),
          big: z.bigint(),
          total: z.number(),
        }),
        execute: () => ({
          tags: new Set(['a']),
          prices: new Map([['a', 1]]),
          when: new Date(0),
          big: 2n ** 80n,
          total: 3,
        }),
      }),
    }
    const code = `r = await everything()
[isinstance(r["tags"], set), r["prices"]["a"], r["when"].year, r["big"] == 2**80, repr(r["total"])]`
    expect(await run(code, tools)).toEqual([true, 1, 1970, true, '3.0'])
  })
})

describe('dates by a JSON Schema that is given beside a library', () => {
  /** A library that says nothing of itself. */
  const own = {
    '~standard': {
      version: 1 as const,
      vendor: 'own',
      validate: (value: unknown) =>
        (value as { at?: unknown }).at instanceof Date
          ? { value: value as { at: Date } }
          : { issues: [{ message: 'no Date', path: ['at'] }] },
    },
  }
  const inputSchema = {
    type: 'object',
    properties: { at: { type: 'string', format: 'date-time' } },
    required: ['at'],
  } as const

  it('are instants where the library takes no text', async () => {
    const seen: unknown[] = []
    const send = tool({ input: own, inputSchema, execute: ({ at }) => void seen.push(at) })
    await run(`await send(${AWARE})`, { send })
    expect(seen).toEqual([new Date('2026-03-14T12:30:00Z')])
    await expect(run('await send("soon")', { send })).rejects.toThrow("argument 'at': no Date")
  })
})

describe('dates in approvals', () => {
  const makeTools = (seen: unknown[]): ToolSet => ({
    book: tool({
      input: z.object({ when: z.date(), day: z.iso.date().optional() }),
      output: z.date(),
      needsApproval: true,
      execute: (input) => {
        seen.push(input)
        return input.when
      },
    }),
  })
  const code = `${PRELUDE}r = await book(${AWARE}, day=date(2026, 3, 14))\n[r.isoformat(), r == ${AWARE}]`
  const key = 'k'.repeat(32)

  it.each(['none', 'process'] as const)(
    'are dates after a resume, with isolation %s',
    async (isolation) => {
      const seen: unknown[] = []
      const options = {
        isolation,
        tools: makeTools(seen),
        snapshots: { key },
        timeZone: 'Asia/Tokyo',
      }
      const paused = await new MontyRuntime(options).execute(code).outcome
      if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
      const when = new Date('2026-03-14T12:30:00Z')
      expect(paused.pending).toMatchObject([{ input: { when, day: '2026-03-14' } }])
      // Another process, with the same key.
      const value = await new MontyRuntime(options)
        .resume(paused.token, [{ callId: paused.pending[0]!.callId, action: 'approve' }])
        .value()
      expect(seen).toEqual([{ when, day: '2026-03-14' }])
      expect(value).toEqual(['2026-03-14T12:30:00+00:00', true])
    },
  )

  it('may be changed, also when they went through JSON', async () => {
    const seen: unknown[] = []
    const runtime = new MontyRuntime({ isolation: 'none', tools: makeTools(seen) })
    for (const when of [new Date('2027-01-01T00:00:00Z'), '2027-01-01T00:00:00.000Z']) {
      const paused = await runtime.execute(code).outcome
      if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
      const [{ callId } = { callId: 0 }] = paused.pending
      const value = await runtime
        .resume(paused.token, [{ callId, action: 'approve', input: { when } }])
        .value()
      expect(value).toEqual(['2027-01-01T00:00:00+00:00', false])
    }
    expect(seen).toEqual([
      { when: new Date('2027-01-01T00:00:00Z') },
      { when: new Date('2027-01-01T00:00:00Z') },
    ])
  })
})
