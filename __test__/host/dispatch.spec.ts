import { setTimeout as sleep } from 'node:timers/promises'
import { dispatch, Monty, MontyUsageError, PythonModule, type RunAsyncOptions } from 'monty-node'
import { describe, expect, it } from 'vitest'

const names = { search: ['query', 'limit'], fetch: ['url'], ping: [] }

describe('one handler of many functions', () => {
  const echo = dispatch((name, args) => [name, args], names)

  it.each([
    ["search('tea', 3)", ['search', { query: 'tea', limit: 3 }]],
    ["search('tea', limit=3)", ['search', { query: 'tea', limit: 3 }]],
    ["search(limit=3, query='tea')", ['search', { limit: 3, query: 'tea' }]],
    ['search()', ['search', {}]],
    ["search('tea', page=2)", ['search', { query: 'tea', page: 2 }]],
    ["fetch({'a': [1]})", ['fetch', { url: { a: [1] } }]],
    ['ping()', ['ping', {}]],
    ["search('a', __proto__=1)", ['search', JSON.parse('{"query": "a", "__proto__": 1}')]],
  ])('gets arguments by name: %s', async (code, expected) => {
    const options = { externalFunctions: echo }
    expect(new Monty(code).run(options)).toEqual(expected)
    for (const isolation of ['none', 'process'] as const) {
      expect(await new Monty(code).runAsync({ ...options, isolation })).toEqual(expected)
    }
  })

  it.each([
    ["search('a', 1, 2)", 'search() takes 2 positional arguments but 3 were given'],
    ["fetch('a', 'b')", 'fetch() takes 1 positional argument but 2 were given'],
    ['ping(1)', 'ping() takes 0 positional arguments but 1 was given'],
    ["search('a', query='b')", "search() got multiple values for argument 'query'"],
  ])('never sees a call that makes no sense: %s', (code, message) => {
    const run = (): unknown => new Monty(code).run({ externalFunctions: echo })
    expect(run).toThrow(`TypeError: ${message}`)
  })

  it('may be a module’s, beside others', () => {
    const web = new PythonModule({ ...dispatch((name, args) => [name, args], names), RETRIES: 3 })
    const code = "import web\n[web.fetch('x'), web.RETRIES]"
    expect(new Monty(code).run({ modules: { web } })).toEqual([['web.fetch', { url: 'x' }], 3])
  })

  it('raises in Python what it throws', () => {
    const reason = Object.assign(new Error('no such page'), { name: 'LookupError' })
    const externalFunctions = dispatch(() => {
      throw reason
    }, names)
    const caught = "try:\n    fetch('x')\nexcept LookupError as e:\n    r = str(e)\nr"
    expect(new Monty(caught).run({ externalFunctions })).toBe('no such page')
    expect(() => new Monty("fetch('x')").run({ externalFunctions })).toThrow(
      expect.objectContaining({ cause: reason }) as Error,
    )
  })

  it.each([
    [() => dispatch(5 as never, names), 'dispatch needs a function'],
    [() => dispatch(() => 1, { f: 'query' as never }), 'f needs the names of its arguments'],
    [() => dispatch(() => 1, { f: [1 as never] }), 'f needs the names of its arguments'],
  ])('is refused when it makes no sense', (make, message) => {
    expect(make).toThrow(MontyUsageError)
    expect(make).toThrow(message)
  })
})

describe('a handler that takes its time', () => {
  const gather =
    "import asyncio\nawait asyncio.gather(fetch('a'), fetch('b'), search('c', limit=1))"

  /** What it gives, how many calls ran at once, and in which order they began. */
  async function trace(code: string, options: RunAsyncOptions): Promise<unknown[]> {
    let [running, most] = [0, 0]
    const order: string[] = []
    const externalFunctions = dispatch(async (name, args) => {
      order.push(name)
      most = Math.max(most, ++running)
      await sleep(40)
      running--
      return Object.values(args)[0]
    }, names)
    const value = await new Monty(code).runAsync({ ...options, externalFunctions })
    return [value, most, order]
  }

  it.each(['none', 'process'] as const)(
    'serves calls side by side, isolation: %s',
    async (place) => {
      const expected = [['a', 'b', 'c'], 3, ['fetch', 'fetch', 'search']]
      expect(await trace(gather, { isolation: place })).toEqual(expected)
    },
  )

  it.each(['none', 'process'] as const)('or one at a time, isolation: %s', async (isolation) => {
    const options = { concurrency: 'serial', isolation } as const
    const expected = [['a', 'b', 'c'], 1, ['fetch', 'fetch', 'search']]
    expect(await trace(gather, options)).toEqual(expected)
    const bare = "[fetch('a'), await fetch('b'), search('c')]"
    expect(await trace(bare, options)).toEqual(expected)
  })
})
