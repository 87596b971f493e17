import { onAbort } from '../../core/drive/abort-signal.js'
import { isSignal } from '../../core/drive/cancellation.js'
import type { EventLog } from '../observe/events.js'
import { positionsOf } from '../paused/decisions.js'
import { Execution } from './execution.js'
import type { Outcome } from '../../host/outcome.js'
import type { Recorder } from '../recording/recorder.js'
import { Stopper } from './stopper.js'

/** What else is done with an execution. */
interface Launching {
  /** Is called when all has happened, and awaited. */
  readonly keep?: ((outcome: Outcome) => Promise<void> | undefined) | undefined
  /** What keeps what the run is given, when the run has ended. */
  readonly recorderOf?: () => Recorder | undefined
}

/** The executions of a runtime that are on their way. */
export class Executions {
  readonly #running = new Set<Execution>()

  /** Begins one, and tells of its end. */
  launch(
    runId: string,
    log: EventLog,
    given: AbortSignal | undefined,
    conduct: (ending: AbortSignal) => Promise<Outcome>,
    { keep, recorderOf }: Launching = {},
  ): Execution {
    const stopper = new Stopper()
    // What is no signal is told in the outcome.
    const signal = isSignal(given) ? given : undefined
    const abort = (): void => stopper.abort(signal?.reason)
    if (signal?.aborted) abort()
    const ignoreSignal = signal && !signal.aborted ? onAbort(signal, abort) : undefined
    const outcome = conduct(stopper.signal).then((settled) => {
      ignoreSignal?.()
      if (settled.status === 'paused') {
        const { pending, token } = settled
        log.push({ type: 'paused', runId, pending, positions: positionsOf(pending), token })
      }
      log.push({ type: 'done', runId, outcome: settled })
      log.close()
      const end = (): Outcome => {
        this.#running.delete(execution)
        return settled
      }
      const keeping = keep?.(settled)
      return keeping === undefined ? end() : keeping.then(end)
    })
    const execution = new Execution(runId, log, stopper, outcome, recorderOf)
    this.#running.add(execution)
    return execution
  }

  /** Whether a run is on its way here. */
  isRunning(runId: string): boolean {
    return this.find(runId) !== undefined
  }

  find(runId: string): Execution | undefined {
    return [...this.#running].find((execution) => execution.runId === runId)
  }

  /** Cancels what is running, and waits for its end. */
  async cancelAll(reason: Error): Promise<void> {
    const running = [...this.#running]
    for (const execution of running) execution.cancel(reason)
    await Promise.all(running.map(({ outcome }) => outcome))
  }
}
