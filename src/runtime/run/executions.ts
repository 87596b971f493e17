import { onAbort } from '../../core/drive/abort-signal.js'
import { isSignal } from '../../core/drive/cancellation.js'
import type { EventLog } from '../observe/events.js'
import { positionsOf } from '../paused/decisions.js'
import { Execution } from './execution.js'
import type { Outcome } from '../../host/outcome.js'
import type { Recorder } from '../recording/recorder.js'
import { isOwn } from '../tenants/owner.js'
import { Stopper } from './stopper.js'

/** Optional behaviour of an execution. */
interface Launching {
  /** Called and awaited when the run has ended. */
  readonly keep?: ((outcome: Outcome) => Promise<void> | undefined) | undefined
  /** The recorder of the run, when the run has ended. */
  readonly recorderOf?: () => Recorder | undefined
  /** The tenant of the run, as far as it is known. */
  readonly tenantOf?: () => string | undefined
}

const noTenant = (): undefined => undefined

/** The executions of a runtime that are in progress. */
export class Executions {
  /** Running executions, with their tenants. */
  readonly #running = new Map<Execution, () => string | undefined>()

  /** Starts an execution, and emits the events of its end. */
  launch(
    runId: string,
    log: EventLog,
    given: AbortSignal | undefined,
    conduct: (stopSignal: AbortSignal) => Promise<Outcome>,
    { keep, recorderOf, tenantOf = noTenant }: Launching = {},
  ): Execution {
    const stopper = new Stopper()
    // An invalid signal is reported in the outcome.
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
    this.#running.set(execution, tenantOf)
    return execution
  }

  /** A running execution of this runtime, if `asking` may access it. */
  find(runId: string, asking: string | undefined): Execution | undefined {
    for (const [execution, tenantOf] of this.#running) {
      if (execution.runId === runId && isOwn(tenantOf(), asking)) return execution
    }
    return undefined
  }

  /** Cancels all running executions, and waits until they have ended. */
  async cancelAll(reason: Error): Promise<void> {
    const running = [...this.#running.keys()]
    for (const execution of running) execution.cancel(reason)
    await Promise.all(running.map(({ outcome }) => outcome))
  }
}
