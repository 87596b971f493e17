import { MontyUsageError } from './errors.js'

/**
 * Limits of a run, or of each feed of a session. Omitted limits have their defaults; `Infinity` means no
 * limit.
 */
export interface ResourceLimits {
  /** Time spent executing Python, host waits excluded. Default 5,000. */
  maxDurationMs?: number
  /**
   * Memory held at once. Arguments of a call to the host count twice more during the transfer, so a value may
   * take a quarter of the limit. Default 128 MiB.
   */
  maxMemoryBytes?: number
  /**
   * Depth of Python calls, at most 10,000. Beyond the limit Python raises a `RecursionError`. Default 1,000.
   */
  maxRecursionDepth?: number
  /**
   * Calls answered by your code: functions, methods, getters of host objects, calls of the option `os`,
   * sleeps, and pauses of a stepped run. Default 1,000.
   */
  maxHostCalls?: number
  /**
   * Calls answered by the package itself: files, imports, variables, the clock, `time.sleep(0)`. Default
   * 100,000.
   */
  maxEnvironmentCalls?: number
  /** Host functions running at once; further calls start later. Default 100. */
  maxConcurrentCalls?: number
  /** Sum of all sleeps. Default 10,000. */
  maxTotalSleepMs?: number
  /** Print output in bytes; the rest is replaced by a marker. Default 10 MiB. */
  maxOutputBytes?: number
  /** Size of one value passed to the host. Default 64 MiB. */
  maxResultBytes?: number
  /** Length of a source, at most 256 KiB. Default 256 KiB. */
  maxCodeBytes?: number
  /** Allocations between two collections of cyclic garbage. Default 100,000. */
  gcInterval?: number
}

export type CompleteLimits = Readonly<Required<ResourceLimits>>

const MIB = 1024 * 1024

export const DEFAULT_LIMITS: CompleteLimits = {
  maxDurationMs: 5_000,
  maxMemoryBytes: 128 * MIB,
  maxRecursionDepth: 1_000,
  maxHostCalls: 1_000,
  maxEnvironmentCalls: 100_000,
  maxConcurrentCalls: 100,
  maxTotalSleepMs: 10_000,
  maxOutputBytes: 10 * MIB,
  maxResultBytes: 64 * MIB,
  maxCodeBytes: 256 * 1024,
  gcInterval: 100_000,
}

/**
 * The limits that the engine enforces, in the order of `read_limits` and `write_limits` in `message.rs`. This
 * is the only list by which limits are written to the engine and read from its dumps.
 */
export const ENGINE_LIMITS = [
  'maxDurationMs',
  'maxMemoryBytes',
  'maxRecursionDepth',
  'maxHostCalls',
  'maxEnvironmentCalls',
  'maxTotalSleepMs',
  'maxOutputBytes',
  'maxResultBytes',
  'gcInterval',
] as const satisfies readonly (keyof CompleteLimits)[]

/** Limits enforced by the engine; the host enforces `maxConcurrentCalls` and `maxCodeBytes`. */
export type EngineLimits = Pick<CompleteLimits, (typeof ENGINE_LIMITS)[number]>

/** Beyond these values our own stacks would not suffice. */
const CEILINGS: Partial<Record<keyof CompleteLimits, number>> = {
  maxRecursionDepth: 10_000,
  maxCodeBytes: 256 * 1024,
}

/** Only these limits may be fractions. */
const FRACTIONAL: ReadonlySet<string> = new Set(['maxDurationMs', 'maxTotalSleepMs'])
const POSITIVE: ReadonlySet<string> = new Set([
  'maxRecursionDepth',
  'maxConcurrentCalls',
  'gcInterval',
])

/** Validates limits and fills in the defaults. */
export function resolveLimits(limits: ResourceLimits | undefined): CompleteLimits {
  if (limits === undefined) return DEFAULT_LIMITS
  if (typeof limits !== 'object' || limits === null) {
    throw new MontyUsageError('limits must be an object, such as { maxDurationMs: 1000 }')
  }
  const complete: Record<string, number> = { ...DEFAULT_LIMITS }
  for (const [name, value] of Object.entries(limits)) {
    if (!(name in DEFAULT_LIMITS)) {
      const names = Object.keys(DEFAULT_LIMITS).join(', ')
      throw new MontyUsageError(`limits.${name} is not a limit; there are: ${names}`)
    }
    if (value === undefined) continue
    complete[name] = checkLimit(name as keyof CompleteLimits, value)
  }
  return complete as CompleteLimits
}

function checkLimit(name: keyof CompleteLimits, value: unknown): number {
  const least = POSITIVE.has(name) ? 1 : 0
  if (typeof value !== 'number' || Number.isNaN(value) || value < least) {
    throw new MontyUsageError(`limits.${name} must be a number of at least ${least}, or Infinity`)
  }
  if (value !== Infinity && !FRACTIONAL.has(name) && !Number.isSafeInteger(value)) {
    throw new MontyUsageError(`limits.${name} must be a whole number, or Infinity`)
  }
  const ceiling = CEILINGS[name]
  if (ceiling !== undefined && value > ceiling) {
    throw new MontyUsageError(`limits.${name} can be at most ${ceiling}`)
  }
  return value
}
