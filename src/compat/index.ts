/// <reference types="node" preserve="true" />
/** @internal */
export { locatedAt } from '../core/location.js'
/**
 * The API of `@pydantic/monty` 0.0.18, so that migrating is one changed import.
 *
 * @packageDocumentation
 */
export { Monty } from './monty.js'
export { MontyRepl } from './repl.js'
export { MontyComplete, MontyNameLookup, MontySnapshot } from './paused.js'
export { MountDir } from './mount.js'
export { runMontyAsync } from './run-async.js'
export { MontyError, MontyRuntimeError, MontySyntaxError, MontyTypingError } from './errors.js'
export type {
  ExceptionInfo,
  Frame,
  ReportedException,
  ReportedFindings,
  TypingDisplayFormat,
} from './errors.js'
export type {
  ExceptionInput,
  FeedOptions,
  JsMontyObject,
  JsPrintCallback,
  JsResourceLimits,
  MontyOptions,
  MontyReplOptions,
  NameLookupLoadOptions,
  NameLookupResumeOptions,
  ResourceLimits,
  ResumeOptions,
  RunMontyAsyncOptions,
  RunOptions,
  SnapshotLoadOptions,
  StartOptions,
} from './options.js'
export type { MountDirOptions } from './mount.js'
