import type { Environment } from '../../core/engine/setup.js'
import type { RunAsyncOptions } from '../options.js'
import { checkHostNames, type ResolvedHost, hostOf } from './resolve.js'

/**
 * Returns the host with other options: functions, modules and environment variables are added by
 * name, other options replace those given before. Limits, environment and retained objects stay.
 */
export function adjustHost(
  host: ResolvedHost,
  options: RunAsyncOptions | undefined,
  known: ReadonlySet<string>,
  what: string,
): ResolvedHost {
  if (options === undefined) return host
  checkHostNames(options, known, what)
  const { given } = host
  const changed = Object.entries(options).filter(
    ([name, value]) => value !== undefined && !ELSEWHERE.has(name),
  )
  if (changed.length === 0) return host
  const added = changed.map(([name, value]): [string, unknown] => [
    name,
    isSet(name, value) && isSet(name, given[name]) ? { ...given[name], ...value } : value,
  ])
  const { limits, kept } = host
  const adjusted = hostOf({ ...given, ...Object.fromEntries(added) }, host.nest)
  const environment: Environment =
    typeof options.clock === 'function' ? { ...host.environment, clock: 'host' } : host.environment
  return { ...adjusted, limits, environment, kept, ...printingOf(options, host, adjusted) }
}

/** Options that do not belong to a host. */
const ELSEWHERE = new Set(['inputs', 'signal', 'timeoutMs', 'typeCheck'])

/** Whether the option is a record of values by name. */
function isSet(name: string, value: unknown): name is 'externalFunctions' | 'modules' | 'env' {
  return SETS.has(name) && typeof value === 'object' && value !== null
}

const SETS = new Set(['externalFunctions', 'modules', 'env'])

/** The print callback and its line buffer stay those of the host unless the options change them. */
function printingOf(
  options: RunAsyncOptions,
  host: ResolvedHost,
  adjusted: ResolvedHost,
): Pick<ResolvedHost, 'print' | 'flush'> {
  const isSame = options.printCallback === undefined && options.printBuffering === undefined
  const { print, flush } = isSame ? host : adjusted
  return { print, flush }
}
