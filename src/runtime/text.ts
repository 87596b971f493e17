/** Cuts a text to `maxBytes` of UTF-8, between characters, and adds a marker. */
export function cutText(text: string, maxBytes: number): string {
  // No text has more bytes than three times its length.
  if (text.length * 3 <= maxBytes) return text
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxBytes) return text
  const kept = firstBytes(text, maxBytes)
  return kept + marker(bytes - Buffer.byteLength(kept))
}

/** The marker of a cut. */
function marker(bytes: number): string {
  return `\n[... ${bytes} bytes cut]`
}

/** The beginning of a text that fits, ending between characters. */
export function firstBytes(text: string, maxBytes: number): string {
  const buffer = Buffer.from(text.slice(0, maxBytes + 1))
  let end = Math.min(maxBytes, buffer.length)
  // A continuation byte at the cut belongs to the character before it.
  while (end > 0 && end < buffer.length && (buffer[end]! & 0xc0) === 0x80) end--
  return buffer.toString('utf8', 0, end)
}

/** Output so far: the shown text, the number of bytes cut, and the cut text if it is kept. */
export interface OutputState {
  readonly text: string
  readonly cut: number
  readonly rest?: string
}

/** Collects output up to a budget and counts the rest. */
export class OutputBudget {
  readonly #maxBytes: number
  #text = ''
  #bytes = 0
  #cut = 0
  /** The cut text, if it is kept. */
  #rest: string[] | undefined

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
    this.#rest?.push(text.slice(kept.length))
  }

  /** Keeps cut text from now on. */
  keepAll(): void {
    this.#rest ??= []
  }

  /** The whole output; `undefined` when nothing was cut, or the cut text was not kept. */
  get whole(): string | undefined {
    if (this.#cut === 0 || this.#rest === undefined) return undefined
    const rest = this.#rest.join('')
    return Buffer.byteLength(rest) < this.#cut ? undefined : this.#text + rest
  }

  toString(): string {
    return this.#cut === 0 ? this.#text : this.#text + marker(this.#cut)
  }

  /** The state for a pause record. */
  get state(): OutputState {
    const rest = this.#rest?.join('') ?? ''
    return { text: this.#text, cut: this.#cut, ...(rest === '' ? {} : { rest }) }
  }

  static restore(maxBytes: number, state: OutputState): OutputBudget {
    const budget = new OutputBudget(maxBytes, state.text)
    budget.#cut += state.cut
    if (state.rest !== undefined) budget.#rest = [state.rest]
    return budget
  }
}
