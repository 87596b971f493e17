import { plainException } from '../plain-exception.js'
import { MontyLimitError } from '../errors.js'
import { free } from './memory.js'

/** Below this length a loop over the characters is faster than a call into Node. */
const SHORT = 24
const INITIAL_BYTES = 64 * 1024
/** A larger buffer is freed once its message is sent. */
const KEPT_BYTES = 4 * 1024 * 1024

/**
 * A message under construction, in memory that grows and is reused. A message longer than `maxBytes` is
 * refused with a `MontyLimitError`.
 */
export class Writer {
  buffer: Buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES)
  length = 0
  /** Maximum length; checked only when the memory has to grow. */
  maxBytes = Infinity
  /** Minimum size of a part, counted against `maxBytes`. */
  #partBytes = 1
  #refusal: MontyLimitError | undefined
  #view = new DataView(this.buffer.buffer)

  /** Starts a new message in the same memory. */
  reset(): void {
    this.length = 0
    this.#refusal = undefined
    if (this.buffer.length > KEPT_BYTES) this.#replace(INITIAL_BYTES)
  }

  /** Sets the memory limit of the run: a list takes eight bytes for each item. */
  limitTo(memoryBytes: number): void {
    this.maxBytes = memoryBytes
    this.#partBytes = 8
  }

  /** Whether an error is this message's refusal, rather than an error of the caller's code. */
  hasRefused(error: unknown): boolean {
    return this.#refusal !== undefined && error === this.#refusal
  }

  #replace(size: number): void {
    const next = Buffer.allocUnsafeSlow(size)
    this.buffer.copy(next, 0, 0, this.length)
    free(this.buffer)
    this.buffer = next
    this.#view = new DataView(next.buffer)
  }

  /** Called between values, where what is written may be set aside. */
  flush(): void {}

  /** The message, in memory of its own. Only `reset` may follow. */
  take(): Buffer {
    if (this.buffer.length <= KEPT_BYTES) return Buffer.from(this.buffer.subarray(0, this.length))
    return this.taken()
  }

  /** Takes what was written, and begins anew in other memory. */
  protected taken(): Buffer {
    const bytes = this.buffer.subarray(0, this.length)
    // What is left over would be held with it.
    const isFull = this.length * 2 > this.buffer.length
    if (!isFull) return this.#restarted(Buffer.from(bytes))
    this.buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES)
    this.#view = new DataView(this.buffer.buffer)
    return this.#restarted(bytes)
  }

  #restarted(bytes: Buffer): Buffer {
    this.length = 0
    return bytes
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    const needed = this.length + more
    if (needed > this.buffer.length) this.#grow(needed)
  }

  #grow(needed: number): void {
    this.check(needed)
    this.#replace(Math.max(needed, Math.min(this.buffer.length * 2, this.maxBytes)))
  }

  /** Announces a number of parts: a message that cannot have room for them is refused before the first. */
  expect(parts: number): void {
    this.check(this.length + parts * this.#partBytes)
  }

  /** Refuses a message that would be longer than it may be. */
  protected check(needed: number): void {
    if (needed > this.maxBytes) throw (this.#refusal = memoryLimit(needed, this.maxBytes))
  }

  u8(value: number): void {
    if (this.length === this.buffer.length) this.reserve(1)
    this.buffer[this.length++] = value
  }

  u32(value: number): void {
    this.reserve(4)
    this.#view.setUint32(this.length, value, true)
    this.length += 4
  }

  i32(value: number): void {
    this.reserve(4)
    this.#view.setInt32(this.length, value, true)
    this.length += 4
  }

  f64(value: number): void {
    this.reserve(8)
    this.#view.setFloat64(this.length, value, true)
    this.length += 8
  }

  varint(value: number): void {
    this.reserve(5)
    let rest = value
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.buffer[this.length++] = rest
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  blob(bytes: Uint8Array): void {
    this.varint(bytes.length)
    this.raw(bytes)
  }

  /** Encodes a text; `false`, with nothing written, when it holds half of a surrogate pair. */
  text(text: string): boolean {
    return (text.length <= SHORT && this.#shortText(text)) || this.#longText(text)
  }

  optionalText(text: string | null | undefined): boolean {
    if (text === null || text === undefined) {
      this.u8(0)
      return true
    }
    this.u8(1)
    return this.text(text)
  }

  /** Encodes a short text of ASCII characters only. */
  #shortText(text: string): boolean {
    this.reserve(SHORT + 1)
    const start = this.length
    const { buffer } = this
    let at = start + 1
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code >= 0x80) return false
      buffer[at++] = code
    }
    buffer[start] = text.length * 2 + 1
    this.length = at
    return true
  }

  #longText(text: string): boolean {
    const most = 5 + text.length * 3
    // A text that dominates the memory or may be refused is measured first.
    const isMeasured = most > KEPT_BYTES || this.length + most > this.maxBytes
    this.reserve(isMeasured ? 5 + Buffer.byteLength(text) : most)
    const start = this.length
    // Bytes of ASCII text are at their final place; those of other texts move up.
    this.varint(text.length * 2 + 1)
    const expected = this.length
    const bytes = this.buffer.write(text, expected, 'utf8')
    if (bytes !== text.length) {
      if (!text.isWellFormed()) {
        this.length = start
        return false
      }
      // Done before the length is written, which may overwrite the first byte.
      const begins = start + varintBytes(bytes * 2)
      if (begins !== expected) this.buffer.copyWithin(begins, expected, expected + bytes)
      this.length = start
      this.varint(bytes * 2)
    }
    this.length += bytes
    return true
  }
}

/** Length of a varint in bytes. */
function varintBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest >= 0x80; rest >>>= 7) bytes++
  return bytes
}

/** The error that the engine would report for the message. */
function memoryLimit(bytes: number, maxBytes: number): MontyLimitError {
  const message = `memory limit exceeded: ${bytes} > ${maxBytes} bytes`
  return new MontyLimitError(plainException('MemoryError', message), 'memory', bytes, maxBytes)
}

let spare: Writer | undefined = undefined

/**
 * Takes a writer for one message. Reading the caller's values may run the caller's code, which may start
 * another message meanwhile: that message gets a writer of its own. A message longer than `maxBytes` is
 * refused.
 */
export function takeWriter(maxBytes = Infinity): Writer {
  const writer = spare ?? new Writer()
  spare = undefined
  writer.reset()
  writer.limitTo(maxBytes)
  return writer
}

export function returnWriter(writer: Writer): void {
  writer.reset()
  spare = writer
}
