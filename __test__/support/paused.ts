import {
  FunctionSnapshot,
  FutureSnapshot,
  MontyComplete,
  type MontyProgress,
  NameLookupSnapshot,
  OsSnapshot,
} from 'monty-node'

type ProgressClass<T> = abstract new (...args: never[]) => T

function expectProgress<T>(progress: unknown, type: ProgressClass<T>): T {
  if (progress instanceof type) return progress
  throw new Error(`the run is at ${(progress as object).constructor.name}, not ${type.name}`)
}

/** The pause or the end that a run came to, which must be of the kind asked for. */
export const atFunction = (progress: MontyProgress): FunctionSnapshot =>
  expectProgress(progress, FunctionSnapshot)
export const atOs = (progress: MontyProgress): OsSnapshot => expectProgress(progress, OsSnapshot)
export const atName = (progress: MontyProgress): NameLookupSnapshot =>
  expectProgress(progress, NameLookupSnapshot)
export const atFutures = (progress: MontyProgress): FutureSnapshot =>
  expectProgress(progress, FutureSnapshot)
export const atEnd = (progress: MontyProgress): MontyComplete =>
  expectProgress(progress, MontyComplete)
