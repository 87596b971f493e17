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
  /** What came while it was held. */
  #waiting: Buffer[] = []
  #isHeld = false
  /** The beginning of a frame whose length has not come as a whole. */
  #beginning: Buffer | undefined
  /** The memory of a frame whose rest has not come, and how much of it has. */
  #frame: Buffer | undefined
  #filled = 0

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  /** @throws RangeError when these cannot be frames, and whatever the receiver throws */
  push(bytes: Buffer): void {
    if (this.#isHeld) this.#waiting.push(bytes)
    else this.#cut(bytes)
  }

  /** Called by the receiver of a frame: what it was given stays valid, and no other frame is given. */
  hold(): void {
    this.#isHeld = true
  }

  /** Goes on, as {@link push}. */
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
      // Its memory is taken once, and filled as its parts come.
      this.#frame = Buffer.allocUnsafeSlow(LENGTH_BYTES + rest.readUInt32LE(0))
      this.#filled = rest.copy(this.#frame)
    }
  }

  /** Fills the frame that has begun; where in the chunk what comes after begins that is not whole. */
  #fill(begun: Buffer, chunk: Buffer): number {
    const copied = chunk.copy(begun, this.#filled)
    this.#filled += copied
    if (this.#filled < begun.length) return copied
    this.#frame = undefined
    this.#take(begun)
    if (this.#isHeld || copied === chunk.length) return copied
    return copied + this.#take(chunk.subarray(copied))
  }

  /** Gives whole frames, until it is held; where the first begins that was not given. */
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
