import { wallClockNow } from '../../core/timers.js'
import type { KeyObject } from 'node:crypto'
import { nodeCrypto } from '../../core/node.js'
import { MontySnapshotError } from '../../core/errors.js'
import { atOnce, type Sliced } from '../../core/wire/sliced.js'
import { type KeyLike, readingKeys, writingKey } from '../../monty/snapshot/key.js'

/** A decoded token. */
export type Token =
  /** The state is in the store, under this id. */
  | { readonly kind: 'stored'; readonly id: string; readonly expiresAt: number }
  /** The token contains the state. */
  | { readonly kind: 'sealed'; readonly bytes: Sliced<Buffer> }

const BASE64URL = 'base64url'

const STORED = 'mnr1'
const SEALED = 'mns1'
const MAC_BYTES = 16

export function newSnapshotId(runId: string): string {
  return `${runId}.${newGeneration()}`
}

/** A random id that distinguishes successive pauses in one store entry. */
export function newGeneration(): string {
  return nodeCrypto().randomBytes(8).toString('hex')
}

/** The id in a token: the entry, and the generation of the pause except for the first. */
export function tokenId(id: string, generation: string | undefined): string {
  return generation === undefined ? id : `${id}.${generation}`
}

/** Splits the id in a token into the entry and the generation of the pause. */
export function entryOf(storedId: string): { id: string; generation: string | undefined } {
  const [runId = '', pause = '', generation] = storedId.split('.')
  return { id: `${runId}.${pause}`, generation }
}

/** A short token for a state in a store, valid in one runtime's scope. */
export function storedToken(
  id: string,
  expiresAt: number,
  scope: string,
  key: KeyLike | undefined,
): string {
  const body = `${STORED}~${id}~${Math.ceil(expiresAt).toString(36)}`
  return `${body}~${mac(writingKey(key).sign, body, scope).toString(BASE64URL)}`
}

/** Bytes encoded, and characters decoded, per slice; a multiple of 3 and of 4, so that Base64 groups stay whole. */
const STRETCH = 384 * 1024

export function* sealedToken(bytes: Buffer): Sliced<string> {
  let token = `${SEALED}~`
  for (let at = 0; at < bytes.length; at += STRETCH) {
    token += bytes.toString(BASE64URL, at, at + STRETCH)
    yield
  }
  return token
}

function mac(key: KeyObject, body: string, scope: string): Buffer {
  return nodeCrypto()
    .createHmac('sha256', key)
    .update(`monty-node token\n${scope}\n${body}`)
    .digest()
    .subarray(0, MAC_BYTES)
}

/**
 * Decodes canonical Base64url. The built-in decoder ignores blanks, padding and foreign characters, with which one
 * token could be spelled in many ways.
 */
function decodeCanonical(text: string): Buffer {
  return atOnce(decodeInSlices(text))
}

function* decodeInSlices(text: string): Sliced<Buffer> {
  if (text === '') throw noToken()
  const bytes = Buffer.allocUnsafeSlow(Math.floor((text.length * 3) / 4))
  let length = 0
  for (let at = 0; at < text.length; at += STRETCH) {
    const part = text.slice(at, at + STRETCH)
    const written = bytes.write(part, length, BASE64URL)
    if (bytes.toString(BASE64URL, length, length + written) !== part) throw noToken()
    length += written
    yield
  }
  return bytes.subarray(0, length)
}

const noToken = (): MontySnapshotError =>
  new MontySnapshotError('format', 'this is not the token of a paused run, as it was given')

/**
 * Reads and authenticates a token. Each token has one spelling.
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
    return { kind: 'sealed', bytes: decodeInSlices(parts[1]!) }
  }
  const [prefix, id, expires, proof] = parts
  if (prefix !== STORED || parts.length !== 4 || !id || !expires || !proof) throw noToken()
  const body = `${prefix}~${id}~${expires}`
  const given = decodeCanonical(proof)
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
