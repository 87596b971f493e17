import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { runScriptTool } from '../../src/runtime/tools/run-script.js'

/** Tools with effects that are counted, by what was called. */
export function effects(tell: (effect: string) => void = () => {}, before: readonly string[] = []) {
  const made = new Map<string, number>()
  for (const name of before) made.set(name, (made.get(name) ?? 0) + 1)
  const count = (name: string): number => {
    made.set(name, (made.get(name) ?? 0) + 1)
    tell(name)
    return made.get(name)!
  }
  const balance = { cents: 100 }
  const tools = {
    book: tool({
      input: z.object({ id: z.int() }),
      execute: async ({ id }) => {
        count(`book ${id}`)
        return { id, ref: `B${id}` }
      },
    }),
    mail: tool({
      input: z.object({ to: z.string() }),
      output: z.string(),
      async: false,
      execute: ({ to }) => {
        count(`mail ${to}`)
        return `sent to ${to}`
      },
    }),
    // The very same object each time, as stores of objects give it.
    spend: tool({
      input: z.object({ cents: z.int() }),
      execute: ({ cents }) => {
        count(`spend ${cents}`)
        balance.cents -= cents
        return balance
      },
    }),
    price: tool({
      input: z.object({ what: z.string() }),
      output: z.number(),
      replay: 'always',
      execute: ({ what }) => count(`price ${what}`) * 1.5,
    }),
    flaky: tool({
      input: z.object({ id: z.int() }),
      execute: ({ id }) => {
        if (count(`flaky ${id}`) === 1) throw new RangeError(`not yet ${id}`)
        return id
      },
    }),
    pay: tool({
      input: z.object({ cents: z.int() }),
      needsApproval: true,
      execute: ({ cents }) => {
        count(`pay ${cents}`)
        return 'paid'
      },
    }),
    hang: tool({
      input: z.object({ id: z.int() }),
      execute: async ({ id }) => {
        count(`hang ${id}`)
        return new Promise<never>(() => {})
      },
    }),
    run_script: runScriptTool((code) => code),
  }
  const counted = (): string[] =>
    [...made].flatMap(([name, times]) => Array(times).fill(name) as string[]).toSorted()
  return { made, tools, counted }
}

/** A program that fails half-way, and the same corrected. */
interface HalfWay {
  readonly name: string
  /** What it does before it fails. */
  readonly begin: string
  /** What it fails with. */
  readonly slip: string
  readonly right: string
  readonly value: unknown
  /** Each effect that there is in the end. */
  readonly made: readonly string[]
}

const GATHER = 'import asyncio\n'

export const HALF_WAY: readonly HalfWay[] = [
  {
    name: 'a slip after two calls',
    begin: 'a = await book(1)\nb = await book(2)',
    slip: 'a["reff"]',
    right: 'a = await book(1)\nb = await book(2)\na["ref"] + b["ref"]',
    value: 'B1B2',
    made: ['book 1', 'book 2'],
  },
  {
    name: 'a slip before the last call',
    begin: 'a = await book(1)',
    slip: 'mail(a["mail"])',
    right: 'a = await book(1)\nmail("a")\nmail("b")\na["ref"]',
    value: 'B1',
    made: ['book 1', 'mail a', 'mail b'],
  },
  {
    name: 'a loop that fails in its third turn',
    begin: 'for x in ["a", "b"]:\n    mail(x)',
    slip: 'mail((3).lower())',
    right: 'for x in ["a", "b", "c"]:\n    mail(x.lower())\nlen("abc")',
    value: 3,
    made: ['mail a', 'mail b', 'mail c'],
  },
  {
    name: 'calls that were gathered',
    begin: `${GATHER}a, b = await asyncio.gather(book(1), book(2))`,
    slip: '1 / 0',
    right: `${GATHER}a, b = await asyncio.gather(book(1), book(2))\n[a["id"], b["id"]]`,
    value: [1, 2],
    made: ['book 1', 'book 2'],
  },
  {
    name: 'an object that a tool goes on changing',
    begin: 'x = await spend(10)\ny = await spend(20)',
    slip: 'x["nothing"]',
    right: 'x = await spend(10)\ny = await spend(20)\n[x["cents"], y["cents"]]',
    value: [90, 70],
    made: ['spend 10', 'spend 20'],
  },
  {
    name: 'floats that stay floats',
    begin: 'p = await price("tea")\nmail("a")',
    slip: 'p.upper()',
    right: 'p = await price("tea")\nmail("a")\nrepr(p * 2)',
    value: '3.0',
    made: ['price tea', 'mail a'],
  },
  {
    name: 'a tool that fails once',
    begin: 'mail("a")\nx = await flaky(1)',
    slip: 'mail("b")',
    right: 'mail("a")\nx = await flaky(1)\nmail("b")\nx',
    value: 1,
    made: ['mail a', 'flaky 1', 'flaky 1', 'mail b'],
  },
  {
    name: 'an error that was handled',
    begin: 'try:\n    await flaky(1)\nexcept Exception as e:\n    mail(str(e))',
    slip: '[][1]',
    right: 'try:\n    r = await flaky(1)\nexcept Exception as e:\n    r = mail(str(e))\nr',
    value: 'sent to not yet 1',
    made: ['flaky 1', 'mail not yet 1'],
  },
  {
    name: 'a call that is new, and one by another name',
    begin: 'send = mail\nsend("a")\nawait book(1)',
    slip: 'None + 1',
    right: 'mail("a")\nawait book(7)\nmail("z")\n"done"',
    value: 'done',
    made: ['mail a', 'book 1', 'book 7', 'mail z'],
  },
  {
    name: 'Python inside a tool',
    begin: 'r = await run_script("mail(\'a\')\\nawait book(1)")',
    slip: 'r["none"]',
    right: 'r = await run_script("mail(\'a\')\\nawait book(1)")\nr["ref"]',
    value: 'B1',
    made: ['mail a', 'book 1'],
  },
]
