import { readdirSync, readFileSync } from 'node:fs'
import { Monty } from 'monty-node'
import { describe, expect, it } from 'vitest'

/** Programs that run. What the checker infers of them is no reason to refuse them. */
const folder = new URL('right-programs/', import.meta.url)

describe.each(readdirSync(folder))('a program that runs is not refused: %s', (file) => {
  const programs = readFileSync(new URL(file, folder), 'utf8').split('\n# ---\n')
  it.each(programs.map((code) => [code.trim()]))('%s', (code) => {
    expect(() => new Monty(code, { typeCheck: true }).run()).not.toThrow()
  })
})

describe('a program that cannot run is refused, whatever is inferred', () => {
  it.each([
    [
      'D = {w: 1 for w in "a b".split()}\ndef f(n: list[int]) -> int:\n    return D[n]',
      'key of type',
    ],
    ['names = "a b".split()\nnames.push("c")', 'has no attribute `push`'],
    ['"a b".split() + 1', 'Operator `+` is not supported'],
    ['x: int = "a"', 'is not assignable to `int`'],
    ['def f(n: int) -> int:\n    return n\nf("a")', 'Expected `int`, found'],
    ['def f(n: int) -> str:\n    return n', 'expected `str`, found `int`'],
    ['(3).upper()', 'has no attribute `upper`'],
  ])('%s', (code, message) => {
    expect(() => new Monty(code, { typeCheck: true })).toThrow(message)
  })
})
