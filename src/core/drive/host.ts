import { MontyUsageError } from '../errors.js'
import type { DecodeOptions } from '../wire/decode.js'
import { type Environment, DEFAULT_ENVIRONMENT, encodeSetup, USUAL_SETUP } from '../engine/setup.js'
import { type CompleteLimits, DEFAULT_LIMITS } from '../limits.js'
import type { Supervisor } from './supervise.js'
import type { FileSystem } from '../contract/file-system.js'
import { RetainedObjects } from '../contract/host-object.js'
import type { PyModule } from '../values/index.js'
import type { OsServer } from '../contract/os.js'
import type {
  HostCallable,
  HostFunction,
  Interceptor,
  NestedResult,
  NestedRun,
  PrintCallback,
} from '../contract/host-call.js'

/** The host's side of a run, validated and complete. */
export interface Host {
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** File system that host calls of the run use. */
  readonly files: FileSystem | undefined
  /** Servers of operating system calls; the first that handles a call wins. */
  readonly os: readonly OsServer[]
  /** Servers that the caller configured: a stepped run leaves calls for the others to its caller. */
  readonly requestedServers: readonly OsServer[]
  /** Modules by their import names. */
  readonly modules: ReadonlyMap<string, PyModule>
  /** Factories for names that programs do not define. */
  readonly lazies: ReadonlyMap<string, () => unknown>
  /** Host objects that Python references. */
  readonly kept: RetainedObjects
  readonly limits: CompleteLimits
  readonly environment: Environment
  readonly decode: DecodeOptions
  readonly print: PrintCallback | undefined
  /** Prints buffered output. */
  readonly flush: (() => void) | undefined
  readonly sleep: 'real' | 'instant' | ((ms: number) => Promise<void> | void)
  readonly now: (() => Date) | undefined
  readonly serial: boolean
  readonly intercept: Interceptor | undefined
  readonly supervisor?: Supervisor
  /** Runs Python inside of the run's calls. */
  readonly nest: Nest
}

/** Runs Python inside of a call of a run with this host. */
export type Nest = (host: Host, run: NestedRun) => Promise<NestedResult>

/** Default options for decoding values. */
export const AUTO: DecodeOptions = { dicts: 'auto', cycles: 'error', floats: 'number' }

export const NO_LAZIES: Host['lazies'] = new Map()

/** A host that offers nothing to Python; sleeps return at once. */
export const BARE_HOST: Host = {
  functions: new Map(),
  files: undefined,
  os: [],
  requestedServers: [],
  modules: new Map(),
  lazies: NO_LAZIES,
  kept: new RetainedObjects(),
  limits: DEFAULT_LIMITS,
  environment: DEFAULT_ENVIRONMENT,
  decode: AUTO,
  print: undefined,
  flush: undefined,
  sleep: 'instant',
  now: undefined,
  serial: false,
  intercept: undefined,
  nest: () => Promise.reject(new MontyUsageError('Python cannot run inside of calls here')),
}

/** The engine's settings for a host. A stepped run may be continued with serial calls. */
export function setupOf(host: Host, isStepped = false): Uint8Array {
  const json = takesJson(host.decode)
  const isUsual = host.limits === DEFAULT_LIMITS && host.environment === DEFAULT_ENVIRONMENT
  if (isUsual && json && !host.serial) return isStepped ? usualStepped() : USUAL_SETUP
  const reportsAwaited = host.serial || isStepped
  return encodeSetup(host.limits, host.environment, { json, reportsAwaited })
}

let usualSteppedSetup: Uint8Array | undefined

/** The settings of a stepped run with default options, encoded once. */
function usualStepped(): Uint8Array {
  return (usualSteppedSetup ??= encodeSetup(DEFAULT_LIMITS, DEFAULT_ENVIRONMENT, {
    json: true,
    reportsAwaited: true,
  }))
}

/** Whether values may be sent as JSON text, which has neither maps nor float values. */
export function takesJson({ dicts, floats }: DecodeOptions): boolean {
  return dicts !== 'map' && floats === 'number'
}
