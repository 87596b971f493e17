import { createSecretKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type DumpOptions,
  FunctionSnapshot,
  type LoadOptions,
  Monty,
  MontySession,
  MontySnapshotError,
  MontyUsageError,
  PausedRun,
} from 'monty-node'
import { caught } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'

const clock = vi.hoisted(() => ({ now: Date.now }))
vi.mock(import('../../src/core/timers.js'), async (original) => ({
  ...(await original()),
  wallClockNow: () => clock.now(),
}))

const key = 'the first secret of the service'
const newKey = 'the second secret of the service'

const dump = (options?: DumpOptions): Buffer =>
  atFunction(new Monty('secret = "tea"\nf() + secret').start()).dump(options)
const finish = (bytes: Uint8Array, options?: LoadOptions): unknown =>
  atEnd(FunctionSnapshot.load(bytes, options).resume({ returnValue: 'hot ' })).output
const refusal = (bytes: Uint8Array, options?: LoadOptions): MontySnapshotError =>
  caught(() => PausedRun.load(bytes, options), MontySnapshotError)

beforeEach(() => vi.stubEnv('MONTY_SNAPSHOT_KEY', undefined))
afterEach(() => {
  vi.unstubAllEnvs()
  clock.now = Date.now
})

test('who loads without a key is told where one is looked for', () => {
  const bytes = dump({ key })
  expect(refusal(bytes).message).toBe(
    'the snapshot was not written with this key, or was changed since (no key was given and ' +
      'MONTY_SNAPSHOT_KEY is not set, so it was the random one of this process)',
  )
  expect(refusal(bytes, { key: newKey }).message).not.toContain('MONTY_SNAPSHOT_KEY')
  vi.stubEnv('MONTY_SNAPSHOT_KEY', newKey)
  expect(refusal(bytes).message).not.toContain('MONTY_SNAPSHOT_KEY')
})

describe('a snapshot is signed', () => {
  test('with the key of the caller, whatever its form', () => {
    const forms = [
      key,
      Buffer.from(key),
      new Uint8Array(Buffer.from(key)),
      createSecretKey(key, 'utf8'),
    ]
    for (const form of forms) expect(finish(dump({ key }), { key: form })).toBe('hot tea')
    for (const form of forms) expect(finish(dump({ key: form }), { key })).toBe('hot tea')
  })

  test('with the key of the environment, else with one of this process', () => {
    const own = dump()
    expect(finish(own)).toBe('hot tea')
    vi.stubEnv('MONTY_SNAPSHOT_KEY', key)
    expect(finish(dump())).toBe('hot tea')
    expect(finish(dump(), { key })).toBe('hot tea')
    expect(refusal(own).reason).toBe('signature')
    vi.stubEnv('MONTY_SNAPSHOT_KEY', '')
    expect(finish(own)).toBe('hot tea')
  })

  test('so that another key refuses it', () => {
    const error = refusal(dump({ key }), { key: newKey })
    expect(error.reason).toBe('signature')
    expect(error.code).toBe('MONTY_SNAPSHOT')
    expect(error.message).toMatch(/not written with this key/)
    expect(refusal(dump({ key })).reason).toBe('signature')
    expect(refusal(dump(), { key }).reason).toBe('signature')
  })

  test('and keys can be changed while snapshots are about', () => {
    for (const written of [dump({ key }), dump({ key: newKey })]) {
      expect(finish(written, { keys: [newKey, key] })).toBe('hot tea')
      expect(finish(written, { key: newKey, keys: [key] })).toBe('hot tea')
    }
    expect(refusal(dump({ key }), { keys: [newKey] }).reason).toBe('signature')
  })

  test('unless the reader trusts it', () => {
    expect(finish(dump({ key }), { trusted: true })).toBe('hot tea')
    const flipped = dump({ key })
    flipped[flipped.length - 1]! ^= 1
    expect(finish(flipped, { trusted: true })).toBe('hot tea')
  })
})

describe('an encrypted snapshot', () => {
  test('loads with its key and with no other', () => {
    const bytes = dump({ key, encrypt: true })
    expect(finish(bytes, { key })).toBe('hot tea')
    expect(finish(bytes, { keys: [newKey, key] })).toBe('hot tea')
    expect(refusal(bytes, { key: newKey }).reason).toBe('signature')
    expect(refusal(bytes, { trusted: true }).reason).toBe('signature')
    expect(finish(dump({ encrypt: true }))).toBe('hot tea')
  })

  test('shows nothing of what is in it', () => {
    expect(dump({ key }).includes('tea')).toBe(true)
    const first = dump({ key, encrypt: true })
    const second = dump({ key, encrypt: true })
    expect(first.includes('tea')).toBe(false)
    expect(first.subarray(-40).equals(second.subarray(-40))).toBe(false)
  })

  test('cannot be passed off as a signed one', () => {
    const bytes = dump({ key, encrypt: true })
    bytes[5] = 0
    expect(refusal(bytes, { key }).reason).toBe('signature')
  })
})

describe('a snapshot that expires', () => {
  test('loads until then', () => {
    clock.now = () => 1_000_000_000_000
    const snapshots = [
      dump({ key, expiresInMs: 60_000 }),
      dump({ key, expiresInMs: 60_000, encrypt: true }),
    ]
    const session = new MontySession()
    const kept = session.dump({ key, expiresInMs: 60_000 })
    clock.now = () => 1_000_000_059_999
    for (const bytes of snapshots) expect(finish(bytes, { key })).toBe('hot tea')
    clock.now = () => 1_000_000_060_000
    for (const bytes of snapshots) {
      const error = refusal(bytes, { key })
      expect(error.reason).toBe('expired')
      expect(error.message).toBe('the snapshot expired at 2001-09-09T01:47:40.000Z')
    }
    expect(caught(() => MontySession.load(kept, { key }), MontySnapshotError).reason).toBe(
      'expired',
    )
  })

  test('cannot be given more time', () => {
    const bytes = dump({ key, expiresInMs: 0 })
    bytes.writeDoubleLE(Date.now() + 1e9, 16)
    expect(refusal(bytes, { key }).reason).toBe('signature')
  })

  test('at once is refused, and one without a term is not', () => {
    expect(refusal(dump({ key, expiresInMs: 0 }), { key }).reason).toBe('expired')
    clock.now = () => 1e15
    expect(finish(dump({ key, expiresInMs: Infinity }), { key })).toBe('hot tea')
  })
})

describe('bytes that are no snapshot of ours', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello, this is not a snapshot at all')],
    ['zeros', Buffer.alloc(500)],
    ['a program', new Monty('1 + 1').dump()],
  ])('are refused for their format: %s', (_what, bytes) => {
    expect(refusal(bytes).reason).toBe('format')
    expect(caught(() => MontySession.load(bytes), MontySnapshotError).reason).toBe('format')
  })

  test('of another format version are refused for it', () => {
    const bytes = dump({ key })
    bytes[4] = 99
    const error = refusal(bytes, { key })
    expect([error.reason, error.message]).toEqual([
      'version',
      'the snapshot has format 99, this version reads 3',
    ])
  })

  test('of another engine are refused for it, once they are known to be authentic', () => {
    const bytes = dump({ key })
    const at = bytes.indexOf('monty-1.4')
    bytes.write('monty-9.9', at)
    expect(refusal(bytes, { key }).reason).toBe('signature')
    expect(refusal(bytes, { trusted: true }).reason).toBe('version')
  })

  test.each([false, true])('cut anywhere are refused (encrypted: %s)', (encrypt) => {
    const bytes = dump({ key, encrypt })
    for (let length = 0; length < bytes.length; length++) {
      expect(['format', 'signature']).toContain(refusal(bytes.subarray(0, length), { key }).reason)
    }
  })

  test.each([false, true])('with any byte changed are refused (encrypted: %s)', (encrypt) => {
    const bytes = dump({ key, encrypt })
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [1, 128]) {
        const changed = Buffer.from(bytes)
        changed[at]! ^= bit
        const { reason } = refusal(changed, { key })
        expect(['format', 'version', 'signature']).toContain(reason)
      }
    }
  })

  test('mutated at random are refused, 2,000 times', () => {
    let seed = 42
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff
      return seed % below
    }
    const whole = dump({ key })
    for (let round = 0; round < 2_000; round++) {
      const start = random(whole.length)
      const parts = [
        whole.subarray(0, start),
        Buffer.from(Array.from({ length: random(20) }, () => random(256))),
        whole.subarray(start + random(20)),
      ]
      const mutated = Buffer.concat(parts)
      if (mutated.equals(whole)) continue
      expect(refusal(mutated, { key })).toBeInstanceOf(MontySnapshotError)
    }
  })

  test('that are trusted and foreign may be refused, and never harm the process', () => {
    const whole = dump({ key })
    const start = whole.length - 32 - 60
    for (let at = start; at < start + 60; at++) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 255
      const { reason } = refusal(changed, { trusted: true })
      expect(reason).toBe('format')
    }
  })

  test('of a view with an offset are read as that view', () => {
    const bytes = dump({ key })
    const larger = Buffer.alloc(bytes.length + 100, 7)
    bytes.copy(larger, 33)
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 33, bytes.length)
    expect(finish(view, { key })).toBe('hot tea')
  })
})

describe('a mistake in a call is told:', () => {
  const paused = atFunction(new Monty('f()').start())
  test.each<[string, () => unknown]>([
    ['a key too short', () => paused.dump({ key: 'short' })],
    ['a key of no kind', () => paused.dump({ key: 5 as never })],
    ['an empty key', () => paused.dump({ key: '' })],
    ['a negative term', () => paused.dump({ expiresInMs: -1 })],
    ['a term of no kind', () => paused.dump({ expiresInMs: 'soon' as never })],
    ['an unknown option of dump', () => paused.dump({ expires: 1 } as never)],
    ['encrypt of no kind', () => paused.dump({ encrypt: 'yes' as never })],
    ['a short key to load with', () => PausedRun.load(dump(), { key: 'short' })],
    ['no keys at all', () => PausedRun.load(dump(), { keys: [] })],
    ['keys of no kind', () => PausedRun.load(dump(), { keys: 'key' as never })],
    ['an unknown option of load', () => PausedRun.load(dump(), { secret: key } as never)],
    ['trusted of no kind', () => PausedRun.load(dump(), { trusted: 'yes' as never })],
    ['text for bytes', () => PausedRun.load('bytes' as never)],
    ['nothing for bytes', () => PausedRun.load(undefined as never)],
  ])('%s', (_what, action) => {
    expect(caught(action, MontyUsageError).code).toBe('MONTY_USAGE')
  })
})
