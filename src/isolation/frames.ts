import { MontyUsageError } from '../core/errors.js'
import { Reader } from '../core/wire/reader.js'
import { returnWriter, takeWriter, type Writer } from '../core/wire/writer.js'
import { HEAD_BYTES, LENGTH_BYTES, MAX_FRAME_BYTES } from './protocol.js'

/** Encodes one frame about the execution `subject`, of at most `maxBytes`. */
export function frame(
  kind: number,
  subject: number,
  body?: (writer: Writer) => void,
  maxBytes = Infinity,
): Buffer {
  // Encoding values may run code of theirs, so each frame has its own writer.
  const writer = takeWriter(maxBytes)
  try {
    writer.u32(0)
    writer.u32(kind)
    writer.u32(subject)
    body?.(writer)
    const length = writer.length - LENGTH_BYTES
    if (length > MAX_FRAME_BYTES) {
      throw new MontyUsageError(
        `the values take ${length} bytes, and a worker process is sent ${MAX_FRAME_BYTES} at most`,
      )
    }
    writer.buffer.writeUInt32LE(length, 0)
    // The pipe may take the bytes later.
    return writer.take()
  } finally {
    returnWriter(writer)
  }
}

/** Encodes a frame whose body is at hand: a head, and the body itself, which may be large. */
export function framed(kind: number, subject: number, body: Uint8Array): [Buffer, Buffer] {
  const head = frame(kind, subject)
  head.writeUInt32LE(HEAD_BYTES + body.length, 0)
  return [head, Buffer.from(body.buffer, body.byteOffset, body.byteLength)]
}

/** Receives frames; the reader is positioned at the body, and is valid during the call only. */
export type OnFrame = (kind: number, subject: number, body: Reader) => void

/** Splits a stream of bytes into frames, and validates their lengths. */
export class FrameDecoder {
  /** Maximum length of a frame. */
  maxBytes = MAX_FRAME_BYTES
  readonly #onFrame: OnFrame
  readonly #reader = new Reader(Buffer.alloc(0))
  /** Bytes received while the decoder was held. */
  #waiting: Buffer[] = []
  #isHeld = false
  /** The beginning of a frame whose length field is incomplete. */
  #beginning: Buffer | undefined
  /** The buffer of an incomplete frame, and the number of bytes received. */
  #frame: Buffer | undefined
  #filled = 0

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  /** @throws RangeError when the bytes are no valid frames, and any error of the receiver */
  push(bytes: Buffer): void {
    if (this.#isHeld) this.#waiting.push(bytes)
    else this.#cut(bytes)
  }

  /**
   * Called by the receiver of a frame: its body stays valid, and no other frame is delivered until {@link
   * goOn}.
   */
  hold(): void {
    this.#isHeld = true
  }

  /** Delivers frames again, like {@link push}. */
  goOn(): void {
    this.#isHeld = false
    const waiting = this.#waiting
    this.#waiting = []
    for (const bytes of waiting) this.push(bytes)
  }

  #cut(bytes: Buffer): void {
    let chunk = bytes
    if (this.#beginning !== undefined) {
      chunk = Buffer.concat([this.#beginning, chunk])
      this.#beginning = undefined
    }
    const at = this.#frame === undefined ? this.#take(chunk) : this.#fill(this.#frame, chunk)
    if (at === chunk.length) return
    const rest = chunk.subarray(at)
    if (this.#isHeld) {
      this.#waiting.unshift(rest)
    } else if (rest.length < LENGTH_BYTES) {
      this.#beginning = rest
    } else {
      // Allocated once, and filled as the parts arrive.
      this.#frame = Buffer.allocUnsafeSlow(LENGTH_BYTES + rest.readUInt32LE(0))
      this.#filled = rest.copy(this.#frame)
    }
  }

  /** Fills the current frame. Returns the position in the chunk of the first byte that was not consumed. */
  #fill(begun: Buffer, chunk: Buffer): number {
    const copied = chunk.copy(begun, this.#filled)
    this.#filled += copied
    if (this.#filled < begun.length) return copied
    this.#frame = undefined
    this.#take(begun)
    if (this.#isHeld || copied === chunk.length) return copied
    return copied + this.#take(chunk.subarray(copied))
  }

  /** Delivers whole frames, until held. Returns the position of the first byte that was not consumed. */
  #take(chunk: Buffer): number {
    let at = 0
    while (!this.#isHeld && chunk.length - at >= LENGTH_BYTES) {
      const length = chunk.readUInt32LE(at)
      if (length < HEAD_BYTES || length > this.maxBytes) {
        throw new RangeError(`a frame of ${length} bytes, where ${this.maxBytes} are allowed`)
      }
      const end = at + LENGTH_BYTES + length
      if (end > chunk.length) break
      this.#reader.reset(chunk, end)
      this.#reader.position = at + LENGTH_BYTES
      this.#onFrame(this.#reader.u32(), this.#reader.u32(), this.#reader)
      at = end
    }
    return at
  }
}
