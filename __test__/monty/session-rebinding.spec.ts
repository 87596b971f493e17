import { describe, expect, it } from 'vitest'
import { MontySession } from '../../src/monty/session/session.js'
import { reboundNames } from '../../src/core/type-check/rebinding.js'

describe('a session that checks types', () => {
  it.each([
    ['a value of the same type', 'x = 2\nx + 1', 3],
    ['a value of another type', 'x = "a"\nx.upper()', 'A'],
    ['more of it', 'x += 1\nx', 2],
    ['a part of a tuple', 'x, y = "a", 2\nx.upper() * y', 'AA'],
    ['the items of a list', 'for x in ["a"]:\n    pass\nx.upper()', 'A'],
    ['a value on the way', '(x := "a").upper()', 'A'],
  ])('lets a name that an earlier feed defined be given %s', (_, code, value) => {
    const session = new MontySession({ typeCheck: true })
    session.feed('x = 1')
    expect(session.feed(code)).toBe(value)
  })

  it('knows the type of the last value afterwards', () => {
    const session = new MontySession({ typeCheck: true })
    session.feed('x = 1')
    session.feed('x = "a"')
    expect(() => session.feed('x + 1')).toThrow(/unsupported-operator/)
  })

  it('still holds a name to the annotation that a feed gives it', () => {
    const session = new MontySession({ typeCheck: true })
    session.feed('x = 1')
    expect(() => session.feed('x: int = "a"')).toThrow(/invalid-assignment/)
  })
})

describe('names that are given other values', () => {
  it('are those of earlier code only', () => {
    expect(reboundNames('a = b = 1\nc += 1', 'a = 2\nc = 3\nd = 4')).toEqual(['a', 'c'])
    expect(reboundNames('a = 1', '')).toEqual([])
  })

  it('are not those that are compared', () => {
    expect(reboundNames('a == 1\na >= 2', 'a = 1')).toEqual([])
  })
})
