import type { DecodeOptions } from '../wire/decode.js'
import type { Environment } from '../engine/setup.js'
import { DEFAULT_ENVIRONMENT, encodeSetup, USUAL_SETUP } from '../engine/setup.js'
import { MontyUsageError } from '../errors.js'
import { pythonNamesOf } from '../../host/names.js'
import { type CompleteLimits, DEFAULT_LIMITS, completeLimits } from '../limits.js'
import type { Supervisor } from './supervise.js'
import type { HostFunction, PrintCallback, RunAsyncOptions } from '../options.js'
import type { FileSystem } from '../../host/files/file-system.js'
import { completeReach, NO_SERVERS } from '../../host/reach.js'
import type { HostObject } from '../host-object.js'
import type { PyModule } from '../values/index.js'
import type { OsServer } from './os.js'
import { type HostCallable, isHostCallable } from './host-call.js'

/** Everything a run needs of the host, checked and complete. */
export interface Host {
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** What host calls of the run see of its files. */
  readonly files: FileSystem | undefined
  /** Who answers operating system calls, first come, first served. */
  readonly os: readonly OsServer[]
  /** Modules by the names that Python imports them by. */
  readonly modules: ReadonlyMap<string, PyModule>
  /** Objects of the host in Python's hands. */
  readonly kept: Set<HostObject>
  readonly limits: CompleteLimits
  readonly environment: Environment
  readonly decode: DecodeOptions
  readonly print: PrintCallback | undefined
  readonly sleep: 'real' | 'instant' | ((ms: number) => Promise<void> | void)
  readonly now: (() => Date) | undefined
  readonly serial: boolean
  readonly intercept: RunAsyncOptions['intercept']
  readonly supervisor?: Supervisor
}

const AUTO: DecodeOptions = { dicts: 'auto', cycles: 'error', floats: 'number' }

const NOTHING: Host = {
  functions: new Map(),
  files: undefined,
  os: NO_SERVERS,
  modules: new Map(),
  kept: new Set(),
  limits: DEFAULT_LIMITS,
  environment: DEFAULT_ENVIRONMENT,
  decode: AUTO,
  print: undefined,
  sleep: 'real',
  now: undefined,
  serial: false,
  intercept: undefined,
}

const RUN = [
  'inputs',
  'externalFunctions',
  'limits',
  'printCallback',
  'dicts',
  'cycles',
  'floats',
  'clock',
  'timeZone',
  'random',
  'sleep',
  'cwd',
  'modules',
  'files',
  'env',
  'os',
]
/** What only a run that answers its calls by itself can use. */
const ANSWERING = new Set(['externalFunctions', 'sleep', 'modules', 'files', 'env', 'os'])
/** The options of each way of running. */
export const KNOWN = {
  run: new Set(RUN),
  start: new Set(RUN.filter((name) => !ANSWERING.has(name))),
  runAsync: new Set([...RUN, 'signal', 'timeoutMs', 'concurrency', 'intercept', 'isolation']),
  startAsync: new Set(
    [...RUN, 'signal', 'timeoutMs', 'isolation'].filter((name) => !ANSWERING.has(name)),
  ),
}

/** Checks options once. `what` is what errors call them. */
export function completeHost(
  options: RunAsyncOptions | undefined,
  known: ReadonlySet<string>,
  what: string,
): Host {
  if (options === undefined) return NOTHING
  checkNames(options, known, what)
  const { clock } = options
  return {
    ...completeReach(options, completeFunctions(options.externalFunctions)),
    kept: new Set(),
    limits: completeLimits(options.limits),
    environment: completeEnvironment(options),
    decode: completeDecode(options),
    print: optionalFunction(options.printCallback, 'printCallback'),
    sleep: completeSleep(options.sleep),
    now: typeof clock === 'function' ? clock : undefined,
    serial:
      oneOf(options.concurrency ?? 'concurrent', ['concurrent', 'serial'], 'concurrency') ===
      'serial',
    intercept: optionalFunction(options.intercept, 'intercept'),
  }
}

/** The engine's settings for a host. */
export function setupOf(host: Host): Uint8Array {
  // JSON has neither maps nor floats of its own.
  const json = host.decode.dicts !== 'map' && host.decode.floats === 'number'
  const isUsual = host.limits === DEFAULT_LIMITS && host.environment === DEFAULT_ENVIRONMENT
  if (isUsual && json && !host.serial) return USUAL_SETUP
  return encodeSetup(host.limits, host.environment, { json, tellsAwaited: host.serial })
}

/** Refuses what is not an object, and names that mean nothing. */
export function checkNames(options: object, known: ReadonlySet<string>, what: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new MontyUsageError(`${what} must be an object`)
  }
  for (const name of Object.keys(options)) {
    if (!known.has(name)) {
      const names = [...known].join(', ')
      throw new MontyUsageError(`${name} is not an option of ${what}; there are: ${names}`)
    }
  }
}

export function oneOf<T extends string>(value: T, allowed: readonly T[], name: string): T {
  if (!allowed.includes(value)) {
    const choices = allowed.map((one) => `'${one}'`).join(' or ')
    throw new MontyUsageError(`${name} must be ${choices}`)
  }
  return value
}

function optionalFunction<T>(value: T, name: string): T {
  if (value !== undefined && typeof value !== 'function') {
    throw new MontyUsageError(`${name} must be a function`)
  }
  return value
}

type Functions = Host['functions']

const NO_FUNCTIONS: Functions = new Map()

function completeFunctions(functions: unknown): Functions {
  if (functions === undefined) return NO_FUNCTIONS
  if (typeof functions !== 'object' || functions === null) {
    throw new MontyUsageError('externalFunctions must be an object of functions by name')
  }
  const map = new Map<string, HostFunction | HostCallable>()
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value !== 'function' && !isHostCallable(value)) {
      throw new MontyUsageError(
        `externalFunctions.${name} must be a function or a tool, but is ${value === null ? 'null' : typeof value}`,
      )
    }
    map.set(name, value as HostFunction | HostCallable)
  }
  // What Python cannot say goes by the name that stubs give it as well.
  const names = [...map.keys()]
  pythonNamesOf(names).forEach((pythonName, index) => map.set(pythonName, map.get(names[index]!)!))
  return map
}

function completeDecode(options: RunAsyncOptions): DecodeOptions {
  const { dicts, cycles, floats } = options
  if (dicts === undefined && cycles === undefined && floats === undefined) return AUTO
  return {
    dicts: oneOf(dicts ?? 'auto', ['auto', 'map', 'object'], 'dicts'),
    cycles: oneOf(cycles ?? 'error', ['error', 'placeholder'], 'cycles'),
    floats: oneOf(floats ?? 'number', ['number', 'PyFloat'], 'floats'),
  }
}

function completeSleep(sleep: RunAsyncOptions['sleep']): Host['sleep'] {
  if (sleep === undefined || typeof sleep === 'function') return sleep ?? 'real'
  return oneOf<'real' | 'instant'>(sleep, ['real', 'instant'], 'sleep')
}

function completeEnvironment(options: RunAsyncOptions): Environment {
  const { clock, timeZone, random, cwd } = options
  if (clock === undefined && timeZone === undefined && random === undefined && cwd === undefined) {
    return DEFAULT_ENVIRONMENT
  }
  if (timeZone !== undefined && typeof timeZone !== 'string') {
    throw new MontyUsageError("timeZone must be an IANA name, such as 'Europe/Paris'")
  }
  if (cwd !== undefined && (typeof cwd !== 'string' || !cwd.startsWith('/'))) {
    throw new MontyUsageError("cwd must be an absolute path, such as '/work'")
  }
  return { clock: completeClock(clock), timeZone, seed: completeSeed(random), cwd }
}

function completeClock(clock: RunAsyncOptions['clock']): Environment['clock'] {
  if (clock === undefined || clock === 'system') return 'system'
  if (typeof clock === 'function') return 'host'
  if (!(clock instanceof Date) || Number.isNaN(clock.getTime())) {
    throw new MontyUsageError("clock must be 'system', a valid Date, or a function that gives one")
  }
  return clock.getTime()
}

function completeSeed(random: RunAsyncOptions['random']): Environment['seed'] {
  if (random === undefined) return undefined
  const seed: unknown = typeof random === 'object' && random !== null ? random.seed : undefined
  if (typeof seed === 'string' || typeof seed === 'bigint' || Number.isSafeInteger(seed)) {
    return seed as number | bigint | string
  }
  throw new MontyUsageError('random.seed must be an integer, a bigint or a string')
}
