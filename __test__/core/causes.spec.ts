import { describe, expect, test } from 'vitest'
import { FunctionSnapshot, Monty, MontyRuntimeError, MontySession, PausedRun } from 'monty-node'
import { atFunction } from '../support/paused.js'
import { caught } from '../support/caught.js'

const named = (name: string, message = 'x'): Error => Object.assign(new Error(message), { name })

/** What a program ends with in which `f` and `g` throw these, one after the other. */
async function causeOf(
  code: string,
  errors: unknown[],
  isolation: 'none' | 'process' = 'none',
): Promise<MontyRuntimeError> {
  let next = 0
  const f = (): never => {
    throw errors[next++ % errors.length]
  }
  const g = async (): Promise<never> => f()
  const run = new Monty(code).runAsync({ externalFunctions: { f, g }, isolation })
  return run.then(
    () => expect.fail('it ended well'),
    (error: MontyRuntimeError) => error,
  )
}

describe('the cause of an exception is the error that the host threw', () => {
  test.each([
    'ConnectionError',
    'BrokenPipeError',
    'IOError',
    'EnvironmentError',
    'UnicodeError',
    'OSError',
    'JSONDecodeError',
    'Nope',
    'RangeError',
    'StopIteration',
    'UnicodeDecodeError',
  ])('whatever Python calls it: %s', async (name) => {
    const error = named(name)
    for (const isolation of ['none', 'process'] as const) {
      expect((await causeOf('f()', [error], isolation)).cause).toBe(error)
      expect((await causeOf('await g()', [error], isolation)).cause).toBe(error)
    }
  })

  test.each([
    ['the second', 'try:\n    f()\nexcept Exception: pass\nf()', 1],
    [
      'the first',
      'try:\n    f()\nexcept Exception as e: a = e\ntry:\n    f()\nexcept Exception: pass\nraise a',
      0,
    ],
    ['re-raised', 'try:\n    f()\nexcept Exception:\n    raise', 0],
    ['out of a gather', 'import asyncio\nawait asyncio.gather(g(), g())', 0],
    ['out of a function', 'def h():\n    f()\ntry:\n    h()\nfinally:\n    x = 1', 0],
  ])('and not another that reads the same: %s', async (_what, code, which) => {
    for (const isolation of ['none', 'process'] as const) {
      const errors = [named('ValueError'), named('ValueError')]
      expect((await causeOf(code, errors, isolation)).cause).toBe(errors[which])
    }
  })

  test.each([
    ['try:\n    f()\nexcept ValueError: pass\nraise ValueError("x")'],
    ['try:\n    f()\nexcept ValueError as e:\n    raise ValueError(str(e))'],
    ['try:\n    await g()\nexcept ValueError: pass\nint("no number")'],
  ])('and none where Python raised one of its own: %s', async (code) => {
    const error = await causeOf(code, [named('ValueError')])
    expect(error).toBeInstanceOf(MontyRuntimeError)
    expect(error.cause).toBe(undefined)
  })

  test('also after a hundred others', async () => {
    const errors = Array.from({ length: 101 }, () => named('KeyError', 'k'))
    const code =
      'kept = []\nfor i in range(101):\n    try:\n        f()\n    except KeyError as e:\n        kept.append(e)\nraise kept[3]'
    expect((await causeOf(code, errors)).cause).toBe(errors[3])
  })

  test('also in a run that is stepped, and none of another process after loading', () => {
    const error = named('ConnectionError')
    const first = atFunction(
      new Monty('try:\n    f()\nexcept OSError as e:\n    a = e\ng()\nraise a').start(),
    )
    const second = first.resume({ exception: error }) as FunctionSnapshot
    const bytes = second.dump()
    expect(caught(() => second.resume({ returnValue: 1 }), MontyRuntimeError).cause).toBe(error)
    const loaded = PausedRun.load(bytes) as FunctionSnapshot
    const raised = caught(() => loaded.resume({ returnValue: 1 }), MontyRuntimeError)
    expect([raised.message, raised.cause]).toEqual(['OSError: x', undefined])
  })

  test('of each feed of a session', () => {
    const error = named('BrokenPipeError')
    const session = new MontySession({
      externalFunctions: {
        f: () => {
          throw error
        },
      },
    })
    expect(caught(() => session.feed('f()'), MontyRuntimeError).cause).toBe(error)
    expect(caught(() => session.feed('raise OSError("x")'), MontyRuntimeError).cause).toBe(
      undefined,
    )
  })

  test('and Python sees nothing of it', async () => {
    const code =
      'try:\n    f()\nexcept UnicodeDecodeError as e:\n    r = [str(e), len(e.args), repr(e)]\nr'
    const f = (): never => {
      throw named('UnicodeDecodeError', 'bad')
    }
    expect(await new Monty(code).runAsync({ externalFunctions: { f } })).toEqual([
      'bad',
      1,
      "UnicodeDecodeError('bad')",
    ])
  })
})
