import type { ResourceLimits } from '../../index.js'

/** The flag of each limit, in the order of the help. */
export const LIMIT_FLAGS: Readonly<Record<keyof ResourceLimits, string>> = {
  maxDurationMs: '--max-duration',
  maxMemoryBytes: '--max-memory',
  maxRecursionDepth: '--max-recursion-depth',
  maxHostCalls: '--max-host-calls',
  maxEnvironmentCalls: '--max-environment-calls',
  maxConcurrentCalls: '--max-concurrent-calls',
  maxTotalSleepMs: '--max-total-sleep',
  maxOutputBytes: '--max-output',
  maxResultBytes: '--max-result',
  maxCodeBytes: '--max-code',
  gcInterval: '--gc-interval',
}
