import { describe, expect, test } from 'vitest'
import { Monty, MontyLimitError, MontyRuntime, type RunAsyncOptions, tool } from 'monty-node'
import { rejection } from '../support/caught.js'

/** An array that says that it has so many items. */
function claiming(length: number): unknown[] {
  const array: unknown[] = []
  array.length = length
  return array
}

class EndlessSet extends Set<number> {
  override *values(): SetIterator<number> {
    for (let n = 0; ; n++) yield n
  }

  override [Symbol.iterator](): SetIterator<number> {
    return this.values()
  }
}

class EndlessMap extends Map<number, number> {
  override *[Symbol.iterator](): MapIterator<[number, number]> {
    for (let n = 0; ; n++) yield [n, n]
  }
}

const most = 2 ** 32 - 1
const claims: Record<string, () => unknown> = {
  'an array with holes': () => claiming(most),
  'an array with holes inside of others': () => ({ a: [1, claiming(most)] }),
  'a proxy': () =>
    new Proxy([], {
      get: (target, name) => (name === 'length' ? most : Reflect.get(target, name)),
    }),
}

describe.each(['none', 'process'] as const)('values that would never end (%s)', (isolation) => {
  const run = (value: unknown, options: RunAsyncOptions = {}): Promise<unknown> =>
    new Monty('len(f())').runAsync({ isolation, externalFunctions: { f: () => value }, ...options })

  test.each(Object.entries(claims))('are refused at once: %s', async (_, make) => {
    const began = performance.now()
    expect((await rejection(run(make()), MontyLimitError)).limit).toBe('memory')
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test.each(Object.entries(claims))('are refused as results of tools: %s', async (_, make) => {
    const f = tool({ input: {}, execute: make })
    await using runtime = new MontyRuntime({ isolation, tools: { f } })
    const outcome = await runtime.execute('len(await f())').outcome
    expect(outcome).toMatchObject({ status: 'limit', error: { limit: 'memory' } })
  })

  test('are what they hold, whatever their iterators say', async () => {
    expect(await run(new EndlessSet([1, 2, 3]))).toBe(3)
    expect(await run(new EndlessMap([[1, 2]]))).toBe(1)
    const f = tool({ input: {}, execute: () => new EndlessSet([1, 2]) })
    await using runtime = new MontyRuntime({ isolation, tools: { f } })
    expect(await runtime.execute('len(await f())').value()).toBe(2)
  })

  test('a list that fits is no fault', async () => {
    expect(await run(claiming(100_000))).toBe(100_000)
  })
})
