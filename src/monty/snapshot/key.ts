import { isBytes } from '../../core/realm.js'
import type { KeyObject } from 'node:crypto'
import { MontyUsageError } from '../../core/errors.js'
import { nodeCrypto } from '../../core/node.js'

/** A secret of at least 16 bytes: text, bytes, or a secret `KeyObject`. */
export type KeyLike = string | Uint8Array | KeyObject

const MIN_BYTES = 16

let processKey: Buffer | undefined

/** The random key for callers without one; its signatures verify in this process only. */
function ownKey(): Buffer {
  return (processKey ??= nodeCrypto().randomBytes(32))
}

/** The keys derived from a secret, one per purpose. */
export interface SnapshotKey {
  readonly sign: KeyObject
  readonly encrypt: Buffer
}

/**
 * The key for writing: the caller's, else the environment's, else the random key of this process.
 */
export function writingKey(key: KeyLike | undefined): SnapshotKey {
  return derive(key ?? environmentKey() ?? ownKey())
}

/** The keys for reading, in the order to try them. */
export function readingKeys(options: { key?: KeyLike; keys?: readonly KeyLike[] }): SnapshotKey[] {
  const { key, keys } = options
  if (keys !== undefined && (!Array.isArray(keys) || keys.length === 0)) {
    throw new MontyUsageError('keys must be an array of at least one key')
  }
  const given = [...(key === undefined ? [] : [key]), ...(keys ?? [])]
  if (given.length > 0) return given.map(derive)
  return [derive(environmentKey() ?? ownKey())]
}

/** Whether these options select the random key of this process. */
export function isProcessKey(options: { key?: KeyLike; keys?: readonly KeyLike[] }): boolean {
  return options.key === undefined && options.keys === undefined && environmentKey() === undefined
}

function environmentKey(): string | undefined {
  const key = process.env['MONTY_SNAPSHOT_KEY']
  return key === '' ? undefined : key
}

/**
 * Cache size of derived keys: deriving costs more than signing, and most processes use one or two.
 */
const DERIVED = 8
const derived = new Map<string, SnapshotKey>()

function derive(key: KeyLike): SnapshotKey {
  const secret = secretOf(key)
  const name = secret.toString('base64')
  const known = derived.get(name)
  if (known !== undefined) return known
  if (derived.size === DERIVED) derived.clear()
  const fresh = deriveFresh(secret)
  derived.set(name, fresh)
  return fresh
}

function deriveFresh(secret: Buffer): SnapshotKey {
  if (secret.length < MIN_BYTES) {
    throw new MontyUsageError(`a snapshot key must have at least ${MIN_BYTES} bytes`)
  }
  const part = (purpose: string): Buffer =>
    Buffer.from(nodeCrypto().hkdfSync('sha256', secret, '', `monty-node snapshot ${purpose}`, 32))
  return { sign: nodeCrypto().createSecretKey(part('sign')), encrypt: part('encrypt') }
}

function secretOf(key: unknown): Buffer {
  if (typeof key === 'string') return Buffer.from(key, 'utf8')
  if (isBytes(key)) return Buffer.from(key.buffer, key.byteOffset, key.byteLength)
  if (key instanceof nodeCrypto().KeyObject && key.type === 'secret') return key.export()
  throw new MontyUsageError('a snapshot key must be a string, bytes, or a secret KeyObject')
}
