import { GRACE_MS, limits, SLACK_BYTES } from './attempt.mjs'

const allowedBytes = limits.maxMemoryBytes + SLACK_BYTES
const allowedMs = limits.maxDurationMs + GRACE_MS

/**
 * What was wrong with a result: nothing, or one line each. A program that may block in process may
 * be late there, or hang; it may not end the process.
 */
export function faults(program, mode, result) {
  const mayBlock = mode !== 'isolated' && program.inProcessMayBlock
  if (result.hung && mayBlock) return []
  const faults = []
  const { outcome } = result
  if (result.hung) faults.push('it hung')
  else if (result.exitCode !== 0) faults.push(`the process ended with ${result.signal ?? result.exitCode}`)
  // In process a crash is the interpreter's, and nobody's acceptable outcome.
  const acceptable = program.outcomes.includes(outcome) && (outcome !== 'crashed' || mode === 'isolated')
  if (!result.hung && !acceptable) faults.push(`${outcome} is none of ${program.outcomes.join(', ')}`)
  if (result.tookMs > allowedMs && !mayBlock) faults.push(`it took ${Math.round(result.tookMs)} ms`)
  for (const bytes of [result.grewBytes, result.workerBytes]) {
    if (bytes > allowedBytes) faults.push(`memory grew by ${Math.round(bytes / 2 ** 20)} MiB`)
  }
  if (!result.alive && !result.hung) faults.push('1 + 1 failed afterwards')
  return faults
}

/** Whether a program on the list of those that may block did. */
export function blocked(result) {
  return result.hung === true || result.tookMs > allowedMs
}
