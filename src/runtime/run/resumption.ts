import type { Journal } from '../paused/journal.js'
import { inOrder, type Resumption } from '../../core/drive/supervise.js'
import type { CallEvent } from '../../core/engine/event.js'
import { type Decided, isDecidedIn, isUnknown, pausedIn, undecided } from '../paused/decisions.js'
import type { PauseRecord } from '../paused/record.js'
import type { Run } from './run.js'

/** Decides for each pending call whether it starts or stays held on resume. */
export function resumptionOf(
  record: PauseRecord,
  decided: Decided,
  run: Run,
  journal: Journal | undefined,
): Resumption {
  const isUncertain = (call: CallEvent): boolean => journal?.hasBegun(call) === true
  const start: Array<CallEvent> = []
  const held: Array<CallEvent> = []
  const hold = (call: CallEvent, mayHaveBeenMade: boolean): void => {
    held.push(call)
    if (mayHaveBeenMade) run.unknown.add(call.callId)
  }
  // A call without a journal entry was not begun, or may be repeated.
  const isSafe = (call: CallEvent): boolean =>
    record.isJournaled === true && record.running.includes(call) && !isUncertain(call)
  for (const call of undecided(record)) {
    const isInside = pausedIn(call, record).length > 0
    const decision = decided.get(record)?.get(call.callId)
    // An earlier attempt may have made the call, unknown to the host that decides now.
    const isKnown = decision === undefined && !isInside && journal?.knows(call) === true
    const isDecided = isInside ? isDecidedIn(call, record, decided) : decision !== undefined
    const goesOn = isDecided || isKnown || isSafe(call)
    const isAllowed = isInside || decision === undefined || decision.action === 'approve'
    const isNewlyUnknown = isAllowed && isUncertain(call)
    if (!goesOn || isNewlyUnknown) hold(call, isNewlyUnknown || isUnknown(call, record))
    else start.push(call)
  }
  for (const call of record.queued) {
    if (call.kind === 'function' && isUncertain(call)) hold(call, true)
    else start.push(call)
  }
  start.push(...record.running.filter(({ kind }) => kind === 'os'))
  return { start: inOrder(start), held: inOrder(held), settled: record.settled }
}
