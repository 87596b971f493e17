import stringWidth from 'string-width'
import type { Draft } from './edit.js'

/** What a draft is shown with. */
export interface Look {
  /** Before the first line. */
  readonly prompt: string
  /** Before the other lines; as wide. */
  readonly more: string
  /** The text in colors. It must have the same lines. */
  readonly paint: (text: string) => string
}

interface Position {
  readonly row: number
  readonly column: number
}

/** Shows a draft on a terminal, over as many rows as it takes, and again when it has changed. */
export class Screen {
  readonly #output: NodeJS.WriteStream
  /** The row of the cursor, from the first one of the draft. */
  #row = 0
  #rows = 0

  constructor(output: NodeJS.WriteStream) {
    this.#output = output
  }

  get columns(): number {
    return this.#output.columns || 80
  }

  /** Shows a draft where the last one was. */
  draw(draft: Draft, look: Look): void {
    const { text, cursor } = draft
    const painted = look.paint(text).replaceAll('\n', `\r\n${look.more}`)
    const margin = stringWidth(look.prompt)
    const end = positionOf(text, margin, this.columns)
    const at = positionOf(text.slice(0, cursor), margin, this.columns)
    // At the right edge the cursor would stay on the row that is full.
    const edge = end.column === 0 && text !== '' && !text.endsWith('\n') ? ' \r' : ''
    const back = end.row === at.row ? '' : `\u001B[${end.row - at.row}A`
    this.#output.write(
      `${this.#toStart()}\u001B[J${look.prompt}${painted}${edge}${back}\r${toColumn(at.column)}`,
    )
    this.#row = at.row
    this.#rows = end.row
  }

  /** Leaves the draft as it is, and goes on below it. */
  leave(): void {
    const down = this.#rows - this.#row
    this.#output.write(`${down > 0 ? `\u001B[${down}B` : ''}\r\n`)
    this.#row = 0
    this.#rows = 0
  }

  /** Writes below the draft, which has to be drawn anew. */
  writeBelow(text: string): void {
    this.leave()
    this.#output.write(`${text.replaceAll('\n', '\r\n')}\r\n`)
  }

  clear(): void {
    this.#output.write('\u001B[2J\u001B[H')
    this.#row = 0
    this.#rows = 0
  }

  #toStart(): string {
    return this.#row === 0 ? '\r' : `\u001B[${this.#row}A\r`
  }
}

const toColumn = (column: number): string => (column === 0 ? '' : `\u001B[${column}C`)

/** Where the cursor is behind a text whose lines begin at a margin. */
function positionOf(text: string, margin: number, columns: number): Position {
  let row = 0
  let column = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) row++
    const width = margin + stringWidth(line)
    row += Math.floor(width / columns)
    column = width % columns
  }
  return { row, column }
}
