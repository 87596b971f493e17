import type { Outcome } from '../../host/outcome.js'
import type { OutputFolder } from '../files/outputs.js'
import { endedRunOf } from '../ledger/ledgers.js'

/** Keeps a part of an outcome in the run's output folder, if there is one; later requests return the same result. */
export function keptOnce<T>(
  outcome: Outcome,
  part: string,
  keep: (folder: OutputFolder) => T,
): T | undefined {
  const ended = endedRunOf(outcome)
  const folder = ended?.output.folder
  if (ended === undefined || folder === undefined) return undefined
  const known = (ended.kept ??= new Map<string, unknown>())
  if (!known.has(part)) known.set(part, keep(folder))
  return known.get(part) as T
}
