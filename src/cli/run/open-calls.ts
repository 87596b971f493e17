import type { RunEvent } from '../../index.js'
import { SourceLines } from '../../pages/source-lines.js'

type CallEvent = Extract<RunEvent, { readonly type: 'call' }>

/** Tracks the calls of a run: their number, and those that have not ended. */
export class OpenCalls {
  #count = 0
  #memory = 0
  readonly #open = new Map<number, CallEvent>()
  #last: CallEvent | undefined

  onEvent(event: RunEvent): void {
    if (event.type === 'call') {
      this.#count++
      this.#last = event
      this.#memory = event.usage.peakMemoryBytes
      this.#open.set(event.callId, event)
    } else if (event.type === 'result' || event.type === 'error') this.#open.delete(event.callId)
  }

  /** Summary for the progress line. */
  summary(): string {
    if (this.#count === 0) return ''
    const names = [...new Set([...this.#open.values()].map(({ name }) => name))]
    const running = names.length === 0 ? '' : `, ${this.#open.size} running: ${names.join(', ')}`
    return ` · ${(this.#memory / 1_048_576).toFixed(1)} MB · ${this.#count} ${this.#count === 1 ? 'call' : 'calls'}${running}`
  }

  /** Whether calls are running. */
  get isWaiting(): boolean {
    return this.#open.size > 0
  }

  /** Formats the calls Python waits for as a traceback; without any, the last call. */
  traceback(code: string, name: string): string {
    const source = new SourceLines(code)
    const { isWaiting } = this
    const shown = isWaiting
      ? [...this.#open.values()]
      : this.#last === undefined
        ? []
        : [this.#last]
    const lines = shown.flatMap((call) => {
      const { line, column, endLine, endColumn } = source.placeOf(call.position)
      const text = source.lines[line - 1] ?? ''
      const indent = text.length - text.trimStart().length
      const width = endLine === line ? Math.max(1, endColumn - column) : 1
      return [
        `  File "${name}", line ${line}, ${isWaiting ? 'waiting for' : 'after'} ${call.name}()`,
        `    ${text.trim()}`,
        `    ${' '.repeat(Math.max(0, column - 1 - indent))}${'~'.repeat(width)}`,
      ]
    })
    return lines.length === 0 ? '' : `Traceback (most recent call last):\n${lines.join('\n')}\n`
  }
}
