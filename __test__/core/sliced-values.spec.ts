import { deepStrictEqual } from 'node:assert'
import { describe, expect, test } from 'vitest'
import { Monty, MontySession, MontyValueError, runMontyAsync } from 'monty-node'

// What is longer than 64 KiB is read in slices where that can be, and at once where Python is run synchronously.
const PROGRAMS: Record<string, string> = {
  'JSON of small objects': '[{"a": i, "b": [i, "x"], "": {}, "c": []} for i in range(20_000)]',
  'JSON, an object of many names': '{f"k{i}": i for i in range(20_000)}',
  'JSON, special names': '{"__proto__": list(range(40_000)), "constructor": 1, "toString": [1]}',
  'JSON, objects of special names':
    '[{"__proto__": i, "__proto": {"__proto__": i}} for i in range(9_000)]',
  'JSON, large inside large':
    '{"a": [list(range(30_000)), [], {}, "b"], "c": {"d": list(range(30_000))}, "e": 1}',
  'JSON, empty at the ends': '[[], {}, list(range(40_000)), [], {}]',
  'JSON, quotes and backslashes':
    '[["\\\\", "\\"", "a\\\\\\"b", "],[", "{:,}"] for i in range(9_000)]',
  'JSON, a text of escapes':
    '["\\"" * 400_000, "\\\\" * 400_000, "\\x01" * 200_000] + list(range(30))',
  'JSON, a text that is cut':
    '[("€" * 9 + "a") * 60_000, "é" * 500_001, "🙂" * 200_000] + list(range(30))',
  'JSON, long texts as members':
    '{"a": "x" * 600_000, "b": ["y" * 600_000] * 1, "c": [i for i in range(30)]}',
  'JSON, long names': '{"x" * 600_000: 1, ("é" * 400_000): [2], "z": list(range(30))}',
  'a text': '"x" * 3_000_000',
  'a text of two bytes': '"a" + "é" * 1_000_000',
  'a text of four bytes': '"ab" + "🙂" * 500_000',
  floats: '[i * 1.1 for i in range(50_000)]',
  'floats that are special': '[float("nan"), float("inf"), -0.0] * 20_000',
  tuples: '[(i, (i, "a"), ()) for i in range(20_000)]',
  'dicts of other keys': '[{i: "a", (1, i): 2} for i in range(9_000)]',
  'a large dict': '{(i, i): i for i in range(30_000)}',
  sets: '[{i, i + 1} for i in range(9_000)] + [frozenset(range(30_000)), set()]',
  'large ints': '[(1 << 70) + i for i in range(20_000)] + [-(1 << 2_000_000)]',
  'shared parts': 'x = [1.5] * 20_000\n[x, [x], (x,), {"a": x, 1: x}]',
  'ints of many lengths':
    '[1 << n for n in (0, 62, 63, 64, 511, 512, 1_048_575, 1_048_576, 2_097_153)] + [-(1 << 3_145_728), (1 << 3_000_001) - 1]',
  exceptions: '[ValueError("é" * 400_000), KeyError(), StopIteration()]',
  paths: 'from pathlib import Path\n[Path("é" * 300_000), Path("a/b")]',
  bytes: '[b"abc" * 100_000, b""]',
  'named tuples':
    'from collections import namedtuple\nP = namedtuple("P", "x y")\n[P(i, P(1.5, i)) for i in range(9_000)]',
  'data classes':
    'from dataclasses import dataclass\n@dataclass\nclass D:\n    x: int\n    y: list\n[D(i, [D(i, [1.5])]) for i in range(2_000)]',
  'a text in a data class':
    'from dataclasses import dataclass\n@dataclass\nclass D:\n    x: str\nD("é" * 400_000)',
  dates: 'import datetime\n[datetime.date(2024, 1, 1 + i % 28) for i in range(20_000)]',
  deep: 'x = [1.5] * 20_000\nfor _ in range(900):\n    x = [x, (1,)]\nx',
}

const isolations = ['none', 'process'] as const

describe.each(isolations)('isolation %s', (isolation) => {
  test.each(Object.entries(PROGRAMS))('%s', async (_name, code) => {
    const program = new Monty(code)
    for (const dicts of ['auto', 'map'] as const) {
      const now = program.run({ dicts })
      const later = await runMontyAsync(program, { isolation, dicts })
      deepStrictEqual(later, now)
      expect(later).toBeTypeOf(typeof now)
    }
  })

  test('arguments, by position and by name', async () => {
    const code =
      'await f([i * 1.5 for i in range(20_000)], "é" * 200_000, __proto__=[1.5] * 9_000, a={1: [2]})'
    const program = new Monty(code)
    const heard: unknown[] = []
    const f = (...args: unknown[]): number => heard.push(args)
    await runMontyAsync(program, { isolation, externalFunctions: { f } })
    program.run({ externalFunctions: { f } })
    expect(heard).toHaveLength(2)
    deepStrictEqual(heard[0], heard[1])
  })

  test.each([
    ['result', 'x = []\nx.append(x)\n[[1.5] * 20_000, x]', /cycle cannot leave Python/],
    [
      'result',
      '[[1.5] * 20_000, {"a": {(i << 64) + 1 for i in range(40_000)}}]',
      /chosen to collide/,
    ],
    [
      'f\\(\\) argument 2',
      'f([1.5] * 20_000, [{(i << 64) + 1: 2 for i in range(40_000)}])',
      /chosen to collide/,
    ],
  ])('what is refused is named by its place in %s: %s', async (root, code, reason) => {
    const failure = await runMontyAsync(new Monty(code), {
      isolation,
      externalFunctions: { f: () => 1 },
    }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MontyValueError)
    expect((failure as Error).message).toMatch(reason)
    expect((failure as MontyValueError).path).toMatch(new RegExp(`^${root}\\[`))
  })

  test('a run that is aborted while its result is read ends at once', async () => {
    const control = new AbortController()
    const printed = (): void => {
      setTimeout(() => control.abort(), 300)
    }
    const running = runMontyAsync(new Monty('print(1)\n[i * 1.1 for i in range(1_000_000)]'), {
      isolation,
      signal: control.signal,
      printCallback: printed,
    })
    await expect(running).rejects.toThrow(/abort/i)
    expect(await runMontyAsync(new Monty('1 + 1'), { isolation })).toBe(2)
  })

  test('a session goes on after a large result, and after one that is refused', async () => {
    const session = new MontySession({ isolation })
    expect(await session.feedAsync('x = [i * 1.5 for i in range(50_000)]\nx')).toHaveLength(50_000)
    await expect(session.feedAsync('y = []\ny.append(y)\n[x, y]')).rejects.toThrow(/cycle/)
    expect(await session.feedAsync('len(x)')).toBe(50_000)
    session.dispose()
  })
})

test.each(isolations)(
  'a run goes on after much output at once, isolation %s',
  async (isolation) => {
    let printed = ''
    const program = new Monty(
      'for i in range(200_000):\n    print(i)\nprint("é" * 400_000)\nawait f()\nprint("end")\n7',
    )
    const value = await runMontyAsync(program, {
      isolation,
      externalFunctions: { f: async () => 1 },
      printCallback: (_stream, text) => {
        printed += text
      },
    })
    expect(value).toBe(7)
    const lines = Array.from({ length: 200_000 }, (_, index) => `${index}\n`).join('')
    expect(printed === `${lines}${'é'.repeat(400_000)}\nend\n`).toBe(true)
  },
)
