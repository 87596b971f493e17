/// <reference types="node" preserve="true" />
/** @internal */
export { locatedAt } from './core/location.js'
export { Monty } from './monty/monty.js'
export { MontySession } from './monty/session/session.js'
export type {
  FeedAsyncOptions,
  FeedOptions,
  SessionLoadOptions,
  SessionOptions,
} from './monty/session/session.js'
export { useBinaries } from './core/binaries/chosen.js'
export type { BinaryFiles } from './core/binaries/chosen.js'
export { testContext } from './monty/test-context.js'
export { runMontyAsync } from './monty/run-async.js'
export {
  FunctionSnapshot,
  FutureSnapshot,
  MontyComplete,
  NameLookupSnapshot,
  OsSnapshot,
  PausedRun,
} from './monty/paused/index.js'
export type {
  CallAnswer,
  FutureAnswer,
  HostError,
  HostObjectRef,
  MontyProgress,
  NameAnswer,
  OsAnswer,
  PausedCall,
  PausedLoadOptions,
  PauseKind,
  ResumeOptions,
} from './monty/paused/index.js'
export type { DumpOptions, LoadOptions } from './monty/snapshot/envelope.js'
export type { KeyLike } from './monty/snapshot/key.js'
export type { ResourceLimits } from './core/limits.js'
export type { Language } from './core/engine/source.js'
export type {
  MontyCreateOptions,
  MontyOptions,
  RunAsyncOptions,
  RunOptions,
  StartAsyncOptions,
  StartOptions,
} from './monty/options.js'
export * from './core/values/index.js'
export { MontyPool } from './isolation/pool.js'
export type { MontyPoolOptions, MontyPoolStats } from './isolation/pool.js'
export type { Isolation } from './monty/isolation.js'
export { toJson } from './core/values/json.js'
export type { JsonValue } from './core/values/json.js'
export * from './core/errors.js'
export * from './host/index.js'
export * from './runtime/index.js'
export type { HostFunction, Interceptor, PrintCallback } from './core/contract/host-call.js'
export type { HostCall, SourceRange } from './core/contract/host-call.js'
