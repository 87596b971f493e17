import { DEFAULT_LIMITS, type ResourceLimits as CoreLimits } from '../core/limits.js'
import type { ResourceLimits } from './options.js'

/** Limits of a run without options. */
const UNLIMITED: CoreLimits = {
  maxDurationMs: Infinity,
  maxMemoryBytes: Infinity,
  maxHostCalls: Infinity,
  maxEnvironmentCalls: Infinity,
  maxConcurrentCalls: Infinity,
  maxTotalSleepMs: Infinity,
  maxOutputBytes: Infinity,
  maxResultBytes: Infinity,
}

/** Maximum recursion depth that the stack allows. */
const DEEPEST_RECURSION = 10_000

/** Converts limits of this API to those of the core. */
export function coreLimits(limits: ResourceLimits | undefined): CoreLimits {
  if (limits === undefined) return UNLIMITED
  if (limits === null) throw new TypeError('Cannot convert undefined or null to object')
  const maxAllocations = wholeNumber(limits, 'maxAllocations')
  const guard = maxAllocations === undefined ? UNLIMITED : DEFAULT_LIMITS
  if (maxAllocations !== undefined) warnOfAllocations()
  const gcInterval = wholeNumber(limits, 'gcInterval')
  const depth = wholeNumber(limits, 'maxRecursionDepth')
  return {
    ...UNLIMITED,
    maxDurationMs: milliseconds(limits.maxDurationSecs) ?? guard.maxDurationMs!,
    maxMemoryBytes: wholeNumber(limits, 'maxMemory') ?? guard.maxMemoryBytes!,
    ...(gcInterval === undefined ? {} : { gcInterval: Math.max(1, gcInterval) }),
    ...(depth === undefined ? {} : { maxRecursionDepth: Math.min(depth, DEEPEST_RECURSION) }),
  }
}

function wholeNumber(
  limits: ResourceLimits,
  name: Exclude<keyof ResourceLimits, 'maxDurationSecs'>,
): number | undefined {
  const value: unknown = limits[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number') throw notANumber(value, name)
  if (!Number.isFinite(value)) throw new Error(`${name} must be a finite number`)
  if (!Number.isInteger(value)) throw new Error(`${name} must be an integer`)
  if (value < 0) throw new Error(`${name} must be non-negative`)
  if (!Number.isSafeInteger(value)) {
    throw new Error(`${name} must be a safe integer (<= ${Number.MAX_SAFE_INTEGER})`)
  }
  return value
}

function milliseconds(seconds: unknown): number | undefined {
  if (seconds === undefined) return undefined
  if (typeof seconds !== 'number') throw notANumber(seconds, 'maxDurationSecs')
  const problem = 'cannot convert float seconds to Duration: value is'
  if (seconds < 0) throw new Error(`${problem} negative`)
  if (!(seconds < 2 ** 64)) throw new Error(`${problem} either too big or NaN`)
  return seconds * 1_000
}

function notANumber(value: unknown, name: string): Error {
  const kind = value === null ? 'null' : typeof value
  return new Error(`limits.${name} must be a number, but is ${kind}`)
}

let isWarned = false

function warnOfAllocations(): void {
  if (isWarned) return
  isWarned = true
  process.emitWarning(
    'maxAllocations is not counted by this interpreter: unless maxMemory and maxDurationSecs ' +
      'are given too, they are set to 128 MiB and 5 seconds',
    { code: 'MONTY_COMPAT_MAX_ALLOCATIONS' },
  )
}
