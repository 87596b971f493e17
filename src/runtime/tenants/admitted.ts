import { MontyError, MontyUsageError } from '../../core/errors.js'
import type { Run } from '../run/run.js'
import type { RunResult } from '../run/runner.js'
import type { Admits } from './admission.js'

/**
 * Wraps `drive` to wait for the admission of its tenant, and to charge the run's usage. The wrapper rejects with a
 * `MontyQuotaError` when the tenant has exceeded a quota.
 */
export function admitted(
  admission: Admits | undefined,
  { tenant, signal }: { tenant: string | undefined; signal: AbortSignal },
  runOf: () => Run,
  drive: () => Promise<RunResult>,
): () => Promise<RunResult> {
  // Without admission, runs begin in the order of their requests.
  if (admission === undefined && (tenant === undefined || typeof tenant === 'string')) return drive
  return async () => {
    if (tenant !== undefined && typeof tenant !== 'string') {
      throw new MontyUsageError('tenant must be a string')
    }
    const leave = await admission?.enter(tenant ?? '', signal, () => runOf().usedHere)
    try {
      return await drive()
    } catch (error) {
      if (error instanceof MontyError && error.usage !== undefined) runOf().usage = error.usage
      throw error
    } finally {
      await leave?.(runOf().usedHere)
    }
  }
}
