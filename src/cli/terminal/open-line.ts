type StreamName = 'stdout' | 'stderr'

/** Tracks whether the last output ended its line, so that what follows begins a new one. */
export class OpenLine {
  #open: StreamName | undefined

  /** Records output of a program. */
  printed(stream: StreamName, text: string): void {
    if (text !== '') this.#open = text.endsWith('\n') ? undefined : stream
  }

  /** Ends the incomplete line that output to a stream would continue. */
  endBefore(stream: StreamName): void {
    if (!this.isOpenAt(stream)) return
    process[this.#open!].write('\n')
    this.#open = undefined
  }

  /** Whether output to a stream would continue an incomplete line. */
  isOpenAt(stream: StreamName): boolean {
    const open = this.#open
    if (open === undefined) return false
    // On a terminal both streams share their lines.
    return open === stream || (process[open].isTTY && process[stream].isTTY)
  }
}
