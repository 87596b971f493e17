import type { NestedPart, NestedCall, PauseRecord } from '../paused/record.js'
import { CallSuspended } from '../../core/drive/supervise.js'
import type { SubOutcome } from '../../host/context.js'

/** The end of a nested run; with a record if it is paused. */
export interface NestedEnd {
  readonly outcome: SubOutcome
  readonly record: PauseRecord | undefined
}

/**
 * The nested runs of one call. After a pause the tool is executed again, but nested runs that ended are not
 * repeated.
 */
export class NestedRuns {
  readonly input: Record<string, unknown> | undefined
  readonly #known: readonly NestedPart[]
  readonly #parts: NestedPart[] = []
  readonly #open: Array<Promise<unknown>> = []
  #count = 0
  #isPaused = false

  constructor(input: Record<string, unknown> | undefined, known: readonly NestedPart[] = []) {
    this.input = input
    this.#known = known
  }

  /** Runs code, or returns its known outcome. `begin` starts the code, or resumes it from a record. */
  async run(
    code: string,
    begin: (from: PauseRecord | undefined) => Promise<NestedEnd>,
  ): Promise<SubOutcome> {
    const at = this.#count++
    const known = this.#known[at]?.code === code ? this.#known[at] : undefined
    if (known !== undefined && 'outcome' in known) {
      this.#parts[at] = known
      return known.outcome
    }
    const running = begin(known?.record)
    this.#open.push(running.catch(() => {}))
    const { outcome, record } = await running
    this.#parts[at] = record === undefined ? { code, outcome } : { code, record }
    if (record === undefined) return outcome
    this.#isPaused = true
    throw new CallSuspended('Python in it waits for an approval')
  }

  /** The outcome of the call. Suspends the call if any nested run is paused, whatever its tool returned. */
  async end(outcome: Promise<unknown>): Promise<unknown> {
    await outcome.catch(() => {})
    // A tool may have begun runs that it did not await.
    await Promise.all(this.#open)
    if (this.#isPaused) throw new CallSuspended('Python in it waits for an approval')
    return outcome
  }

  /** The record of a suspended call. */
  kept(callId: number): NestedCall {
    return { callId, input: this.input, parts: [...this.#parts] }
  }
}
