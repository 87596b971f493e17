import * as crypto from 'node:crypto'
import * as path from 'node:path'
import { types } from 'node:util'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { Bytes } from '../../src/web/bytes.js'
import { webCrypto } from '../../src/web/crypto.js'
import { webPath } from '../../src/web/path.js'
import { webTypes } from '../../src/web/types.js'

// What stands for Node's modules in browsers gives what Node gives.

const lengths = [0, 1, 2, 3, 31, 32, 33, 55, 56, 63, 64, 65, 119, 128, 1_000, 70_000]
const data = lengths.map((length) => crypto.randomBytes(length))
const texts = ['', 'a', 'é', '€uro', '😀 😀', 'a\ud800b', '\udc00', '\ufeffbom', 'x'.repeat(9_000)]

describe('bytes', () => {
  test.each(texts)('of the text %j', (text) => {
    expect([...Bytes.from(text)]).toEqual([...Buffer.from(text)])
    expect(Bytes.byteLength(text)).toBe(Buffer.byteLength(text))
    const [ours, theirs] = [Bytes.alloc(20), Buffer.alloc(20)]
    expect(ours.write(text, 3)).toBe(theirs.write(text, 3))
    expect([...ours]).toEqual([...theirs])
  })

  const encodings = ['utf8', 'latin1', 'ascii', 'hex', 'base64', 'base64url'] as const
  test.each(encodings)('as %s and back', (encoding) => {
    for (const bytes of data) {
      const text = bytes.toString(encoding)
      expect(Bytes.from(bytes).toString(encoding)).toBe(text)
      expect([...Bytes.from(text, encoding)]).toEqual([...Buffer.from(text, encoding)])
    }
  })

  test.each(['', '=', 'a', 'ab', 'abc=', 'ab-_', 'a b\nc', 'zz', '0g', 'abc', 'AB=CD'])(
    'of %j as Node reads it',
    (text) => {
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect([...Bytes.from(text, encoding)]).toEqual([...Buffer.from(text, encoding)])
      }
    },
  )

  test('copied, compared, cut and joined', () => {
    const [ours, theirs] = [
      Bytes.from([1, 2, 3, 4, 5, 6, 7, 8, 9]),
      Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ]
    const [to, there] = [Bytes.alloc(4), Buffer.alloc(4)]
    expect(ours.copy(to, 1, 2)).toBe(theirs.copy(there, 1, 2))
    expect([...to]).toEqual([...there])
    const part = ours.subarray(1, 9) as Bytes
    expect(part).toBeInstanceOf(Bytes)
    expect([part.readUInt32LE(1), part.readDoubleLE()]).toEqual([
      theirs.subarray(1, 9).readUInt32LE(1),
      theirs.subarray(1, 9).readDoubleLE(),
    ])
    part.writeDoubleLE(1.5)
    part.writeUInt32LE(7, 4)
    expect([part.readUInt32LE(4), ours[5]]).toEqual([7, 7])
    expect(Bytes.concat([part, to]).equals(Buffer.concat([part, to]))).toBe(true)
    expect(part.equals(to)).toBe(false)
  })
})

describe('digests', () => {
  test('of any length', () => {
    for (const bytes of data) {
      const expected = crypto.createHash('sha256').update(bytes).digest('hex')
      expect(webCrypto.createHash().update(bytes).digest('hex')).toBe(expected)
      expect(webCrypto.hash('sha256', bytes, 'base64url')).toBe(
        Buffer.from(expected, 'hex').toString('base64url'),
      )
    }
  })

  test('with a key, and keys of keys', () => {
    for (const key of data) {
      const mac = crypto.createHmac('sha256', key).update('one').update('two').digest('hex')
      expect(webCrypto.createHmac('sha256', key).update('one').update('two').digest('hex')).toBe(
        mac,
      )
      const derived = Buffer.from(crypto.hkdfSync('sha256', key, '', 'a purpose', 32))
      expect([...new Uint8Array(webCrypto.hkdfSync('sha256', key, '', 'a purpose', 32))]).toEqual([
        ...derived,
      ])
    }
  })

  test('compared without telling where they differ', () => {
    expect(webCrypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab'))).toBe(true)
    expect(webCrypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac'))).toBe(false)
  })

  test('random, in the form of a UUID', () => {
    const uuid = webCrypto.randomUUID()
    expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(webCrypto.randomUUID()).not.toBe(uuid)
    expect(new Set(webCrypto.randomBytes(70_000)).size).toBe(256)
  })
})

test.each([
  '',
  '.',
  '/',
  'a',
  '/a/',
  'a//b',
  '/a/../..',
  '../a/./b/..',
  '/..',
  'a/..',
  'a/../../b',
  './',
  '/a/b/../c/',
])('the path %j', (given) => {
  expect(webPath.normalize(given)).toBe(path.posix.normalize(given))
  expect(webPath.posix.normalize(given)).toBe(path.posix.normalize(given))
  expect(webPath.dirname(given)).toBe(path.posix.dirname(given))
  expect(webPath.join('x', given)).toBe(path.posix.join('x', given))
})

describe('what a value is:', () => {
  const made = (code: string): unknown => runInNewContext(code)
  const codes = `new Map() | new Set() | new Date() | new WeakMap() | new WeakSet() | /a/ | new Error("e")
    | new Uint8Array(2) | new Float32Array(2) | new Float64Array(2) | new BigInt64Array(2) | new BigUint64Array(2)
    | new ArrayBuffer(2) | new SharedArrayBuffer(2) | new DataView(new ArrayBuffer(2)) | Object(1) | Object("a")
    | Object(1n) | Object(Symbol()) | Promise.resolve() | (function* () {})() | [] | ({}) | 1 | null | Object.create(Map.prototype)`
  const here = [1, 'a', null, undefined, true, 1n, Symbol('s'), [], {}, () => 1, new TypeError('t')]
  const posing = [{ size: 1, [Symbol.toStringTag]: 'Map' }, Object.create(Date.prototype) as object]
  const values: unknown[] = [...here, ...posing, ...codes.split(/\s*\|\s*(?=\S)/).map(made)]
  const names = Object.keys(webTypes).filter((name) => name !== 'isProxy') as Array<
    keyof typeof webTypes
  >
  test.each(names)('%s', (name) => {
    expect(values.map((value) => webTypes[name](value))).toEqual(
      values.map((value) => types[name](value)),
    )
  })
})
