/// <reference types="node" preserve="true" />
export { Monty } from './core/monty.js'
export { MontySession, MontySession as MontyRepl } from './core/session.js'
export type {
  FeedAsyncOptions,
  FeedOptions,
  SessionLoadOptions,
  SessionOptions,
} from './core/session.js'
export { runMontyAsync } from './core/run-async.js'
export {
  FunctionSnapshot,
  FunctionSnapshot as MontySnapshot,
  FutureSnapshot,
  MontyComplete,
  NameLookupSnapshot,
  NameLookupSnapshot as MontyNameLookup,
  OsSnapshot,
  PausedRun,
} from './core/paused.js'
export type {
  CallAnswer,
  FutureAnswer,
  HostError,
  HostObjectRef,
  MontyProgress,
  NameAnswer,
  PausedLoadOptions,
  ResumeOptions,
} from './core/paused.js'
export type { SourceRange } from './core/engine/event.js'
export type { DumpOptions, LoadOptions } from './core/snapshot/envelope.js'
export type { KeyLike } from './core/snapshot/key.js'
export type { ResourceLimits } from './core/limits.js'
export type {
  HostCall,
  HostFunction,
  MontyOptions,
  PrintCallback,
  RunAsyncOptions,
  RunOptions,
  StartAsyncOptions,
  StartOptions,
} from './core/options.js'
export * from './core/values/index.js'
export { MontyPool } from './isolation/pool.js'
export type { MontyPoolOptions, MontyPoolStats } from './isolation/pool.js'
export type { Isolation } from './isolation/isolation.js'
export { toJson } from './core/values/json.js'
export type { JsonValue } from './core/values/json.js'
export * from './core/errors.js'
export * from './host/index.js'
export * from './runtime/index.js'
