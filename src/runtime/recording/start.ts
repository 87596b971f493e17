import type { CompleteRuntime } from '../resolve-options.js'
import type { RecordChoice } from './options.js'
import { Recorder, type Redaction } from './recorder.js'
import { recordedSettings } from './settings.js'

/** The recorder of a run; `undefined` if it is not recorded. */
export function recorderOf(
  record: RecordChoice | undefined,
  options: CompleteRuntime,
): Recorder | undefined {
  const choice = record ?? options.record
  if (choice === undefined || choice === false) return undefined
  const bounds = { maxBytes: options.budgets.recordingBytes }
  return new Recorder(recordedSettings(options), redactionOf(record, options), bounds)
}

/** The recorder of a resumed run; `undefined` if the run was not recorded, or recording was switched off. */
export function resumedRecorder(
  record: RecordChoice | undefined,
  kept: string | undefined,
  options: CompleteRuntime,
): Recorder | undefined {
  if (kept === undefined || record === false) return undefined
  const bounds = { maxBytes: options.budgets.recordingBytes }
  return Recorder.restore(kept, recordedSettings(options), redactionOf(record, options), bounds)
}

/** The redaction function: the execution's own takes precedence over the runtime's. */
function redactionOf(
  record: RecordChoice | undefined,
  options: CompleteRuntime,
): Redaction | undefined {
  const isOwn = typeof record === 'object'
  const choice = isOwn ? record : options.record
  // Invalid options are reported in the outcome.
  const redact = typeof choice === 'object' ? choice?.redact : undefined
  return redact === undefined ? undefined : { redact, isOwn }
}
