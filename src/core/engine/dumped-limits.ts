import { binding } from '../binding.js'
import { MontySnapshotError } from '../errors.js'
import { ENGINE_LIMITS, type EngineLimits } from '../limits.js'

/**
 * The limits stored in an execution's dump.
 *
 * @throws MontySnapshotError
 */
export function dumpedLimits(bytes: Uint8Array): EngineLimits {
  try {
    const values = binding().dumpedLimits(bytes)
    return Object.fromEntries(
      ENGINE_LIMITS.map((name, position) => [name, values[position]!]),
    ) as EngineLimits
  } catch (error) {
    throw new MontySnapshotError('format', (error as Error).message, error)
  }
}
