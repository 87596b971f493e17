import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { pythonTool } from '../../src/runtime/python-tool.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { MISTAKEN, UNSUPPORTED } from './unsupported-programs.js'

const tools = {
  search_orders: tool({
    description: 'Finds orders.',
    input: z.object({ query: z.string() }),
    output: z.array(z.string()),
    execute: ({ query }) => [query],
  }),
  tag_orders: tool({ input: z.object({ ids: z.array(z.int()) }), execute: () => null }),
}

// What a model is shown, as it is all that it has to go by, of the interpreter's own language.
describe.each([
  ['checked for types', true],
  ['not checked for types', false],
])('programs %s', (_, typeCheck) => {
  const language = 'monty'
  const { execute } = pythonTool(
    new MontyRuntime({ isolation: 'none', tools, typeCheck, language }),
  )

  it.each(Object.entries(UNSUPPORTED))(
    'are told what to write instead of %s, and where',
    async (__, { code, line, instead }) => {
      const { status, error, hint } = await execute({ code })
      expect(status).toBe('unsupported')
      expect(error).toContain(line)
      expect(hint).toContain(instead)
    },
  )

  it.each(Object.entries(MISTAKEN))(
    'are told what is the matter with %s, and where',
    async (__, { code, line, instead }) => {
      const { status, error, hint } = await execute({ code })
      expect(['type', 'error', 'syntax']).toContain(status)
      expect(error).toContain(line)
      expect(hint).toContain(instead)
    },
  )

  it('are told at once of all that is not there', async () => {
    const { hint } = await execute({
      code: 'import pandas\nclass A(Exception):\n    pass\nd = {1: 2}\ndel d[1]\nclass B:\n    @property\n    def x(self):\n        return 1',
    })
    for (const instead of ['raise ValueError(', 'lists of dicts', 'd.pop(key)', 'ordinary method'])
      expect(hint).toContain(instead)
  })

  it('are told of all modules that are not there, and of what else is not', async () => {
    const { hint } = await execute({
      code: 'import requests\nimport statistics\nimport asyncio\nd = {"a": 1}\nmax(d, key=d.get)',
    })
    for (const instead of ['no network', 'def mean(xs)', 'key=lambda name: totals[name]'])
      expect(hint).toContain(instead)
  })

  it.each([
    ['raised by the program', 'raise TypeError("\'coroutine\' object is not iterable")'],
    ['of its own doing', 'assert 1 == 2, "NoneType"'],
    ['which it describes well itself', 'int("x")'],
  ])('get no hint about an exception %s', async (__, code) => {
    const { status, hint } = await execute({ code })
    expect(status).toBe('error')
    expect(hint).toBeUndefined()
  })
})

it('what hints recommend does run', async () => {
  const { execute } = pythonTool(new MontyRuntime({ isolation: 'none' }))
  const programs: Array<[string, unknown]> = [
    [
      'import re\ntext, pattern = "ab cd", "[a-z]+"\ndef change(m): return m.group(0).upper()\nparts, end = [], 0\nfor m in re.finditer(pattern, text):\n    parts.append(text[end:m.start()] + change(m))\n    end = m.end()\nresult = "".join(parts) + text[end:]\nresult',
      'AB CD',
    ],
    ['import re\nre.match("(?x) a  b", "ab") is not None', true],
    ['import csv\nlist(csv.DictReader("a,b\\n1,2".splitlines()))', [{ a: '1', b: '2' }]],
    ['from datetime import date\nint(date(2024, 5, 1).strftime("%V"))', 18],
    ['table = {"a": "x"}\n"".join(table.get(c, c) for c in "abc")', 'xbc'],
    ['it = iter([1, 2])\nnext(it)', 1],
    ['def first[T](xs: list[T]) -> T:\n    return xs[0]\nfirst([1])', 1],
    ['len(bin(5)) - 2', 3],
    ['int(str(ValueError("rate limited:30")).split(":")[1])', 30],
    ['totals = {"a": 1, "b": 3}\nmax(totals, key=lambda x: totals.get(x))', 'b'],
    ['list(map(lambda x: x.strip(), [" a "]))', ['a']],
    [
      'sets = [{1, 2}, {1, 3}]\nresult = sets[0]\nfor one in sets[1:]:\n    result = result.intersection(one)\nsorted(result)',
      [1],
    ],
    [
      'everything = set()\nfor one in [{1}, {2}]:\n    everything |= one\nsorted(everything)',
      [1, 2],
    ],
    ['bytes.fromhex("".join(f"{n:02x}" for n in [1, 255])).hex()', '01ff'],
    ['n = 256\nint(bytes.fromhex(f"{n:04x}").hex(), 16)', 256],
    [
      'from datetime import datetime, timedelta, timezone\nstamp = 1741944413.5\n(datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(stamp))).isoformat()',
      '2025-03-14T09:26:53+00:00',
    ],
    [
      'from datetime import timedelta\nseconds = 1.5\ntimedelta(milliseconds=round(seconds * 1000)).total_seconds()',
      1.5,
    ],
    [
      'from datetime import date, timedelta\nyear, week, weekday = 2025, 1, 1\nfirst = date(year, 1, 4)\n(first + timedelta(weeks=week - 1, days=weekday - first.isoweekday())).isoformat()',
      '2024-12-30',
    ],
    [
      'from datetime import date, timedelta\nnumber = (date(2025, 1, 1) - date(1, 1, 1)).days + 1\n[number, (date(1, 1, 1) + timedelta(days=number - 1)).isoformat()]',
      [739_252, '2025-01-01'],
    ],
    ['import pathlib\npathlib.Path("/a/b.txt").suffix', '.txt'],
    [
      'def flat(rows):\n    items = []\n    for row in rows:\n        items.extend(row)\n    return items\nflat([[1], [2]])',
      [1, 2],
    ],
  ]
  for (const [code, result] of programs) expect(await execute({ code })).toMatchObject({ result })
})

describe('a program that ends without a result that it asked for', () => {
  const waiting = {
    orders: tool({
      input: z.object({ query: z.string() }),
      output: z.array(z.string()),
      execute: async ({ query }) => {
        await setTimeout(1)
        if (query === 'bad') throw Object.assign(new Error('no'), { name: 'ValueError' })
        return [query]
      },
    }),
  }
  const { execute } = pythonTool(new MontyRuntime({ isolation: 'none', tools: waiting }))

  it.each([
    ['compares', 'found = orders("a")\n"some" if found == ["a"] else "none"'],
    ['gives', 'found = orders("a")\n{"orders": found}'],
    ['prints', 'print(f"{orders(\'a\')}")'],
  ])('is told so when it only %s it', async (_, code) => {
    const { status, hint } = await execute({ code })
    expect(status).toBe('ok')
    expect(hint).toContain('without the results of orders')
    expect(hint).toContain('write x = await f(...)')
  })

  it('is told nothing when it has all that it needs', async () => {
    const all = 'import asyncio\nawait asyncio.gather(orders("a"), orders("b"))'
    expect(await execute({ code: all })).toEqual({ status: 'ok', result: [['a'], ['b']] })
    const one =
      'import asyncio\ntry:\n    await asyncio.gather(orders("bad"), orders("b"))\nexcept ValueError as e:\n    found = str(e)\nfound'
    expect(await execute({ code: one })).toEqual({ status: 'ok', result: 'no' })
  })
})
