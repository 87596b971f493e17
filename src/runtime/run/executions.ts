import { onAbort } from '../../core/drive/abort-signal.js'
import { isSignal } from '../../core/drive/cancellation.js'
import type { EventLog } from '../observe/events.js'
import { positionsOf } from '../paused/decisions.js'
import { Execution } from './execution.js'
import type { Outcome } from '../../host/outcome.js'
import { Stopper } from './stopper.js'

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
    const abort = (): void => stopper.abort(signal?.reason)
    if (signal?.aborted) abort()
    const ignoreSignal = signal && !signal.aborted ? onAbort(signal, abort) : undefined
    const outcome = conduct(stopper.signal).then((settled) => {
      ignoreSignal?.()
      this.#running.delete(execution)
      if (settled.status === 'paused') {
        const { pending, token } = settled
        log.push({ type: 'paused', runId, pending, positions: positionsOf(pending), token })
      }
      log.push({ type: 'done', runId, outcome: settled })
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
