import type { DecodeOptions } from '../wire/decode.js'
import type { Environment } from '../engine/setup.js'
import { DEFAULT_ENVIRONMENT, encodeSetup, USUAL_SETUP } from '../engine/setup.js'
import { MontyUsageError } from '../errors.js'
import { type CompleteLimits, DEFAULT_LIMITS, completeLimits } from '../limits.js'
import type { Supervisor } from './supervise.js'
import type { HostFunction, PrintCallback, RunAsyncOptions } from '../../monty/options.js'
import type { FileSystem } from '../contract/file-system.js'
import { completeReach, NO_SERVERS } from '../../host/reach.js'
import { KeptObjects } from '../contract/host-object.js'
import type { PyModule } from '../values/index.js'
import type { OsServer } from '../contract/os.js'
import { type HostCallable, nesting } from '../contract/host-call.js'
import { checkNames } from '../option-names.js'
import { checkedClock } from './clock.js'
import { completeEnvironment } from '../../monty/host/environment.js'
import { completeFunctions } from '../../host/functions.js'
import { LineBuffer } from '../../monty/host/line-buffer.js'

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

const AUTO: DecodeOptions = { dicts: 'auto', cycles: 'error', floats: 'number' }

const NOTHING: Host = {
  given: {},
  functions: new Map(),
  files: undefined,
  os: NO_SERVERS,
  asked: [],
  modules: new Map(),
  kept: new KeptObjects(),
  limits: DEFAULT_LIMITS,
  environment: DEFAULT_ENVIRONMENT,
  decode: AUTO,
  print: undefined,
  flush: undefined,
  sleep: 'real',
  now: undefined,
  serial: false,
  intercept: undefined,
  depth: 0,
}

const RUN = [
  'inputs',
  'externalFunctions',
  'limits',
  'printCallback',
  'printBuffering',
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
const ANSWERING = new Set(['externalFunctions', 'sleep'])
/** What each feed of a session may say anew. */
const FEED = [
  'inputs',
  'externalFunctions',
  'modules',
  'files',
  'env',
  'os',
  'printCallback',
  'printBuffering',
  'dicts',
  'cycles',
  'floats',
  'sleep',
]
/** The options of each way of running. */
export const KNOWN = {
  run: new Set(RUN),
  start: new Set(RUN.filter((name) => !ANSWERING.has(name))),
  runAsync: new Set([...RUN, 'signal', 'timeoutMs', 'concurrency', 'intercept', 'isolation']),
  startAsync: new Set(
    [...RUN, 'signal', 'timeoutMs', 'isolation'].filter((name) => !ANSWERING.has(name)),
  ),
  feed: new Set(FEED),
  feedAsync: new Set([...FEED, 'signal', 'timeoutMs', 'concurrency', 'intercept']),
  /** What a paused run is given anew when it is loaded. */
  load: new Set([
    'key',
    'keys',
    'trusted',
    ...FEED.filter((name) => name !== 'inputs' && !ANSWERING.has(name)),
    'clock',
  ]),
}

/** Checks options once. `what` is what errors call them. */
export function completeHost(
  options: RunAsyncOptions | undefined,
  known: ReadonlySet<string>,
  what: string,
): Host {
  if (options === undefined) return NOTHING
  checkHostNames(options, known, what)
  return hostOf(options)
}

/** What options that were checked come to. */
export function hostOf(options: RunAsyncOptions): Host {
  const { clock } = options
  return {
    given: options,
    ...completeReach(options, completeFunctions(options.externalFunctions)),
    kept: new KeptObjects(),
    limits: completeLimits(options.limits),
    environment: completeEnvironment(options),
    decode: completeDecode(options),
    ...completePrinting(options),
    sleep: completeSleep(options.sleep),
    now: typeof clock === 'function' ? checkedClock(clock) : undefined,
    serial:
      oneOf(options.concurrency ?? 'concurrent', ['concurrent', 'serial'], 'concurrency') ===
      'serial',
    intercept: optionalFunction(options.intercept, 'intercept'),
    depth: (options as { [nesting]?: number })[nesting] ?? 0,
  }
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

/** Checks the names of options; one that only the asynchronous twin of `what` has leads there. */
export function checkHostNames(options: object, known: ReadonlySet<string>, what: string): void {
  const asynchronous = `${what}Async`
  checkNames(options, known, what, (name) => {
    const isThere = asynchronous in KNOWN && KNOWN[asynchronous as keyof typeof KNOWN].has(name)
    return isThere ? `, but of ${asynchronous}` : ''
  })
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

/** Where output goes. A line that has begun is one run's: each needs a printing of its own. */
export type Printing = Pick<Host, 'print' | 'flush'>

export function completePrinting(options: RunAsyncOptions): Printing {
  const print = optionalFunction(options.printCallback, 'printCallback')
  const buffering = oneOf(options.printBuffering ?? 'none', ['none', 'line'], 'printBuffering')
  if (print === undefined || buffering === 'none') return { print, flush: undefined }
  const lines = new LineBuffer(print)
  return { print: lines.print, flush: lines.flush }
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
  if (sleep === 'instant' || sleep === 'real') return sleep
  throw new MontyUsageError("sleep must be 'real' or 'instant', or a function of milliseconds")
}
