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
}

// What a model is shown, as it is all that it has to go by.
describe.each([
  ['checked for types', true],
  ['not checked for types', false],
])('programs %s', (_, typeCheck) => {
  const { execute } = pythonTool(new MontyRuntime({ isolation: 'none', tools, typeCheck }))

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
    [
      'def flat(rows):\n    items = []\n    for row in rows:\n        items.extend(row)\n    return items\nflat([[1], [2]])',
      [1, 2],
    ],
  ]
  for (const [code, result] of programs) expect(await execute({ code })).toMatchObject({ result })
})
