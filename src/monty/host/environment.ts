import { DEFAULT_ENVIRONMENT, type Environment } from '../../core/engine/setup.js'
import { MontyUsageError } from '../../core/errors.js'
import type { RunAsyncOptions } from '../options.js'
import { isValidDate } from '../../core/realm.js'

/** Checks where Python gets time and chance from, and where it works. */
export function resolveEnvironment(options: RunAsyncOptions): Environment {
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
  return { clock: resolveClock(clock), timeZone, seed: resolveSeed(random), cwd }
}

function resolveClock(clock: RunAsyncOptions['clock']): Environment['clock'] {
  if (clock === undefined || clock === 'system') return 'system'
  if (typeof clock === 'function') return 'host'
  if (!isValidDate(clock)) {
    throw new MontyUsageError("clock must be 'system', a valid Date, or a function that gives one")
  }
  return clock.getTime()
}

function resolveSeed(random: RunAsyncOptions['random']): Environment['seed'] {
  if (random === undefined) return undefined
  const seed: unknown = typeof random === 'object' && random !== null ? random.seed : undefined
  if (typeof seed === 'string' || typeof seed === 'bigint' || Number.isSafeInteger(seed)) {
    return seed as number | bigint | string
  }
  throw new MontyUsageError(
    'random.seed must be an integer, a bigint or a string, as in { random: { seed: 42 } }',
  )
}
