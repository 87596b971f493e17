import type { RunEvent } from './run-event.js'

/**
 * How much of what crossed between Python and its host is kept for whoever asks later: in the calls of an
 * outcome, and in the events for readers. Python inside of a run's tools has the same budget as the run.
 */
export class RecordBudget {
  readonly #maxBytes: number
  #argumentBytes = 0
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Whether a call's arguments, of so many KiB, are kept. */
  keepsArguments(kib: number): boolean {
    if (kib === 0) return true
    this.#argumentBytes += kib * 1024
    return this.#argumentBytes <= this.#maxBytes
  }

  /** Counts what crossed. */
  count(bytes: number): void {
    this.#bytes += bytes
  }

  /** About how many bytes are kept of it, the result included. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether values and output are kept from now on. */
  get isSpent(): boolean {
    return this.#bytes > this.#maxBytes
  }
}

/** The message in the place of an error's own. */
const LEFT_OUT = 'left out, as budgets.recordBytes was spent'

/** An event without the values in it, for when there is no more room for them. */
export function withoutValues(event: RunEvent): RunEvent {
  switch (event.type) {
    case 'call':
      return { ...event, args: [], kwargs: {}, omitted: true }
    case 'result':
      return { ...event, value: undefined, omitted: true }
    case 'stdout':
      return { ...event, text: '', omitted: true }
    case 'child':
      return isRunEvent(event.event) ? { ...event, event: withoutValues(event.event) } : event
    case 'done': {
      const { outcome } = event
      // The run's own outcome is kept by whoever has its promise.
      return outcome.status === 'ok'
        ? { ...event, outcome: { ...outcome, value: undefined } }
        : event
    }
    case 'error':
      return { ...event, error: new Error(LEFT_OUT), omitted: true }
    case 'start':
    case 'progress':
    case 'paused':
      return event
  }
}

const KINDS: ReadonlySet<unknown> = new Set(['call', 'result', 'error', 'stdout', 'child', 'done'])

/** Events of executions inside of tools come through as they are; what else a tool tells is its own. */
function isRunEvent(event: unknown): event is RunEvent {
  return (
    typeof event === 'object' &&
    event !== null &&
    'runId' in event &&
    KINDS.has((event as { type?: unknown }).type)
  )
}
