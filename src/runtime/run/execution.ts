import { MontyUsageError } from '../../core/errors.js'
import type { EventLog, RunEvent } from '../observe/events.js'
import type { Outcome } from '../../host/outcome.js'
import type { Recorder } from '../recording/recorder.js'
import type { Recording } from '../recording/recording.js'
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
  readonly #recorderOf: () => Recorder | undefined
  readonly #log: EventLog

  /** @internal */
  constructor(
    runId: string,
    events: EventLog,
    stopper: Stopper,
    outcome: Promise<Outcome>,
    recorderOf: () => Recorder | undefined = () => undefined,
  ) {
    this.runId = runId
    this.events = events
    this.#log = events
    this.outcome = outcome
    this.#stopper = stopper
    this.#recorderOf = recorderOf
  }

  /**
   * All that the run was given and did, for `replay()`, when it has ended. Of a run that was paused and
   * resumed it is the whole of it.
   *
   * @throws MontyUsageError when it was not recorded, would be longer than `budgets.recordingBytes`, or secrets were to be taken out of it by a `redact` that
   * was not given again; what a `redact` function throws
   */
  get recording(): Promise<Recording> {
    return this.#recorded()
  }

  /**
   * Whether a run was recorded.
   *
   * @internal
   */
  static isRecorded(execution: Execution): boolean {
    return execution.#recorderOf() !== undefined
  }

  /**
   * About how many bytes it holds: what happened in it, and what came of it.
   *
   * @internal
   */
  static bytesOf(execution: Execution): number {
    return execution.#log.bytes
  }

  async #recorded(): Promise<Recording> {
    const outcome = await this.outcome
    const recorder = this.#recorderOf()
    if (recorder === undefined) {
      throw notRecorded()
    }
    return recorder.recording(this.runId, outcome)
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

/** What somebody hears who asks for what there is not. */
export const notRecorded = (): MontyUsageError =>
  new MontyUsageError('the run was not recorded: execute it with { record: true }')
