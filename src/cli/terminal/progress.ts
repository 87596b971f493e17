import { colorsFor } from './colors.js'
import { plainText } from './plain-text.js'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
/** Shorter operations show no progress. */
const DELAY_MS = 500
const PERIOD_MS = 100

/** A temporary progress line at the bottom of a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream
  readonly #text: () => string | undefined
  #began = performance.now()
  /** The time since which the line is paused for a question. */
  #pausedAt: number | undefined
  readonly #timer: NodeJS.Timeout | undefined
  #frame = 0
  #isShown = false

  /** `text` returns the text to show, if any; without a terminal nothing is shown. */
  constructor(text: () => string | undefined, stream: NodeJS.WriteStream = process.stderr) {
    this.#text = text
    this.#stream = stream
    if (!stream.isTTY || process.env['TERM'] === 'dumb') return
    this.#timer = setInterval(() => this.#show(), PERIOD_MS)
    this.#timer.unref()
  }

  /** Hides the line until its next update, so that other text can be written. */
  hide(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.#stream.write('\r\u001B[K')
  }

  /** Hides the line until {@link resume}; the time until then does not count. */
  pause(): void {
    this.hide()
    this.#pausedAt = performance.now()
  }

  /** Shows the line again. */
  resume(): void {
    if (this.#pausedAt !== undefined) this.#began += performance.now() - this.#pausedAt
    this.#pausedAt = undefined
  }

  /** Hides the line permanently. */
  stop(): void {
    clearInterval(this.#timer)
    this.hide()
  }

  #show(): void {
    const ms = performance.now() - this.#began
    if (this.#pausedAt !== undefined || ms < DELAY_MS) return
    const more = this.#text()
    if (more === undefined) return
    const frame = FRAMES[this.#frame++ % FRAMES.length]!
    const text = plainText(`${frame} ${(ms / 1_000).toFixed(1)} s${more}`)
    const width = this.#stream.columns || 80
    this.#stream.write(`\r\u001B[K${colorsFor(this.#stream).dim(text.slice(0, width - 1))}`)
    this.#isShown = true
  }
}
