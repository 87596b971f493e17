import {
  Monty,
  MontyRuntime,
  MontySession,
  MontyTypingError,
  PythonModule,
  stubs,
  tool,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { caught } from '../support/caught.js'

const find = tool({
  description: 'Finds customers.',
  input: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
  output: { type: 'array', items: { type: 'string' } },
  execute: ({ query }) => [`${query}@example.com`],
})
const crm = new PythonModule({
  find,
  VERSION: 3,
  deals: new PythonModule({ total: (count: number) => count * 100, regions: ['eu', 'us'] }),
})

const run = (code: string): Promise<unknown> => new Monty(code).runAsync({ modules: { crm } })

describe('a module of the host', () => {
  it.each([
    ["import crm\nawait crm.find('ada')", ['ada@example.com']],
    ["from crm import find\nawait find(query='bob')", ['bob@example.com']],
    ["from crm import find as f, VERSION\n[await f('c'), VERSION]", [['c@example.com'], 3]],
    ['import crm.deals\ncrm.deals.total(2)', 200],
    ['import crm.deals as d\nd.regions', ['eu', 'us']],
    ['from crm.deals import total\ntotal(3)', 300],
    ['from crm import deals\ndeals.total(count := 4)', 400],
    ['def f():\n    import crm\n    return crm.deals.total(1)\nf()', 100],
    ["await crm.find('without an import')", ['without an import@example.com']],
    ['import crm\ntype(crm).__name__', 'module'],
  ])('can be used: %s', async (code, value) => {
    expect(await run(code)).toEqual(value)
  })

  it.each([
    ['import cmr', "ModuleNotFoundError: No module named 'cmr'"],
    ['from crm import lose', "ImportError: cannot import name 'lose' from 'crm'"],
    ['import crm\ncrm.lose()', "AttributeError: module 'crm' has no attribute 'lose'"],
    [
      'import crm\nawait crm.find(5)',
      "TypeError: crm.find() argument 'query' must be a string, not int",
    ],
    ['import crm.leads', "ModuleNotFoundError: No module named 'crm.leads'"],
  ])('has nothing else: %s', async (code, message) => {
    await expect(run(code)).rejects.toThrow(message)
  })

  it('serves synchronous runs and sessions as well', () => {
    expect(new Monty('import crm\ncrm.deals.total(5)').run({ modules: { crm } })).toBe(500)
    using session = new MontySession({ modules: { crm } })
    session.feed('import crm')
    expect(session.feed('crm.deals.total(6)')).toBe(600)
  })

  it('is refused when its name cannot be imported', () => {
    const monty = new Monty('1')
    expect(() => monty.run({ modules: { 'my-crm': crm } })).toThrow('my-crm is not a Python name')
    expect(() => monty.run({ modules: { crm: {} as never } })).toThrow('must be a PythonModule')
  })

  it('may be made when it is imported first', async () => {
    let made = 0
    const shop = async (): Promise<PythonModule> => {
      const number = ++made
      await new Promise((resolve) => setTimeout(resolve, 5))
      return new PythonModule({ number, double: (n: number) => n * 2, deals: crm.modules['deals'] })
    }
    for (const isolation of ['none', 'process'] as const) {
      made = 0
      const options = { isolation, modules: { shop, crm } }
      const go = (code: string): Promise<unknown> => new Monty(code).runAsync(options)
      expect(await go('import crm\ncrm.VERSION')).toBe(3)
      expect(made).toBe(0)
      const code =
        'def f():\n    from shop import double\n    return double(4)\n' +
        'import shop\nimport shop.deals as d\n[f(), shop.number, shop.double(3), d.total(2)]'
      expect(await go(code)).toEqual([8, 1, 6, 200])
      expect(made).toBe(1)
      using session = new MontySession(options)
      await session.feedAsync('import shop')
      expect(await session.feedAsync('from shop import number\n[number, shop.number]')).toEqual([
        2, 2,
      ])
    }
  })

  it('may be made at once, in synchronous runs, too', () => {
    const modules = { shop: () => new PythonModule({ size: 3 }) }
    expect(new Monty('import shop\nshop.size').run({ modules })).toBe(3)
    const checked = new Monty('import shop\nshop.size + 1', { typeCheck: true, modules })
    expect(checked.run({ modules })).toBe(4)
    const later = { shop: async () => new PythonModule({}) }
    expect(() => new Monty('import shop').run({ modules: later })).toThrow('returned a promise')
  })

  it('is asked for again when it could not be made', async () => {
    let asked = 0
    const shop = async (): Promise<PythonModule> => {
      if (++asked === 1) throw new RangeError('closed')
      return new PythonModule({ asked })
    }
    const code =
      'try:\n    import shop\nexcept Exception as e:\n    r = str(e)\nimport shop\n[r, shop.asked]'
    expect(await new Monty(code).runAsync({ modules: { shop } })).toEqual(['closed', 2])
    const odd = { shop: () => 5 as never }
    await expect(new Monty('import shop').runAsync({ modules: odd })).rejects.toThrow(
      'modules.shop must make a PythonModule',
    )
  })

  it('must be there for a runtime', () => {
    const modules = { shop: () => new PythonModule({}) }
    expect(() => new MontyRuntime({ modules: modules as never })).toThrow(
      'modules.shop is a function, which runs and sessions take',
    )
  })

  it('comes back as a value', async () => {
    expect(JSON.stringify(await run('import crm\ncrm'))).toBe(`"<module 'crm'>"`)
  })
})

describe('the type check of a program that imports modules', () => {
  const check = (code: string): Monty => new Monty(code, { typeCheck: true, modules: { crm } })

  it.each([
    "import crm\n(await crm.find('ada'))[0].upper()",
    "from crm import find, VERSION\nlen(await find(query='a')) + VERSION",
    'import crm\ncrm.deals.total(1, 2, x=3)',
    'import crm.deals\ncrm.deals.regions',
    'from crm.deals import total\ntotal(1)',
  ])('has nothing against %s', (code) => {
    expect(check(code).code).toBe(code)
  })

  it.each([
    ['import crm\n\nawait crm.find(5)', 3, 'invalid-argument-type'],
    ["import crm\nawait crm.find(q='a')", 2, 'unknown-argument'],
    ['from crm import lose', 1, 'unresolved-import'],
    ['import crm\ncrm.deals.totl(1)', 2, 'unresolved-attribute'],
    ['import cmr', 1, 'unresolved-import'],
    ['from crm import VERSION\nVERSION.upper()', 2, 'unresolved-attribute'],
  ])('finds what is wrong with %s', (code, line, rule) => {
    const error = caught(() => check(code), MontyTypingError)
    expect(error.diagnostics.map((one) => [one.line, one.code])).toContainEqual([line, rule])
  })

  it('is the same for a program that was dumped', () => {
    const loaded = Monty.load(new Monty('import crm\ncrm.VERSION', { modules: { crm } }).dump())
    loaded.typeCheck()
    expect(loaded.run({ modules: { crm } })).toBe(3)
  })

  it('takes the text of a stub file as well', () => {
    const modules = { 'shop.cart': 'def total() -> int: ...' }
    const code = 'from shop import cart\ncart.total().upper()'
    const error = caught(() => new Monty(code, { typeCheck: true, modules }), MontyTypingError)
    expect(error.diagnostics).toMatchObject([{ line: 2, code: 'unresolved-attribute' }])
  })
})

describe('the stubs of modules', () => {
  it('show namespaces', () => {
    expect(stubs({}, { modules: { crm } })).toBe(`from typing import Any

# import crm
class crm:
    async def find(query: str) -> list[str]:
        """Finds customers."""
    VERSION: int
    class deals:
        def total(*args: Any, **kwargs: Any) -> Any: ...
        regions: Any
`)
  })

  it('let the checker see through a namespace without an import', () => {
    const options = { typeCheck: true, typeStubs: stubs({}, { modules: { crm } }) }
    expect(new Monty("await crm.find('a')", options).code).toContain('crm')
    const error = caught(() => new Monty('1\nawait crm.find(5)', options), MontyTypingError)
    expect(error.diagnostics).toMatchObject([{ line: 2, code: 'invalid-argument-type' }])
  })
})
