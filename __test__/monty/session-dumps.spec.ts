import { describe, expect, test } from 'vitest'
import {
  MemoryFileSystem,
  Monty,
  MontySession,
  MontySnapshotError,
  MontyUsageError,
  PausedRun,
  PythonModule,
  runMontyAsync,
} from 'monty-node'
import { caught } from '../support/caught.js'
import { atFunction } from '../support/paused.js'

const key = 'a secret of enough bytes'

describe('a session with type checking, as bytes', () => {
  const typeStubs = 'def price(name: str) -> int: ...'
  const modules = { crm: new PythonModule({ find: (name: string) => name }) }
  const externalFunctions = { price: () => 3 }

  test('goes on to be checked, against the same declarations', () => {
    const session = new MontySession({ typeCheck: true, typeStubs, modules, externalFunctions })
    session.feed('n: int = 1')
    const again = { externalFunctions, modules }
    const loaded = MontySession.load(session.dump(), again)
    const twice = MontySession.load(loaded.dump(), again)
    for (const one of [session, loaded, twice, twice.fork()]) {
      for (const code of ['price(5)', 'n.nothing', 'import crm\ncrm.lose("ada")', 'unknown'])
        expect(caught(() => one.feed(code), Error).name, code).toBe('MontyTypingError')
      expect(one.feed('price("tea") + n')).toBe(4)
    }
  })

  test('is checked no more when it is told so, and against others', () => {
    const session = new MontySession({ typeCheck: true, typeStubs, externalFunctions })
    const bytes = session.dump()
    const off = MontySession.load(bytes, { typeCheck: false, externalFunctions })
    expect(off.feed('price(5)')).toBe(3)
    const other = MontySession.load(bytes, {
      typeStubs: 'def price(id: int) -> int: ...',
      externalFunctions,
    })
    expect(other.feed('price(5)')).toBe(3)
    const never = MontySession.load(new MontySession().dump(), { externalFunctions })
    expect(never.feed('price(5)')).toBe(3)
  })
})

describe('a feed of a session with type checking', () => {
  test('may go unchecked, and is known to later ones', async () => {
    const session = new MontySession({ typeCheck: true })
    session.feed('n: int = "text"\ndef double(x: int) -> int:\n    return x * 2', {
      typeCheck: false,
    })
    expect(session.feed('double(2)')).toBe(4)
    expect(caught(() => session.feed('double("a").no'), Error).name).toBe('MontyTypingError')
    expect(await session.feedAsync('double("a")', { typeCheck: false })).toBe('aa')
    expect(caught(() => session.feed('unknown'), Error).name).toBe('MontyTypingError')
    expect(() => session.feed('1', { typeCheck: 'no' as never })).toThrow(MontyUsageError)
  })
})

describe('a session that was dumped in the middle of a feed', () => {
  test('is a session again, busy until the feed has ended', async () => {
    const session = new MontySession({ scriptName: 'kept.py' })
    session.feed('x = 1')
    const call = atFunction(session.feedStart('y = ask(x)\nz = [y, x]\nz'))
    const { session: loaded, paused } = MontySession.loadPaused(call.dump({ key }), { key })
    expect(caught(() => loaded.feed('x'), MontyUsageError).message).toMatch(/busy with a feed/)
    expect(atFunction(paused).resume({ returnValue: 10 })).toMatchObject({ output: [10, 1] })
    expect(loaded.feed('z.append(2)\n[x, y, z]')).toEqual([1, 10, [10, 1, 2]])
    expect(loaded.scriptName).toBe('kept.py')
    const again = MontySession.load(loaded.dump({ key }), { key })
    expect(await again.feedAsync('z')).toEqual([10, 1, 2])
    expect(atFunction(call).resume({ returnValue: 5 })).toMatchObject({ output: [5, 1] })
    expect(session.feed('z')).toEqual([5, 1])
  })

  test('may be dumped again while it waits, and be driven on', async () => {
    const session = new MontySession()
    const call = atFunction(session.feedStart('a = ask(1)\nb = ask(a)\nb'))
    const first = MontySession.loadPaused(call.dump())
    const { session: second, paused } = MontySession.loadPaused(
      PausedRun.load(first.paused.dump()).dump(),
    )
    const ask = (n: number): number => n + 1
    expect(await runMontyAsync(paused, { externalFunctions: { ask } })).toBe(3)
    expect(second.feed('[a, b]')).toEqual([2, 3])
  })

  test('lives on when the feed fails, and keeps its limits and files', () => {
    const session = new MontySession({
      limits: { maxRecursionDepth: 20 },
      files: new MemoryFileSystem({ files: { '/n': '7' } }),
    })
    const call = atFunction(session.feedStart('n = open("/n").read()\nask()'))
    const { session: loaded, paused } = MontySession.loadPaused(call.dump())
    const failure = { exception: { type: 'ValueError', message: 'no' } }
    expect(caught(() => atFunction(paused).resume(failure)).message).toBe('ValueError: no')
    expect(loaded.feed('n + open("/n").read()')).toBe('77')
    const deep = 'def d(n):\n    return 0 if n == 0 else d(n - 1)\nd(50)'
    expect(caught(() => loaded.feed(deep)).exception.typeName).toBe('RecursionError')
  })

  test('is checked with what the feed defined', () => {
    const typeStubs = 'def ask() -> int: ...'
    const session = new MontySession({ typeCheck: true, typeStubs })
    session.feed('x = 1')
    const call = atFunction(session.feedStart('y = ask()'))
    const { session: loaded, paused } = MontySession.loadPaused(call.dump())
    atFunction(paused).resume({ returnValue: 1 })
    expect(loaded.feed('x + y')).toBe(2)
    expect(caught(() => loaded.feed('y.nothing'), Error).name).toBe('MontyTypingError')
  })

  test('is nothing else, and goes on here', () => {
    const run = atFunction(new Monty('f()').start()).dump()
    const session = new MontySession()
    for (const bytes of [run, session.dump()])
      expect(() => MontySession.loadPaused(bytes)).toThrow(MontySnapshotError)
    const feed = atFunction(session.feedStart('f()')).dump()
    expect(() => MontySession.load(feed)).toThrow(MontySnapshotError)
    const isolated = { isolation: 'process' } as object
    expect(() => MontySession.loadPaused(feed, isolated)).toThrow(MontyUsageError)
  })
})
