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
  /** The token contains the state, and a long one the id of its run besides. */
  | {
      readonly kind: 'sealed'
      readonly bytes: Sliced<Buffer>
      readonly runId: string | undefined
    }

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

/** Characters of a state from which on its token has the id of the run: opening such a state takes long. */
const LONG = (STRETCH / 3) * 4
/** Characters that identify a state: they include 12 random bytes. */
const BEGINNING = 300

/** A token that contains a state, valid in one runtime's scope. */
export function* sealedToken(
  bytes: Buffer,
  runId: string,
  scope: string,
  key: KeyLike | undefined,
): Sliced<string> {
  let text = ''
  for (let at = 0; at < bytes.length; at += STRETCH) {
    text += bytes.toString(BASE64URL, at, at + STRETCH)
    yield
  }
  if (text.length < LONG) return `${SEALED}~${text}`
  const beginning = bytes.toString(BASE64URL, 0, (BEGINNING / 4) * 3)
  const proof = mac(writingKey(key).sign, aboutRun(runId, beginning), scope)
  return `${SEALED}~${text}~${runId}~${proof.toString(BASE64URL)}`
}

const aboutRun = (runId: string, beginning: string): string => `${SEALED}~${runId}~${beginning}`

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

const DIGITS = /^[\w-]+$/

function* decodeInSlices(text: string): Sliced<Buffer> {
  if (text === '') throw noToken()
  const bytes = Buffer.allocUnsafeSlow(Math.floor((text.length * 3) / 4))
  let length = 0
  for (let at = 0; at < text.length; at += STRETCH) {
    const part = text.slice(at, at + STRETCH)
    const written = bytes.write(part, length, BASE64URL)
    // Only the last character may have bits that are not needed.
    const isLast = at + STRETCH >= text.length
    const isCanonical = isLast
      ? bytes.toString(BASE64URL, length, length + written) === part
      : DIGITS.test(part)
    if (!isCanonical) throw noToken()
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
  if (parts[0] === SEALED) return readSealed(parts, scope, keys)
  const [prefix, id, expires, proof] = parts
  if (prefix !== STORED || parts.length !== 4 || !id || !expires || !proof) throw noToken()
  assertProof(`${prefix}~${id}~${expires}`, proof, scope, keys)
  const expiresAt = Number.parseInt(expires, 36)
  if (wallClockNow() >= expiresAt) {
    throw new MontySnapshotError(
      'expired',
      `the token expired at ${new Date(expiresAt).toISOString()}`,
    )
  }
  return { kind: 'stored', id, expiresAt }
}

function readSealed(
  [, text = '', runId, proof, ...more]: readonly string[],
  scope: string,
  keys: readonly KeyLike[] | undefined,
): Token {
  const isLong = text.length >= LONG
  if (more.length > 0 || (proof !== undefined) !== isLong || (runId !== undefined) !== isLong)
    throw noToken()
  if (isLong) assertProof(aboutRun(runId!, text.slice(0, BEGINNING)), proof!, scope, keys)
  return { kind: 'sealed', bytes: decodeInSlices(text), runId }
}

/** @throws MontySnapshotError unless a proof was made for the body, in this scope and with one of the keys */
function assertProof(
  body: string,
  proof: string,
  scope: string,
  keys: readonly KeyLike[] | undefined,
): void {
  const given = decodeCanonical(proof)
  const fits = readingKeys(keys === undefined ? {} : { keys }).some(({ sign }) => {
    const expected = mac(sign, body, scope)
    return given.length === expected.length && nodeCrypto().timingSafeEqual(given, expected)
  })
  if (fits) return
  throw new MontySnapshotError(
    'signature',
    'the token was not made with this key, for another runtime, or was changed since',
  )
}
