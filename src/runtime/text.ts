/** Cuts a text to a number of bytes of UTF-8, between characters, and says so. */
export function cutText(text: string, maxBytes: number): string {
  // No text has more bytes than three times its length.
  if (text.length * 3 <= maxBytes) return text
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxBytes) return text
  const kept = firstBytes(text, maxBytes)
  return kept + marker(bytes - Buffer.byteLength(kept))
}

/** What stands where something was cut. */
function marker(bytes: number): string {
  return `\n[... ${bytes} bytes cut]`
}

/** As much of a text as fits, ending between two characters. */
export function firstBytes(text: string, maxBytes: number): string {
  const buffer = Buffer.from(text.slice(0, maxBytes + 1))
  let end = Math.min(maxBytes, buffer.length)
  // A continuation byte at the cut belongs to the character before it.
  while (end > 0 && end < buffer.length && (buffer[end]! & 0xc0) === 0x80) end--
  return buffer.toString('utf8', 0, end)
}

/** Collects output up to a budget and counts the rest. */
export class OutputBudget {
  readonly #maxBytes: number
  #text = ''
  #bytes = 0
  #cut = 0

  constructor(maxBytes: number, text = '') {
    this.#maxBytes = maxBytes
    this.add(text)
  }

  add(text: string): void {
    const bytes = Buffer.byteLength(text)
    const room = this.#maxBytes - this.#bytes
    if (this.#cut === 0 && bytes <= room) {
      this.#text += text
      this.#bytes += bytes
      return
    }
    const kept = this.#cut === 0 ? firstBytes(text, room) : ''
    this.#text += kept
    this.#bytes += Buffer.byteLength(kept)
    this.#cut += bytes - Buffer.byteLength(kept)
  }

  toString(): string {
    return this.#cut === 0 ? this.#text : this.#text + marker(this.#cut)
  }

  /** What is kept, for going on later. */
  get state(): { readonly text: string; readonly cut: number } {
    return { text: this.#text, cut: this.#cut }
  }

  static restore(maxBytes: number, state: { text: string; cut: number }): OutputBudget {
    const budget = new OutputBudget(maxBytes, state.text)
    budget.#cut += state.cut
    return budget
  }
}
