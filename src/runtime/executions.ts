import { isSignal } from '../core/drive/ending.js'
import type { EventLog, RunEvent } from './events.js'
import { Execution } from './execution.js'
import type { Outcome } from './outcome.js'
import { Stopper } from './stopper.js'
import { isError } from '../core/realm.js'

/** The executions of a runtime that are on their way. */
export class Executions {
  readonly #running = new Set<Execution>()

  /** Begins one, and tells of its end. */
  launch(
    runId: string,
    log: EventLog,
    given: AbortSignal | undefined,
    conduct: (ending: AbortSignal) => Promise<Outcome>,
  ): Execution {
    const stopper = new Stopper()
    // What is no signal is told in the outcome.
    const signal = isSignal(given) ? given : undefined
    const onAbort = (): void => stopper.abort(signal?.reason)
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    const outcome = conduct(stopper.signal).then((settled) => {
      signal?.removeEventListener('abort', onAbort)
      this.#running.delete(execution)
      if (settled.status === 'paused') {
        const { pending, token } = settled
        tellOfEnd(log, { type: 'paused', runId, pending, token })
      }
      tellOfEnd(log, { type: 'done', runId, outcome: settled })
      log.close()
      return settled
    })
    const execution = new Execution(runId, log, stopper, outcome)
    this.#running.add(execution)
    return execution
  }

  /** Cancels what is running, and waits for its end. */
  async cancelAll(reason: Error): Promise<void> {
    const running = [...this.#running]
    for (const execution of running) execution.cancel(reason)
    await Promise.all(running.map(({ outcome }) => outcome))
  }
}

/** What came of a run is no longer up to its listeners: an error of theirs is a warning. */
function tellOfEnd(log: EventLog, event: RunEvent): void {
  try {
    log.push(event)
  } catch (error) {
    process.emitWarning(isError(error) ? error : String(error))
  }
}
