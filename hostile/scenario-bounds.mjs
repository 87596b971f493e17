const MIB = 2 ** 20

/** How long the event loop may stand still, in ms. */
export const STALL_MS = { process: 50, none: 250 }
/** How far the host may grow for one scenario. In process, what Python holds is its own: the limit, and twice that on its way. */
export const GROWTH_BYTES = { process: 200 * MIB, none: 400 * MIB }
/** Within this time of the end all of it is to be released. */
export const RELEASE_MS = 5_000
/** When a scenario has hung. */
export const HUNG_MS = 60_000

/** What may stay: caches, and memory that the allocators keep. */
const KEPT_BYTES = { process: 96 * MIB, none: 128 * MIB }
/** Workers that were started meanwhile have three pipes each. */
const KEPT_DESCRIPTORS = 24

export const isReleased = ({ bytes, threads, descriptors }, isolation) =>
  bytes <= KEPT_BYTES[isolation] && threads <= 1 && descriptors <= KEPT_DESCRIPTORS

/** What was wrong with how a scenario went: nothing, or one line each. */
export function judgeScenario({ outcomes, listed }, isolation, result) {
  if (result.hung) return ['it hung']
  const faults = []
  const { outcome, exitCode, signal, stallMs, grewBytes, kept, alive } = result
  if (exitCode !== 0) faults.push(`the process ended with ${signal ?? exitCode}`)
  if (!outcomes.includes(outcome)) faults.push(`${outcome} is none of ${outcomes.join(', ')}`)
  // The numbered list in docs/SECURITY.md is of what may hold the loop in process.
  const mayStall = isolation === 'none' && listed !== undefined
  if (stallMs > STALL_MS[isolation] && !mayStall) {
    faults.push(`the event loop stood still for ${Math.round(stallMs)} ms`)
  }
  if (grewBytes > GROWTH_BYTES[isolation]) faults.push(`the host grew by ${mib(grewBytes)}`)
  if (kept !== undefined && !isReleased(kept, isolation)) {
    const { bytes, threads, descriptors } = kept
    faults.push(`it kept ${mib(bytes)}, ${threads} threads, ${descriptors} descriptors`)
  }
  if (!alive) faults.push('1 + 1 failed afterwards')
  return faults
}

const mib = (bytes) => `${Math.round(bytes / MIB)} MiB`
