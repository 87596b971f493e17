// A pause goes on to others of its kind, so paused-run, progress and snapshots import each other: the
// way in is this one, in this order.
export { MontyComplete, progressOf } from './paused/progress.js'
export type { MontyProgress } from './paused/progress.js'
export {
  FunctionSnapshot,
  FutureSnapshot,
  NameLookupSnapshot,
  OsSnapshot,
} from './paused/snapshots.js'
export type { HostObjectRef } from './paused/snapshots.js'
export { PausedRun } from './paused/paused-run.js'
export type { ResumeOptions } from './paused/paused-run.js'
export { loadExecution, splitLoading, withExtras, wrongKind } from './paused/loading.js'
export type { PausedLoadOptions } from './paused/loading.js'
export type { CallAnswer, FutureAnswer, NameAnswer } from './paused/answers.js'
export type { HostError } from './drive/answers.js'
export type { Rest } from './paused/rest.js'
