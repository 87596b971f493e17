import { Writer } from './writer.js'

/** Longer byte strings are referenced instead of copied. */
const LONG_BYTES = 64 * 1024
/** What is written is set aside when it is longer, so that no buffer grows and is copied. */
const FULL_BYTES = 1024 * 1024

/** Writes a message as a list of pieces. */
export class PieceWriter extends Writer {
  readonly #pieces: Uint8Array[] = []
  /** Bytes of the pieces. */
  #bytes = 0

  override raw(bytes: Uint8Array): void {
    if (bytes.length < LONG_BYTES) return super.raw(bytes)
    this.#setAside()
    this.#add(bytes)
    this.check(0)
  }

  override flush(): void {
    if (this.length >= FULL_BYTES) this.#setAside()
  }

  #setAside(): void {
    if (this.length > 0) this.#add(this.taken())
  }

  #add(bytes: Uint8Array): void {
    this.#pieces.push(bytes)
    this.#bytes += bytes.length
  }

  protected override check(needed: number): void {
    super.check(needed + this.#bytes)
  }

  get pieces(): Uint8Array[] {
    this.#setAside()
    return this.#pieces
  }
}
