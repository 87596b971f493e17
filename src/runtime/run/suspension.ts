import { advanceAsync } from '../../core/drive/advance-async.js'
import type { Execution } from '../../core/drive/backend.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import type { Event } from '../../core/engine/event.js'
import { describe } from '../../core/engine/message.js'

/** The event at which a paused execution is. */
export function eventAtPause(execution: Execution, host: ResolvedHost): Promise<Event> {
  return advanceAsync(execution.channel(host.decode, true), describe, host)
}

/** The dump of a paused execution, local or remote. */
export async function dumpPaused(execution: Execution, host: ResolvedHost): Promise<Buffer> {
  // The state of a remote execution arrives with the event.
  if (execution.startKeeping()) await eventAtPause(execution, host)
  return execution.dump()
}
