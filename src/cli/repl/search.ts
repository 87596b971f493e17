/** An incremental search backwards through the history. */
export class Search {
  pattern = ''
  readonly #entries: readonly string[]
  #at: number

  constructor(entries: readonly string[]) {
    this.#entries = entries
    this.#at = entries.length
  }

  /** The latest entry that contains the pattern. */
  get found(): string | undefined {
    return this.pattern === '' ? undefined : this.#entries[this.#at]
  }

  extend(text: string): void {
    this.pattern += text
    this.#find(Math.min(this.#at, this.#entries.length - 1))
  }

  shorten(): void {
    this.pattern = this.pattern.slice(0, -1)
    this.#find(this.#entries.length - 1)
  }

  /** Moves to an earlier match. */
  further(): void {
    this.#find(this.#at - 1)
  }

  #find(from: number): void {
    for (let at = from; at >= 0; at--) {
      if (!this.#entries[at]!.includes(this.pattern)) continue
      this.#at = at
      return
    }
  }
}
