import type { KeyObject } from 'node:crypto'
import { nodeCrypto } from '../core/node.js'
import { MontySnapshotError } from '../core/errors.js'
import { type KeyLike, readingKeys, writingKey } from '../core/snapshot/key.js'
import { wallClockNow } from '../core/timers.js'

/** What a token says. */
export type Token =
  /** The state is in the store, under this id. */
  | { readonly kind: 'stored'; readonly id: string; readonly expiresAt: number }
  /** The token is the state. */
  | { readonly kind: 'sealed'; readonly bytes: Buffer }

const STORED = 'mnr1'
const SEALED = 'mns1'
const MAC_BYTES = 16

export function newSnapshotId(runId: string): string {
  return `${runId}.${nodeCrypto().randomBytes(8).toString('hex')}`
}

/** A short token for a state in a store, good for one runtime's scope. */
export function storedToken(
  id: string,
  expiresAt: number,
  scope: string,
  key: KeyLike | undefined,
): string {
  const body = `${STORED}~${id}~${Math.ceil(expiresAt).toString(36)}`
  return `${body}~${mac(writingKey(key).sign, body, scope).toString('base64url')}`
}

export function sealedToken(bytes: Buffer): string {
  return `${SEALED}~${bytes.toString('base64url')}`
}

function mac(key: KeyObject, body: string, scope: string): Buffer {
  return nodeCrypto()
    .createHmac('sha256', key)
    .update(`monty-node token\n${scope}\n${body}`)
    .digest()
    .subarray(0, MAC_BYTES)
}

/**
 * Reads a token and checks where it comes from.
 *
 * @throws MontySnapshotError when it is malformed, not authentic, of another scope, or expired
 */
export function readToken(
  token: unknown,
  scope: string,
  keys: readonly KeyLike[] | undefined,
): Token {
  const parts = typeof token === 'string' ? token.split('~') : []
  if (parts[0] === SEALED && parts.length === 2) {
    return { kind: 'sealed', bytes: Buffer.from(parts[1]!, 'base64url') }
  }
  const [prefix, id, expires, proof] = parts
  if (prefix !== STORED || parts.length !== 4 || !id || !expires || !proof) {
    throw new MontySnapshotError('format', 'this is not the token of a paused run')
  }
  const body = `${prefix}~${id}~${expires}`
  const given = Buffer.from(proof, 'base64url')
  const fits = readingKeys(keys === undefined ? {} : { keys }).some(({ sign }) => {
    const expected = mac(sign, body, scope)
    return given.length === expected.length && nodeCrypto().timingSafeEqual(given, expected)
  })
  if (!fits) {
    throw new MontySnapshotError(
      'signature',
      'the token was not made with this key, for another runtime, or was changed since',
    )
  }
  const expiresAt = Number.parseInt(expires, 36)
  if (wallClockNow() >= expiresAt) {
    throw new MontySnapshotError(
      'expired',
      `the token expired at ${new Date(expiresAt).toISOString()}`,
    )
  }
  return { kind: 'stored', id, expiresAt }
}
