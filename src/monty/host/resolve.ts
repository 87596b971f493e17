import type { NestedTurns } from '../../core/drive/nested-turns.js'
import { AUTO, BARE_HOST, type Host, type Nest, NO_LAZIES } from '../../core/drive/host.js'
import { isThenable } from '../../core/drive/calls.js'
import { isPythonName } from '../../core/python-names.js'
import { refuseBuiltIn } from '../../host/reserved-names.js'
import { LineBuffer } from './line-buffer.js'
import { resolveFunctions } from '../../host/functions.js'
import { resolveEnvironment } from './environment.js'
import { asOsCall, checkedClock } from '../../core/drive/clock.js'
import { checkNames, isByName, namesOf, oneOf, without } from '../../core/option-checks.js'
import { RetainedObjects } from '../../core/contract/host-object.js'
import { resolveReach, NO_SERVERS } from '../../host/host-access.js'
import type {
  FeedAsyncOptions,
  FeedOptions,
  RunAsyncOptions,
  RunOptions,
  StartAsyncOptions,
} from '../options.js'
import { resolveLimits } from '../../core/limits.js'
import { MontyUsageError } from '../../core/errors.js'
import { type DecodeOptions } from '../../core/wire/decode.js'

/** A host and the options it was resolved from. */
export interface ResolvedHost extends Host {
  readonly given: RunAsyncOptions
  /** Nesting depth of the run: 0 outside of tools. */
  readonly depth: number
  /** Turns shared by all runs nested in the same outermost run. */
  readonly turns?: NestedTurns
}

const NOTHING: ResolvedHost = {
  ...BARE_HOST,
  given: {},
  os: NO_SERVERS,
  kept: new RetainedObjects(),
  sleep: 'real',
  depth: 0,
}

const RUN = namesOf<RunOptions>({
  inputs: true,
  lazyInputs: true,
  externalFunctions: true,
  limits: true,
  printCallback: true,
  printBuffering: true,
  dicts: true,
  cycles: true,
  floats: true,
  clock: true,
  timeZone: true,
  random: true,
  sleep: true,
  cwd: true,
  modules: true,
  files: true,
  env: true,
  os: true,
})

const ASYNC = namesOf<Omit<RunAsyncOptions, keyof RunOptions>>({
  signal: true,
  timeoutMs: true,
  concurrency: true,
  intercept: true,
  isolation: true,
})

/** Options that only apply to runs that answer their calls themselves. */
const ANSWERING = new Set(['externalFunctions', 'lazyInputs', 'sleep'])

/** Options fixed for a session, which a feed cannot set. */
const LASTING = namesOf<Omit<RunOptions, keyof FeedOptions>>({
  limits: true,
  clock: true,
  timeZone: true,
  random: true,
  cwd: true,
})
const FEED: ReadonlySet<string> = new Set([
  ...without(RUN, LASTING),
  ...namesOf<Omit<FeedOptions, keyof RunOptions>>({ typeCheck: true }),
])
const FEED_ASYNC: ReadonlySet<string> = new Set([
  ...FEED,
  ...namesOf<Omit<FeedAsyncOptions, keyof FeedOptions>>({
    signal: true,
    timeoutMs: true,
    concurrency: true,
    intercept: true,
  }),
])

/** The options of each way of running. */
export const KNOWN = {
  run: RUN,
  start: without(RUN, ANSWERING),
  runAsync: new Set([...RUN, ...ASYNC]),
  startAsync: new Set([
    ...without(RUN, ANSWERING),
    ...namesOf<Omit<StartAsyncOptions, keyof RunOptions>>({
      signal: true,
      timeoutMs: true,
      isolation: true,
    }),
  ]),
  feed: FEED,
  feedAsync: FEED_ASYNC,
}

/**
 * Checks options once.
 *
 * @param what the name of the method in errors
 * @param nest runs Python inside tools; passed in because programs are in a layer above
 */
export function resolveHost(
  options: RunAsyncOptions | undefined,
  known: ReadonlySet<string>,
  what: string,
  nest: Nest = BARE_HOST.nest,
): ResolvedHost {
  if (options === undefined) return NOTHING
  checkHostNames(options, known, what)
  return hostOf(options, nest)
}

/** Resolves checked options to a host. */
export function hostOf(options: RunAsyncOptions, nest: Nest): ResolvedHost {
  const { clock } = options
  return {
    given: options,
    ...resolveReach(options, resolveFunctions(options.externalFunctions)),
    lazies: resolveLazies(options.lazyInputs),
    kept: new RetainedObjects(),
    limits: resolveLimits(options.limits),
    environment: resolveEnvironment(options),
    decode: resolveDecode(options),
    ...resolvePrinting(options),
    sleep: resolveSleep(options.sleep),
    now: typeof clock === 'function' && clock !== asOsCall ? checkedClock(clock) : undefined,
    serial:
      oneOf(options.concurrency ?? 'concurrent', ['concurrent', 'serial'], 'concurrency') ===
      'serial',
    intercept: optionalFunction(options.intercept, 'intercept'),
    nest,
    depth: 0,
  }
}

/**
 * Checks the names of options; for one that only the asynchronous variant of `what` has, the error
 * names that method.
 */
export function checkHostNames(options: object, known: ReadonlySet<string>, what: string): void {
  const asynchronous = `${what}Async`
  checkNames(options, known, what, (name) => {
    const isThere = asynchronous in KNOWN && KNOWN[asynchronous as keyof typeof KNOWN].has(name)
    return isThere ? `, but of ${asynchronous}` : ''
  })
}

function optionalFunction<T>(value: T, name: string): T {
  if (value !== undefined && typeof value !== 'function') {
    throw new MontyUsageError(`${name} must be a function`)
  }
  return value
}

/**
 * Print callback and flush of a run; each run needs its own, as an incomplete line belongs to one
 * run.
 */
export type Printing = Pick<Host, 'print' | 'flush'>

export function resolvePrinting(options: RunAsyncOptions): Printing {
  const print = optionalFunction(options.printCallback, 'printCallback')
  const buffering = oneOf(options.printBuffering ?? 'none', ['none', 'line'], 'printBuffering')
  if (print === undefined || buffering === 'none') return { print, flush: undefined }
  const lines = new LineBuffer(print)
  return { print: lines.print, flush: lines.flush }
}

function resolveDecode(options: RunAsyncOptions): DecodeOptions {
  const { dicts, cycles, floats } = options
  if (dicts === undefined && cycles === undefined && floats === undefined) return AUTO
  return {
    dicts: oneOf(dicts ?? 'auto', ['auto', 'map', 'object'], 'dicts'),
    cycles: oneOf(cycles ?? 'error', ['error', 'placeholder'], 'cycles'),
    floats: oneOf(floats ?? 'number', ['number', 'PyFloat'], 'floats'),
  }
}

function resolveLazies(lazies: RunAsyncOptions['lazyInputs']): Host['lazies'] {
  if (lazies === undefined) return NO_LAZIES
  if (!isByName(lazies)) {
    throw new MontyUsageError('lazyInputs must be an object of functions by name')
  }
  const made = new Map<string, () => unknown>()
  for (const [name, make] of Object.entries(lazies)) {
    if (!isPythonName(name)) {
      throw new MontyUsageError(`lazyInputs: ${JSON.stringify(name)} is not a Python name`)
    }
    if (typeof make !== 'function') {
      throw new MontyUsageError(`lazyInputs.${name} must be a function that gives the value`)
    }
    refuseBuiltIn('lazyInputs', name)
    made.set(name, once(make))
  }
  return made
}

/** Memoizes a function; after a failure the next use calls it again. */
function once(make: () => unknown): () => unknown {
  let made: { readonly value: unknown } | undefined
  return () => {
    if (made === undefined) {
      const value = make()
      made = { value }
      if (isThenable(value)) Promise.resolve(value).catch(() => (made = undefined))
    }
    return made.value
  }
}

function resolveSleep(sleep: RunAsyncOptions['sleep']): Host['sleep'] {
  if (sleep === undefined || typeof sleep === 'function') return sleep ?? 'real'
  if (sleep === 'instant' || sleep === 'real') return sleep
  throw new MontyUsageError("sleep must be 'real' or 'instant', or a function of milliseconds")
}
