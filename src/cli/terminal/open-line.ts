type StreamName = 'stdout' | 'stderr'

/** Knows whether what a program printed last ended its line, so that what follows has one of its own. */
export class OpenLine {
  #open: StreamName | undefined

  /** A program printed a text. */
  printed(stream: StreamName, text: string): void {
    if (text !== '') this.#open = text.endsWith('\n') ? undefined : stream
  }

  /** Ends the line that is open, where something else is about to be written to a stream and would go on with it. */
  endBefore(stream: StreamName): void {
    if (!this.isOpenAt(stream)) return
    process[this.#open!].write('\n')
    this.#open = undefined
  }

  /** Whether what is written to a stream now would go on with a line. */
  isOpenAt(stream: StreamName): boolean {
    const open = this.#open
    if (open === undefined) return false
    // At a terminal both are shown in one place.
    return open === stream || (process[open].isTTY && process[stream].isTTY)
  }
}
