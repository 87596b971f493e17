import { dumpFiles } from '../../host/files/of-session.js'
import type { Host } from '../drive/host.js'
import type { StateExtras } from '../snapshot/state-payload.js'

/**
 * What travels with the state of a run or session.
 *
 * @throws MontyUsageError when an overlay has been written to
 */
export function extrasOf({ given, environment }: Host): StateExtras {
  const { clock, timeZone } = environment
  return {
    files: dumpFiles(given.files),
    ...(typeof clock === 'number' ? { clockMs: clock } : {}),
    // The engine keeps the zone of its own clocks.
    ...(clock === 'host' && timeZone !== undefined ? { timeZone } : {}),
  }
}
