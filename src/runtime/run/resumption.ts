import type { Resumption } from '../../core/drive/supervise.js'
import type { CallEvent } from '../../core/engine/event.js'
import { type Decided, isDecidedIn, isUnknown, pausedIn, undecided } from '../paused/decisions.js'
import type { PauseRecord } from '../paused/record.js'
import type { Run } from './run.js'

/** What happens to each call that waited. */
export function resumptionOf(
  record: PauseRecord,
  decided: Decided,
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
    const isInside = pausedIn(call, record).length > 0
    const decision = decided.get(record)?.get(call.callId)
    const goesOn = isInside ? isDecidedIn(call, record, decided) : decision !== undefined
    // Decided without knowing that somebody may have made the call since.
    const isNewlyUnknown =
      goesOn && (isInside || decision?.action === 'approve') && isUncertain(call)
    if (!goesOn || isNewlyUnknown) hold(call, isNewlyUnknown || isUnknown(call, record))
    else start.push(call)
  }
  for (const call of record.queued) {
    if (call.kind === 'function' && isUncertain(call)) hold(call, true)
    else start.push(call)
  }
  start.push(...record.running.filter(({ kind }) => kind === 'os'))
  return { start, held, settled: record.settled }
}
