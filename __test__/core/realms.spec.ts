import { createContext, runInContext } from 'node:vm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  FunctionSnapshot,
  MemoryFileSystem,
  Monty,
  MontySession,
  PausedRun,
  PyDate,
  toJson,
} from 'monty-node'
import { atEnd, atFunction } from '../support/paused.js'

const realm = createContext({})
const foreign = (code: string): never => runInContext(code, realm) as never
const foreignBytes = (bytes: Uint8Array): Uint8Array =>
  (foreign('(items) => Uint8Array.from(items)') as (items: number[]) => Uint8Array)([...bytes])

describe('a value of another realm', () => {
  const key = foreignBytes(Buffer.from('the secret of the service'))

  test('is a key, and what is loaded with it', () => {
    expect(key instanceof Uint8Array).toBe(false)
    const paused = atFunction(new Monty('f() + 1').start())
    const bytes = foreignBytes(paused.dump({ key, encrypt: true }))
    for (const kind of [PausedRun, FunctionSnapshot]) {
      const loaded = kind.load(bytes, { keys: [key] }) as FunctionSnapshot
      expect(atEnd(loaded.resume({ returnValue: 41 })).output).toBe(42)
    }
    const session = new MontySession()
    session.feed('x = 7')
    expect(MontySession.load(foreignBytes(session.dump({ key })), { key }).feed('x')).toBe(7)
    expect(Monty.load(foreignBytes(new Monty('6 * 7').dump())).run()).toBe(42)
  })

  test('is what files hold', () => {
    const files = new MemoryFileSystem({ files: { '/a': foreignBytes(Buffer.from('ä')) } })
    files.write('/b', foreignBytes(Buffer.from('b')))
    expect(new Monty("open('/a').read() + open('/b').read()").run({ files })).toBe('äb')
    const copy = MemoryFileSystem.load(foreignBytes(files.dump()))
    expect(copy.readText('/b')).toBe('b')
  })

  test.each([
    ['a moment', foreign("new Date('2024-02-29T12:00:00Z')")],
    ['a function', foreign("() => new Date('2024-02-29T12:00:00Z')")],
  ])('is the clock: %s', (_what, clock) => {
    const code = 'from datetime import date\ndate.today()'
    expect(new Monty(code).run({ clock })).toEqual(new PyDate(2024, 2, 29))
  })

  test('is an error that Python sees by its name', () => {
    const fail = foreign("() => { throw new RangeError('too far') }")
    const code = 'try:\n    fail()\nexcept Exception as e:\n    r = str(e)\nr'
    expect(new Monty(code).run({ externalFunctions: { fail } })).toBe('too far')
  })

  test('is JSON', () => {
    const value = foreign("({ set: new Set([1]), map: new Map([['a', new Map()]]) })")
    expect(toJson(value)).toEqual({ set: [1], map: { a: {} } })
    expect(() => toJson(foreign('[new Uint8Array(1)]'))).toThrow('value[0] is bytes')
  })
})

describe('without the globals that jsdom lacks', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test.each([['TextDecoder'], ['TextEncoder'], ['setImmediate'], ['structuredClone']])(
    'the package loads and runs: %s',
    async (name) => {
      vi.resetModules()
      vi.stubGlobal(name, undefined)
      const { MemoryFileSystem: Files, Monty: Loaded } = await import('monty-node')
      const { tool } = await import('monty-node')
      const files = new Files({ files: { '/a': 'ä' } })
      const q = tool({
        input: { type: 'object', properties: { limit: { type: 'array', default: [1] } } },
        execute: ({ limit }: { limit: number[] }) => limit,
      })
      const run = new Loaded("[open('/a').read(), await q(), sum(range(60000))]").runAsync({
        files,
        externalFunctions: { q },
      })
      expect(await run).toEqual(['ä', [1], 1_799_970_000])
    },
  )
})
