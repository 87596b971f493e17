import { Writer } from './writer.js'

/** Longer byte strings are referenced instead of copied. */
const LONG_BYTES = 64 * 1024

/** Writes a message as a list of pieces. */
export class PieceWriter extends Writer {
  readonly #long: Array<{ readonly at: number; readonly bytes: Uint8Array }> = []
  #longBytes = 0

  override raw(bytes: Uint8Array): void {
    if (bytes.length < LONG_BYTES) return super.raw(bytes)
    this.#long.push({ at: this.length, bytes })
    this.#longBytes += bytes.length
    this.check(this.length)
  }

  protected override check(needed: number): void {
    super.check(needed + this.#longBytes)
  }

  get pieces(): Uint8Array[] {
    const pieces: Uint8Array[] = []
    let from = 0
    for (const { at, bytes } of this.#long) {
      pieces.push(this.buffer.subarray(from, at), bytes)
      from = at
    }
    return [...pieces, this.buffer.subarray(from, this.length)]
  }
}
