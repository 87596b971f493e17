import { MontyUsageError } from '../../core/errors.js'
import type { EventLog, RunEvent } from '../observe/events.js'
import type { Outcome } from '../../host/outcome.js'
import type { Stopper } from './stopper.js'

/**
 * A run on its way.
 *
 * @example
 * ```ts
 * const execution = runtime.execute('print("hello")')
 * for await (const event of execution.events) console.log(event.type)
 * const outcome = await execution.outcome
 * ```
 */
export class Execution {
  readonly runId: string
  /** What happens, from the start, for any number of readers. It ends with the run. */
  readonly events: AsyncIterable<RunEvent>
  /** What it comes to. It never rejects. */
  readonly outcome: Promise<Outcome>
  readonly #stopper: Stopper

  /** @internal */
  constructor(runId: string, events: EventLog, stopper: Stopper, outcome: Promise<Outcome>) {
    this.runId = runId
    this.events = events
    this.outcome = outcome
    this.#stopper = stopper
  }

  /**
   * The value of the last expression.
   *
   * @throws the error of any outcome but `ok`; MontyUsageError when the run is paused
   */
  async value(): Promise<unknown> {
    const outcome = await this.outcome
    switch (outcome.status) {
      case 'ok':
        return outcome.value
      case 'paused':
        throw new MontyUsageError(
          `the run waits for a decision about ${outcome.pending.map(({ name }) => name).join(', ')}: see outcome`,
        )
      default:
        throw outcome.error
    }
  }

  /** Ends the run now. After its end this does nothing. */
  cancel(reason?: unknown): void {
    this.#stopper.abort(reason)
  }
}
