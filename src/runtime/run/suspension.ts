import { advanceAsync } from '../../core/drive/advance-async.js'
import type { Execution } from '../../core/drive/backend.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import type { Event } from '../../core/engine/event.js'
import { describe } from '../../core/engine/message.js'

/** Where a paused execution stands. */
export function eventAtPause(execution: Execution, host: ResolvedHost): Promise<Event> {
  return advanceAsync(execution.channel(host.decode, true), describe, host)
}

/** The state of a paused execution, wherever it is. */
export async function dumpPaused(execution: Execution, host: ResolvedHost): Promise<Buffer> {
  // The state of an execution elsewhere comes with the event that tells where it stands.
  if (execution.startKeeping()) await eventAtPause(execution, host)
  return execution.dump()
}
