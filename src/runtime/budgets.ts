import { checkNames } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import type { Budgets } from './options.js'

const KIB = 1_024
/** Default budgets of model answers and stored records. */
export const DEFAULT_BUDGETS = {
  resultBytes: 32 * KIB,
  stdoutBytes: 16 * KIB,
  errorBytes: 8 * KIB,
  recordBytes: 32 * 1024 * KIB,
  recordingBytes: 64 * 1024 * KIB,
  declarationTokens: 4_000,
}

/** Checks budgets, and fills in the defaults. */
export function resolveBudgets(budgets: Budgets = {}): Required<Budgets> {
  checkNames(budgets, new Set(Object.keys(DEFAULT_BUDGETS)), 'budgets')
  const complete = { ...DEFAULT_BUDGETS, ...budgets }
  for (const [name, bytes] of Object.entries(complete)) {
    if (!Number.isSafeInteger(bytes) || bytes < 0) {
      throw new MontyUsageError(
        `budgets.${name} must be a whole number of ${name.endsWith('Bytes') ? 'bytes' : 'tokens'}`,
      )
    }
  }
  return complete
}
