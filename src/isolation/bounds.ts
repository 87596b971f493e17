import type { Usage } from '../core/errors.js'
import type { CompleteLimits } from '../core/limits.js'
import { MAX_FRAME_BYTES } from './protocol.js'

const MIB = 1024 * 1024

/** Time in ms that a worker may take beyond the run's own, for everything that is not Python. */
export const GRACE_MS = 1_000

/** Maximum duration of a dump in ms. */
export const DUMP_MS = 10_000

/** Maximum duration of a step in ms. */
export function budgetMs(limits: CompleteLimits, usage: Usage): number {
  return Math.max(0, limits.maxDurationMs - usage.durationMs) + GRACE_MS
}

/** Maximum length of a valid reply: an event with its output, or a dump. */
export function maxReplyBytes(limits: CompleteLimits): number {
  const event = 2 * limits.maxResultBytes + limits.maxOutputBytes
  const dump = 2 * limits.maxMemoryBytes
  return Math.min(MAX_FRAME_BYTES, Math.max(event, dump) + 16 * MIB)
}
