import type { CompleteRuntime } from '../resolve-options.js'
import type { RecordChoice } from './options.js'
import { Recorder, type Redaction } from './recorder.js'
import { recordedSettings } from './settings.js'

/** What records a run; `undefined` when nobody wants that. */
export function recorderOf(
  record: RecordChoice | undefined,
  options: CompleteRuntime,
): Recorder | undefined {
  const choice = record ?? options.record
  if (choice === undefined || choice === false) return undefined
  const bounds = { maxBytes: options.budgets.recordingBytes }
  return new Recorder(recordedSettings(options), redactionOf(record, options), bounds)
}

/** What goes on recording a run that was paused; `undefined` when it was not recorded, or need not be any more. */
export function resumedRecorder(
  record: RecordChoice | undefined,
  kept: string | undefined,
  options: CompleteRuntime,
): Recorder | undefined {
  if (kept === undefined || record === false) return undefined
  const bounds = { maxBytes: options.budgets.recordingBytes }
  return Recorder.restore(kept, recordedSettings(options), redactionOf(record, options), bounds)
}

/** What an execution says goes before what its runtime does. */
function redactionOf(
  record: RecordChoice | undefined,
  options: CompleteRuntime,
): Redaction | undefined {
  const isOwn = typeof record === 'object'
  const choice = isOwn ? record : options.record
  // What is no such option is told in the outcome.
  const redact = typeof choice === 'object' ? choice?.redact : undefined
  return redact === undefined ? undefined : { redact, isOwn }
}
