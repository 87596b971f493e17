import { GRACE_MS, limits, SLACK_BYTES } from './attempt.mjs'

const allowedBytes = limits.maxMemoryBytes + SLACK_BYTES
/** In process, a native operation that looks at the clock may take three times the limit. */
const NATIVE_ALLOWANCE = 3

const allowedMs = (mode) =>
  limits.maxDurationMs * (mode === 'isolated' ? 1 : NATIVE_ALLOWANCE) + GRACE_MS

/**
 * What was wrong with a result: nothing, or one line each. A program that may block in process may
 * be late there, or hang; it may not end the process.
 */
export function judge(program, mode, result) {
  const mayBlock = mode !== 'isolated' && program.inProcessMayBlock !== false
  if (result.hung) return mayBlock ? [] : ['it hung']
  const faults = []
  const { outcome, exitCode, signal } = result
  if (exitCode !== 0) faults.push(`the process ended with ${signal ?? exitCode}`)
  if (!isAcceptable(program, mode, outcome)) {
    faults.push(`${outcome} is none of ${program.outcomes.join(', ')}`)
  }
  if (isLate(mode, result) && !mayBlock) faults.push(`it took ${Math.round(result.tookMs)} ms`)
  for (const bytes of [result.grewBytes, result.workerBytes]) {
    if (bytes > allowedBytes) faults.push(`memory grew by ${Math.round(bytes / 2 ** 20)} MiB`)
  }
  if (!result.alive) faults.push('1 + 1 failed afterwards')
  return faults
}

function isAcceptable({ outcomes }, mode, outcome) {
  // Python ended well and its value cannot cross: the error that says so is as good as the value.
  if (outcome === 'unconvertible') return outcomes.includes('ok')
  // In process a crash is the interpreter's, and nobody's acceptable outcome.
  return outcomes.includes(outcome) && (outcome !== 'crashed' || mode === 'isolated')
}

/** Whether a program had the process for longer than it may. Waiting for a processor is no fault. */
export function isLate(mode, { hung, tookMs, cpuMs }) {
  const limit = allowedMs(mode)
  return hung === true || (tookMs > limit && (cpuMs > limit || tookMs > 2 * limit))
}
