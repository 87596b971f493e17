type Encoding = 'utf8' | 'utf-8' | 'latin1' | 'ascii' | 'hex' | 'base64' | 'base64url'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** `Uint8Array` without its static factory functions, whose signatures differ from Node's. */
const Base = Uint8Array as unknown as {
  new (length: number): Uint8Array<ArrayBuffer>
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): Uint8Array<ArrayBuffer>
}

/** The part of Node's `Buffer` that this package uses, for platforms without Node. */
export class Bytes extends Base {
  /** Copies a text or a list, and views an `ArrayBuffer`, as Node does. */
  static from(
    value: string | ArrayLike<number> | ArrayBufferLike,
    at?: Encoding | number,
    length?: number,
  ): Bytes {
    if (typeof value === 'string') return ofText(value, (at as Encoding | undefined) ?? 'utf8')
    if (value instanceof ArrayBuffer || !('length' in value)) {
      return new Bytes(value, at as number | undefined, length)
    }
    const bytes = new Bytes(value.length)
    bytes.set(value)
    return bytes
  }

  static alloc(length: number): Bytes {
    return new Bytes(length)
  }

  static allocUnsafe(length: number): Bytes {
    return new Bytes(length)
  }

  static allocUnsafeSlow(length: number): Bytes {
    return new Bytes(length)
  }

  static isBuffer(value: unknown): value is Bytes {
    return value instanceof Bytes
  }

  /** The size of a text in UTF-8; half of a surrogate pair counts as its replacement character. */
  static byteLength(text: string): number {
    let bytes = text.length
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code < 0x80) continue
      bytes += code < 0x800 ? 1 : 2
      const isPair = code >= 0xd800 && code < 0xdc00 && isLow(text.charCodeAt(index + 1))
      // Four bytes for two code units.
      if (isPair) index++
    }
    return bytes
  }

  static concat(parts: readonly Uint8Array[], total?: number): Bytes {
    const length = total ?? parts.reduce((sum, part) => sum + part.length, 0)
    const whole = new Bytes(length)
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  override toString(encoding: Encoding = 'utf8', start = 0, end = this.length): string {
    const part = start === 0 && end === this.length ? this : this.subarray(start, end)
    switch (encoding) {
      case 'hex':
        return Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join('')
      case 'base64':
        return btoa(characters(part))
      case 'base64url':
        return btoa(characters(part)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
      case 'latin1':
        return characters(part)
      case 'ascii':
        return characters(part.map((byte) => byte & 0x7f))
      default:
        return decoder.decode(part)
    }
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, index) => byte === other[index])
  }

  /** Copies as many bytes as fit, and returns their number. */
  copy(target: Uint8Array, at = 0, start = 0, end = this.length): number {
    const part = this.subarray(start, Math.min(end, start + target.length - at))
    target.set(part, at)
    return part.length
  }

  /** Writes as much of a text as fits, as UTF-8, and returns the number of bytes. */
  write(text: string, at: number): number {
    return encoder.encodeInto(
      text,
      new Uint8Array(this.buffer, this.byteOffset + at, this.length - at),
    ).written
  }

  readUInt32LE(at = 0): number {
    return this.#view().getUint32(at, true)
  }

  writeUInt32LE(value: number, at = 0): number {
    this.#view().setUint32(at, value, true)
    return at + 4
  }

  readDoubleLE(at = 0): number {
    return this.#view().getFloat64(at, true)
  }

  writeDoubleLE(value: number, at = 0): number {
    this.#view().setFloat64(at, value, true)
    return at + 8
  }

  /** A view of these bytes only, without the rest of the buffer. */
  #view(): DataView {
    return new DataView(this.buffer, this.byteOffset, this.byteLength)
  }
}

const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000

function ofText(text: string, encoding: Encoding): Bytes {
  switch (encoding) {
    case 'hex':
      return ofHex(text)
    case 'base64':
    case 'base64url':
      return ofBase64(text)
    case 'latin1':
    case 'ascii':
      return Bytes.from(Array.from(text, (character) => character.charCodeAt(0)))
    default: {
      const { buffer, byteOffset, length } = encoder.encode(text)
      return new Bytes(buffer, byteOffset, length)
    }
  }
}

/** Decodes up to the first invalid pair of digits, as Node does. */
function ofHex(text: string): Bytes {
  const pairs = /^(?:[\da-f]{2})*/i.exec(text)![0].match(/../g) ?? []
  return Bytes.from(pairs.map((pair) => Number.parseInt(pair, 16)))
}

/** Decodes both alphabets, and skips other characters, as Node does. */
function ofBase64(text: string): Bytes {
  const [letters] = text.replaceAll('-', '+').replaceAll('_', '/').split('=')
  const known = letters!.replaceAll(/[^A-Za-z0-9+/]/g, '')
  // A single letter holds less than a byte.
  const whole = known.length % 4 === 1 ? known.slice(0, -1) : known
  return Bytes.from(Array.from(atob(whole), (character) => character.charCodeAt(0)))
}

/** Converts bytes to characters of the same code, in batches that fit a call. */
function characters(bytes: Uint8Array): string {
  const AT_ONCE = 8_192
  let text = ''
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE))
  }
  return text
}
