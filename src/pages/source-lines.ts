import type { SourceRange } from '../core/contract/host-call.js'

/** A place in a source: lines and columns start at 1, columns are counted in code points. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  /** Exclusive. */
  readonly endColumn: number
}

/** A source as lines, to locate ranges given in bytes of UTF-8. */
export class SourceLines {
  readonly lines: readonly string[]
  /** The start of each line, in bytes. */
  readonly #starts: readonly number[]

  constructor(source: string) {
    this.lines = source.split('\n')
    let at = 0
    this.#starts = this.lines.map((line) => {
      const start = at
      at += Buffer.byteLength(line) + 1
      return start
    })
  }

  /** The place of a range. Positions beyond the source are at its end. */
  placeOf({ start, end }: Pick<SourceRange, 'start' | 'end'>): Place {
    const from = this.#pointOf(start)
    const to = this.#pointOf(Math.max(start, end))
    return { ...from, endLine: to.line, endColumn: to.column }
  }

  #pointOf(byte: number): { line: number; column: number } {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.#starts[middle]! <= byte) low = middle
      else high = middle - 1
    }
    const before = Buffer.from(this.lines[low]!).subarray(0, Math.max(0, byte - this.#starts[low]!))
    return { line: low + 1, column: Array.from(before.toString()).length + 1 }
  }
}
