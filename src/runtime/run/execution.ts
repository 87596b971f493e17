import { MontyUsageError } from '../../core/errors.js'
import { EventLog, type RunEvent } from '../observe/events.js'
import { RecordBudget } from '../observe/records.js'
import type { Outcome } from '../../host/outcome.js'
import type { Recorder } from '../recording/recorder.js'
import type { Recording } from '../recording/recording.js'
import { Stopper } from './stopper.js'

/**
 * A run in progress.
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
  /** Events of the run, from its start, for any number of readers. Ends with the run. */
  readonly events: AsyncIterable<RunEvent>
  /** The outcome. Never rejects. */
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
   * The recording of the run, for `replay()`, when the run has ended. For a resumed run, it includes the parts before
   * its pauses.
   *
   * @throws MontyUsageError when the run was not recorded, the recording would be longer than `budgets.recordingBytes`, or
   * its `redact` function was not passed again; any error of a `redact` function
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
   * The events so far.
   *
   * @internal
   */
  static eventsOf(execution: Execution): readonly RunEvent[] {
    return execution.#log.all
  }

  /**
   * Approximate size of the events and the outcome, in bytes.
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

  /** Aborts the run. Has no effect after its end. */
  cancel(reason?: unknown): void {
    this.#stopper.abort(reason)
  }
}

/** The error for a run without a recording. */
export const notRecorded = (): MontyUsageError =>
  new MontyUsageError('the run was not recorded: execute it with { record: true }')

/** The execution of a run that has ended. */
export function endedExecution(outcome: Outcome): Execution {
  const log = new EventLog(new RecordBudget(Infinity))
  log.push({ type: 'done', runId: outcome.runId, outcome })
  log.close()
  return new Execution(outcome.runId, log, new Stopper(), Promise.resolve(outcome))
}
