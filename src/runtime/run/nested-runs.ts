import type { NestedPart, NestedCall, PauseRecord } from '../paused/record.js'
import { CallSuspended } from '../../core/drive/supervise.js'
import type { SubOutcome } from '../../host/context.js'

/** What an execution inside a call came to; with a record when it waits. */
export interface NestedEnd {
  readonly outcome: SubOutcome
  readonly record: PauseRecord | undefined
}

/** The Python inside one call. After a pause the tool is executed again, and what it ran is not. */
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

  /** `begin` runs the code, or goes on from a record. */
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

  /** What the call comes to when any of it waits, whatever its tool says. */
  async end(outcome: Promise<unknown>): Promise<unknown> {
    await outcome.catch(() => {})
    // A tool may have begun more than it waited for.
    await Promise.all(this.#open)
    if (this.#isPaused) throw new CallSuspended('Python in it waits for an approval')
    return outcome
  }

  /** What is to be kept of a call that waits. */
  kept(callId: number): NestedCall {
    return { callId, input: this.input, parts: [...this.#parts] }
  }
}
