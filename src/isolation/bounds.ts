import type { Usage } from '../core/errors.js'
import type { CompleteLimits } from '../core/limits.js'
import { MAX_FRAME_BYTES } from './protocol.js'

const MIB = 1024 * 1024

/** What a worker may take beyond the run's own time, for all that is not Python. */
export const GRACE_MS = 1_000

/** What a dump may take. */
export const DUMP_MS = 10_000

/** How long a step may take, in the worst case. */
export function budgetMs(limits: CompleteLimits, usage: Usage): number {
  return Math.max(0, limits.maxDurationMs - usage.durationMs) + GRACE_MS
}

/** The longest reply that can be true: an event with its output, or a dump. */
export function maxReplyBytes(limits: CompleteLimits): number {
  const event = 2 * limits.maxResultBytes + limits.maxOutputBytes
  const dump = 2 * limits.maxMemoryBytes
  return Math.min(MAX_FRAME_BYTES, Math.max(event, dump) + 16 * MIB)
}
