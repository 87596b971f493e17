import { failureOf } from '../core/engine/failure.js'
import { MontyCrashedError, type MontyError, type Usage } from '../core/errors.js'
import type { CompleteLimits } from '../core/limits.js'
import { GRACE_MS } from './bounds.js'
import { EXIT_MEMORY, MEMORY_HEADROOM_BYTES } from './protocol.js'

/** The end of a worker process. */
export interface WorkerEnd {
  /**
   * The reason why the worker was killed: it exceeded its time, was stopped by a signal, violated the
   * protocol, or did not start. `'exit'` when the worker ended by itself.
   */
  readonly reason: 'exit' | 'overdue' | 'stopped' | 'protocol' | 'start'
  /** Further details for the message. */
  readonly detail: string
  readonly exitCode: number | null
  readonly signal: string | null
}

/** The error for a run whose worker ended. `waitedMs` is the time since the last request. */
export function failureOfEnd(
  end: WorkerEnd,
  limits: CompleteLimits,
  usage: Usage,
  waitedMs: number,
): MontyError {
  if (end.reason === 'overdue') {
    // This process may have been busy meanwhile, so the time used is not exact.
    const used = Math.min(usage.durationMs + waitedMs, limits.maxDurationMs + GRACE_MS)
    return limitOf('duration', used, limits.maxDurationMs, { ...usage, durationMs: used })
  }
  if (end.reason === 'exit' && end.exitCode === EXIT_MEMORY) {
    const used = limits.maxMemoryBytes + MEMORY_HEADROOM_BYTES
    return limitOf('memory', used, limits.maxMemoryBytes, { ...usage, peakMemoryBytes: used })
  }
  return crashOf(end)
}

function limitOf(
  limit: 'duration' | 'memory',
  used: number,
  allowed: number,
  usage: Usage,
): MontyError {
  return failureOf({
    kind: 'limit',
    limit,
    used,
    allowed,
    usage,
    printed: [],
    exception: undefined,
  })
}

/** The error for a request whose worker ended. */
export function crashOf(end: WorkerEnd): MontyCrashedError {
  return new MontyCrashedError(messageOf(end), { exitCode: end.exitCode, signal: end.signal })
}

function messageOf({ reason, detail, exitCode, signal }: WorkerEnd): string {
  switch (reason) {
    case 'start':
      return `the worker process could not be started: ${detail}`
    case 'protocol':
      return `the worker process broke the protocol: ${detail}`
    case 'overdue':
      return 'the worker process did not answer in time'
    case 'stopped':
      return 'the worker process was stopped by a signal and did not answer in time'
    case 'exit': {
      // A thread has neither.
      if (signal === null && exitCode === null) return `the worker ended: ${detail}`
      const how = signal === null ? `with exit code ${exitCode}` : `by ${signal}`
      return `the worker process ended ${how}${detail === '' ? '' : `: ${detail}`}`
    }
  }
}
