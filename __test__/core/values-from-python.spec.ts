import { describe, expect, test } from 'vitest'
import {
  Monty,
  MontyLimitError,
  MontyValueError,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEllipsis,
  PyException,
  PyFunction,
  PyNotImplemented,
  PyObject,
  PyPath,
  PyRepr,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyTuple,
  PyType,
} from 'monty-node'
import { caught } from '../support/caught.js'
import { py } from '../support/python.js'

describe('a simple value of Python becomes', () => {
  test.each<[string, unknown]>([
    ['None', null],
    ['True', true],
    ['False', false],
    ["''", ''],
    ["'text'", 'text'],
    ["'Zoë ÿ'", 'Zoë ÿ'],
    ["'日本 🎉'", '日本 🎉'],
    ["'a\\x00b'", 'a\0b'],
    ['0', 0],
    ['-7', -7],
    ['2**31 - 1', 2 ** 31 - 1],
    ['2**31', 2 ** 31],
    ['-2**31 - 1', -(2 ** 31) - 1],
    ['2**53 - 1', Number.MAX_SAFE_INTEGER],
    ['-2**53 + 1', Number.MIN_SAFE_INTEGER],
    ['2**53', 2n ** 53n],
    ['-2**53', -(2n ** 53n)],
    ['2**63 - 1', 2n ** 63n - 1n],
    ['-2**63', -(2n ** 63n)],
    ['10**30', 10n ** 30n],
    ['-10**30', -(10n ** 30n)],
    ['1.5', 1.5],
    ['2.0', 2],
    ['0.0', 0],
    ['-0.0', -0],
    ["float('nan')", Number.NaN],
    ["float('inf')", Infinity],
    ["-float('inf')", -Infinity],
    ['2.0 ** 60', 2 ** 60],
    ['5e-324', Number.MIN_VALUE],
    ["b''", Buffer.alloc(0)],
    ["b'\\x00\\xff'", Buffer.from([0, 255])],
    ['...', PyEllipsis],
    ['NotImplemented', PyNotImplemented],
    ['1 - 2j', new PyComplex(1, -2)],
    ["ValueError('no')", new PyException('ValueError', 'no')],
    ['KeyError()', new PyException('KeyError', null)],
    ['int', new PyType('int')],
    ['ValueError', new PyType('ValueError')],
    ['len', new PyFunction('len', 'builtin')],
  ])('%s', (code, expected) => {
    expect(py(code)).toStrictEqual(expected)
  })

  test.each([
    ['class Own: pass\nOwn', 'Own'],
    ['class Own:\n    def __init__(self): self.n = 1\ntype(Own())', 'Own'],
    ['from dataclasses import dataclass\n@dataclass\nclass D:\n    n: int\nD', 'D'],
    ['from enum import Enum\nclass E(Enum):\n    A = 1\nE', 'E'],
  ])('a PyType for a class of the program: %s', (code, name) => {
    const type = py(code) as PyType
    expect(type).toBeInstanceOf(PyType)
    expect([type.name, String(type)]).toEqual([name, `<class '${name}'>`])
  })

  test.each<[string, unknown]>([
    ['from decimal import Decimal\nDecimal("1.20")', new PyDecimal('1.20')],
    ['from pathlib import Path\nPath("/a") / "b.txt"', new PyPath('/a/b.txt')],
    ['from datetime import date\ndate(2025, 3, 14)', new PyDate(2025, 3, 14)],
    [
      'from datetime import datetime\ndatetime(2025, 3, 14, 1, 2, 3, 4)',
      new PyDateTime({
        year: 2025,
        month: 3,
        day: 14,
        hour: 1,
        minute: 2,
        second: 3,
        microsecond: 4,
      }),
    ],
    [
      'from datetime import datetime, timedelta, timezone\n' +
        'datetime(2025, 3, 14, tzinfo=timezone(timedelta(hours=-5), "EST"))',
      new PyDateTime({
        year: 2025,
        month: 3,
        day: 14,
        offsetSeconds: -18_000,
        timeZoneName: 'EST',
      }),
    ],
    [
      'from datetime import time\ntime(23, 59, 58, 7)',
      new PyTime({ hour: 23, minute: 59, second: 58, microsecond: 7 }),
    ],
    [
      'from datetime import timedelta\ntimedelta(days=-1, seconds=5, microseconds=6)',
      new PyTimeDelta({ days: -1, seconds: 5, microseconds: 6 }),
    ],
    ['from datetime import timezone\ntimezone.utc', new PyTimeZone(0)],
    [
      'from datetime import timedelta, timezone\ntimezone(timedelta(hours=2), "EET")',
      new PyTimeZone(7_200, 'EET'),
    ],
  ])('%s', (code, expected) => {
    expect(py(code)).toStrictEqual(expected)
  })

  test('bytes that are a Buffer, so that they can be read as one', () => {
    const bytes = py("b'hello'")
    expect(Buffer.isBuffer(bytes)).toBe(true)
    expect(String(bytes)).toBe('hello')
  })
})

describe('a container of Python becomes', () => {
  test('an Array for a list, nested and empty ones included', () => {
    expect(py('[1, [], [[2.5], None]]')).toStrictEqual([1, [], [[2.5], null]])
  })

  test('a PyTuple for a tuple, which is an Array too', () => {
    const tuple = py("(1, 'two', ())") as PyTuple
    expect(tuple).toBeInstanceOf(PyTuple)
    expect(Array.isArray(tuple)).toBe(true)
    expect([...tuple]).toEqual([1, 'two', new PyTuple()])
    expect(tuple.map(String)).not.toBeInstanceOf(PyTuple)
  })

  test('a PyTuple with readable fields for a named tuple', () => {
    const point = py(
      "from collections import namedtuple\nnamedtuple('Point', ['x', 'y'])(3, 4)",
    ) as PyTuple<number> & { x: number; y: number }
    expect([...point]).toEqual([3, 4])
    expect([point.x, point.y]).toEqual([3, 4])
    expect([point.typeName, point.fieldNames]).toEqual(['Point', ['x', 'y']])
  })

  test('a Set for a set and for a frozenset', () => {
    expect(py('{1, 2}')).toStrictEqual(new Set([1, 2]))
    expect(py('frozenset([3])')).toStrictEqual(new Set([3]))
    expect(py('set()')).toStrictEqual(new Set())
  })

  test('a plain object for a dict whose keys are all strings', () => {
    expect(py("{'b': 1, 'a': {'c': []}}")).toStrictEqual({ b: 1, a: { c: [] } })
    expect(py('{}')).toStrictEqual({})
  })

  test('a Map, in order, for a dict with any other key', () => {
    expect(py("{'a': 1, 2: 'b', None: 3, (4, 5): 6, 2.5: 7}")).toStrictEqual(
      new Map<unknown, unknown>([
        ['a', 1],
        [2, 'b'],
        [null, 3],
        [new PyTuple(4, 5), 6],
        [2.5, 7],
      ]),
    )
  })

  test('own properties for keys that mean something to JavaScript', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then']
    for (const depth of ['%', '[%, 2**53]']) {
      const code = depth.replace('%', `{${names.map((name) => `'${name}': 1`).join(', ')}}`)
      const value = py(code)
      const object = (Array.isArray(value) ? value[0] : value) as Record<string, unknown>
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
      expect(Object.entries(object)).toEqual(names.map((name) => [name, 1]))
    }
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })

  test('the same mix, also when it is too rich for JSON', () => {
    expect(
      py("{'rows': [{'id': 1, 'at': b'x', 'tags': {'a'}, 'size': (1, 2)}], 'big': 2**60}"),
    ).toStrictEqual({
      rows: [{ id: 1, at: Buffer.from('x'), tags: new Set(['a']), size: new PyTuple(1, 2) }],
      big: 2n ** 60n,
    })
  })

  test('one object for one that occurs twice', () => {
    const [first, second, inner] = py('a = [1]\nd = {"a": a}\n[d, d, a]') as [
      { a: number[] },
      { a: number[] },
      number[],
    ]
    expect(second).toBe(first)
    expect(inner).toBe(first.a)
  })

  test('2^40 paths through 41 lists are 41 arrays', () => {
    let list = py('a = []\nfor _ in range(40):\n    a = [a, a]\na') as unknown[]
    for (let depth = 0; depth < 40; depth++) {
      expect(list[0]).toBe(list[1])
      list = list[0] as unknown[]
    }
    expect(list).toEqual([])
  })
})

describe('an object of Python becomes', () => {
  test('a PyObject for an instance of a class', () => {
    const user = py(
      'class User:\n    def __init__(self):\n        self.name = "Ada"\nUser()',
    ) as PyObject
    expect(user).toBeInstanceOf(PyObject)
    expect(user.className).toBe('User')
    expect(user.fields).toEqual({ name: 'Ada' })
    expect(user.isDataclass).toBe(false)
  })

  test('a PyObject for a dataclass', () => {
    const code = `
from dataclasses import dataclass
@dataclass
class Order:
    number: int
    lines: list
Order(7, [(1, 2)])`
    const order = py(code) as PyObject
    expect([order.className, order.isDataclass]).toEqual(['Order', true])
    expect(order.fields).toEqual({ number: 7, lines: [new PyTuple(1, 2)] })
  })

  test('a PyFunction that says what it is, for a function of Python', () => {
    const f = py('def double(x):\n    return 2 * x\ndouble') as PyFunction
    expect(f).toBeInstanceOf(PyFunction)
    expect(f.origin).toBe('python')
    expect(String(f)).toMatch(/^<function 'double' at 0x/)
  })

  test('its repr() where nothing else fits', () => {
    expect(py('range(3)')).toStrictEqual(new PyRepr('range(0, 3)'))
  })
})

describe('the option dicts', () => {
  test("'map' makes a Map of every dict", () => {
    expect(py("{'a': {'b': [{}]}}", { dicts: 'map' })).toStrictEqual(
      new Map([['a', new Map([['b', [new Map()]]])]]),
    )
  })

  test("'object' makes a plain object of every dict, its keys becoming names", () => {
    expect(
      py("{2: 'a', 2.5: 'b', None: 'c', True: 'd', 'e': {2**60: 1}}", { dicts: 'object' }),
    ).toStrictEqual({ 2: 'a', 2.5: 'b', null: 'c', true: 'd', e: { [String(2n ** 60n)]: 1 } })
  })

  test.each([
    ["{1: 'a', '1': 'b'}", 'result'],
    ["{'a': [{None: 1, 'null': 2}]}", 'result.a[0]'],
    ["{True: 1, 'true': 2}", 'result'],
    ["{2.5: 1, '2.5': 2}", 'result'],
    ["{2**64: 1, '18446744073709551616': 2}", 'result'],
  ])('refuses two keys that would be one property: %s', (code, path) => {
    const error = caught(() => py(code, { dicts: 'object' }), MontyValueError)
    expect(error.path).toBe(path)
    expect(error.message).toBe(
      `${path} has two dict keys for which dicts: 'object' has one name, such as 1 and '1'`,
    )
  })

  test("'object' refuses keys that have no name, with the path", () => {
    const error = caught(() => py("{'a': [{(1, 2): 3}]}", { dicts: 'object' }), MontyValueError)
    expect(error.path).toBe('result.a[0]')
    expect(error.message).toContain('dict key')
  })

  test('holds for the arguments of host functions too', () => {
    const seen: unknown[] = []
    py("f({'a': 1}, k={'b': 2})", {
      dicts: 'map',
      externalFunctions: { f: (...args) => seen.push(...args) },
    })
    expect(seen).toStrictEqual([new Map([['a', 1]]), { k: new Map([['b', 2]]) }])
  })
})

describe('a value that contains itself', () => {
  test.each([
    ['a = []\na.append(a)\na', 'result[0]'],
    ["d = {'x': [1]}\nd['x'].append(d)\nd", 'result.x[1]'],
    ["d = {}\nd['a b'] = {1: d}\n[d]", 'result[0]["a b"]["1"]'],
  ])('is an error that names the place: %#', (code, path) => {
    const error = caught(() => py(code), MontyValueError)
    expect(error.path).toBe(path)
    expect(error.message).toMatch(/cycle/)
  })

  test("has its placeholder with cycles: 'placeholder'", () => {
    expect(py('a = [1]\na.append(a)\na', { cycles: 'placeholder' })).toStrictEqual([1, '[...]'])
    expect(py("d = {'x': []}\nd['x'].append(d)\nd", { cycles: 'placeholder' })).toStrictEqual({
      x: ['{...}'],
    })
  })

  test('names the argument when a host function is called with it', () => {
    const error = caught(
      () => py('a = []\na.append(a)\nf(1, a)', { externalFunctions: { f: () => 1 } }),
      MontyValueError,
    )
    expect(error.path).toBe('f() argument 2[0]')
  })
})

describe('size', () => {
  test('is no matter for 10 MB of text and of bytes', () => {
    const text = py("'aé🎉' * 1_400_000") as string
    expect(text.length).toBe(5_600_000)
    expect(text.startsWith('aé🎉aé')).toBe(true)
    const bytes = py("b'abc' * 3_500_000") as Buffer
    expect(bytes.length).toBe(10_500_000)
    expect(bytes.subarray(0, 6).toString()).toBe('abcabc')
  })

  test('is no matter for a list of 200,000 records', () => {
    const code = "[{'id': i, 'name': 'n' + str(i)} for i in range(200_000)]"
    const rows = py(code, { limits: { maxMemoryBytes: 2 ** 30 } }) as unknown[]
    expect(rows.length).toBe(200_000)
    expect(rows[199_999]).toEqual({ id: 199_999, name: 'n199999' })
  })

  test('beyond the limit is an error that tells which', () => {
    const error = caught(
      () => py("['x' * 1000] * 3", { limits: { maxResultBytes: 100 } }),
      MontyLimitError,
    )
    expect(error.limit).toBe('result')
    expect(error.allowed).toBe(100)
    expect(error.used).toBeGreaterThan(100)
  })

  test('of nesting is bounded, with a clear error', () => {
    const nested = (depth: number): string => `a = []\nfor _ in range(${depth}):\n    a = [a]\na`
    let deep = py(nested(500)) as unknown[]
    for (let depth = 0; depth < 500; depth++) deep = deep[0] as unknown[]
    expect(deep).toEqual([])
    const error = caught(() => py(nested(100_000)), MontyValueError)
    expect(error.message).toMatch(/^result: .*nested too deeply/)
    expect(error.path).toBe('result')
  })

  test('of nesting counts for arguments too, and under a lower recursion limit', () => {
    const code = 'a = []\nfor _ in range(60):\n    a = [a]\nf(a)'
    const options = { externalFunctions: { f: () => 'called' } }
    expect(py(code, options)).toBe('called')
    const limits = { maxRecursionDepth: 50 }
    const error = caught(() => py(code, { ...options, limits }), MontyValueError)
    expect(error.path).toBe('arguments of f()')
  })
})

test('a run can be followed by another with other options of values', () => {
  const monty = new Monty("{'a': 1}")
  expect(monty.run()).toStrictEqual({ a: 1 })
  expect(monty.run({ dicts: 'map' })).toStrictEqual(new Map([['a', 1]]))
  expect(monty.run({ dicts: 'object' })).toStrictEqual({ a: 1 })
})
