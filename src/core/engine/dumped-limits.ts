import { binding } from '../binding.js'
import { MontySnapshotError } from '../errors.js'
import type { CompleteLimits } from '../limits.js'

/**
 * The limits that travel with an execution's dump, as far as its host enforces any.
 *
 * @throws MontySnapshotError
 */
export function dumpedLimits(
  bytes: Uint8Array,
): Pick<
  CompleteLimits,
  | 'maxDurationMs'
  | 'maxMemoryBytes'
  | 'maxHostCalls'
  | 'maxEnvironmentCalls'
  | 'maxOutputBytes'
  | 'maxResultBytes'
> {
  try {
    const [duration, memory, calls, output, result, environment] = binding().dumpedLimits(bytes)
    return {
      maxDurationMs: duration!,
      maxMemoryBytes: memory!,
      maxHostCalls: calls!,
      maxEnvironmentCalls: environment!,
      maxOutputBytes: output!,
      maxResultBytes: result!,
    }
  } catch (error) {
    throw new MontySnapshotError('format', (error as Error).message, error)
  }
}
