import { DEFAULT_ENVIRONMENT, type Environment } from '../../core/engine/setup.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MountDir } from '../../host/files/mount.js'
import { MontyUsageError } from '../../core/errors.js'
import type { RunAsyncOptions } from '../options.js'
import { isBytes, isValidDate } from '../../core/realm.js'
import { offsetSecondsOf } from '../../core/drive/clock.js'
import { PyFloat } from '../../core/values/index.js'

/** Checks the clock, the time zone, the random seed and the working directory. */
export function resolveEnvironment(options: RunAsyncOptions): Environment {
  const { clock, timeZone, random } = options
  const { cwd = firstMount(options.files) } = options
  if (clock === undefined && timeZone === undefined && random === undefined && cwd === undefined) {
    return DEFAULT_ENVIRONMENT
  }
  if (timeZone !== undefined && !isZone(timeZone)) {
    throw new MontyUsageError(
      "timeZone must be an IANA name, such as 'Europe/Paris', or an offset, such as '+05:30'",
    )
  }
  if (cwd !== undefined && (typeof cwd !== 'string' || !cwd.startsWith('/'))) {
    throw new MontyUsageError("cwd must be an absolute path, such as '/work'")
  }
  return { clock: resolveClock(clock), timeZone, seed: resolveSeed(random), cwd }
}

/** The virtual path of the first `MountDir`. */
function firstMount(files: RunAsyncOptions['files']): string | undefined {
  if (files === undefined) return undefined
  const list = Array.isArray(files) ? (files as FileSystem[]) : [files as FileSystem]
  return list.find((one): one is MountDir => one instanceof MountDir)?.virtualPath
}

/** Whether the value may be a time zone; the engine knows the IANA names. */
function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string') return false
  return !/^[+-]/.test(zone) || offsetSecondsOf(zone) !== undefined
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
  const isGiven =
    typeof seed === 'string' ||
    typeof seed === 'bigint' ||
    Number.isFinite(seed) ||
    seed instanceof PyFloat ||
    isBytes(seed)
  if (isGiven) return seed as Environment['seed']
  throw new MontyUsageError(
    'random.seed must be a number, a bigint, a string or bytes, as in { random: { seed: 42 } }',
  )
}
