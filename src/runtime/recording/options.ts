import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import type { Redact } from './redact.js'

/** Options of recording. */
export interface RecordOptions {
  /**
   * Removes secrets from the recording. Receives every value in the document, outer ones first, with its
   * path, such as `answers[3].asked.args[0]`; the return value replaces it, and is searched in turn. A recording in
   * which equal values have equal replacements can still be replayed.
   * Default: nothing is removed.
   */
  redact?: Redact
}

/** Whether runs are recorded, or how. */
export type RecordChoice = boolean | RecordOptions

/** Validates the `record` option. */
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
