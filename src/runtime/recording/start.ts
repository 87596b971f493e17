import type { CompleteRuntime } from '../options.js'
import type { RecordChoice } from './options.js'
import { Recorder } from './recorder.js'
import { recordedSettings } from './settings.js'

/** What records a run; `undefined` when nobody wants that. */
export function recorderOf(
  record: RecordChoice | undefined,
  options: CompleteRuntime,
): Recorder | undefined {
  if (record === undefined || record === false) return undefined
  const redact = typeof record === 'object' ? record?.redact : undefined
  return new Recorder(recordedSettings(options), redact)
}
