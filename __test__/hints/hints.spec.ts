import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { FEATURES } from '../../src/hints/features.js'
import { closestNames } from '../../src/hints/closest.js'
import { MODULE_SUBSTITUTES } from '../../src/hints/modules.js'
import { capabilities } from '../../src/hints/capabilities.js'
import { type FailedOutcome, MontyRuntime } from '../../src/runtime/index.js'

const tools = {
  search_orders: tool({
    description: 'Finds orders.',
    input: z.object({ query: z.string(), limit: z.int().default(5) }),
    output: z.array(z.string()),
    execute: ({ query }) => [query],
  }),
  get_invoice: tool({ input: z.object({ id: z.string() }), execute: () => 1 }),
}
describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  const language = 'monty'
  const runtime = new MontyRuntime({ tools, isolation, language, limits: { maxDurationMs: 100 } })

  async function failure(code: string, of = runtime): Promise<FailedOutcome> {
    const outcome = await of.execute(code).outcome
    if (outcome.status === 'ok' || outcome.status === 'paused') throw new Error(outcome.status)
    return outcome
  }

  describe('a program that uses what this interpreter lacks', () => {
    it.each([
      ['an enum', 'from enum import Enum\nclass A(Enum):\n    X = 1', 'dict of names to values'],
      ['an exception class', 'class Late(Exception):\n    pass', 'raise ValueError('],
      ['a generator', 'def g():\n    yield 1', 'return it'],
      ['an async generator', 'async def g():\n    yield 1\nasync for x in g():\n    pass', 'list'],
      ['del', 'd = {1: 2}\ndel d[1]', 'd.pop(key)'],
      [
        'a property',
        'class A:\n    @property\n    def x(self):\n        return 1',
        'ordinary method',
      ],
      ['a missing module', 'import statistics\nstatistics.mean([1])', 'def mean(xs)'],
      [
        'a missing part of a module',
        'from collections import OrderedDict',
        'A dict keeps its order',
      ],
      ['a task', 'import asyncio\nasyncio.create_task(1)', 'asyncio.gather'],
      ['a missing built-in', 'dir(1)', 'hasattr'],
      [
        'return_exceptions',
        'import asyncio\nr = await asyncio.gather(search_orders("a"), return_exceptions=True)\nr[0]["x"]',
        'async def attempt(f, *args, **kwargs)',
      ],
    ])('is told what to write instead of %s', async (_, code, instead) => {
      const { status, hint } = await failure(code)
      expect(status).toBe('unsupported')
      expect(hint).toContain(instead)
    })

    it('is told the same when it is not type-checked, with the calls made before', async () => {
      const unchecked = new MontyRuntime({ tools, isolation, language, typeCheck: false })
      const outcome = await failure(
        'import asyncio\na = await search_orders("a")\nawait asyncio.gather(search_orders("b"), return_exceptions=True)',
        unchecked,
      )
      expect(outcome).toMatchObject({
        status: 'unsupported',
        calls: [{ name: 'search_orders' }, {}],
      })
      expect(outcome.hint).toContain('async def attempt(f, *args, **kwargs)')
      expect((await failure('import statistics', unchecked)).status).toBe('unsupported')
    })

    it('is not taken for one when it raises such an error itself', async () => {
      const outcome = await failure('raise NotImplementedError("later")')
      expect(outcome.status).toBe('error')
      expect(outcome.hint).toBeUndefined()
    })
  })

  describe('a program that is wrong', () => {
    it('gets a diagnostic with the offending line', async () => {
      const { status, error } = await failure('x = 1\nprint(x')
      expect(status).toBe('syntax')
      expect(error.display()).toContain('line 2')
      expect(error.display()).toContain('print(x')
    })

    it('gets the declaration of the tool it calls wrongly', async () => {
      const { status, hint } = await failure('await search_orders(5)')
      expect(status).toBe('type')
      expect(hint).toContain('async def search_orders(query: str, limit: int = 5)')
    })

    it.each([
      ['x = await get_order("a")\nx.total', 'total: float'],
      ['x = await get_order("a")\nx["sum"]', 'total: float'],
      ['x = await get_order("a")\nx["lines"][0]["price"]', 'sku: str'],
    ])('gets the fields of the result that it reads wrongly: %s', async (code, field) => {
      const order = z.object({ total: z.number(), lines: z.array(z.object({ sku: z.string() })) })
      const execute = (): z.output<typeof order> => ({ total: 1, lines: [] })
      const get_order = tool({ input: z.object({ id: z.string() }), output: order, execute })
      const ordering = new MontyRuntime({ tools: { ...tools, get_order }, isolation })
      const { status, hint } = await failure(code, ordering)
      expect(status).toBe('type')
      expect(hint).toContain('row["name"]')
      expect(hint).toContain(field)
    })

    it.each([
      [
        'x = 1\nfound = search_orders("a")\nprint("found")\nfound[0]',
        'found = await search_orders("a")',
      ],
      [
        'x = 1\nif (found := search_orders("a")):\n    found[0]',
        'if (found := await search_orders("a")):',
      ],
      [
        'x = 1\nfound: list = search_orders("a")\nfor one in found:\n    pass',
        'found: list = await',
      ],
    ])('gets the line that lacks an await: %s', async (code, awaited) => {
      const { status, hint } = await failure(code)
      expect(status).toBe('type')
      expect(hint).toContain(`Line 2 must be: ${awaited}`)
    })

    it.each(['order_search', 'searchOrders', 'search_order'])(
      'gets the closest name to %s',
      async (name) => {
        const { hint } = await failure(`await ${name}("x")`)
        expect(hint).toContain('Did you mean search_orders')
        expect(hint).toContain('async def search_orders(')
      },
    )

    it('gets all names when none is close', async () => {
      expect((await failure('await zebra()')).hint).toContain('search_orders, get_invoice')
    })

    it('gets a traceback of what it does not catch', async () => {
      const { status, error } = await failure('def f(x):\n    return 1 / x\nf(0)')
      expect(status).toBe('error')
      expect(error.traceback().map(({ line }) => line)).toEqual([3, 2])
    })

    it('is told what to do about a limit', async () => {
      const { status, hint } = await failure('while True:\n    pass')
      expect(status).toBe('limit')
      expect(hint).toContain('loop')
    })
  })

  describe('what is known of the interpreter', () => {
    it('is found out by trying, so that every feature has a probe that fails or passes by itself', () => {
      const { missing, modules, missingModules, missingMembers } = capabilities('monty')
      const names = missing.map(({ feature }) => feature.name)
      expect(names).toContain('the del statement')
      expect(names).not.toContain('match statements')
      expect(modules).toContain('json')
      expect(missingModules).toContain('statistics')
      expect(missingMembers).toContain('asyncio.Queue')
      expect(missingMembers).not.toContain('os.walk')
      expect(missing.length).toBeLessThan(FEATURES.length)
    })

    it('is in the prompt, with the limits, the budgets and the stubs', () => {
      const prompt = runtime.prompt()
      for (const { feature } of capabilities('monty').missing)
        expect(prompt).toContain(feature.name)
      expect(prompt).not.toContain('match statements')
      expect(prompt).toContain('100 ms of computing')
      expect(prompt).toContain('of the result 32 KiB')
      expect(prompt).toContain(runtime.stubs().trim())
    })

    it('recommends code that runs', async () => {
      const code = MODULE_SUBSTITUTES['statistics']!.split('\n')
        .slice(1)
        .map((line) => line.slice(2))
      const values = [20.39, 34.65, 15.31, 25.24, 22.94]
      const outcome = await runtime
        .execute(`${code.join('\n')}\n[mean(xs), median(xs), stdev(xs), quantiles(xs, n=4)]`, {
          inputs: { xs: values },
        })
        .value()
      // What CPython's statistics gives.
      const [mean, median, stdev, quantiles] = outcome as [number, number, number, number[]]
      expect(mean).toBeCloseTo(23.706, 9)
      expect(median).toBe(22.94)
      expect(stdev).toBeCloseTo(7.144923, 6)
      expect(quantiles.map((cut) => Number(cut.toFixed(6)))).toEqual([17.85, 22.94, 29.945])
    })

    it.each(['concurrent', 'serial'] as const)(
      'recommends a gather that runs, %s',
      async (concurrency) => {
        const { instead } = FEATURES.find(({ name }) => name.includes('gather'))!
        const lines = instead.split('\n').filter((line) => line.startsWith('  '))
        const code = [
          'import asyncio',
          'xs = [1, 2, 3]',
          ...lines.map((line) => line.slice(2)),
          '[str(r) if isinstance(r, Exception) else r for r in results]',
        ]
        const f = tool({
          input: z.object({ x: z.int() }),
          execute: async ({ x }) => {
            if (x === 2) throw Object.assign(new Error('two'), { name: 'ValueError' })
            return x
          },
        })
        const gathering = new MontyRuntime({ tools: { f }, isolation, concurrency })
        expect(await gathering.execute(code.join('\n')).value()).toEqual([1, 'two', 3])
      },
    )
  })

  describe('the closest names', () => {
    it('are those with the same words or nearly the same letters', () => {
      const names = ['list_invoices', 'send_mail', 'get_user', 'invoice_total']
      expect(closestNames('listInvoices', names)[0]).toBe('list_invoices')
      expect(closestNames('send_email', names)[0]).toBe('send_mail')
      expect(closestNames('get_usre', names)[0]).toBe('get_user')
      expect(closestNames('quux', names)).toEqual([])
    })
  })
})
