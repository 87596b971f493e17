import { colorsFor } from './colors.js'
import { plainText } from './plain-text.js'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
/** What is quicker than that shows nothing. */
const DELAY_MS = 500
const PERIOD_MS = 100

/** One line at the bottom of a terminal that tells how far something is. It is gone afterwards. */
export class Progress {
  readonly #stream: NodeJS.WriteStream
  readonly #text: () => string | undefined
  #began = performance.now()
  /** Since when the line stays away, as somebody is asked something. */
  #pausedAt: number | undefined
  readonly #timer: NodeJS.Timeout | undefined
  #frame = 0
  #isShown = false

  /** `text` is asked for what to show, if anything; nothing is shown where the stream is no terminal. */
  constructor(text: () => string | undefined, stream: NodeJS.WriteStream = process.stderr) {
    this.#text = text
    this.#stream = stream
    if (!stream.isTTY || process.env['TERM'] === 'dumb') return
    this.#timer = setInterval(() => this.#show(), PERIOD_MS)
    this.#timer.unref()
  }

  /** Takes the line away, for something else to be written. It comes back by itself. */
  hide(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.#stream.write('\r\u001B[K')
  }

  /** Takes the line away until {@link goOn}: the time until then counts for nothing. */
  pause(): void {
    this.hide()
    this.#pausedAt = performance.now()
  }

  /** Shows the line again. */
  goOn(): void {
    if (this.#pausedAt !== undefined) this.#began += performance.now() - this.#pausedAt
    this.#pausedAt = undefined
  }

  /** Takes the line away for good. */
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
