import type { Execution, Outcome } from '../../index.js'

/** How a run that was waited for ended, and whether it was ended from here. */
interface Awaited {
  readonly outcome: Outcome
  readonly isInterrupted: boolean
}

/** Waits for a run. Ctrl-C ends it; a second Ctrl-C ends this process at once, as if nobody listened. */
export async function interruptible(execution: Execution): Promise<Awaited> {
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
