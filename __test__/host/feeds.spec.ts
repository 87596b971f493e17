// What a session and its feeds are given to reach.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type FeedOptions,
  MemoryFileSystem,
  MontyRuntimeError,
  MontySession,
  MontyTypingError,
  MountDir,
  NOT_HANDLED,
  PyFloat,
  PythonModule,
  type SessionOptions,
} from 'monty-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caught } from '../support/caught.js'

const top = mkdtempSync(join(tmpdir(), 'monty-feeds-'))
beforeAll(() => writeFileSync(join(top, 'f'), 'directory'))
afterAll(() => rmSync(top, { recursive: true }))

type Feed = (session: MontySession, code: string, options?: FeedOptions) => Promise<unknown>

const ways: Array<[string, SessionOptions, Feed]> = [
  ['feed', {}, async (session, code, options) => session.feed(code, options)],
  ['feedAsync', {}, (session, code, options) => session.feedAsync(code, options)],
  [
    'feedAsync, in a worker process',
    { isolation: 'process' },
    (session, code, options) => session.feedAsync(code, options),
  ],
]

const memory = (text: string): MemoryFileSystem => new MemoryFileSystem({ files: { '/f': text } })
const total = (factor: number): PythonModule =>
  new PythonModule({ total: (count: number) => count * factor })

describe.each(ways)('%s', (_name, place, feed) => {
  it('has the files, modules, variables and handler of the session', async () => {
    using session = new MontySession({
      ...place,
      files: memory('session'),
      modules: { crm: total(100) },
      env: { A: 'a' },
      os: (name) => (name === 'os.getenv' ? 'never: the variables come first' : NOT_HANDLED),
    })
    await feed(session, 'import crm, os')
    const code = "[open('/f').read(), crm.total(2), os.getenv('A')]"
    expect(await feed(session, code)).toEqual(['session', 200, 'a'])
  })

  it('has files and a handler of its own, for itself only', async () => {
    const os = (name: string): unknown => (name === 'Path.exists' ? 'feed' : NOT_HANDLED)
    using session = new MontySession({
      ...place,
      files: new MemoryFileSystem({ root: '/mem', files: { '/mem/f': 'session' } }),
      os: (name) => (name === 'Path.exists' ? 'session' : NOT_HANDLED),
    })
    await feed(session, 'from pathlib import Path\nread = lambda p: open(p).read()')
    const given = { files: new MountDir('/data', top), os }
    expect(await feed(session, "[read('/data/f'), Path('/x').exists()]", given)).toEqual([
      'directory',
      'feed',
    ])
    await expect(feed(session, "read('/mem/f')", given)).rejects.toThrow('PermissionError')
    expect(await feed(session, "[read('/mem/f'), Path('/x').exists()]")).toEqual([
      'session',
      'session',
    ])
    await expect(feed(session, "read('/data/f')")).rejects.toThrow('PermissionError')
  })

  it('adds functions, modules and variables to the session’s, by name', async () => {
    using session = new MontySession({
      ...place,
      externalFunctions: { f: () => 'session f', g: () => 'session g' },
      modules: { crm: total(100) },
      env: { A: 'session', B: 'session' },
    })
    const code = 'import crm, os\n[f(), g(), crm.total(1), os.getenv("A"), os.getenv("B")]'
    const given = { externalFunctions: { g: () => 'feed g' }, env: { B: 'feed' } }
    expect(await feed(session, code, given)).toEqual([
      'session f',
      'feed g',
      100,
      'session',
      'feed',
    ])
    const other = { modules: { crm: total(1), shop: total(7) } }
    expect(await feed(session, 'import crm, shop\n[crm.total(3), shop.total(3)]', other)).toEqual([
      3, 21,
    ])
    expect(await feed(session, 'import crm\n[crm.total(3), g()]')).toEqual([300, 'session g'])
    await expect(feed(session, 'import shop')).rejects.toThrow('ModuleNotFoundError')
  })

  it('has values in the way that the feed or the session asks for', async () => {
    using session = new MontySession({ ...place, floats: 'PyFloat', dicts: 'map' })
    const code = "[2.0, {'a': 1}, list(range(500))[-1]]"
    expect(await feed(session, code)).toEqual([new PyFloat(2), new Map([['a', 1]]), 499])
    expect(await feed(session, code, { floats: 'number', dicts: 'auto' })).toEqual([
      2,
      { a: 1 },
      499,
    ])
    using plain = new MontySession(place)
    expect(await feed(plain, code)).toEqual([2, { a: 1 }, 499])
    expect(await feed(plain, code, { floats: 'PyFloat', dicts: 'map' })).toEqual([
      new PyFloat(2),
      new Map([['a', 1]]),
      499,
    ])
    const rows = "[{'a': n, 'b': 'x' * 20} for n in range(500)]"
    const last = (await feed(plain, rows, { dicts: 'map' })) as unknown[]
    expect(last.at(-1)).toEqual(
      new Map<string, unknown>([
        ['a', 499],
        ['b', 'x'.repeat(20)],
      ]),
    )
    const quarters = (await feed(plain, '[n / 4 for n in range(500)]', {
      floats: 'PyFloat',
    })) as unknown[]
    expect(quarters[4]).toEqual(new PyFloat(1))
  })

  it('goes back to the feed’s own files, too, with a checkpoint', async () => {
    const files = memory('before')
    using session = new MontySession({ ...place, checkpoint: true, limits: { maxDurationMs: 60 } })
    const spin = "open('/f', 'w').write('after')\nwhile True: pass"
    await expect(feed(session, spin, { files })).rejects.toThrow('time limit')
    expect(files.readText('/f')).toBe('before')
  })
})

describe('a session that goes on as bytes, or forks', () => {
  const options = (): Pick<SessionOptions, 'files' | 'env' | 'modules'> => ({
    files: memory('one'),
    env: { A: 'a' },
    modules: { crm: total(100) },
  })
  const code = "[open('/f').read(), os.getenv('A'), crm.total(1)]"

  it('has what it is given anew, and its files', () => {
    using session = new MontySession(options())
    session.feed("import crm, os\nopen('/f', 'a').write('!')")
    const bytes = session.dump()
    session.feed("open('/f', 'w').write('later')")
    using loaded = MontySession.load(bytes, { env: { A: 'b' }, modules: { crm: total(1) } })
    expect(loaded.feed(code)).toEqual(['one!', 'b', 1])
    expect(session.feed(code)).toEqual(['later', 'a', 100])
    using bare = MontySession.load(bytes)
    expect(bare.feed("[open('/f').read(), os.getenv('A')]")).toEqual(['one!', null])
    expect(() => bare.feed('crm.total(1)')).toThrow(MontyRuntimeError)
  })

  it('is given its directories anew, beside the files in memory that travelled', () => {
    const both = [memory('mine'), new MountDir('/data', top)]
    using session = new MontySession({ files: both })
    session.feed("open('/f', 'a').write('!')")
    const read = "[open('/f').read(), open('/data/f').read()]"
    const bytes = session.dump()
    using loaded = MontySession.load(bytes, { files: new MountDir('/data', top) })
    expect(loaded.feed(read)).toEqual(['mine!', 'directory'])
    using other = MontySession.load(bytes, { files: [new MountDir('/data', top), memory('other')] })
    expect(other.feed(read)).toEqual(['other', 'directory'])
  })

  it('forks with files of its own and all else it was given', () => {
    using session = new MontySession(options())
    session.feed('import crm, os')
    using fork = session.fork()
    fork.feed("open('/f', 'w').write('fork')")
    expect([session.feed(code), fork.feed(code)]).toEqual([
      ['one', 'a', 100],
      ['fork', 'a', 100],
    ])
  })

  it('dumps and forks in a worker process', async () => {
    using session = new MontySession({ ...options(), isolation: 'process' })
    await session.feedAsync("import crm, os\nopen('/f', 'a').write('!')")
    using fork = session.fork()
    using loaded = MontySession.load(session.dump(), { ...options(), isolation: 'process' })
    using files = MontySession.load(session.dump(), { isolation: 'process' })
    expect(await fork.feedAsync(code)).toEqual(['one!', 'a', 100])
    expect(await loaded.feedAsync(code)).toEqual(['one', 'a', 100])
    expect(await files.feedAsync("open('/f').read()")).toBe('one!')
  })

  it('takes none of the files that only a feed had', () => {
    using session = new MontySession()
    const overlay = new MountDir('/data', top, { mode: 'overlay' })
    session.feed("open('/data/x', 'w').write('1')", { files: overlay })
    expect(() => MontySession.load(session.dump()).feed("open('/data/x')")).toThrow(
      'PermissionError',
    )
  })

  it('tells files the fixed clock of the session', () => {
    const clock = new Date('2024-05-06T07:08:09Z')
    using session = new MontySession({ clock, files: new MemoryFileSystem() })
    using loaded = MontySession.load(session.dump())
    loaded.feed("import os, time\nopen('/n', 'w').write('1')", { files: new MemoryFileSystem() })
    const written = "open('/n', 'w').write('1')\n[os.stat('/n').st_mtime, time.time()]"
    expect(loaded.feed(written, { files: new MemoryFileSystem() })).toEqual([
      clock.getTime() / 1_000,
      clock.getTime() / 1_000,
    ])
  })
})

describe('the type check of feeds', () => {
  const typed = (): PythonModule => new PythonModule({ VERSION: 3 })

  it('knows the modules of a feed, then and later', () => {
    using session = new MontySession({ typeCheck: true })
    expect(() => session.feed('import crm')).toThrow(MontyTypingError)
    const given = { modules: { crm: typed() } }
    expect(session.feed('import crm\ncrm.VERSION', given)).toBe(3)
    const error = caught(() => session.feed('1\ncrm.lost', given), MontyTypingError)
    expect(error.diagnostics).toMatchObject([{ line: 2, code: 'unresolved-attribute' }])
    expect(session.feed('crm.VERSION + 1')).toBe(4)
    using loaded = MontySession.load(session.dump(), { typeCheck: true })
    expect(loaded.feed('crm.VERSION + 2')).toBe(5)
    expect(() => loaded.feed('crm.lost')).toThrow(MontyTypingError)
  })
})
