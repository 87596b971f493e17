import { MontyUsageError } from './errors.js'

/**
 * What a run may use, or each feed of a session. Whatever is left out has its default; `Infinity`
 * means no limit.
 */
export interface ResourceLimits {
  /** Time spent executing Python, host waits excluded. Default 5,000. */
  maxDurationMs?: number
  /**
   * Memory held at once. What a call hands to the host counts twice more while it is on its way, so a
   * value may take a quarter of it. Default 128 MiB.
   */
  maxMemoryBytes?: number
  /** Depth of Python calls, at most 10,000. Beyond it Python gets a `RecursionError`. Default 1,000. */
  maxRecursionDepth?: number
  /**
   * Calls that your code answers: functions, methods, getters of host objects, questions to the option `os`,
   * sleeps, and pauses of a run that is stepped. Default 1,000.
   */
  maxHostCalls?: number
  /**
   * Calls that the package answers by itself: files, imports, variables, the clock, `time.sleep(0)`.
   * Default 100,000.
   */
  maxEnvironmentCalls?: number
  /** Host functions running at once; the next ones start later. Default 100. */
  maxConcurrentCalls?: number
  /** Sum of all sleeps. Default 10,000. */
  maxTotalSleepMs?: number
  /** Print output kept; the rest is cut with a marker. Default 10 MiB. */
  maxOutputBytes?: number
  /** Size of one value on its way to the host. Default 64 MiB. */
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
 * The limits that the engine enforces, in the order of `read_limits` and `write_limits` in `message.rs`: the one
 * list by which limits are written to the engine and read from its dumps.
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

/** Limits that the engine enforces; the host's are `maxConcurrentCalls` and `maxCodeBytes`. */
export type EngineLimits = Pick<CompleteLimits, (typeof ENGINE_LIMITS)[number]>

/** Beyond these our own stacks would not suffice. */
const CEILINGS: Partial<Record<keyof CompleteLimits, number>> = {
  maxRecursionDepth: 10_000,
  maxCodeBytes: 256 * 1024,
}

/** Fractions make sense for these only. */
const FRACTIONAL: ReadonlySet<string> = new Set(['maxDurationMs', 'maxTotalSleepMs'])
const POSITIVE: ReadonlySet<string> = new Set([
  'maxRecursionDepth',
  'maxConcurrentCalls',
  'gcInterval',
])

/** Checks limits and fills in the defaults. */
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
