import { describe, expect, it } from 'vitest'
import { Monty, MontySession, PyFloat } from 'monty-node'

const CODE = '[1, 1.0, 2.5, {"a": 3.0}]'

describe('the option `floats`', () => {
  it('is by default to give numbers', () => {
    expect(new Monty(CODE).run()).toEqual([1, 1, 2.5, { a: 3 }])
    expect(new Monty(CODE).run({ floats: 'number' })).toEqual([1, 1, 2.5, { a: 3 }])
  })

  it('gives a PyFloat for each float, so that a whole one is told from an int', () => {
    const floats = [1, new PyFloat(1), new PyFloat(2.5), { a: new PyFloat(3) }]
    expect(new Monty(CODE).run({ floats: 'PyFloat' })).toEqual(floats)
    expect(new MontySession({ floats: 'PyFloat' }).feed(CODE)).toEqual(floats)
  })

  it('lets floats stay floats on the way through the host', () => {
    const options = { externalFunctions: { same: (value: unknown) => value } }
    const monty = new Monty('str(same([1, 2.0, -0.0]))')
    expect(monty.run({ ...options, floats: 'PyFloat' })).toBe('[1, 2.0, -0.0]')
    expect(monty.run(options)).toBe('[1, 2, -0.0]')
  })

  it('refuses anything else', () => {
    expect(() => new Monty('1').run({ floats: 'decimal' as 'number' })).toThrow(
      "floats must be 'number' or 'PyFloat'",
    )
  })
})
