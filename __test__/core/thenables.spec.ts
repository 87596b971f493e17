import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Monty, type RunAsyncOptions, runMontyAsync } from 'monty-node'
import { rejection } from '../support/caught.js'

const run = async (code: string, options?: RunAsyncOptions): Promise<unknown> =>
  runMontyAsync(new Monty(code), options)

test('takes any thenable for a promise', async () => {
  const thenable = {
    // oxlint-disable-next-line unicorn/no-thenable
    then: (done: (value: number) => void) => setTimeout(() => done(7), 1),
  }
  expect(await run('await f()', { externalFunctions: { f: () => thenable } })).toBe(7)
})

test('survives a thenable that settles twice, or throws', async () => {
  const twice = {
    // oxlint-disable-next-line unicorn/no-thenable
    then(done: (value: number) => void) {
      done(1)
      done(2)
    },
  }
  const throwing = {
    // oxlint-disable-next-line unicorn/no-thenable
    then() {
      throw new TypeError('no promise')
    },
  }
  expect(await run('[await f(), await f()]', { externalFunctions: { f: () => twice } })).toEqual([
    1, 1,
  ])
  const error = await rejection(run('await f()', { externalFunctions: { f: () => throwing } }))
  expect(error.message).toBe('TypeError: no promise')
})

test('takes the first settling of a promise with a `then` of its own for the call’s, no other', async () => {
  const twice = Object.assign(Promise.resolve(0), {
    // oxlint-disable-next-line unicorn/no-thenable
    then(done: (value: number) => void) {
      setTimeout(() => done(3), 1)
      setTimeout(() => done(4), 3)
    },
  })
  const externalFunctions = { f: () => twice, g: async () => sleep(20, 9) }
  expect(await run('[await f(), await g()]', { externalFunctions })).toEqual([3, 9])
})

test('raises for what only looks like a promise, and waits for a promise behind a class of its own', async () => {
  class Later extends Promise<number> {}
  const imitation = (): Promise<number> => Object.create(Promise.prototype) as Promise<number>
  const proxied = (): Promise<number> => new Proxy(Promise.resolve(1), {})
  for (const f of [imitation, proxied]) {
    const error = await rejection(run('await f()', { externalFunctions: { f } }))
    expect(error.message).toMatch(/^TypeError: .*incompatible receiver/)
  }
  const f = (): Promise<number> => new Later((resolve) => setTimeout(() => resolve(5), 1))
  expect(await run('await f()', { externalFunctions: { f } })).toBe(5)
})

test('hears once of a promise whose class makes promises that throw', async () => {
  class Odd extends Promise<number> {
    static override get [Symbol.species](): PromiseConstructor {
      throw new RangeError('no more of these')
    }
  }
  const f = (): Promise<number> => new Odd((resolve) => resolve(5))
  const error = await rejection(run('await f()', { externalFunctions: { f } }))
  expect(error.message).toBe('RuntimeError: no more of these')
})
