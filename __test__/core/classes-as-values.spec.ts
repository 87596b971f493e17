// The interpreter makes a text of a class that goes out before an object of it, and fails at the object.
import { type FunctionSnapshot, Monty, MontySession, PyObject, PyType } from 'monty-node'
import { describe, expect, test } from 'vitest'
import { atFunction } from '../support/paused.js'

/** Values as words: `class A` and `A(x=1)`. */
function told(value: unknown): unknown {
  if (value instanceof PyType) return `class ${value.name}`
  if (value instanceof PyObject) {
    const fields = Object.entries(value.fields).map(([name, one]) => `${name}=${String(told(one))}`)
    return `${value.className}(${fields.join(', ')})`
  }
  if (Array.isArray(value)) return value.map(told)
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [told(k), told(v)]))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, told(v)]))
  }
  return value
}

const A = 'class A:\n    def __init__(self, x=0):\n        self.x = x\n'

describe.each(['none', 'process'] as const)('classes as values, with isolation %s', (isolation) => {
  test.each<[string, unknown]>([
    ['class A: pass\n[A, A()]', ['class A', 'A()']],
    ['class A: pass\n[A(), A]', ['A()', 'class A']],
    ['class A: pass\nA', 'class A'],
    [`${A}(A, A(1), A(2))`, ['class A', 'A(x=1)', 'A(x=2)']],
    [
      `${A}class B(A): pass\n{"a": A, "b": B(3), "c": B}`,
      { a: 'class A', b: 'B(x=3)', c: 'class B' },
    ],
    [`${A}{A: A(1)}`, new Map([['class A', 'A(x=1)']])],
    [`${A}a = A()\na.x = A\na`, 'A(x=class A)'],
    [
      `${A}class B: pass\na, b = A(), B()\na.x = B\nb.y = A\n[a, b]`,
      ['A(x=class B)', 'B(y=class A)'],
    ],
    [`${A}kinds = [A]\nkinds + [k(5) for k in kinds]`, ['class A', 'A(x=5)']],
    [
      `${A}def f():\n    class Inner(A): pass\n    return [Inner, Inner(2)]\nf()`,
      ['class Inner', 'Inner(x=2)'],
    ],
    [`${A}x = A(4)\n[type(x), x, x.__class__]`, ['class A', 'A(x=4)', 'class A']],
    ['class E(Exception): pass\n[E, [E]]', ['class E', ['class E']]],
    [
      'from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n[P, P(1)]',
      ['class P', 'P(x=1)'],
    ],
    [
      'from dataclasses import dataclass\n@dataclass(frozen=True)\nclass P:\n    x: int\n[P, P(1)]',
      ['class P', 'P(x=1)'],
    ],
    [
      'class N:\n    def __new__(cls):\n        return super().__new__(cls)\n    def __init__(self):\n        self.n = 1\n[N, N()]',
      ['class N', 'N(n=1)'],
    ],
    [
      'from abc import ABC, abstractmethod\nclass S(ABC):\n    @abstractmethod\n    def a(self): ...\nclass C(S):\n    def a(self): return 1\n[S, C, C()]',
      ['class S', 'class C', 'C()'],
    ],
    [
      'from enum import Enum\nclass Color(Enum):\n    RED = 1\n    BLUE = 2\n[Color, Color.RED]',
      ['class Color', 1],
    ],
    ['from enum import IntFlag\nclass F(IntFlag):\n    A = 1\nF', 'class F'],
    [
      'class EnumType:\n    def __init__(self):\n        self.__name__ = "x"\n[EnumType, EnumType()]',
      ['class EnumType', 'EnumType(__name__=x)'],
    ],
    ['int', 'class int'],
  ])('go to the host beside objects of them: %s', async (code, expected) => {
    const value = await new Monty(code).runAsync({ isolation })
    expect(told(value)).toEqual(expected)
    using session = new MontySession({ isolation })
    expect(told(await session.feedAsync(code))).toEqual(expected)
    // It lives on, and so do later feeds that name no class.
    expect(await session.feedAsync('1 + 1')).toBe(2)
  })

  test('are arguments of host functions', async () => {
    const seen: unknown[] = []
    const f = (...args: unknown[]): number => seen.push(args.map(told))
    const code = `${A}f(A, A(1))\nf([A, A(2)], key=A)\nawait g({"k": A, "v": A(3)})`
    await new Monty(code).runAsync({
      isolation,
      externalFunctions: { f, g: async (value: unknown) => f(value) },
    })
    expect(seen).toEqual([
      ['class A', 'A(x=1)'],
      [['class A', 'A(x=2)'], { key: 'class A' }],
      [{ k: 'class A', v: 'A(x=3)' }],
    ])
  })

  test('of earlier feeds go out in later ones, and in loaded sessions', async () => {
    using session = new MontySession({ isolation })
    await session.feedAsync(A)
    await session.feedAsync('pair = [A, A(1)]')
    expect(told(await session.feedAsync('pair'))).toEqual(['class A', 'A(x=1)'])
    using loaded = MontySession.load(session.dump(), { isolation })
    expect(told(await loaded.feedAsync('[A] + pair[1:]'))).toEqual(['class A', 'A(x=1)'])
    expect(told(await loaded.feedAsync('pair'))).toEqual(['class A', 'A(x=1)'])
  })

  test('come back as themselves', async () => {
    using session = new MontySession({ isolation })
    const both = (await session.feedAsync(
      'from enum import Enum\nclass A: pass\nclass Color(Enum):\n    RED = 1\n[A, Color]',
    )) as [PyType, PyType]
    const inputs = { a: both[0], color: both[1] }
    expect(
      await session.feedAsync(
        '[a is A, isinstance(A(), a), color is Color, color(1) is Color.RED]',
        {
          inputs,
        },
      ),
    ).toEqual([true, true, true, true])
    expect(String(both[1])).toBe("<class 'Color'>")
  })

  test('keep what their objects see: nothing is made that a program would notice', async () => {
    const code = `log = []
class A:
    made = 0
    def __init__(self):
        A.made += 1
        log.append(A.made)
class B(A):
    def __init__(self):
        super().__init__()
        log.append("B")
f([A, B])
b = B()
[A, b, A.made, log]`
    const value = (await new Monty(code).runAsync({
      isolation,
      externalFunctions: { f: () => null },
    })) as unknown[]
    expect(value.slice(2)).toEqual([1, [1, 'B']])
  })
})

test('classes go out at a pause, and after it', () => {
  const paused: FunctionSnapshot = atFunction(new Monty(`${A}x = f([A, A(1)])\n[A, A(x)]`).start())
  expect(told(paused.args)).toEqual([['class A', 'A(x=1)']])
  const end = paused.resume({ returnValue: 2 })
  expect(told((end as unknown as { output: unknown }).output)).toEqual(['class A', 'A(x=2)'])
})
