import type { PrintCallback } from '../../core/contract/host-call.js'

type Stream = 'stdout' | 'stderr'

/** Passes output on line by line, buffering each stream separately. */
export class LineBuffer {
  readonly #print: PrintCallback
  readonly #begun = new Map<Stream, string>()

  constructor(print: PrintCallback) {
    this.#print = print
  }

  readonly print: PrintCallback = (stream, text) => {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = this.#take(stream) + text.slice(from, end + 1)
      from = end + 1
      this.#print(stream, line)
    }
    if (from < text.length) this.#begun.set(stream, this.#take(stream) + text.slice(from))
  }

  /** Passes on the incomplete lines. */
  readonly flush = (): void => {
    for (const stream of this.#begun.keys()) this.#print(stream, this.#take(stream))
  }

  #take(stream: Stream): string {
    const text = this.#begun.get(stream) ?? ''
    this.#begun.delete(stream)
    return text
  }
}
