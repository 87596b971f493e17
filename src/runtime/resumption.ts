import type { Resumption } from '../core/drive/supervise.js'
import type { CallEvent } from '../core/engine/event.js'
import { isUnknown, undecided } from './decisions.js'
import type { Decision } from './outcome.js'
import type { PauseRecord } from './record.js'
import type { Run } from './run.js'

/** What happens to each call that waited. */
export function resumptionOf(
  record: PauseRecord,
  decided: Map<number, Decision>,
  run: Run,
  isUncertain: (call: CallEvent) => boolean,
): Resumption {
  const start: Array<CallEvent> = []
  const held: Array<CallEvent> = []
  const hold = (call: CallEvent, mayHaveBeenMade: boolean): void => {
    held.push(call)
    if (mayHaveBeenMade) run.unknown.add(call.callId)
  }
  for (const call of undecided(record)) {
    const decision = decided.get(call.callId)
    // Decided without knowing that somebody may have made the call since.
    const isNewlyUnknown = decision?.action === 'approve' && isUncertain(call)
    if (decision === undefined || isNewlyUnknown)
      hold(call, isNewlyUnknown || isUnknown(call, record))
    else start.push(call)
  }
  for (const call of record.queued) {
    if (call.kind === 'function' && isUncertain(call)) hold(call, true)
    else start.push(call)
  }
  start.push(...record.running.filter(({ kind }) => kind === 'os'))
  return { start, held, settled: record.settled }
}
