import { MontyUsageError } from '../core/errors.js'
import { Reader } from '../core/wire/reader.js'
import { returnWriter, takeWriter, type Writer } from '../core/wire/writer.js'
import { HEAD_BYTES, LENGTH_BYTES, MAX_FRAME_BYTES } from './protocol.js'

/** One frame. `subject` is the number of what it is about; it may not be longer than `maxBytes`. */
export function frame(
  kind: number,
  subject: number,
  body?: (writer: Writer) => void,
  maxBytes = Infinity,
): Buffer {
  // Writing values may run code of theirs, so the writer is this frame's alone.
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
    // Copied, as the pipe may take it later.
    return Buffer.from(writer.buffer.subarray(0, writer.length))
  } finally {
    returnWriter(writer)
  }
}

/** Receives frames; the reader stands at the body, and is valid during the call only. */
export type OnFrame = (kind: number, subject: number, body: Reader) => void

/** Cuts a stream of bytes into frames, trusting nothing. */
export class FrameDecoder {
  /** The longest frame that is taken. */
  maxBytes = MAX_FRAME_BYTES
  readonly #onFrame: OnFrame
  readonly #reader = new Reader(Buffer.alloc(0))
  /** The beginning of a frame whose rest has not come. */
  #held: Buffer[] = []
  #heldBytes = 0
  #neededBytes = 0

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  /** @throws RangeError when these cannot be frames, and whatever the receiver throws */
  push(bytes: Buffer): void {
    let chunk = bytes
    if (this.#heldBytes > 0) {
      this.#held.push(bytes)
      this.#heldBytes += bytes.length
      if (this.#heldBytes < this.#neededBytes) return
      chunk = Buffer.concat(this.#held, this.#heldBytes)
      this.#held = []
      this.#heldBytes = 0
    }
    const at = this.#take(chunk)
    if (at === chunk.length) return
    this.#held.push(chunk.subarray(at))
    this.#heldBytes = chunk.length - at
    this.#neededBytes =
      this.#heldBytes < LENGTH_BYTES
        ? LENGTH_BYTES + HEAD_BYTES
        : LENGTH_BYTES + chunk.readUInt32LE(at)
  }

  /** Gives all whole frames; where the first cut one begins. */
  #take(chunk: Buffer): number {
    let at = 0
    while (chunk.length - at >= LENGTH_BYTES) {
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
