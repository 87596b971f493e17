import {
  Monty,
  MontyLimitError,
  MontyRuntimeError,
  MontySession,
  MontyUsageError,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { caught, rejection } from '../support/caught.js'

describe.each(['none', 'process'] as const)('a lazy input, with isolation %s', (isolation) => {
  it('is made when its name is used first, and once', async () => {
    let made = 0
    const lazyInputs = { rows: () => [++made, 2] }
    const run = (code: string): Promise<unknown> =>
      new Monty(code).runAsync({ isolation, lazyInputs })
    expect(await run('1 + 1')).toBe(2)
    expect(made).toBe(0)
    expect(await run('def f():\n    return rows[0]\n[f(), rows[1], f(), sum(rows)]')).toEqual([
      1, 2, 1, 3,
    ])
    expect(made).toBe(1)
    expect(await run('rows[0]')).toBe(2)
  })

  it('may take its time, while others run', async () => {
    const lazyInputs = {
      slow: async () => {
        await new Promise((resolve) => setTimeout(resolve, 10))
        return { n: 5 }
      },
    }
    const runs = [1, 2, 3].map((k) =>
      new Monty(`slow["n"] * ${k}`).runAsync({ isolation, lazyInputs }),
    )
    expect(await Promise.all(runs)).toEqual([5, 10, 15])
  })

  it('raises what it throws where the name stands, and may be asked again', async () => {
    let asked = 0
    const lazyInputs = {
      rows: async () => {
        if (++asked === 1) throw new RangeError('no rows yet')
        return [asked]
      },
    }
    const code = 'try:\n    rows\nexcept Exception as e:\n    first = str(e)\n[first, rows]'
    expect(await new Monty(code).runAsync({ isolation, lazyInputs })).toEqual(['no rows yet', [2]])
    const boom = new RangeError('never')
    const error = await rejection(
      new Monty('rows').runAsync({
        isolation,
        lazyInputs: {
          rows: () => {
            throw boom
          },
        },
      }),
      MontyRuntimeError,
    )
    expect(error.cause).toBe(boom)
  })

  it('is given to a session, or to a feed', async () => {
    using session = new MontySession({ isolation, lazyInputs: { a: () => 1 } })
    expect(await session.feedAsync('a')).toBe(1)
    expect(await session.feedAsync('b', { lazyInputs: { b: () => 2 } })).toBe(2)
    const error = await rejection(session.feedAsync('c'), MontyRuntimeError)
    expect(error.message).toBe("NameError: name 'c' is not defined")
    using checked = new MontySession({ typeCheck: true, isolation, lazyInputs: { a: () => 1 } })
    expect(await checked.feedAsync('a + 1')).toBe(2)
    await expect(checked.feedAsync('c')).rejects.toThrow('c')
  })

  it('counts as a call of the host’s code', async () => {
    const lazyInputs = { a: () => 1, b: () => 2, c: () => 3 }
    const limits = { maxHostCalls: 2 }
    const run = (code: string): Promise<unknown> =>
      new Monty(code).runAsync({ isolation, lazyInputs, limits })
    expect(await run('a + b')).toBe(3)
    expect((await rejection(run('a + b + c'), MontyLimitError)).limit).toBe('hostCalls')
  })
})

describe('lazyInputs', () => {
  it('serve synchronous runs, which cannot wait', () => {
    expect(new Monty('a').run({ lazyInputs: { a: () => 'x' } })).toBe('x')
    expect(
      caught(() => new Monty('a').run({ lazyInputs: { a: async () => 1 } }), MontyUsageError).code,
    ).toBe('MONTY_ASYNC_ONLY')
  })

  it.each<[unknown, string]>([
    [[1], 'lazyInputs must be an object of functions by name'],
    [{ a: 1 }, 'lazyInputs.a must be a function that gives the value'],
    [{ 'a-b': () => 1 }, 'lazyInputs: "a-b" is not a Python name'],
    [{ len: () => 1 }, 'len'],
  ])('are refused when they make no sense: %o', (lazyInputs, message) => {
    const go = (): unknown => new Monty('1').run({ lazyInputs: lazyInputs as never })
    expect(caught(go, MontyUsageError).message).toContain(message)
  })

  it('are for runs that answer by themselves', () => {
    const go = (): unknown => new Monty('1').start({ lazyInputs: {} } as never)
    expect(caught(go, MontyUsageError).message).toContain('lazyInputs is not an option of start')
  })
})
