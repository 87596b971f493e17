import stringWidth from 'string-width'
import type { Draft } from './edit.js'

/** Prompts and colors of a draft. */
export interface Look {
  /** Prompt of the first line. */
  readonly prompt: string
  /** Prompt of the other lines, of the same width. */
  readonly more: string
  /** Colors the text, without changing its lines. */
  readonly paint: (text: string) => string
}

interface Position {
  readonly row: number
  readonly column: number
}

/** Draws a draft on a terminal, over as many rows as necessary, and redraws it. */
export class Screen {
  readonly #output: NodeJS.WriteStream
  /** The row of the cursor, from the first row of the draft. */
  #row = 0
  #rows = 0

  constructor(output: NodeJS.WriteStream) {
    this.#output = output
  }

  get columns(): number {
    return this.#output.columns || 80
  }

  /** Draws a draft in place of the previous one. */
  draw(draft: Draft, look: Look): void {
    const { text, cursor } = draft
    const painted = look.paint(text).replaceAll('\n', `\r\n${look.more}`)
    const margin = stringWidth(look.prompt)
    const end = positionOf(text, margin, this.columns)
    const at = positionOf(text.slice(0, cursor), margin, this.columns)
    // At the right edge the cursor would stay on the full row.
    const edge = end.column === 0 && text !== '' && !text.endsWith('\n') ? ' \r' : ''
    const back = end.row === at.row ? '' : `\u001B[${end.row - at.row}A`
    this.#output.write(
      `${this.#toStart()}\u001B[J${look.prompt}${painted}${edge}${back}\r${toColumn(at.column)}`,
    )
    this.#row = at.row
    this.#rows = end.row
  }

  /** Moves the cursor below the draft. */
  leave(): void {
    const down = this.#rows - this.#row
    this.#output.write(`${down > 0 ? `\u001B[${down}B` : ''}\r\n`)
    this.#row = 0
    this.#rows = 0
  }

  /** Writes below the draft, which must be redrawn then. */
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

/** The position of the cursor after a text whose lines begin at a margin. */
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
