import { expect, test } from 'vitest'
import {
  Monty,
  MontyError,
  MontyRuntimeError,
  MontySession,
  MontyUsageError,
  runMontyAsync,
} from 'monty-node'
import { rejection } from '../support/caught.js'

/* What hosts do wrong while Python waits for them. Hostile values as such: values-to-python.spec.ts. */

test('a host function may run other Python and its own program, but not feed its own session', async () => {
  const program: Monty = new Monty('f(n) if n else 0', { inputs: ['n'] })
  const down = (n: number): unknown =>
    program.run({ inputs: { n: n - 1 }, externalFunctions: { f: down } })
  expect(program.run({ inputs: { n: 20 }, externalFunctions: { f: down } })).toBe(0)
  const session = new MontySession()
  const error = await rejection(
    session.feedAsync('f()', { externalFunctions: { f: () => session.feed('1') } }),
    MontyError,
  )
  expect(error.cause ?? error).toBeInstanceOf(MontyUsageError)
})

test('errors of the host of every shape become exceptions', async () => {
  for (const thrown of [
    undefined,
    null,
    'text',
    7,
    Symbol('s'),
    {},
    [],
    Object.create(null),
    new Proxy(new Error('p'), {}),
  ]) {
    const run = runMontyAsync(new Monty('f()'), {
      externalFunctions: {
        f: () => {
          throw thrown
        },
      },
    })
    const error = await rejection(run, MontyError)
    expect(error.code).toBe('MONTY_RUNTIME')
    const caughtInPython = await runMontyAsync(
      new Monty('try:\n    f()\nexcept Exception as e:\n    r = type(e).__name__\nr'),
      {
        externalFunctions: {
          f: () => {
            throw thrown
          },
        },
      },
    )
    expect(caughtInPython).toBe('RuntimeError')
  }
  const evil = Object.create(Error.prototype, {
    message: {
      get(): never {
        throw new Error('evil')
      },
    },
    name: {
      get(): never {
        throw new Error('evil')
      },
    },
  }) as Error
  await expect(
    runMontyAsync(new Monty('f()'), {
      externalFunctions: {
        f: () => {
          throw evil
        },
      },
    }),
  ).rejects.toBeInstanceOf(Error)
  expect(new Monty('1 + 1').run()).toBe(2)
})

test('a promise that cannot even be asked whether it is one fails its own run only', async () => {
  const unreadable = new Proxy(
    {},
    {
      get() {
        throw new Error('nothing can be read')
      },
    },
  )
  const error = await rejection(
    runMontyAsync(new Monty('await f()'), { externalFunctions: { f: () => unreadable } }),
    MontyRuntimeError,
  )
  expect(error.message).toContain('nothing can be read')
  expect(await runMontyAsync(new Monty('1 + 1'))).toBe(2)
})
