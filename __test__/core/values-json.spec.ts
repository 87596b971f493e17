import { describe, expect, test } from 'vitest'
import {
  MontyValueError,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEllipsis,
  PyException,
  PyFloat,
  PyFunction,
  PyNotImplemented,
  PyPath,
  PyRepr,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyTuple,
  PyType,
  toJson,
} from 'monty-node'
import { caught } from '../support/caught.js'
import { py } from '../support/python.js'

describe('JSON.stringify writes', () => {
  test.each<[unknown, string]>([
    [new PyFloat(2), '2'],
    [new PyTuple(1, new PyTuple()), '[1,[]]'],
    [PyTuple.named('Point', { x: 1, y: 2 }), '[1,2]'],
    [new PyDate(33, 1, 2), '"0033-01-02"'],
    [new PyDateTime({ year: 2025, month: 3, day: 14 }), '"2025-03-14T00:00:00"'],
    [
      new PyDateTime({ year: 2025, month: 3, day: 14, microsecond: 5, offsetSeconds: 0 }),
      '"2025-03-14T00:00:00.000005+00:00"',
    ],
    [
      new PyDateTime({ year: 2025, month: 3, day: 14, offsetSeconds: -12_600 }),
      '"2025-03-14T00:00:00-03:30"',
    ],
    [new PyTime({ hour: 7, minute: 5, offsetSeconds: 3_601 }), '"07:05:00+01:00:01"'],
    [new PyTimeDelta({}), '"PT0S"'],
    [new PyTimeDelta({ days: 1, seconds: 7_200, microseconds: 500_000 }), '"P1DT2H0.5S"'],
    [new PyTimeDelta({ days: -1, seconds: 86_370 }), '"-PT30S"'],
    [new PyTimeZone(0), '"UTC"'],
    [new PyTimeZone(-10_800), '"UTC-03:00"'],
    [new PyTimeZone(3_600, 'CET'), '"CET"'],
    [new PyDecimal('1.20'), '"1.20"'],
    [new PyComplex(1, -2), '{"real":1,"imag":-2}'],
    [new PyPath('/a'), '"/a"'],
    [new PyException('KeyError', 'k'), '{"type":"KeyError","message":"k"}'],
    [new PyType('int'), '"<class \'int\'>"'],
    [new PyFunction('f'), '"<function f>"'],
    [new PyRepr('range(3)'), '"range(3)"'],
    [PyEllipsis, '"Ellipsis"'],
    [PyNotImplemented, '"NotImplemented"'],
  ])('%o as %s', (value, json) => {
    expect(JSON.stringify(value)).toBe(json)
  })

  test('the fields of an instance', () => {
    const code = 'class P:\n    def __init__(self):\n        self.xs = (1, 2)\nP()'
    expect(JSON.stringify(py(code))).toBe('{"xs":[1,2]}')
  })

  test('a datetime that Date.parse understands', () => {
    const code =
      'from datetime import datetime, timezone\ndatetime(2025, 3, 14, 1, 2, 3, 456000, timezone.utc)'
    const value = py(code) as PyDateTime
    expect(Date.parse(value.toJSON())).toBe(value.toDate().getTime())
  })
})

describe('toJson', () => {
  test('gives plain JSON for a rich value', () => {
    const code = `
from datetime import date
from decimal import Decimal
{'when': date(2025, 3, 14), 'prices': {Decimal('1.20')}, 'pair': (1, None), 'deep': [{'a': True}]}`
    expect(toJson(py(code))).toStrictEqual({
      when: '2025-03-14',
      prices: ['1.20'],
      pair: [1, null],
      deep: [{ a: true }],
    })
  })

  test('makes an object of a Map whose keys are strings', () => {
    expect(toJson(py("{'a': {}}", { dicts: 'map' }))).toStrictEqual({ a: {} })
  })

  test('keeps keys such as __proto__ as data', () => {
    const value = toJson(py("{'__proto__': {'x': 1}}")) as object
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1}}')
  })

  test.each<[string, string, RegExp]>([
    ["{'a': [1, float('nan')]}", 'value.a[1]', /NaN/],
    ["[float('-inf')]", 'value[0]', /Infinity/],
    ["{'n': 2 ** 60}", 'value.n', /bigint/],
    ["{'b': b'x'}", 'value.b', /bytes/],
    ["{'m': {1: 2}}", 'value.m', /not all strings/],
    ["{'s': {2 ** 60}}", 'value.s[0]', /bigint/],
  ])('refuses %s by its path', (code, path, problem) => {
    const error = caught(() => toJson(py(code)), MontyValueError)
    expect(error.path).toBe(path)
    expect(error.message).toMatch(problem)
  })

  test('refuses what is not data, and what contains itself', () => {
    expect(caught(() => toJson({ f: () => 1 }), MontyValueError).path).toBe('value.f')
    expect(caught(() => toJson([undefined]), MontyValueError).path).toBe('value[0]')
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    expect(caught(() => toJson(cyclic), MontyValueError).message).toMatch(/contains itself/)
  })
})
