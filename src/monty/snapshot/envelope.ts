import { checkFlag, checkNames, namesOf } from '../../core/option-checks.js'
import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import { nodeCrypto } from '../../core/node.js'
import { free } from '../../core/wire/memory.js'
import { atOnce, type Sliced } from '../../core/wire/sliced.js'
import { hashed, stretchesOf } from '../../core/wire/stretches.js'
import { isProcessKey, type KeyLike, readingKeys, type SnapshotKey, writingKey } from './key.js'
import { wallClockNow } from '../../core/timers.js'
import { isBytes } from '../../core/realm.js'

/** Options for writing a snapshot. */
export interface DumpOptions {
  /**
   * The secret that signs the snapshot. Default: the environment variable `MONTY_SNAPSHOT_KEY`,
   * else a random key of this process; the snapshot then loads in this process only.
   */
  key?: KeyLike
  /** Whether to encrypt the snapshot as well. Default `false`. */
  encrypt?: boolean
  /** Milliseconds until the snapshot expires. Default: never. */
  expiresInMs?: number
}

/** Options for reading a snapshot. */
export interface LoadOptions {
  /** The secret that the snapshot was signed with. Default as for writing. */
  key?: KeyLike
  /** Several secrets, one of which must match: for key rotation. */
  keys?: readonly KeyLike[]
  /**
   * Whether to load the snapshot without authentication. Forged bytes can make the interpreter
   * fail, hang or compute nonsense. Default `false`.
   */
  trusted?: boolean
}

/** The kind of state in a snapshot. */
type SnapshotKind = 'function' | 'os' | 'name' | 'futures' | 'session' | 'runtime'

/** An authenticated and parsed snapshot. */
export interface Opened {
  readonly kind: SnapshotKind
  readonly scriptName: string
  readonly payload: Buffer
}

const MAGIC = Buffer.from('MNSN')
const FORMAT = 3
/** Version of the engine's dump format, which each release may change. */
const ENGINE = 'monty-1.4'
const KINDS: readonly SnapshotKind[] = ['function', 'os', 'name', 'futures', 'session', 'runtime']
const KNOWN_DUMP = namesOf<DumpOptions>({ key: true, encrypt: true, expiresInMs: true })
export const KNOWN_LOAD = namesOf<LoadOptions>({ key: true, keys: true, trusted: true })
const SIGNED = 0
const ENCRYPTED = 1
const MAC_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Content to seal; the payload may be in several pieces. */
type Content = Pick<Opened, 'kind' | 'scriptName'> & { readonly payload: Payload }
type Payload = Uint8Array | readonly Uint8Array[]

/** Wraps the engine's bytes in an envelope: header, payload, authentication tag. */
export function seal(content: Content, options: DumpOptions = {}): Buffer {
  return atOnce(sealInSlices(content, options))
}

/** {@link seal} in slices, for large payloads. */
export function* sealInSlices(content: Content, options: DumpOptions = {}): Sliced<Buffer> {
  checkNames(options, KNOWN_DUMP, 'dump')
  checkFlag(options.encrypt, 'encrypt')
  const key = writingKey(options.key)
  const { payload } = content
  const header = writeHeader(content, options, yield* digestOf(payload))
  const length = header.length + lengthOf(payload)
  if (options.encrypt !== true) {
    const sealed = new Filling(length + MAC_BYTES)
    sealed.add(header)
    for (const stretch of stretchesOf(piecesOf(payload))) {
      sealed.add(stretch)
      yield
    }
    sealed.add(yield* macOf(sealed.filled, key))
    return sealed.filled
  }
  const sealed = new Filling(length + NONCE_BYTES + TAG_BYTES)
  const { createCipheriv, randomBytes } = cipherCrypto()
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.encrypt, nonce).setAAD(header)
  sealed.add(header)
  sealed.add(nonce)
  for (const stretch of stretchesOf(piecesOf(payload))) {
    sealed.move(cipher.update(stretch))
    yield
  }
  sealed.add(cipher.final())
  sealed.add(cipher.getAuthTag())
  return sealed.filled
}

/** A buffer of fixed size that is filled piece by piece. */
class Filling {
  readonly #bytes: Buffer
  #length = 0

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size)
  }

  add(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Adds bytes, and frees their memory: the garbage collector may leave as much of it as a whole state takes. */
  move(bytes: Buffer): void {
    this.add(bytes)
    // Short ones share theirs with others.
    if (bytes.length === bytes.buffer.byteLength) free(bytes)
  }

  get filled(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }
}

const piecesOf = (payload: Payload): readonly Uint8Array[] =>
  isBytes(payload) ? [payload] : payload

const lengthOf = (payload: Payload): number =>
  piecesOf(payload).reduce((sum, piece) => sum + piece.length, 0)

function writeHeader({ kind, scriptName }: Content, options: DumpOptions, digest: Buffer): Buffer {
  const { expiresInMs = Infinity, encrypt = false } = options
  if (typeof expiresInMs !== 'number' || !(expiresInMs >= 0)) {
    throw new MontyUsageError('expiresInMs must be a number of at least 0')
  }
  const fixed = Buffer.alloc(24)
  MAGIC.copy(fixed)
  fixed[4] = FORMAT
  fixed[5] = encrypt ? ENCRYPTED : SIGNED
  fixed[6] = KINDS.indexOf(kind)
  const now = wallClockNow()
  fixed.writeDoubleLE(now, 8)
  fixed.writeDoubleLE(now + expiresInMs, 16)
  return Buffer.concat([fixed, text(ENGINE), text(scriptName), digest])
}

function* digestOf(payload: Payload): Sliced<Buffer> {
  return (yield* hashed(nodeCrypto().createHash('sha256'), piecesOf(payload))).digest()
}

function* macOf(body: Buffer, { sign }: SnapshotKey): Sliced<Buffer> {
  return (yield* hashed(nodeCrypto().createHmac('sha256', sign), [body])).digest()
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

/**
 * Opens the output of {@link seal}. The payload is not read before it is authenticated.
 *
 * @throws MontySnapshotError
 */
export function open(bytes: Uint8Array, options: LoadOptions = {}): Opened {
  return atOnce(openInSlices(bytes, options))
}

/** {@link open} in slices, for large snapshots. */
export function* openInSlices(bytes: Uint8Array, options: LoadOptions = {}): Sliced<Opened> {
  checkNames(options, KNOWN_LOAD, 'load')
  checkFlag(options.trusted, 'trusted')
  if (!isBytes(bytes)) {
    throw new MontyUsageError('a snapshot must be a Buffer or Uint8Array')
  }
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = readHeader(whole)
  const keys = readingKeys(options)
  const payload =
    header.seal === ENCRYPTED
      ? yield* decrypt(whole, header.length, keys)
      : yield* verify(whole, header.length, keys, options.trusted === true)
  if (payload === undefined) throw unproven(options)
  if (header.engine !== ENGINE) {
    throw new MontySnapshotError(
      'version',
      `the snapshot was written by ${header.engine}, this is ${ENGINE}`,
    )
  }
  if (wallClockNow() >= header.expires) {
    throw new MontySnapshotError(
      'expired',
      `the snapshot expired at ${new Date(header.expires).toISOString()}`,
    )
  }
  if (!(yield* digestOf(payload)).equals(header.digest))
    throw malformed('its content does not match its header')
  return { kind: header.kind, scriptName: header.scriptName, payload }
}

interface Header {
  readonly seal: number
  readonly kind: SnapshotKind
  readonly expires: number
  readonly engine: string
  readonly scriptName: string
  readonly digest: Buffer
  readonly length: number
}

function malformed(reason: string): MontySnapshotError {
  return new MontySnapshotError('format', `the bytes are not a snapshot: ${reason}`)
}

function readHeader(whole: Buffer): Header {
  if (whole.length < 24 || !whole.subarray(0, 4).equals(MAGIC)) {
    throw malformed('they do not begin like one')
  }
  if (whole[4] !== FORMAT) {
    throw new MontySnapshotError(
      'version',
      `the snapshot has format ${whole[4]}, this version reads ${FORMAT}`,
    )
  }
  let at = 24
  const take = (length: number): Buffer => {
    if (at + length > whole.length) throw malformed('they end early')
    at += length
    return whole.subarray(at - length, at)
  }
  const takeText = (): string => take(take(4).readUInt32LE()).toString('utf8')
  const kind = KINDS[whole[6]!]
  const sealing = whole[5]!
  if (kind === undefined || sealing > ENCRYPTED) throw malformed('their header makes no sense')
  const expires = whole.readDoubleLE(16)
  const [engine, scriptName, digest] = [takeText(), takeText(), take(32)]
  return { seal: sealing, kind, expires, engine, scriptName, digest, length: at }
}

function unproven(options: LoadOptions): MontySnapshotError {
  const which = isProcessKey(options)
    ? ' (no key was given and MONTY_SNAPSHOT_KEY is not set, so it was the random one of this process)'
    : ''
  return new MontySnapshotError(
    'signature',
    `the snapshot was not written with this key, or was changed since${which}`,
  )
}

function* verify(
  whole: Buffer,
  headerLength: number,
  keys: SnapshotKey[],
  trusted: boolean,
): Sliced<Buffer | undefined> {
  const end = whole.length - MAC_BYTES
  if (end < headerLength) throw malformed('they end early')
  const body = whole.subarray(0, end)
  const mac = whole.subarray(end)
  let isProven = trusted
  for (const key of keys) {
    if (isProven) break
    isProven = nodeCrypto().timingSafeEqual(mac, yield* macOf(body, key))
  }
  return isProven ? whole.subarray(headerLength, end) : undefined
}

/** Node's `crypto`. @throws MontyUsageError in browsers, where it has no ciphers */
function cipherCrypto(): ReturnType<typeof nodeCrypto> {
  const crypto: Partial<ReturnType<typeof nodeCrypto>> = nodeCrypto()
  if (crypto.createCipheriv !== undefined) return nodeCrypto()
  throw new MontyUsageError('encrypted snapshots are not there in a browser: sign them')
}

function* decrypt(
  whole: Buffer,
  headerLength: number,
  keys: SnapshotKey[],
): Sliced<Buffer | undefined> {
  const end = whole.length - TAG_BYTES
  const start = headerLength + NONCE_BYTES
  if (end < start) throw malformed('they end early')
  for (const { encrypt } of keys) {
    const nonce = whole.subarray(headerLength, start)
    const decipher = cipherCrypto()
      .createDecipheriv('aes-256-gcm', encrypt, nonce)
      .setAAD(whole.subarray(0, headerLength))
      .setAuthTag(whole.subarray(end))
    const payload = new Filling(end - start)
    for (const stretch of stretchesOf([whole.subarray(start, end)])) {
      payload.move(decipher.update(stretch))
      yield
    }
    try {
      payload.add(decipher.final())
      return payload.filled
    } catch {
      // Try the next key.
    }
  }
  return undefined
}
