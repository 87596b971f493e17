// paused-run, progress and snapshots import each other, as resuming a pause yields another: import
// them through this file, which loads them in the right order.
export { MontyComplete, progressOf } from './progress.js'
export type { MontyProgress } from './progress.js'
export { FunctionSnapshot, FutureSnapshot, NameLookupSnapshot, OsSnapshot } from './snapshots.js'
export type { HostObjectRef, PausedCall } from './snapshots.js'
export { PausedRun } from './paused-run.js'
export type { PauseKind, ResumeOptions } from './paused-run.js'
export { splitLoading, withExtras, wrongKind } from './loading.js'
export type { PausedLoadOptions } from './loading.js'
export type { CallAnswer, FutureAnswer, NameAnswer, OsAnswer } from './answers.js'
export type { HostError } from '../../core/drive/answers.js'
export type { PausedContext } from './paused-context.js'
