import type { Execution, Outcome } from '../../index.js'

/** The outcome of a run, and whether Ctrl-C ended it. */
interface Ended {
  readonly outcome: Outcome
  readonly isInterrupted: boolean
}

/**
 * Waits for a run. Ctrl-C ends it; a second Ctrl-C ends this process immediately, as by default.
 */
export async function interruptible(execution: Execution): Promise<Ended> {
  let isInterrupted = false
  const interrupt = (): void => {
    isInterrupted = true
    execution.cancel(new Error('interrupted by Ctrl-C'))
  }
  process.once('SIGINT', interrupt)
  try {
    return { outcome: await execution.outcome, isInterrupted }
  } finally {
    process.off('SIGINT', interrupt)
  }
}
