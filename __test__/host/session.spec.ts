import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  MemoryFileSystem,
  Monty,
  MontyRuntimeError,
  MontySession,
  MontyTypingError,
  MountDir,
  PythonModule,
  stubs,
  tool,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { caught } from '../support/caught.js'

describe('the value of a feed', () => {
  it('is what was assigned last, with lastAssignment', () => {
    using session = new MontySession({ lastAssignment: true })
    expect(session.feed('x = 40 + 2')).toBe(42)
    expect(session.feed('x += 1  # more')).toBe(43)
    expect(session.feed('a, b = x, 1')).toEqual([43, 1])
    expect(session.feed('y: int = 5')).toBe(5)
    expect(session.feed('y')).toBe(5)
    expect(session.feed('for i in range(3):\n    z = i')).toBe(null)
    expect(session.feed('d = {}\nd["k"] = 1')).toBe(null)
    expect(session.feed('w = await f()', { externalFunctions: { f: () => 7 } })).toBe(7)
  })

  it('is None after a statement', () => {
    using session = new MontySession()
    expect(session.feed('x = 5')).toBe(null)
    expect(session.feed('import math')).toBe(null)
  })

  it('is what a return at the top gives, in programs as well', async () => {
    using session = new MontySession()
    expect(session.feed('x = 41\nreturn x + 1')).toBe(42)
    expect(session.feed('return')).toBe(null)
    expect(await session.feedAsync('return [x, 1]')).toEqual([41, 1])
    expect(new Monty('return 42').run()).toBe(42)
    expect(new Monty('x = 1\nreturn x', { typeCheck: true }).run()).toBe(1)
    expect(new Monty('if True:\n    return 1\n2', { typeCheck: true }).run()).toBe(1)
  })
})

describe('the type check of a session', () => {
  const find = tool({
    input: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
    output: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    execute: ({ id }) => ({ name: `n${id}` }),
  })
  const open = (options: object = {}): MontySession =>
    new MontySession({
      typeCheck: true,
      typeStubs: stubs({ find }),
      externalFunctions: { find },
      ...options,
    })

  it('knows what earlier feeds defined and imported', async () => {
    using session = open()
    await session.feedAsync('import math\nfrom datetime import date\nperson = await find(1)')
    await session.feedAsync(
      'def area(r: float) -> float:\n    return math.pi * r\nclass Box:\n    size: int = 1',
    )
    expect(
      await session.feedAsync(
        '[person["name"], round(area(1)), Box().size, date(2024, 1, 2).year]',
      ),
    ).toEqual(['n1', 3, 1, 2024])
    const error = caught(() => session.feed('ok = 1\narea("wide")'), MontyTypingError)
    expect(error.diagnostics).toMatchObject([{ line: 2, code: 'invalid-argument-type' }])
    expect(() => session.feed('person["nme"]')).toThrow('Unknown key "nme"')
    expect(() => session.feed('undefined_name')).toThrow(MontyTypingError)
  })

  it('executes nothing of a feed that it refuses', () => {
    using session = open()
    session.feed('x = 1')
    expect(() => session.feed('x = 2\nmissing()')).toThrow(MontyTypingError)
    expect(session.feed('x')).toBe(1)
  })

  it('knows what was defined before an exception, and names given as inputs', () => {
    using session = open()
    expect(() => session.feed('early = 1\n1 / 0')).toThrow(MontyRuntimeError)
    expect(session.feed('early')).toBe(1)
    session.feed('given', { inputs: { given: [1] } })
    expect(session.feed('given[0]')).toBe(1)
  })

  it('goes with forks and dumps, and with modules', () => {
    const crm = new PythonModule({ find })
    using session = open({ modules: { crm } })
    session.feed('import crm\nx = 1')
    using fork = session.fork()
    expect(fork.feed('x')).toBe(1)
    expect(() => fork.feed('x.upper()')).toThrow(MontyTypingError)
    using loaded = MontySession.load(session.dump(), { typeCheck: true, modules: { crm } })
    expect(loaded.feed('x')).toBe(1)
    expect(() => loaded.feed('y')).toThrow(MontyTypingError)
    expect(() => loaded.feed('crm.lose')).toThrow(MontyTypingError)
  })

  it('has nothing against a call of what was defined', () => {
    using session = open()
    session.feed('def double(n: int) -> int:\n    return n * 2')
    expect(session.callFunction('double', [4])).toBe(8)
  })
})

describe('the files of a session', () => {
  const write = (text: string): string => `open('/n', 'w').write('${text}')`
  const read = "open('/n').read()"

  it('travel with its dump', () => {
    using session = new MontySession({ files: new MemoryFileSystem() })
    session.feed(write('one'))
    const bytes = session.dump()
    session.feed(write('two'))
    using loaded = MontySession.load(bytes)
    expect(loaded.feed(read)).toBe('one')
    using other = MontySession.load(bytes, {
      files: new MemoryFileSystem({ files: { '/n': 'other' } }),
    })
    expect(other.feed(read)).toBe('other')
  })

  it('are a fork’s own', () => {
    using session = new MontySession({ files: new MemoryFileSystem() })
    session.feed(write('one'))
    using fork = session.fork()
    fork.feed(write('fork'))
    expect([session.feed(read), fork.feed(read)]).toEqual(['one', 'fork'])
  })

  it('go back to what they were with a checkpoint', () => {
    using session = new MontySession({
      files: new MemoryFileSystem(),
      checkpoint: true,
      limits: { maxDurationMs: 50 },
    })
    session.feed(write('before'))
    expect(() => session.feed(`${write('after')}\nwhile True: pass`)).toThrow('time limit')
    expect(session.feed(read)).toBe('before')
  })

  it('are refused a dump when an overlay has been written to', () => {
    const host = mkdtempSync(join(tmpdir(), 'monty-overlay-'))
    try {
      using session = new MontySession({ files: new MountDir('/d', host, { mode: 'overlay' }) })
      expect(session.dump()).toBeInstanceOf(Buffer)
      session.feed("open('/d/x', 'w').write('1')")
      expect(() => session.dump()).toThrow('the overlay at /d has been written to')
      expect(() => session.fork()).toThrow('the overlay at /d has been written to')
    } finally {
      rmSync(host, { recursive: true })
    }
  })
})
