import type { RunEvent } from './run-event.js'

/**
 * Budget of the values kept of a run, in the calls of its outcome and in the events for readers. Nested runs in
 * its tools share the budget.
 */
export class RecordBudget {
  readonly #maxBytes: number
  #argumentBytes = 0
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Whether a call's arguments, of `kib` KiB, are kept. */
  keepsArguments(kib: number): boolean {
    if (kib === 0) return true
    this.#argumentBytes += kib * 1024
    return this.#argumentBytes <= this.#maxBytes
  }

  /** Counts bytes that crossed between Python and the host. */
  count(bytes: number): void {
    this.#bytes += bytes
  }

  /** Approximate size of the values, in bytes, the result included. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether the budget is spent: values and output are left out from now on. */
  get isSpent(): boolean {
    return this.#bytes > this.#maxBytes
  }
}

/** Message that replaces an error's own. */
const LEFT_OUT = 'left out, as budgets.recordBytes was spent'

/** An event without its values, for when the budget is spent. */
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
      // The caller keeps the run's whole outcome with its promise.
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

/** Whether a child event is a run event, from Python inside a tool, rather than a tool's own data. */
function isRunEvent(event: unknown): event is RunEvent {
  return (
    typeof event === 'object' &&
    event !== null &&
    'runId' in event &&
    KINDS.has((event as { type?: unknown }).type)
  )
}
