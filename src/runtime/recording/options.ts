import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import type { Redact } from './redact.js'

/** How a run is recorded. */
export interface RecordOptions {
  /**
   * Takes out of the recording what nobody else should see. It is given every value in the document, outer
   * ones first, and where it stands, such as `answers[3].asked.args[0]`; what it returns takes the value's
   * place, and is looked through in turn. What is replaced by the same everywhere can still be replayed.
   * Default: nothing is taken out.
   */
  redact?: Redact
}

/** Whether and how runs are recorded. */
export type RecordChoice = boolean | RecordOptions

/** Checks how runs are recorded. */
export function checkRecord(record: RecordChoice | undefined, isShared: boolean): void {
  if (record === undefined || typeof record === 'boolean') {
    if (record === true) refuseShared(isShared)
    return
  }
  if (typeof record !== 'object' || record === null) {
    throw new MontyUsageError('record must be true, false or an object, such as { redact }')
  }
  checkNames(record, namesOf<RecordOptions>({ redact: true }), 'record')
  if (record.redact !== undefined && typeof record.redact !== 'function') {
    throw new MontyUsageError('record.redact must be a function')
  }
  refuseShared(isShared)
}

function refuseShared(isShared: boolean): void {
  if (!isShared) return
  throw new MontyUsageError(
    "record is for runtimes with state: 'fresh': what came before is not in it",
  )
}
