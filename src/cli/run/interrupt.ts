import type { Execution, Outcome } from '../../index.js'

/** Waits for a run. Ctrl-C ends it; a second Ctrl-C ends this process at once, as if nobody listened. */
export async function interruptible(execution: Execution): Promise<Outcome> {
  const interrupt = (): void => execution.cancel(new Error('interrupted by Ctrl-C'))
  process.once('SIGINT', interrupt)
  try {
    return await execution.outcome
  } finally {
    process.off('SIGINT', interrupt)
  }
}
