import type { AnyExecution } from '../core/drive/execution.js'
import { LocalExecution } from '../core/engine/local.js'
import { MontyUsageError } from '../core/errors.js'
import type { Rest } from '../monty/paused/index.js'
import { RemoteExecution } from './execution.js'
import { completeIsolation } from '../monty/isolation.js'
import { openDump } from './open.js'
import { crewOf } from './pool.js'

/** Takes a paused run to where it is to be driven on; without a wish it stays where it is. */
export function moveTo(isolation: unknown, rest: Rest): AnyExecution {
  const { execution, scriptName, session } = rest
  const pool = completeIsolation(isolation)
  const isHere =
    isolation === undefined ||
    (execution instanceof RemoteExecution
      ? pool !== undefined && execution.isIn(crewOf(pool))
      : pool === undefined)
  if (isHere) {
    if (execution instanceof RemoteExecution) execution.stopKeeping()
    return execution
  }
  if (session !== undefined) {
    throw new MontyUsageError('isolation was set when the session began and cannot change')
  }
  const bytes = execution.dump(scriptName)
  execution.dispose()
  return pool === undefined
    ? LocalExecution.load(bytes)
    : openDump(pool, bytes, { scriptName, isSession: false, isKept: false })
}
