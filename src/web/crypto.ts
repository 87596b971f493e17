import { Bytes } from './bytes.js'
import { hkdf, hmac, sha256 } from './sha256.js'

type Data = string | Uint8Array
type Encoding = 'hex' | 'base64' | 'base64url'

const bytesOf = (data: Data): Uint8Array => (typeof data === 'string' ? Bytes.from(data) : data)

/** Maximum number of bytes per call of `crypto.getRandomValues`. */
const MAX_RANDOM_BYTES = 65_536

function randomBytes(length: number): Bytes {
  const bytes = new Bytes(length)
  for (let at = 0; at < length; at += MAX_RANDOM_BYTES) {
    globalThis.crypto.getRandomValues(bytes.subarray(at, at + MAX_RANDOM_BYTES))
  }
  return bytes
}

/** A random UUID; the platform's own function exists in secure contexts only. */
function randomUUID(): string {
  const bytes = randomBytes(16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A hash or HMAC of data that is added part by part. */
class Digest {
  readonly #key: Uint8Array | undefined
  readonly #parts: Uint8Array[] = []

  constructor(key?: Uint8Array) {
    this.#key = key
  }

  update(data: Data): this {
    this.#parts.push(bytesOf(data))
    return this
  }

  digest(): Bytes
  digest(encoding: Encoding): string
  digest(encoding?: Encoding): Bytes | string {
    const made = this.#key === undefined ? sha256(...this.#parts) : hmac(this.#key, ...this.#parts)
    return shown(made, encoding)
  }
}

function shown(
  made: Uint8Array<ArrayBuffer>,
  encoding: Encoding | 'buffer' | undefined,
): Bytes | string {
  const bytes = Bytes.from(made.buffer)
  return encoding === undefined || encoding === 'buffer' ? bytes : bytes.toString(encoding)
}

/** A secret key. */
class KeyObject {
  readonly type = 'secret'
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  export(): Bytes {
    return Bytes.from(this.#bytes)
  }
}

const keyOf = (key: KeyObject | Data): Uint8Array =>
  key instanceof KeyObject ? key.export() : bytesOf(key)

/** Compares in constant time. */
function timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) throw new RangeError('the buffers must have the same length')
  let difference = 0
  for (const [index, byte] of one.entries()) difference |= byte ^ other[index]!
  return difference === 0
}

/**
 * The functions of `node:crypto` that this package uses, except ciphers, for platforms without
 * Node. Every digest is SHA-256.
 */
export const webCrypto = {
  KeyObject,
  createHash: () => new Digest(),
  createHmac: (_digest: string, key: KeyObject | Data) => new Digest(keyOf(key)),
  createSecretKey: (bytes: Uint8Array) => new KeyObject(Bytes.from(bytes)),
  hash: (_digest: string, data: Data, encoding: Encoding | 'buffer') =>
    shown(sha256(bytesOf(data)), encoding),
  hkdfSync: (_digest: string, secret: Uint8Array, _salt: string, info: string, length: number) =>
    hkdf(secret, bytesOf(info), length).buffer,
  randomBytes,
  randomUUID,
  timingSafeEqual,
}
