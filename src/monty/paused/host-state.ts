import { dumpFiles } from '../../host/files/of-session.js'
import type { ResolvedHost } from '../host/resolve.js'
import { DEFAULT_LIMITS } from '../../core/limits.js'
import type { HostState } from '../snapshot/state-payload.js'

/**
 * The host state that travels with the state of a run or session.
 *
 * @throws MontyUsageError when an overlay has been written to
 */
export function hostStateOf({ given, environment, limits }: ResolvedHost): HostState {
  const { clock, timeZone } = environment
  const { maxConcurrentCalls } = limits
  return {
    files: dumpFiles(given.files),
    ...(typeof clock === 'number' ? { clockMs: clock } : {}),
    // The engine stores the zone of its own clocks.
    ...(clock === 'host' && timeZone !== undefined ? { timeZone } : {}),
    ...(maxConcurrentCalls === DEFAULT_LIMITS.maxConcurrentCalls
      ? {}
      : // JSON has no infinity.
        { maxConcurrentCalls: maxConcurrentCalls === Infinity ? null : maxConcurrentCalls }),
  }
}
