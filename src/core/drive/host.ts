import type { DecodeOptions } from '../wire/decode.js'
import { type Environment, DEFAULT_ENVIRONMENT, encodeSetup, USUAL_SETUP } from '../engine/setup.js'
import { type CompleteLimits, DEFAULT_LIMITS } from '../limits.js'
import type { Supervisor } from './supervise.js'
import type { RunAsyncOptions } from '../../monty/options.js'
import type { FileSystem } from '../contract/file-system.js'
import { KeptObjects } from '../contract/host-object.js'
import type { PyModule } from '../values/index.js'
import type { OsServer } from '../contract/os.js'
import { type HostCallable, type HostFunction, type PrintCallback } from '../contract/host-call.js'

/** Everything a run needs of the host, checked and complete. */
export interface Host {
  /** The options that it was made of. */
  readonly given: RunAsyncOptions
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** What host calls of the run see of its files. */
  readonly files: FileSystem | undefined
  /** Who answers operating system calls, first come, first served. */
  readonly os: readonly OsServer[]
  /** Those of them that the caller asked for: a run that is stepped leaves the rest to its caller. */
  readonly asked: readonly OsServer[]
  /** Modules by the names that Python imports them by. */
  readonly modules: ReadonlyMap<string, PyModule>
  /** Objects of the host in Python's hands. */
  readonly kept: KeptObjects
  readonly limits: CompleteLimits
  readonly environment: Environment
  readonly decode: DecodeOptions
  readonly print: PrintCallback | undefined
  /** Prints what is held back. */
  readonly flush: (() => void) | undefined
  readonly sleep: 'real' | 'instant' | ((ms: number) => Promise<void> | void)
  readonly now: (() => Date) | undefined
  readonly serial: boolean
  readonly intercept: RunAsyncOptions['intercept']
  readonly supervisor?: Supervisor
  /** How many runs this one is inside of. */
  readonly depth: number
}

/** The engine's settings for a host. A stepped run may be driven on with calls one at a time. */
export function setupOf(host: Host, isStepped = false): Uint8Array {
  const json = takesJson(host.decode)
  const isUsual = host.limits === DEFAULT_LIMITS && host.environment === DEFAULT_ENVIRONMENT
  if (isUsual && json && !host.serial) return isStepped ? usualStepped() : USUAL_SETUP
  const tellsAwaited = host.serial || isStepped
  return encodeSetup(host.limits, host.environment, { json, tellsAwaited })
}

let usualSteppedSetup: Uint8Array | undefined

/** The settings of a stepped run that asks for nothing special, encoded once. */
function usualStepped(): Uint8Array {
  return (usualSteppedSetup ??= encodeSetup(DEFAULT_LIMITS, DEFAULT_ENVIRONMENT, {
    json: true,
    tellsAwaited: true,
  }))
}

/** Whether values may come as JSON text, which has neither maps nor floats of its own. */
export function takesJson({ dicts, floats }: DecodeOptions): boolean {
  return dicts !== 'map' && floats === 'number'
}
