import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** What this process takes of its system: `residentBytes`, `peakBytes`, `threads`, `descriptors`. */
export function processState() {
  if (process.platform !== 'linux') {
    const residentBytes = process.memoryUsage.rss()
    const peakBytes = process.resourceUsage().maxRSS * 1024
    return { residentBytes, peakBytes, threads: 0, descriptors: 0 }
  }
  const status = readFileSync('/proc/self/status', 'utf8')
  const field = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1])
  return {
    residentBytes: field('VmRSS') * 1024,
    peakBytes: field('VmHWM') * 1024,
    threads: field('Threads'),
    descriptors: readdirSync('/proc/self/fd').length,
  }
}

/** From now on the peak is that of what follows. */
export function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Elsewhere it is that of the whole process.
  }
}
